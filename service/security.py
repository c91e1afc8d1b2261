"""Headers that keep a browser from doing what no page here asks for, and the token."""

import hmac

from pydantic import SecretStr

from graph_schema.vocabularies import Audience
from service.refusals import NotAuthorisedError

PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; frame-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)
PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
NOTHING_POLICY = "default-src 'none'; frame-ancestors 'none'"
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Content-Security-Policy": NOTHING_POLICY,
}
"""On every answer that does not say otherwise itself."""


def audience_of(authorization: str | None, token: SecretStr | None) -> Audience:
    """Whom the caller may read as: no header reads what is public, the token reads everything."""
    if authorization is None:
        return Audience.PUBLIC
    scheme, _, given = authorization.partition(" ")
    expected = token.get_secret_value() if token is not None else ""
    same = hmac.compare_digest(given.strip().encode(), expected.encode())
    if scheme.lower() != "bearer" or not expected or not same:
        raise NotAuthorisedError(
            "the token opens nothing here: send `Authorization: Bearer …` with the token of this "
            "service, or no such header to read what is public"
        )
    return Audience.EVERYTHING
