"""What the sign-in of Microsoft 365 answers, as a sentence that names the setting to mend."""

import re
from collections.abc import Mapping
from typing import Any

from bot.ports import Unavailable
from connectors.graph.failures import NotSetUp

NO_TENANT = "There is no such tenant: check [graph] tenant"
NO_APPLICATION = "The tenant knows no such application: check [graph] client, and [graph] tenant"
WRONG_SECRET = (
    "The secret is wrong: AUDIT_BOT_GRAPH_SECRET must hold the secret's value, not its id"
)
SECRET_ENDED = "The secret has expired: make a new one in Entra and set AUDIT_BOT_GRAPH_SECRET"
CERTIFICATE_UNKNOWN = (
    "Entra does not accept the certificate: it is not uploaded to this application, or has expired"
)
ASSERTION_ENDED = (
    "The sign-in was signed for another time: this machine's clock is wrong, or the federated "
    "token's file is not renewed"
)
NO_FEDERATION = (
    "No federated credential of the application fits the token: compare issuer, subject and "
    "audience in Entra with the token of AUDIT_BOT_GRAPH_FEDERATED_TOKEN_FILE"
)
DISABLED = "The application is disabled in Entra: an administrator must enable it"
NOT_CONSENTED = (
    "An administrator has not given consent to the application's permissions: do so in Entra"
)
BLOCKED = (
    "A Conditional Access policy blocks the application: exempt it, or allow this machine's place"
)
CLOUD_MIXED = "[graph] url and [login] url belong to different clouds"

# learn.microsoft.com, "Microsoft Entra authentication and authorization error codes".
SENTENCES: Mapping[int, str] = {
    90002: NO_TENANT,
    900023: NO_TENANT,
    900021: NO_TENANT,
    700016: NO_APPLICATION,
    90013: NO_APPLICATION,
    900144: NO_APPLICATION,
    7000215: WRONG_SECRET,
    7000216: WRONG_SECRET,
    7000218: WRONG_SECRET,
    7000222: SECRET_ENDED,
    700027: CERTIFICATE_UNKNOWN,
    700030: CERTIFICATE_UNKNOWN,
    700024: ASSERTION_ENDED,
    700021: ASSERTION_ENDED,
    70021: NO_FEDERATION,
    700211: NO_FEDERATION,
    700212: NO_FEDERATION,
    700213: NO_FEDERATION,
    7000112: DISABLED,
    65001: NOT_CONSENTED,
    650051: NOT_CONSENTED,
    53003: BLOCKED,
    500011: CLOUD_MIXED,
    900382: CLOUD_MIXED,
}
WORDS: Mapping[str, str] = {
    "invalid_client": "Entra does not know the application, or not its secret or certificate",
    "unauthorized_client": NO_APPLICATION,
    "identity_not_found": "This machine has no such managed identity: check [graph] client",
    "invalid_scope": CLOUD_MIXED,
}


def sign_in_failure(result: Mapping[str, Any]) -> Unavailable:
    """For what msal returned in place of a token. The description itself is never shown."""
    numbers = [n for n in result.get("error_codes") or _numbers(result) if isinstance(n, int)]
    error = str(result.get("error") or "without a reason")
    found = next((SENTENCES[n] for n in numbers if n in SENTENCES), WORDS.get(error))
    codes = ", ".join([error, *(f"AADSTS{n}" for n in numbers)])
    if found is None:
        return Unavailable(f"The sign-in to Microsoft 365 failed ({codes}).")
    return NotSetUp(f"{found} ({codes}).")


def _numbers(result: Mapping[str, Any]) -> list[int]:
    """Some answers carry the number in their description alone: "AADSTS90002: Tenant …"."""
    return [int(n) for n in re.findall(r"AADSTS(\d+)", str(result.get("error_description") or ""))]
