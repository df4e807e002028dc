"""The file of synonyms in the bucket, as a process that searches keeps it: looked at again once a minute."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from shared import clients
from shared.search.synonyms import NONE, Synonyms, parse
from shared.settings import settings

# Beside the articles, as what was taken down is: no notification is sent for it, and a new index needs it no less.
KEY = "settings/synonyms.txt"
# An editor who changes the file sees it take effect while still looking; one search a minute waits for S3.
FRESH_SECONDS = 60
# A hundred thousand names; more would slow each start.
MOST_BYTES = 1024 * 1024


@dataclass
class Thesaurus:
    """What the file says. While it cannot be read, what it said last: a search without synonyms is one all the same."""

    fetch: Callable[[], str | None]
    now: Callable[[], float] = time.monotonic
    _text: str = field(default="", init=False)
    _synonyms: Synonyms = field(default=NONE, init=False)
    _looked_at: float = field(default=float("-inf"), init=False)

    def synonyms(self) -> Synonyms:
        if self.now() - self._looked_at >= FRESH_SECONDS:
            self._looked_at = self.now()
            text = self.fetch()
            if text is not None and text != self._text:
                self._text, self._synonyms = text, parse(text)
        return self._synonyms


@cache
def thesaurus() -> Thesaurus:
    """That of this process."""
    return Thesaurus(_fetch)


def _fetch() -> str | None:
    """The file's text, empty where there is none; None when S3 does not say."""
    from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415 - loaded with the client

    try:
        found = clients.quick_s3_client().get_object(Bucket=settings().bucket, Key=KEY)
        return str(found["Body"].read(MOST_BYTES).decode("utf-8-sig", errors="replace"))
    except ClientError as error:
        # To who may not list the bucket, S3 says 403 of a key that is not there.
        return "" if error.response["ResponseMetadata"]["HTTPStatusCode"] in {403, 404} else None
    except BotoCoreError:
        return None
