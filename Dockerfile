# Audit Bot for one council: one process, its workspace in the volume /data.
#
#   docker build -t audit-bot .
#   docker run --read-only --tmpfs /tmp -v audit-bot-data:/data audit-bot
#
# Installed from the same locks as everywhere else, every package checked against its hash. What
# builds stays behind in the first stage: the image has no compiler, no pip and no tests.

FROM python:3.11-slim-bookworm AS build
WORKDIR /source
COPY requirements-setup.lock requirements.lock ./
# Byte code is compiled here and once: in a read-only container it could not be kept.
RUN pip install --no-cache-dir --require-hashes -r requirements-setup.lock \
    && uv venv --no-cache --python "$(command -v python)" /opt/audit-bot \
    && uv pip sync --no-cache --python /opt/audit-bot/bin/python --require-hashes \
        --compile-bytecode requirements.lock
# The code comes last: a change of it leaves the layers above as they are.
COPY pyproject.toml README.md ./
COPY bot bot
COPY connectors connectors
COPY config config
COPY message_templates message_templates
RUN hatchling build -t wheel -d /tmp/wheel \
    && uv pip install --no-cache --python /opt/audit-bot/bin/python --no-deps \
        --compile-bytecode /tmp/wheel/*.whl

FROM python:3.11-slim-bookworm
RUN useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin audit-bot \
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
