"""Stable ids: the same object always gives the same ones, on every machine and after every rebuild."""

from hashlib import sha256


def object_id(bucket: str, key: str) -> str:
    """32 hex digits for an object of the bucket."""
    return _digest(bucket, key)


def article_id(bucket: str, key: str, member: str = "") -> str:
    """32 hex digits for an article, from bucket, key and member and nothing else."""
    return _digest(bucket, key, member)


def content_digest(body: bytes, *about: str) -> str:
    """32 hex digits for what an object holds, and what was said about it."""
    return _digest(sha256(body).hexdigest(), *about)


def _digest(*parts: str) -> str:
    # Lengths go in front, or ("a", "bc") and ("ab", "c") would be one. Keys from events may hold lone surrogates.
    raw = [part.encode("utf-8", "surrogatepass") for part in parts]
    return sha256(b"".join(b"%d:%s" % (len(part), part) for part in raw)).hexdigest()[:32]
