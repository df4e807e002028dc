# ruff: noqa: E501 - names of evidence are read by the line
"""What speaks for and against each block: numbers, in the order of `NAMES`."""

from collections import Counter
from collections.abc import Sequence

from shared.clean.page.blocks import Block, Box
from shared.clean.page.glance import folded, glance, marks_evidence, text_evidence, wording_evidence
from shared.clean.page.hints import GROUPS

_TAGS = ("p", "li", "h1", "h2", "h3", "h4", "td", "tr", "div", "section", "blockquote", "figcaption", "article", "dd")
_PLACES = ("article", "main", "aside", "nav", "footer", "header", "figure", "ul", "table", "blockquote")
_LEVELS = 60  # of boxes looked through: the deepest of 227 news pages has as many
_STEPS = (-2, -1, 1, 2)  # neighbours that a block is judged by


NAMES = (
    "weight", "words", "link_share", "ends", "ends_colon", "starts_upper", "starts_sign", "commas", "stops", "digit_share",
    "capital_share", "strong_share", "emphasis_share", "links", "times", "copies_before",
    *(f"tag_{tag}" for tag in _TAGS), *(f"in_{tag}" for tag in _PLACES),
    *(f"own_{group}" for group in GROUPS), *(f"near_{group}" for group in GROUPS), *(f"inner_{group}" for group in GROUPS),
    "furniture", "ending", "fine_print", "caption", "stop", "under_ending", "under_gap", "stops_before", "endings_before", "has_year", "has_mark",
    "box_blocks", "box_prose", "parent_blocks", "parent_prose", "box_link_share", "parent_link_share",
    "third_blocks", "third_prose", "third_link_share", "branch_blocks", "branch_prose", "branch_link_share",
    "same_blocks", "same_prose", "same_link_share", "in_best", "best_levels", "best_share",
    "place", "prose_before", "prose_after", "gap_before", "gap_after", "after_h1", "since_h1", "is_title",
    *(f"{what}_{step:+d}" for step in _STEPS for what in ("weight", "link_share", "ends", "same", "heading")),
)  # fmt: skip


def evidence(blocks: Sequence[Block], title: str) -> list[list[float]]:
    """One row a block. Where the title stands, the story is near."""
    return _Page(blocks, title).rows()


class _Page:
    """Sums over a whole page, from which each block's row is read."""

    def __init__(self, blocks: Sequence[Block], title: str) -> None:
        self.blocks = blocks
        self.looks = [glance(block) for block in blocks]
        self.prose = [0.0]
        self.letters = [0.0]
        self.linked = [0.0]
        for look in self.looks:
            self.prose.append(self.prose[-1] + (look.weight if look.prose else 0))
            self.letters.append(self.letters[-1] + look.weight)
            self.linked.append(self.linked[-1] + look.weight * look.link_share)
        self.times = Counter(look.key for block, look in zip(blocks, self.looks, strict=True) if not block.left_out)
        self.same: dict[str, list[float]] = {}
        for block, look in zip(blocks, self.looks, strict=True):
            sums = self.same.setdefault(block.box.signature, [0, 0.0, 0.0, 0.0])
            sums[0] += 1
            sums[1] += look.weight if look.prose else 0
            sums[2] += look.weight
            sums[3] += look.weight * look.link_share
        self.best = self._best()
        self.title = folded(title)
        self.h1 = self._heading()

    def _best(self) -> Box | None:
        """The box that holds most of the page's prose with least beside it; of equals the innermost."""
        best, best_score = None, 0.0
        seen: set[int] = set()
        for block, look in zip(self.blocks, self.looks, strict=True):
            if not look.prose:
                continue
            box: Box | None = block.box
            while box is not None and id(box) not in seen:
                seen.add(id(box))
                inside = self._prose(box)
                beside = self.letters[box.end] - self.letters[box.first] - inside
                score = inside * inside / (inside + beside) / (self.prose[-1] + inside)
                if score > best_score:
                    best, best_score = box, score
                box = box.parent
        return best

    def _heading(self) -> int:
        """Where the page's headline stands: the h1 that repeats the title, or the first of all."""
        places = [block.place for block in self.blocks if block.box.tag == "h1"]
        titled = [place for place in places if self.title and self.looks[place].key in self.title]
        exact = [block.place for block in self.blocks if self.title and self.looks[block.place].key == self.title]
        return next(iter(titled or exact or places), -1)

    def rows(self) -> list[list[float]]:
        total = self.prose[-1] or 1.0
        nexts = self._next_prose()
        rows: list[list[float]] = []
        last_prose, under, under_at = -1, 0.0, -1
        stops = endings = 0
        copies: Counter[str] = Counter()
        for block, look in zip(self.blocks, self.looks, strict=True):
            place = block.place
            wording = wording_evidence(block.text)
            rows.append([
                *text_evidence(block, look),
                min(self.times[look.key], 5),
                min(copies[look.key], 3),
                *self._of_boxes(block),
                *wording,
                under,
                min(place - under_at, 30) if under_at >= 0 else 30,
                min(stops, 2),
                min(endings, 4),
                *marks_evidence(block.text),
                *self._of_region(block, total),
                place / len(self.blocks),
                self.prose[place] / total,
                (total - self.prose[place + 1]) / total,
                min(place - last_prose, 30) if last_prose >= 0 else 30,
                min(nexts[place] - place, 30),
                (place > self.h1) if self.h1 >= 0 else -1,
                max(-30, min(place - self.h1, 30)) if self.h1 >= 0 else -31,
                bool(look.key) and look.key == self.title,
                *self._of_neighbours(place),
            ])  # fmt: skip
            copies[look.key] += not block.left_out
            if look.prose:
                last_prose = place
            if self.prose[place] > 0.1 * total:
                stops += bool(wording[4])
                endings += bool(wording[1])
            if look.heading or wording[1] or wording[4]:
                under, under_at = float(wording[0] or wording[1] or wording[4]), place
        return rows

    def _next_prose(self) -> list[int]:
        nexts = [len(self.blocks) + 30] * len(self.blocks)
        upcoming = len(self.blocks) + 30
        for place in range(len(self.blocks) - 1, -1, -1):
            nexts[place] = upcoming
            if self.looks[place].prose:
                upcoming = place
        return nexts

    def _of_boxes(self, block: Block) -> list[float]:
        box = block.box
        parent = box.parent or box
        above = parent.parent or parent
        own = box.hints | block.inline_hints
        near = own | parent.hints | above.hints
        inner = self._inner(block) | block.inline_hints
        tag, within = box.tag, box.within
        bits = range(len(GROUPS))
        return [
            *(tag == each for each in _TAGS),
            *(each in within for each in _PLACES),
            *(own >> bit & 1 for bit in bits),
            *(near >> bit & 1 for bit in bits),
            *(inner >> bit & 1 for bit in bits),
        ]

    def _inner(self, block: Block) -> int:
        """The hints of the boxes between the best box and the block; outside it, of all."""
        if self.best is None:
            return block.box.around
        hints = 0
        box: Box | None = block.box
        for _ in range(_LEVELS):
            if box is None or (box.first <= self.best.first and self.best.end <= box.end):
                break
            hints |= box.hints
            box = box.parent
        return hints

    def _branch(self, box: Box) -> Box:
        """The outermost box about it that does not hold the best box."""
        branch, outer = box, box.parent
        best = self.best
        for _ in range(_LEVELS):
            if outer is None or best is None or (outer.first <= best.first and best.end <= outer.end):
                break
            branch, outer = outer, outer.parent
        return branch

    def _of_region(self, block: Block, total: float) -> tuple[float, ...]:
        box = block.box
        parent = box.parent or box
        same = self.same[box.signature]
        best = self.best
        inside = best is not None and best.first <= block.place < best.end
        third = parent.parent or parent
        branch = self._branch(box)
        return (
            min(box.end - box.first, 50),
            self._prose(box) / total,
            min(parent.end - parent.first, 50),
            self._prose(parent) / total,
            self._link_share(box),
            self._link_share(parent),
            min(third.end - third.first, 50),
            self._prose(third) / total,
            self._link_share(third),
            min(branch.end - branch.first, 50),
            self._prose(branch) / total,
            self._link_share(branch),
            min(same[0], 50),
            same[1] / total,
            same[3] / (same[2] or 1.0),
            inside,
            max(-8, min(box.depth - best.depth, 8)) if best is not None else 0,
            self._prose(best) / total if best is not None else 0,
        )

    def _prose(self, box: Box) -> float:
        return self.prose[box.end] - self.prose[box.first]

    def _link_share(self, box: Box) -> float:
        return (self.linked[box.end] - self.linked[box.first]) / (
            self.letters[box.end] - self.letters[box.first] or 1.0
        )

    def _of_neighbours(self, place: int) -> list[float]:
        found: list[float] = []
        signature = self.blocks[place].box.signature
        for step in _STEPS:
            other = place + step
            if 0 <= other < len(self.blocks):
                look = self.looks[other]
                same = self.blocks[other].box.signature == signature
                found += (min(look.weight, 600.0), look.link_share, look.ends, same, look.heading)
            else:
                found += (-1.0, -1.0, -1.0, -1.0, -1.0)
        return found
