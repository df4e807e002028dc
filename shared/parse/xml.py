"""XML as a tree, and text out of it: no entities, no external files, no network."""

import html
import re
from collections.abc import Iterator
from typing import Any

from shared.article import Failure
from shared.errors import Rejected
from shared.parse.cut import whole_entries
from shared.parse.hostile import MAX_OPENINGS

_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\w{1,8});)(\w{1,30});")
_MAX_DEPTH = 256  # libxml2's own limit, told before it is met
# Elements that begin a paragraph of their own; text in any other belongs to the paragraph around it.
_BLOCKS = frozenset((
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "hl1", "hl2", "li", "dt", "dd", "blockquote", "bq", "pre", "tr", "div",
    "section", "article", "table", "ul", "ol", "dl", "body", "block", "body.content", "note", "header", "footer",
    "main", "hr", "fn",
))  # fmt: skip
_LEFT_OUT = frozenset((
    "script", "style", "iframe", "noscript", "object", "embed", "form", "button", "nav", "svg", "template", "media",
    "figure", "figcaption", "head", "title", "video", "audio", "img",
))  # fmt: skip
# Stand for the end of a paragraph and of a line until all text is put together. Two line ends are a paragraph's.
_GAP, _LINE = "\x1e", "\x1f"
_MARKS = {**dict.fromkeys(_BLOCKS, _GAP), "br": _LINE, "td": " ", "th": " "}
_PARTS = re.compile(rf"[{_GAP}]|{_LINE}\s*{_LINE}")


def refuse_hostile_xml(text: str, most: int = MAX_OPENINGS) -> None:
    """Raises Rejected for a document that declares entities, or that no writer made."""
    prolog = re.split(r"<[A-Za-z]", text, maxsplit=1)[0]
    if "<!ENTITY" in prolog:
        raise Rejected("hostile-xml", "the XML declares entities of its own: upload it with their text in their place")
    for mark in "<&":
        if text.count(mark) > most:
            raise Rejected("hostile-xml", f'the XML has more than {most:,} times "{mark}": split it')


def tree_of(text: str, what: str, entries: tuple[str, ...] = ()) -> tuple[Any, tuple[Failure, ...]]:
    """The root element, and what to tell of a text that breaks off behind a whole one of `entries`.

    Raises Rejected where it breaks off before any of them ends, or is not well-formed.
    """
    import lxml.etree  # noqa: PLC0415 - slow to load, and only XML needs it

    refuse_hostile_xml(text)
    text, cut = whole_entries(text, entries, what)
    # A charset in the declaration was true of the bytes; DTDs are not loaded, so HTML's entities are put in here.
    text = _ENTITY.sub(lambda found: html.unescape(found[0]), _DECLARATION.sub("", text))
    parser = lxml.etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        return lxml.etree.fromstring(text.encode("utf-8", "replace"), parser), cut
    except lxml.etree.XMLSyntaxError as problem:
        raise Rejected("invalid-xml", f"the XML is not well-formed: {problem}") from None


def fragment_tree(text: str) -> Any:
    """A piece of HTML as a tree. Raises Rejected for a hostile one."""
    import lxml.html  # noqa: PLC0415 - slow to load

    from shared.parse.hostile import refuse_hostile_html  # noqa: PLC0415

    refuse_hostile_html(text)
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    return lxml.html.document_fromstring(f"<div>{text}</div>".encode("utf-8", "replace"), parser=parser)


def name_of(element: Any) -> str:
    """The element's name without its namespace, in lower case; "" for entities and the like."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def each(tree: Any, name: str) -> Iterator[Any]:
    """All elements of a name, in any namespace: publishers use several, and none."""
    return (element for element in tree.iter() if name_of(element) == name)


def first_text(tree: Any, name: str) -> str:
    return next((text for element in each(tree, name) if (text := text_of(element))), "")


def text_of(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def paragraphs(element: Any) -> list[str]:
    """The text of an element that is all article, as its blocks part it; captions and scripts left out."""
    pieces: list[str] = []
    _collect(element, pieces)
    texts = (" ".join(piece.split()) for piece in _PARTS.split("".join(pieces)))
    return [text for text in texts if text]


def _collect(root: Any, pieces: list[str]) -> None:
    """Without recursion: depth is the document's choice."""
    import lxml.etree  # noqa: PLC0415 - loaded by then

    skipped = 0
    for event, element in lxml.etree.iterwalk(root, events=("start", "end")):
        name = name_of(element)
        left_out = not name or name in _LEFT_OUT
        if event == "start":
            skipped += left_out
            if not skipped:
                pieces += [_MARKS.get(name, ""), element.text or ""]
            continue
        skipped -= left_out
        if not skipped:
            pieces += [_GAP if name in _BLOCKS else "", (element.tail or "") if element is not root else ""]
