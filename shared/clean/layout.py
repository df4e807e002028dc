"""Where the parts of a text stand: its body, the dates around it and its title."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shared.clean.lines import Line
from shared.clean.sightings import INTO, Sighting


@dataclass(frozen=True, slots=True)
class Layout:
    """The lines, the run of them that is the body, the dates by the place of their line, the place of the title."""

    lines: Sequence[Line]
    start: int
    end: int
    dates: Mapping[int, Sequence[Sighting]]
    title: int | None = None

    @property
    def head(self) -> int:
        """Where the lines that may tell of the story end: a title in the body takes its byline with it."""
        return self.start if self.title is None or self.title < self.start else self.start + INTO

    @property
    def into(self) -> int:
        """How far into the body such lines may have been taken along."""
        return min(self.start + INTO, self.end)
