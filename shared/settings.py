"""What a function is told by its environment: read in this one place, once."""

import os
from dataclasses import dataclass
from functools import cache


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
    allowed_origin: str = ""

    @property
    def next_alias(self) -> str:
        """What leads to an index that is being built aside, as long as one is."""
        return f"{self.read_alias}-next"

    @property
    def on_loopback(self) -> bool:
        """True where OpenSearch is reached on this machine only, so that its certificate proves nothing."""
        host = self.search_endpoint.partition("://")[2].partition("/")[0].rpartition(":")[0]
        return host in {"localhost", "127.0.0.1", "[::1]"}


@cache
def settings() -> Settings:
    """The settings of this process. Raises KeyError naming the variable when one is missing."""
    return Settings(
        search_endpoint=os.environ["SEARCH_ENDPOINT"],
        bucket=os.environ["BUCKET"],
        queue_url=os.environ.get("QUEUE_URL", ""),  # of the functions that take from the queue or put into it
        allowed_origin=os.environ.get("ALLOWED_ORIGIN", ""),  # of the functions behind the API
        region=os.environ.get("AWS_REGION", "us-east-1"),
    )
