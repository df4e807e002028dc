"""Neighbours of the flow in memory. `tests/integration/test_index.py` runs the same checks on the real ones."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from shared.article import Upload
from shared.identity import article_id, object_id
from shared.index import documents
from shared.index.ledger import Known, Plan, learn
from shared.index.writer import Result, Writing, dropped
from shared.receive import Hint


@dataclass
class FakeIndex:
    """Documents with external versions: a write that is not above what is there is refused."""

    documents: dict[str, tuple[int, dict]] = field(default_factory=dict)
    before_write: Callable[[], None] = lambda: None
    refuses: Callable[[dict], str | None] = lambda _document: None

    def recall(self, hints: Sequence[Hint], also: Mapping[Hint, tuple[str, ...]]) -> dict[Hint, Known]:
        return {hint: self._known(hint, also.get(hint, ())) for hint in hints}

    def _known(self, hint: Hint, also: tuple[str, ...]) -> Known:
        entry = object_id(hint.bucket, hint.key)
        single = article_id(hint.bucket, hint.key)
        known = Known()
        for each in dict.fromkeys((entry, single, *also)):
            if each in self.documents:
                known = learn(known, each, *self.documents[each])
        return known

    def write(self, plans: Sequence[Plan]) -> list[Writing]:
        self.before_write()
        return [self._written(plan) for plan in plans]

    def _written(self, plan: Plan) -> Writing:
        now, version = datetime.now(UTC), plan.known.generation + 1
        entry = object_id(plan.hint.bucket, plan.hint.key)
        new = {article.id: documents.of_article(article) for article in plan.articles}
        new |= {each: documents.of_tombstone(each, plan.hint, now) for each in dropped(plan)}
        new[entry] = documents.of_plan(plan, now)
        refused, result = {}, Result.WRITTEN
        for doc_id, document in new.items():
            if reason := self.refuses(document):
                refused[doc_id], result = reason, max(result, Result.REFUSED)
            elif version <= self.documents.get(doc_id, (0, {}))[0]:
                result = max(result, Result.OVERTAKEN)
            else:
                self.documents[doc_id] = (version, document)
        return Writing(plan, result, refused)

    def live(self) -> dict[str, dict]:
        """What readers find, by id."""
        found = {doc_id: document for doc_id, (_, document) in self.documents.items() if "ids" not in document}
        return {doc_id: document for doc_id, document in found.items() if "deleted_at" not in document}

    def entry(self, hint: Hint) -> dict:
        return self.documents[object_id(hint.bucket, hint.key)][1]


@dataclass
class FakeBucket:
    """Objects by key, with a version id for each put."""

    objects: dict[str, Upload] = field(default_factory=dict)
    versions: int = 0

    def put(self, key: str, body: str | bytes, **kwargs: object) -> Hint:
        self.versions += 1
        raw = body.encode() if isinstance(body, str) else body
        self.objects[key] = Upload("bucket", key, raw, version_id=f"v{self.versions}", **kwargs)
        return Hint("bucket", key)

    def delete(self, key: str) -> Hint:
        self.objects.pop(key, None)
        return Hint("bucket", key)

    def look(self, hint: Hint) -> Upload | None:
        return self.objects.get(hint.key)
