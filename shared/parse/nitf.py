"""NITF, the news agencies' format of the 1990s that archives are full of -> an article."""

from collections.abc import Iterator
from typing import Any

from shared.article import Document, Kind
from shared.errors import Rejected
from shared.parse.source import Part
from shared.parse.xml import each, first_text, paragraphs, text_of, tree_of

ORIGIN = "nitf"


def nitf_documents(text: str) -> Iterator[Part]:
    tree, _ = tree_of(text, "the NITF document")
    body = nitf_body(tree)
    if not body:
        raise Rejected("no-body", "the NITF document has no paragraphs in its body.content")
    return iter((Document(Kind.FIELDS, "", fields={**nitf_fields(tree), "body": body}, origin=ORIGIN),))


def nitf_body(tree: Any) -> list[str]:
    return [text for content in each(tree, "body.content") for text in paragraphs(content)]


def nitf_fields(tree: Any) -> dict[str, object]:
    """What the head of a document says, by the fields of an article."""
    published: Any = next(each(tree, "pubdata"), {})
    found = {
        "guid": _attribute(tree, "doc-id", "id-string"),
        "title": first_text(tree, "hl1") or first_text(tree, "hedline") or first_text(tree, "title"),
        "summary": first_text(tree, "abstract"),
        "authors": _authors(tree),
        "source": first_text(tree, "distributor") or _attribute(tree, "doc-id", "regsrc"),
        "publisher": published.get("name", "") or _attribute(tree, "doc.copyright", "holder"),
        "section": published.get("position.section", "") or _attribute(tree, "tobject.subject", "tobject.subject.type"),
        "tags": [key for word in each(tree, "keyword") if (key := word.get("key", ""))],
        "url": published.get("ex-ref", ""),
        "published_at": next(filter(None, _dates(tree, published)), ""),
        "lang": _language(tree),
    }
    return {name: value for name, value in found.items() if value}


def _authors(tree: Any) -> list[str]:
    """The persons in the bylines; their whole text where none is marked up, without the title beneath."""
    names = []
    for byline in each(tree, "byline"):
        marked = [text for person in each(byline, "person") if (text := text_of(person))]
        title = first_text(byline, "byttl")
        names += marked or [text_of(byline).removesuffix(title).strip()]
    return [name for name in names if name]


def _dates(tree: Any, published: Any) -> Iterator[str]:
    for name in ("date.issue", "date.release"):
        yield _attribute(tree, name, "norm")
    yield published.get("date.publication", "")
    yield _attribute(tree, "story.date", "norm")
    yield first_text(tree, "story.date")


def _language(tree: Any) -> str:
    name = "{http://www.w3.org/XML/1998/namespace}lang"
    return next((lang for element in tree.iter() if (lang := element.get(name))), "")


def _attribute(tree: Any, element: str, name: str) -> str:
    return next((value for found in each(tree, element) if (value := found.get(name))), "")
