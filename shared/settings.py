"""What a function is told by its environment: read in this one place, once."""

import os
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Settings:
    """The environment variables of the functions. `template.yaml` sets them."""

    search_endpoint: str
    bucket: str = ""
    queue_url: str = ""
    region: str = "us-east-1"
    prefix: str = "articles/"
    read_alias: str = "articles"
    write_alias: str = "articles-write"
    ledger_alias: str = "uploads"
    # Of commands, where the domain has fine-grained access: the role that OpenSearch is asked as.
    operator_role: str = ""
    allowed_origin: str = ""
    memory: int = 1769 * 1024**2  # bytes

    @property
    def next_alias(self) -> str:
        """What leads to an index that is being built aside, as long as one is."""
        return f"{self.read_alias}-next"

    @property
    def on_loopback(self) -> bool:
        """True where OpenSearch is reached on this machine only, so that its certificate proves nothing."""
        return urlsplit(self.search_endpoint).hostname in {"localhost", "127.0.0.1", "::1"}


@cache
def settings() -> Settings:
    """The settings of this process. Raises KeyError naming the variable when one is missing."""
    return Settings(
        search_endpoint=os.environ["SEARCH_ENDPOINT"],
        bucket=os.environ["BUCKET"],
        queue_url=os.environ.get("QUEUE_URL", ""),  # of the functions that take from the queue or put into it
        allowed_origin=os.environ.get("ALLOWED_ORIGIN", ""),  # of the functions behind the API
        region=os.environ.get("AWS_REGION", "us-east-1"),
        memory=int(os.environ.get("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1769")) * 1024**2,
    )


# What Python needs to start, and nothing that opens doors.
_HARMLESS = ("HOME", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "PATH", "TMPDIR", "TZ")


def harmless_environment() -> dict[str, str]:
    """The environment without keys and addresses, for a process that reads strangers' files."""
    return {name: os.environ[name] for name in _HARMLESS if name in os.environ}
