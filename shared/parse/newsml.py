"""NewsML-G2 (IPTC) -> an article for each news item: in a message, a package's items, or alone."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from shared.article import Document, Failure, Kind
from shared.errors import Rejected
from shared.parse.nitf import nitf_body, nitf_fields
from shared.parse.source import MAX_MEMBERS, Part
from shared.parse.xml import each, first_text, fragment_tree, name_of, paragraphs, text_of, tree_of

ORIGIN = "newsml"


def newsml_documents(text: str) -> Iterator[Part]:
    tree, cut = tree_of(text, "the NewsML-G2 document", ("newsitem",))
    items = list(each(tree, "newsitem"))
    if name_of(tree) == "newsitem":  # alone: the object is the article, so it needs no member
        return iter((_document(tree, ""),))
    if not items:
        raise Rejected("no-articles", "the NewsML-G2 document has no newsItem: references to others are not followed")
    if len(items) > MAX_MEMBERS:
        raise Rejected("too-large", f"the message has {len(items):,} items, and at most {MAX_MEMBERS:,} are taken")
    return chain((_part(item, member) for member, item in _named(items).items()), cut)


def _named(items: list[Any]) -> dict[str, Any]:
    """By guid; of the versions of an item in one message, the last and so the newest."""
    return {item.get("guid") or str(place): item for place, item in enumerate(items, 1)}


def _part(item: Any, member: str) -> Part:
    try:
        return _document(item, member)
    except Rejected as problem:
        return Failure(member, problem.reason, problem.detail)


def _document(item: Any, member: str) -> Document:
    body, inside = _content(item)
    if not body:
        raise Rejected("no-body", "the newsItem has no text in its contentSet (a picture, or a reference to a file)")
    return Document(Kind.FIELDS, "", member, {**inside, **_fields(item), "body": body}, origin=ORIGIN)


def _content(item: Any) -> tuple[list[str], dict[str, object]]:
    """The paragraphs of the first content that is text, and what NITF inside says beyond the item itself."""
    for content in each(item, "contentset"):
        for form in content:
            if name_of(form) == "inlinexml":
                nitf = next(each(form, "nitf"), None)
                body = nitf_body(nitf) if nitf is not None else paragraphs(next(each(form, "body"), form))
                fields = nitf_fields(nitf) if nitf is not None else {}
            elif name_of(form) == "inlinedata":
                body, fields = _data(form), {}
            else:
                continue
            if body:
                return body, fields
    return [], {}


def _data(form: Any) -> list[str]:
    text = "".join(form.itertext())
    if "html" in (form.get("contenttype") or "") or text.lstrip().startswith("<"):
        return paragraphs(fragment_tree(text))
    return [text] if text.strip() else []


def _fields(item: Any) -> dict[str, object]:
    meta = {name: next(each(item, name), None) for name in ("itemmeta", "contentmeta")}
    about, content = meta["itemmeta"], meta["contentmeta"]
    found: dict[str, object] = {"guid": item.get("guid", "")}
    if about is not None:
        found["source"] = _named_party(about, "provider")
        found["modified_at"] = first_text(about, "versioncreated")
        found["published_at"] = first_text(about, "firstcreated") or found["modified_at"]
        found["title"] = first_text(about, "title")
        found["url"] = next((link.get("href", "") for link in each(about, "link") if _leads_here(link)), "")
    if content is not None:
        found |= _of_content(content) | {"title": first_text(content, "headline") or found.get("title", "")}
    found["publisher"] = _named_party(item, "copyrightholder")
    return {name: value for name, value in found.items() if value}


def _of_content(content: Any) -> dict[str, object]:
    by = [text_of(line) for line in each(content, "by")]
    created = first_text(content, "contentcreated")
    subjects = [subject for subject in content if name_of(subject) == "subject"]
    found: dict[str, object] = {
        "authors": by or [name for creator in each(content, "creator") if (name := _name(creator))],
        "summary": next((text_of(told) for told in each(content, "description") if _is_summary(told)), ""),
        "tags": [text_of(word) for word in each(content, "keyword")] or [_name(subject) for subject in subjects],
        "section": first_text(content, "genre") if not subjects else _name(subjects[0]),
        "lang": next((language.get("tag", "") for language in each(content, "language")), ""),
    }
    return {name: value for name, value in found.items() if value} | ({"published_at": created} if created else {})


def _named_party(tree: Any, name: str) -> str:
    return next((text for party in each(tree, name) if (text := _name(party))), "")


def _name(party: Any) -> str:
    """The name within, else the literal or the part of the code behind its scheme."""
    return first_text(party, "name") or party.get("literal", "") or party.get("qcode", "").rpartition(":")[2]


def _is_summary(description: Any) -> bool:
    return "summary" in description.get("role", "summary")


def _leads_here(link: Any) -> bool:
    return link.get("rel", "").rpartition(":")[2] in {"permalink", "self", "canonical", "alternate"}
