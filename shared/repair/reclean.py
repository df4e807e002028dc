"""Clean every object again, from the bucket into an index that is being built, at the versions that it has."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import batched
from typing import TYPE_CHECKING, Any

from shared.article import Article, Upload
from shared.errors import Rejected, Unavailable
from shared.index import documents
from shared.index.bulk import Action, insist
from shared.index.failures import Result
from shared.receive import Hint
from shared.repair.pages import pages
from shared.stages import Taken, take

if TYPE_CHECKING:
    from opensearchpy import OpenSearch

    from shared.settings import Settings

type Json = dict[str, Any]

# Reading waits for S3 and cleaning for the processor. Twenty objects are at most 200 MiB at a time.
AT_ONCE, TOGETHER = 8, 20


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it has come. `differing` are the objects whose articles are others now: those are for the flow."""

    key: str
    cleaned: int
    differing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Recleaning:
    """From a bucket into the index `target`, which holds a copy of all that the ledger tells of."""

    look: Callable[[Hint], Upload | None]
    client: "OpenSearch"
    settings: "Settings"
    target: str

    def run(self, after: str = "") -> Iterator[Progress]:
        """Clean all objects whose keys come after one, a page of the ledger at a time.

        An article keeps its version, so that whatever is written meanwhile is above it and stays. An object that is
        not, in the bucket, what the ledger tells, or is not settled, is left alone: an event of it is on its way.
        """
        ours: list[Json] = [{"term": {"bucket": self.settings.bucket}}]
        beyond: list[Json] = [{"range": {"key": {"gt": after}}}] if after else []
        query = {"bool": {"filter": [*ours, *beyond], "must_not": [{"terms": {"state": ["deleted", "received"]}}]}}
        fields = ["key", "version_id", "ids", "taken_down"]
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for page in pages(self.client, self.settings.ledger_alias, query, ["key"], fields):
                differing: list[str] = []
                for entries in batched(page, TOGETHER, strict=False):
                    hints = [Hint(self.settings.bucket, entry["_source"]["key"]) for entry in entries]
                    differing += self._again(entries, list(pool.map(self.look, hints)))
                yield Progress(page[-1]["_source"]["key"], len(page), tuple(differing))

    def _again(self, entries: Sequence[Json], uploads: Sequence[Upload | None]) -> list[str]:
        """Clean some objects again and write their articles; the keys of those that now have others."""
        now, actions, differing = datetime.now(UTC), [], []
        for entry, upload in zip(entries, uploads, strict=True):
            told = entry["_source"]
            if upload is None or upload.version_id != told.get("version_id"):
                continue
            articles = [each for each in _articles(upload, now) if each.id not in told.get("taken_down", [])]
            if {each.id for each in articles} == set(told.get("ids", [])):
                actions += [self._action(each, entry["_version"]) for each in articles]
            else:
                differing.append(upload.key)
        self._write(actions)
        return differing

    def _action(self, article: Article, version: int) -> Action:
        return Action(self.target, article.id, version, documents.of_article(article), or_equal=True, is_alias=False)

    def _write(self, actions: Sequence[Action]) -> None:
        answers = insist(self.client, actions)
        # Overtaken: somebody has written it since, which is newer. What is refused, the index should have taken.
        if wrong := [each for each in answers.values() if each.result is Result.REFUSED]:
            raise Unavailable(f"OpenSearch did not take {len(wrong)} articles: {wrong[0].reason}")


def _articles(upload: Upload, now: datetime) -> list[Article]:
    try:
        return [part.article for part in take(upload, now) if isinstance(part, Taken)]
    except Rejected:
        return []
