"""Neighbours of the flow in memory. `tests/integration/test_index.py` runs the same checks on the real ones."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from shared.article import Upload
from shared.identity import object_id
from shared.index.bulk import Action, Answer
from shared.index.failures import Result
from shared.index.ledger import Known, Plan, recall
from shared.index.writer import Writing, carry_out
from shared.receive import SIDECAR, Hint, main_key
from shared.settings import Settings
from shared.sidecar import read_sidecar

SETTINGS = Settings("http://localhost:1", "bucket")


@dataclass
class FakeIndex:
    """Documents with external versions: a write that is not above what is there is refused."""

    documents: dict[str, tuple[int, dict]] = field(default_factory=dict)
    built: dict[str, tuple[int, dict]] | None = None  # the index that is being built, where one is
    before_write: Callable[[], None] = lambda: None
    refuses: Callable[[dict], str | None] = lambda _document: None

    def recall(self, hints: Sequence[Hint]) -> dict[Hint, Known]:
        return recall(self, SETTINGS, hints)

    def mget(self, body: dict) -> dict:
        """As the client answers."""
        return {"docs": [self._held(each["_id"]) for each in body["docs"]]}

    def _held(self, doc_id: str) -> dict:
        version, document = self.documents.get(doc_id, (0, {}))
        return {"_id": doc_id, "found": bool(version), "_version": version, "_source": document}

    def write(self, plans: Sequence[Plan]) -> list[Writing]:
        self.before_write()
        return carry_out(self.send, SETTINGS, plans, datetime.now(UTC))

    def send(self, actions: Sequence[Action]) -> dict[str, Answer]:
        return {action.id: self.put(action) for action in actions}

    def put(self, action: Action) -> Answer:
        if reason := self.refuses(dict(action.document)):
            return Answer(Result.REFUSED, reason)
        documents = self.built if action.index == SETTINGS.next_alias else self.documents
        if documents is None:
            return Answer(Result.POSTPONED, "no such index", is_astray=True)
        if action.version + action.or_equal <= documents.get(action.id, (0, {}))[0]:
            return Answer(Result.OVERTAKEN, "version conflict")
        documents[action.id] = (action.version, dict(action.document))
        return Answer(Result.WRITTEN)

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
    name: str = "bucket"

    def put(self, key: str, body: str | bytes, **kwargs: object) -> Hint:
        self.versions += 1
        raw = body.encode() if isinstance(body, str) else body
        self.objects[key] = Upload("bucket", key, raw, version_id=f"v{self.versions}", **kwargs)
        return Hint("bucket", main_key(key))

    def delete(self, key: str) -> Hint:
        self.objects.pop(key, None)
        return Hint("bucket", main_key(key))

    def look(self, hint: Hint) -> Upload | None:
        found, beside = self.objects.get(hint.key), self.objects.get(hint.key + SIDECAR)
        return replace(found, sidecar=read_sidecar(beside.body)) if found and beside else found
