"""The indices of articles by number, and in each of them, in its own mapping, how far the building of it has come."""

import json
import re
from dataclasses import asdict, dataclass
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from shared.enrich import PIPELINE_VERSION
from shared.errors import RepairFailed
from shared.index.mapping import ARTICLES

if TYPE_CHECKING:
    from opensearchpy import OpenSearch

    from shared.settings import Settings


class Way(StrEnum):
    """Where the articles of a new index come from."""

    INDEX = "index"  # as they are in the former index: for a new mapping
    BUCKET = "bucket"  # cleaned again, from the bucket: for a new pipeline


class Phase(StrEnum):
    """How far an index has come. Only what is swapped is seen by anybody."""

    BUILDING = "building"
    SWAPPED = "swapped"
    LEFT = "left"  # by a rollback


@dataclass(frozen=True, slots=True)
class Build:
    """An index that was built aside.

    `recipe` tells the mapping and pipeline of the build. `above` is the source's sequence number from which on it is
    still to be copied; `task` the copy of all before, and `copied` the new index's sequence number after that. `after`
    is the last key that was asked to be cleaned again. `sealed` is the sequence number of the new index at the swap:
    what is above it, a rollback has to bring back.
    """

    index: str
    source: str
    way: Way
    recipe: str
    above: int
    phase: Phase = Phase.BUILDING
    task: str = ""
    copied: int = -1
    after: str = ""
    sealed: int = -1


@dataclass(frozen=True, slots=True)
class Builds:
    """All indices of articles of a stack."""

    client: "OpenSearch"
    settings: "Settings"

    def current(self) -> str:
        """The index that is written now. Raises RepairFailed when there is none yet, or no longer one."""
        found = self.client.indices.get_alias(name=self.settings.write_alias, ignore=[404])
        names = [name for name, told in found.items() if isinstance(told, dict) and "aliases" in told]
        if len(names) != 1:
            raise RepairFailed(f"{self.settings.write_alias} leads to {len(names)} indices and should lead to one")
        return str(names[0])

    def names(self) -> list[str]:
        """Every index of articles that there is, in the order of their making."""
        found = self.client.indices.get(index=f"{self.settings.read_alias}-v*", ignore_unavailable=True)
        return sorted((name for name in found if self._number(name)), key=self._number)

    def next(self) -> str:
        newest = max(map(self._number, self.names()), default=0)
        return f"{self.settings.read_alias}-v{newest + 1}"

    def load(self, index: str) -> Build | None:
        """How far an index has come; None of one that was not built aside."""
        told = self.client.indices.get_mapping(index=index)[index]["mappings"].get("_meta", {}).get("build")
        if not told:
            return None
        return Build(**{**told, "way": Way(told["way"]), "phase": Phase(told["phase"])})

    def save(self, build: Build) -> None:
        self.client.indices.put_mapping(index=build.index, body={"_meta": {"build": asdict(build)}})

    def create(self, build: Build) -> None:
        """Make the index, which nobody sees yet. Functions that clean again find it by an alias of its own."""
        mappings = {**ARTICLES["mappings"], "_meta": {"build": asdict(build)}}
        aliases: dict[str, Any] = {self.settings.next_alias: {}} if build.way is Way.BUCKET else {}
        body = {**ARTICLES, "mappings": mappings, "aliases": aliases}
        self.client.indices.create(index=build.index, body=body)

    def delete(self, index: str) -> None:
        """Delete an index. A copy into it is ended first: it would make the index again, with any mapping."""
        build = self.load(index)
        if build and build.task and build.phase is Phase.BUILDING:
            self.client.tasks.cancel(task_id=build.task, wait_for_completion=True, ignore=[404])
        self.client.indices.delete(index=index, ignore=[404])

    def _number(self, name: str) -> int:
        found = re.fullmatch(rf"{re.escape(self.settings.read_alias)}-v(\d+)", name)
        return int(found[1]) if found else 0


def recipe() -> str:
    """What the code at hand would build: a build that was begun by another is not gone on with."""
    told: Any = [ARTICLES, PIPELINE_VERSION]
    return sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:12]
