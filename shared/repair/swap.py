"""Swap one index for another under readers and writers, who notice nothing."""

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shared.errors import RepairFailed
from shared.index.aliases import aliases
from shared.repair.copying import Tell, checkpoint, copy, count

if TYPE_CHECKING:
    from collections.abc import Callable

    from opensearchpy import OpenSearch

    from shared.settings import Settings

# A pass over what was written during the last one. With fewer documents than that it takes a fraction of a second,
# for which writers can wait; after so many passes they are faster than the copy, and wait all the same.
FEW, PASSES = 100, 10


@dataclass(frozen=True, slots=True)
class Swap:
    """From the index in use to another, which lacks only what was written to the first above a sequence number."""

    client: "OpenSearch"
    settings: "Settings"
    source: str
    target: str
    tell: Tell

    def run(self, above: int, seal: "Callable[[int], None]") -> float:
        """Catch up, then hold the writers back, catch up with the rest, and swap all aliases in one step.

        Adding the block waits for every write that is on its way. So the target has all when it comes into sight, and
        what the writers send again goes to it. `seal` hears the target's checkpoint just before.
        Gives the seconds for which writers were held back.
        Raises RepairFailed, with the source in use as before, when the target is short of documents.
        """
        self._unblock(self.target)
        above = self.catch_up(above)
        began = time.monotonic()
        try:
            self.client.indices.add_block(index=self.source, block="write")
            self._copy_rest(above)
            seal(checkpoint(self.client, self.target))
            self._swap_aliases()
        except BaseException:
            self._unblock(self.source)
            raise
        return time.monotonic() - began

    def catch_up(self, above: int) -> int:
        """Copy what was written above a sequence number, until that is little; the number that is reached."""
        for _ in range(PASSES):
            reached = checkpoint(self.client, self.source)
            written = copy(self.client, self.source, self.target, above, self.tell)
            above = reached
            if written < FEW:
                break
        return above

    def _copy_rest(self, above: int) -> None:
        copy(self.client, self.source, self.target, above, self.tell)
        had, has = count(self.client, self.source), count(self.client, self.target)
        if has < had:
            raise RepairFailed(f"{self.target} has {has} documents and should have {had}: nothing was swapped")

    def _swap_aliases(self) -> None:
        names = aliases(self.settings)
        gone = [{"remove": {"index": self.source, "alias": name}} for name in names]
        come = [{"add": {"index": self.target, "alias": name, **body}} for name, body in names.items()]
        built = {"remove": {"index": self.target, "alias": self.settings.next_alias, "must_exist": False}}
        self.client.indices.update_aliases(body={"actions": [*gone, *come, built]})

    def _unblock(self, index: str) -> None:
        self.client.indices.put_settings(index=index, body={"index.blocks.write": None})
