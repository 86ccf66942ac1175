# Audit Bot for one council: one process, its workspace in the volume /data.
#
#   docker build -t audit-bot .
#   docker run --rm -v audit-bot-data:/data audit-bot init /data     once: then edit what it made
#   docker run --read-only --tmpfs /tmp -v audit-bot-data:/data audit-bot
#
# With podman the same, and `--format docker` to the build: else it leaves out the health check.
# `python -m tests.build_image` builds it and runs it so; CI does with each change.
#
# Installed from the same locks as everywhere else, every package checked against its hash. What
# builds stays behind in the first stage: the image adds no compiler, no pip and no tests.

FROM python:3.11-slim-bookworm AS build
WORKDIR /source
# pip alone: where packages come by a mirror, its settings are all there is to give, for instance
# as `--build-arg PIP_INDEX_URL=...`. It compiles the byte code too, which a read-only container
# could not keep.
ARG PIP_INDEX_URL
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
COPY requirements-setup.lock requirements.lock ./
RUN pip install --require-hashes -r requirements-setup.lock \
    && python -m venv --without-pip /opt/audit-bot \
    && pip --python /opt/audit-bot install --require-hashes -r requirements.lock
# The code comes last: a change of it leaves the layers above as they are.
COPY pyproject.toml README.md ./
COPY bot bot
COPY connectors connectors
COPY config config
COPY message_templates message_templates
RUN hatchling build -t wheel -d /tmp/wheel \
    && pip --python /opt/audit-bot install --no-deps /tmp/wheel/*.whl

FROM python:3.11-slim-bookworm
RUN useradd --uid 10001 --home-dir /data --no-create-home --shell /usr/sbin/nologin audit-bot \
    && install --directory --owner=audit-bot --group=audit-bot --mode=0750 /data
COPY --from=build /opt/audit-bot /opt/audit-bot
ENV PATH=/opt/audit-bot/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1
USER 10001
WORKDIR /data
VOLUME /data
# Healthy: the last cycle ended within the hour.
HEALTHCHECK --interval=5m --timeout=30s --start-period=10m \
    CMD ["audit-bot", "status", "/data", "--healthy"]
ENTRYPOINT ["audit-bot"]
CMD ["serve", "/data"]
