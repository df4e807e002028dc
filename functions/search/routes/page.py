"""GET /: the search page, one file, in which its own script and style may run, known by their hashes, and no others."""

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from http import HTTPStatus
from importlib import resources

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.api_gateway import Router

from functions.search import description
from shared.settings import Settings, settings

PATH = "/"
# Long enough for a reader's day not to fetch it again and again, short enough for a deployment to be seen.
CACHED_SECONDS = 300
router = Router()


@router.get(PATH, **description.PAGE)
def page() -> Response[str]:
    return response(settings())


@cache
def response(settings: Settings) -> Response[str]:
    """The page, with what a browser is to refuse in it."""
    html = resources.files("web").joinpath("index.html").read_text("utf-8")
    headers: dict[str, str | list[str]] = {
        "Cache-Control": f"public, max-age={CACHED_SECONDS}",
        "Content-Security-Policy": _policy(html, settings),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
        "Referrer-Policy": "no-referrer",  # the address holds what is looked for
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }
    return Response(HTTPStatus.OK, "text/html; charset=utf-8", html, headers=headers)


def _policy(html: str, settings: Settings) -> str:
    allowed = {
        "default-src": "'none'",
        "script-src": _hashes(html, "script"),
        "style-src": _hashes(html, "style"),
        "img-src": "data:",  # its icon
        "connect-src": " ".join(("'self'", *_buckets(settings))),
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
        # No text becomes markup, even by a mistake of ours.
        "require-trusted-types-for": "'script'",
        "trusted-types": "'none'",
    }
    return "; ".join(f"{name} {what}" for name, what in allowed.items())


def _hashes(html: str, tag: str) -> str:
    contents = re.findall(f"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
    return " ".join(f"'sha256-{b64encode(sha256(each.encode()).digest()).decode()}'" for each in contents)


def _buckets(settings: Settings) -> tuple[str, ...]:
    """Where files are sent to: the bucket's own two names, or on this machine a port that is not known here."""
    if settings.on_loopback:
        return "http://localhost:*", "http://127.0.0.1:*"
    return (
        f"https://{settings.bucket}.s3.{settings.region}.amazonaws.com",
        f"https://{settings.bucket}.s3.amazonaws.com",
    )
