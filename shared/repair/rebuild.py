"""Reindex: build a new index aside, catch up with what is written meanwhile, swap; and the way back."""

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from shared.errors import RepairFailed
from shared.index.mapping import UPLOADS
from shared.repair.attribute import attribute
from shared.repair.builds import Build, Builds, Phase, Way, recipe
from shared.repair.copying import Tell, checkpoint, count, follow, start
from shared.repair.reclean import Queue, Recleaning
from shared.repair.swap import Swap

if TYPE_CHECKING:
    from opensearchpy import OpenSearch

    from shared.settings import Settings


@dataclass(frozen=True, slots=True)
class Rebuild:
    """A rebuild of the index of articles. Run again after it was killed, it goes on where it was."""

    client: "OpenSearch"
    settings: "Settings"
    queue: Queue
    tell: Tell

    def run(self, way: Way) -> dict[str, Any]:
        """Build the next index and swap it in. What was swapped in, out of which, and how many documents it holds.

        `held_back_seconds` is for how long writers had to wait, unless that was in a run that was killed after it.
        Raises RepairFailed, with readers and writers as before, when the new index does not take what the old one has.
        """
        # The ledger lasts for ever: what a newer mapping adds to it is added in place.
        self.client.indices.put_mapping(index=self.settings.ledger_alias, body=UPLOADS["mappings"])
        current = self._builds.load(self._builds.current())
        if current is None or current.phase is not Phase.BUILDING:  # else a run was killed just after its swap
            current = self._fill(self._resumed(way) or self._begun(way))
            return self._swap(current) | self._finish(current)
        return self._finish(current)

    def roll_back(self) -> dict[str, Any]:
        """Go back to the former index, with all that was written since. Raises RepairFailed when there is none."""
        index = self._builds.current()
        build = self._builds.load(index)
        if build is None or build.source not in self._builds.names():
            raise RepairFailed(f"{index} has no former index to go back to")
        swap = Swap(self.client, self.settings, index, build.source, self.tell)
        seconds = swap.run(build.sealed, lambda _: self._builds.save(replace(build, phase=Phase.LEFT)))
        attribute(self.client, self.settings, self.tell)
        documents = count(self.client, build.source)
        return {"held_back_seconds": seconds, "index": build.source, "former": index, "documents": documents}

    @property
    def _builds(self) -> Builds:
        return Builds(self.client, self.settings)

    def _resumed(self, way: Way) -> Build | None:
        """The build that was begun and not ended, when it is the one that is wanted; another one is thrown away."""
        for index in self._builds.names():
            build = self._builds.load(index)
            if build is None or build.phase is not Phase.BUILDING:
                continue
            if (build.way, build.recipe, build.source) == (way, recipe(), self._builds.current()):
                return build
            self._builds.delete(index)
        return None

    def _begun(self, way: Way) -> Build:
        source = self._builds.current()
        # What is written from here on is copied again, above this number, before the swap.
        above = checkpoint(self.client, source)
        build = Build(self._builds.next(), source, way, recipe(), above)
        self._builds.create(build)
        return build

    def _fill(self, build: Build) -> Build:
        """Copy all there is, tombstones too; then, of a new pipeline, have each object cleaned again over its copy."""
        while not build.task or follow(self.client, build.task, self.tell) is None:
            build = self._saved(replace(build, task=start(self.client, build.source, build.index)))
        if build.way is Way.INDEX:
            return build
        if build.copied < 0:
            build = self._saved(replace(build, copied=checkpoint(self.client, build.index)))

        def note(after: str) -> None:
            self._saved(replace(build, after=after))

        catch_up = self._swapping(build).catch_up
        above = Recleaning(self.client, self.settings, self.queue, build, note, catch_up, self.tell).run()
        return replace(build, above=above)

    def _saved(self, build: Build) -> Build:
        self._builds.save(build)
        return build

    def _swapping(self, build: Build) -> Swap:
        return Swap(self.client, self.settings, build.source, build.index, self.tell)

    def _swap(self, build: Build) -> dict[str, Any]:
        seconds = self._swapping(build).run(
            build.above, lambda sealed: self._builds.save(replace(build, sealed=sealed))
        )
        return {"held_back_seconds": seconds}

    def _finish(self, build: Build) -> dict[str, Any]:
        """Note that it was swapped in, and delete all but it and the former index, which a rollback needs."""
        if build.way is Way.BUCKET:
            attribute(self.client, self.settings, self.tell)
        saved = self._builds.load(build.index) or build
        self._builds.save(replace(saved, phase=Phase.SWAPPED))
        for index in self._builds.names():
            if index not in {build.index, build.source}:
                self._builds.delete(index)
        documents = count(self.client, build.index)
        return {"index": build.index, "former": build.source, "way": asdict(build)["way"], "documents": documents}
