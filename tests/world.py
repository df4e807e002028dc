"""A bucket whose objects come, change and go, the queue that tells of them, and what the index must become of it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from shared.identity import article_id
from shared.receive import Hint
from tests.fakes import FakeBucket

type Members = tuple[str, ...]

SPOILT: Members = ()
SINGLE: Members = ("",)
# What an object can hold: nothing that can be taken, one article, or lines that come and go with the edits.
CONTENTS: tuple[Members, ...] = (SPOILT, SINGLE, ("a",), ("a", "b"), ("b", "c"), ("a", "c", "d"))


@dataclass
class World:
    """Every change puts a notice into the queue. Which notice it is, and how often it comes, is up to the test."""

    bucket: FakeBucket = field(default_factory=FakeBucket)
    holds: dict[Hint, Members | None] = field(default_factory=dict)
    queue: list[Hint] = field(default_factory=list)

    def put(self, key: str, members: Members) -> None:
        about = {"title": "T", "body": f"Text {self.bucket.versions + 1}."}
        records = [{"id": each, **about} if each else about for each in members]
        body = "" if members == SPOILT else json.dumps(records[0] if members == SINGLE else records)
        self._changed(self.bucket.put(key, body), members)

    def put_again(self, key: str) -> None:
        """The same content as a new version."""
        if there := self.bucket.objects.get(key):
            self._changed(self.bucket.put(key, there.body), self.holds[Hint(self.bucket.name, key)])

    def delete(self, key: str) -> None:
        self._changed(self.bucket.delete(key), None)

    def _changed(self, hint: Hint, members: Members | None) -> None:
        self.holds[hint] = members
        self.queue.append(hint)

    def articles(self) -> dict[str, str]:
        """What readers must find in the end: the version of each article, by its id."""
        return {
            article_id(hint.bucket, hint.key, each): self.bucket.objects[hint.key].version_id
            for hint, members in self.holds.items()
            for each in members or ()
        }

    def entries(self) -> dict[Hint, Mapping[str, object]]:
        """What the ledger must say in the end of every object that there ever was."""
        return {hint: self._entry(hint, members) for hint, members in self.holds.items()}

    def _entry(self, hint: Hint, members: Members | None) -> Mapping[str, object]:
        if members is None:
            return {"state": "deleted", "version_id": None, "ids": []}
        state = "indexed" if members else "rejected"
        ids = [article_id(hint.bucket, hint.key, each) for each in members]
        return {"state": state, "version_id": self.bucket.objects[hint.key].version_id, "ids": ids}


def said(entry: Mapping[str, object]) -> Mapping[str, object]:
    """Of a ledger entry, what `World.entries` foretells."""
    return {name: entry.get(name) for name in ("state", "version_id", "ids")}
