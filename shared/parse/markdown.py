"""Markdown, with front matter in YAML or TOML -> text by paragraphs, and the fields that the front matter states."""

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from shared.article import Document, Kind
from shared.errors import Rejected
from shared.parse.source import Part
from shared.parse.xml import fragment_tree, paragraphs

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

ORIGIN = "front matter"
_FRONT = re.compile(r"\A\s*(---|\+\+\+)[ \t]*\n(.{0,20000}?)\n(?:\1|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
# What site generators call the fields. Of several for one field the first here counts: `published: true` is no date,
# and a note's `created` is often its file's.
_NAMES = {
    "author": "authors", "authors": "authors", "byline": "authors", "by": "authors", "writer": "authors",
    "date": "published_at", "published": "published_at", "published_at": "published_at", "publishdate": "published_at",
    "pubdate": "published_at", "published_time": "published_at", "date_published": "published_at",
    "created": "published_at",
    "lastmod": "modified_at", "updated": "modified_at", "modified": "modified_at", "modified_at": "modified_at",
    "last_modified_at": "modified_at", "date_modified": "modified_at",
    "description": "summary", "summary": "summary", "excerpt": "summary", "abstract": "summary",
    "category": "section", "categories": "section", "section": "section",
    "tags": "tags", "tag": "tags", "keywords": "tags",
    "lang": "lang", "language": "lang", "locale": "lang",
    "url": "url", "link": "url", "source_url": "url", "canonical_url": "canonical_url", "canonical": "canonical_url",
    "title": "title", "headline": "title", "publisher": "publisher", "site": "publisher", "source": "source",
    "agency": "source", "editor": "editor", "guid": "guid", "id": "guid",
}  # fmt: skip
_RANK = {name: rank for rank, name in enumerate(_NAMES)}
_LEFT_OUT = frozenset({"image", "html_inline", "footnote_ref"})
_LONGEST = 20_000  # characters of a paragraph: beyond it the marks in it are left, since reading them is quadratic
_LISTS = frozenset({"authors", "tags"})


def markdown_documents(text: str) -> Iterator[Part]:
    fields, ignored, text = _front(text.replace("\r\n", "\n"))
    origin = ORIGIN if fields else "markdown"
    title, parts = _parts(text)
    if not parts:
        raise Rejected("no-body", "the Markdown has no paragraphs")
    if "title" not in fields and title:
        fields["title"] = title
    # Behind its title, as in a page saved as text: so bylines and dates below it are found.
    whole = "\n\n".join(filter(None, (str(fields.get("title", "")), *parts)))
    return iter((Document(Kind.TEXT, whole, fields=fields, ignored=ignored, origin=origin, whole=True),))


def _front(text: str) -> tuple[dict[str, object], tuple[str, ...], str]:
    """The fields of the front matter, the names that are none of ours, and the text behind it."""
    match = _FRONT.match(text)
    if not match:
        return {}, (), text
    given = _toml(match[2]) if match[1] == "+++" else _yaml(match[2])
    if given is None:  # a line above a paragraph, not front matter
        return {}, (), text
    fields: dict[str, object] = {}
    ignored = []
    for raw, value in sorted(given.items(), key=lambda item: _RANK.get(_known(item[0]), 0)):
        name = _NAMES.get(_known(raw))
        if not name:
            ignored.append(str(raw))
        elif value not in (None, "", []):
            fields.setdefault(name, _plain(name, value))
    return fields, tuple(ignored), text[match.end() :]


def _known(raw: object) -> str:
    return str(raw).lower().replace("-", "_")


def _plain(name: str, value: object) -> object:
    """Lists where there is one only, and one where there is a list: generators do not tell them apart."""
    if isinstance(value, Mapping):
        return value.get("name", "")
    if name in _LISTS:
        return [part.strip() for part in value.split(",")] if isinstance(value, str) else value
    if isinstance(value, list):
        return value[0]
    return value if isinstance(value, str | int | float) else str(value)


def _yaml(text: str) -> Mapping[str, object] | None:
    import yaml  # noqa: PLC0415 - only front matter needs it

    try:
        # BaseLoader makes nothing but strings, lists and dicts: dates stay as they were written, with their zone.
        loaded = yaml.load(text, yaml.BaseLoader)  # noqa: S506  # nosec B506 - see above
    except (yaml.YAMLError, ValueError, RecursionError):
        return None
    return loaded if isinstance(loaded, dict) else None


def _toml(text: str) -> Mapping[str, object] | None:
    import tomllib  # noqa: PLC0415 - as above

    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, ValueError, RecursionError):
        return None


def _parts(text: str) -> tuple[str, list[str]]:
    """The text of the first heading where one opens the text, and that of every other block."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 - only Markdown needs it

    reader = MarkdownIt("commonmark").enable("table").enable("strikethrough")
    tokens = reader.disable("inline").parse(text)
    reader.enable("inline")
    title = ""
    parts: list[str] = []
    for opening, token in zip([None, *tokens], tokens, strict=False):
        block = _block(token, reader)
        if block and opening is not None and opening.tag == "h1" and not parts and not title:
            title = block
        elif block:
            parts.append(block)
    return title, parts


def _block(token: "Token", reader: "MarkdownIt") -> str:
    if token.type in {"fence", "code_block"}:
        return token.content.strip()
    if token.type == "html_block":
        return "\n\n".join(paragraphs(fragment_tree(token.content)))
    if token.type != "inline":
        return ""
    if len(token.content) > _LONGEST:
        return " ".join(token.content.split())
    inline = reader.parseInline(token.content)[0].children or ()
    return " ".join("".join(_inline(child) for child in inline if child.type not in _LEFT_OUT).split())


def _inline(token: "Token") -> str:
    return " " if token.type in {"softbreak", "hardbreak"} else token.content
