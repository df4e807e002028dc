"""Web addresses from outside: what is not plainly one of http(s) is none, for it ends in a link."""

from urllib.parse import urlsplit

_LONGEST = 2_000  # characters: beyond it browsers and servers refuse


def web_address(text: str) -> str:
    """The address, or "" where it is none (javascript:, relative, without a host)."""
    text = text.strip()
    if len(text) > _LONGEST or any(character.isspace() or character in "<>\"'" for character in text):
        return ""
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        return ""
    return text if parts.scheme.lower() in {"http", "https"} and host else ""


def host_of(address: str) -> str:
    """The host without "www.": what people call the domain."""
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return ""
    return host.lower().removeprefix("www.").rstrip(".")
