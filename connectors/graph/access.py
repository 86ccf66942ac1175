"""How the service signs in to Microsoft 365, as plain values; secrets are never shown."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from connectors.graph.failures import NotSetUp

GRAPH = "https://graph.microsoft.com"
LOGIN = "https://login.microsoftonline.com"


class SignIn(StrEnum):
    """What proves to Entra that it is this application that asks."""

    CERTIFICATE = "certificate"
    SECRET = "secret"
    FEDERATED = "federated"
    MANAGED_IDENTITY = "managed_identity"


@dataclass(frozen=True, slots=True)
class Access:
    """`secret`: the client secret, or the certificate and its private key in one PEM text."""

    tenant: str
    client: str  # the application's id; empty: the managed identity of the machine itself
    sign_in: SignIn
    secret: str = field(default="", repr=False)
    password: str = field(default="", repr=False)  # of the private key
    federated_token_file: str = ""
    graph_url: str = GRAPH
    login_url: str = LOGIN

    @property
    def base(self) -> str:
        """Where requests go, such as "https://graph.microsoft.com/v1.0"."""
        return f"{self.graph_url.rstrip('/').removesuffix('/v1.0')}/v1.0"

    @property
    def resource(self) -> str:
        """What a token is asked for: Graph itself, of the cloud that `graph_url` belongs to."""
        root = self.graph_url.rstrip("/").removesuffix("/v1.0")
        return root if root.startswith("https://") else GRAPH


def certificate_ends(access: Access) -> datetime:
    """Until when the certificate is valid, aware. Raises NotSetUp if it cannot be read."""
    from cryptography.hazmat.primitives.serialization import load_pem_private_key
    from cryptography.x509 import load_pem_x509_certificate

    pem = access.secret.encode()
    try:
        certificate = load_pem_x509_certificate(pem)
        key = load_pem_private_key(pem, access.password.encode() or None)
    except (TypeError, ValueError) as error:
        raise NotSetUp(
            "The certificate cannot be read: AUDIT_BOT_GRAPH_CERTIFICATE_FILE must name a PEM file "
            "with the certificate and its private key, and AUDIT_BOT_GRAPH_PASSWORD hold the "
            "password of the key if it has one."
        ) from error
    if key.public_key() != certificate.public_key():
        raise NotSetUp("The private key in the certificate's file belongs to another certificate.")
    return certificate.not_valid_after_utc
