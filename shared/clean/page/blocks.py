"""A page's tree -> its blocks of text in document order, each with the boxes it lies in. One linear pass."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import lxml.html

from shared.clean.page.hints import UNSEEN, hints_in

_SKIPPED = frozenset((
    "script", "style", "noscript", "template", "svg", "math", "head", "iframe", "select", "option", "textarea", "input",
    "object", "embed", "canvas", "audio", "video", "map", "button", "datalist", "meter", "progress",
))  # fmt: skip
_INLINE = frozenset((
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img",
    "ins", "kbd", "label", "mark", "nobr", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong",
    "sub", "sup", "time", "tt", "u", "var", "wbr", "picture", "source", "amp-img",
))  # fmt: skip
_STRONG = frozenset(("b", "strong"))
_EMPHASIS = frozenset(("em", "i"))
_UNSEEN = re.compile(r"display:\s*none|visibility:\s*hidden")
_PROSE = 100  # characters: shorter pieces are labels
_CELL = 120  # characters: longer cells are texts beside each other


@dataclass(slots=True, eq=False)
class Box:
    """An element that holds blocks: those from `first` up to `end`.

    `hints` are of its own names, `around` of these and of all boxes about it; `within` are the tags it lies in.
    """

    tag: str
    parent: "Box | None"
    hints: int
    around: int
    depth: int
    signature: str
    within: frozenset[str]
    unseen: bool = False
    first: int = 0
    end: int = 0


@dataclass(slots=True, eq=False)
class Block:
    """A run of text that a reader sees in one piece. `linked`, `strong`, `emphasised` count characters."""

    text: str
    box: Box
    linked: int
    strong: int
    emphasised: int
    links: int
    inline_hints: int
    place: int = 0
    left_out: bool = False


@dataclass(slots=True)
class _Run:
    """Text on its way to become a block."""

    parts: list[str] = field(default_factory=list)
    linked: int = 0
    strong: int = 0
    emphasised: int = 0
    links: int = 0
    inline_hints: int = 0
    breaks: int = 0


class _Walk:
    """One walk over a tree with a stack of its own: pages nest deeper than Python recurses."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.box = Box("html", None, 0, 0, 0, "", frozenset())
        self.run = _Run()
        self.in_link = self.in_strong = self.in_emphasis = 0

    def over(self, tree: lxml.html.HtmlElement) -> list[Block]:
        stack: list[tuple[lxml.html.HtmlElement, Iterator[lxml.html.HtmlElement]]] = [(tree, iter(tree))]
        self._open(tree, tree.tag)
        while stack:
            element, children = stack[-1]
            child = next(children, None)
            if child is None:
                stack.pop()
                self._close(element.tag)
                if stack and element.tail:
                    self._add(element.tail)
                continue
            tag = child.tag
            if tag in _SKIPPED or not isinstance(tag, str) or child.get("hidden") is not None:
                if child.tail:
                    self._add(child.tail)
            elif tag == "br":
                self._break()
                if child.tail:
                    self._add(child.tail)
            else:
                self._open(child, tag)
                stack.append((child, iter(child)))
        self._flush()
        self.box.end = len(self.blocks)
        return self.blocks

    def _open(self, element: lxml.html.HtmlElement, tag: str) -> None:
        if tag in _INLINE:
            if tag == "a":
                self.in_link += 1
                self.run.links += 1
            elif tag in _STRONG:
                self.in_strong += 1
            elif tag in _EMPHASIS:
                self.in_emphasis += 1
            if names := element.get("class"):
                self.run.inline_hints |= hints_in(names)
        else:
            self._flush()
            self._enter(element, tag)
        if element.text:
            self._add(element.text)

    def _close(self, tag: str) -> None:
        if tag not in _INLINE:
            self._flush()
            if tag == "tr":
                self._join_cells()
            self.box.end = len(self.blocks)
            self.box = self.box.parent or self.box
        elif tag == "a":
            self.in_link -= 1
        elif tag in _STRONG:
            self.in_strong -= 1
        elif tag in _EMPHASIS:
            self.in_emphasis -= 1

    def _enter(self, element: lxml.html.HtmlElement, tag: str) -> None:
        outer = self.box
        names = f"{element.get('class', '')} {element.get('id', '')} {element.get('data-testid', '')}"
        prop = element.get("itemprop", "")
        hints = hints_in(names) if len(names) > 2 else 0
        if prop:
            hints |= hints_in(prop)
        unseen = bool(_UNSEEN.search(element.get("style", "")))
        if unseen or element.get("aria-hidden") == "true":
            hints |= UNSEEN
        within = outer.within if tag in outer.within or tag == "div" else outer.within | {tag}
        depth = outer.depth + 1
        # Deep in a page all paragraphs of a story have the same element names and classes two levels up.
        signature = f"{outer.signature.rpartition('>')[2]}>{tag}.{names}"
        self.box = Box(
            tag, outer, hints, outer.around | hints, depth, signature, within, outer.unseen or unseen, len(self.blocks)
        )

    def _join_cells(self) -> None:
        """A row of a table is read in one piece, unless its cells hold pieces themselves: then it lays out a page."""
        cells = self.blocks[self.box.first :]
        if len(cells) < 2 or any(
            cell.box.parent is not self.box or len(cell.text) > _CELL or cell.links > 2 for cell in cells
        ):
            return
        if len({id(cell.box) for cell in cells}) < len(cells):
            return
        for cell in cells:
            cell.box.first, cell.box.end = self.box.first, self.box.first + 1
        del self.blocks[self.box.first + 1 :]
        row = cells[0]
        row.text = ", ".join(cell.text for cell in cells)
        row.linked, row.strong = sum(cell.linked for cell in cells), sum(cell.strong for cell in cells)
        row.box = self.box

    def _add(self, text: str) -> None:
        run = self.run
        if not text.isspace():
            run.breaks = 0
            size = len(text)
            if self.in_link:
                run.linked += size
            if self.in_strong:
                run.strong += size
            if self.in_emphasis:
                run.emphasised += size
        run.parts.append(text)

    def _break(self) -> None:
        self.run.parts.append(" ")
        self.run.breaks += 1
        if self.run.breaks == 2:  # writers of plain pages part paragraphs so
            self._flush()

    def _flush(self) -> None:
        run = self.run
        if run.parts:
            text = " ".join("".join(run.parts).split())
            if text:
                self.blocks.append(
                    Block(
                        text,
                        self.box,
                        run.linked,
                        run.strong,
                        run.emphasised,
                        run.links,
                        run.inline_hints,
                        len(self.blocks),
                    )
                )
            self.run = _Run()
        elif run.links or run.inline_hints or run.breaks:
            self.run = _Run()


def blocks_of(tree: lxml.html.HtmlElement) -> list[Block]:
    """What stands in boxes that are never shown is left, unless it is nearly all there is (scripts may show it)."""
    blocks = _Walk().over(tree)
    if any(block.box.unseen for block in blocks):
        shown = sum(len(block.text) for block in blocks if not block.box.unseen and len(block.text) > _PROSE)
        hidden = sum(len(block.text) for block in blocks if block.box.unseen and len(block.text) > _PROSE)
        for block in blocks:
            block.left_out = block.box.unseen and 4 * shown > hidden
    return blocks
