"""JSON and JSON Lines -> one document for each record. A bad record is a failure of its own: the others go on."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from shared.article import Document, Failure, Kind
from shared.errors import Rejected
from shared.parse.charset import scrubbed
from shared.parse.cut import CUT_SHORT, behind, cut_short, told
from shared.parse.hostile import refuse_hostile_html

FIELDS = frozenset((
    "guid", "url", "canonical_url", "title", "summary", "authors", "editor", "source", "publisher", "section", "tags",
    "published_at", "modified_at", "lang", "body", "html",
))  # fmt: skip
MAX_RECORDS = 10_000  # of one object: each is a document of its own to clean and write in one invocation
_MOST_TOLD, _LONGEST_TOLD = 10, 40  # names, and characters of each
_HALF = re.compile(r"[.eE]?[+-]?|t(?:ru?)?|f(?:a(?:ls?)?)?|n(?:ul?)?")  # of a number or a word
_GAP = re.compile(r"[\s,]*")
_LONGEST_ID = 200  # characters: longer ones name nothing a person would look up


@dataclass(frozen=True, slots=True)
class Record:
    """One record, and the line or place in the array where it stands (from 1)."""

    place: int
    value: object


def json_documents(text: str) -> Iterator[Document | Failure]:
    """A file of one object, whose member is "", or of an array of them."""
    try:
        value = _loaded(text, is_end=True)
    except Rejected as problem:
        if problem.reason != CUT_SHORT or not text.lstrip().startswith("["):
            raise
        return _whole_ones(text)
    if isinstance(value, dict):
        outcome = _document("", value)
        if isinstance(outcome, Failure):
            raise Rejected(outcome.reason, outcome.detail)
        return iter((outcome,))
    if not isinstance(value, list):
        raise Rejected("no-articles", f"the JSON is {_kind(value)}: expected an object or an array of objects")
    return _documents([Record(place, each) for place, each in enumerate(value, 1)])


def json_lines_documents(text: str) -> Iterator[Document | Failure]:
    lines = text.split("\n")
    return _documents([_line(n, line, is_end=n == len(lines)) for n, line in enumerate(lines, 1) if line.strip()])


def _line(number: int, line: str, *, is_end: bool) -> Record:
    try:
        return Record(number, _loaded(line, number, is_end=is_end))
    except Rejected as problem:
        return Record(number, problem)


def _whole_ones(text: str) -> Iterator[Document | Failure]:
    """Of an array that breaks off, what stands before the record in which it does."""
    decoder, values = json.JSONDecoder(), []
    at = _past_gap(text, text.index("[") + 1)
    while at < len(text):
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            break
        values.append(value)
        at = _past_gap(text, at)
    problem = cut_short("the JSON", behind(len(values), "article"))
    if not values:
        raise problem
    return chain(_documents([Record(place, each) for place, each in enumerate(values, 1)]), (told(problem),))


def _past_gap(text: str, at: int) -> int:
    gap = _GAP.match(text, at)
    return gap.end() if gap else at


def _loaded(text: str, line: int = 0, *, is_end: bool) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as problem:
        where = f"line {line or problem.lineno}, column {problem.colno}"
        if is_end and _breaks_off(text, problem):
            raise cut_short("the JSON", f" in {where}") from None
        raise Rejected("invalid-json", f"{where}: {problem.msg}") from None
    except RecursionError:
        raise Rejected("invalid-json", f"line {line or 1}: nested too deeply") from None
    except ValueError:
        raise Rejected("invalid-json", f"line {line or 1}: a number of more than 4,300 digits") from None


def _breaks_off(text: str, problem: json.JSONDecodeError) -> bool:
    """Whether all is well but for the end, which is missing."""
    rest = text[problem.pos :].strip()
    is_half_escape = problem.msg.startswith("Invalid \\u") and len(rest) <= len("u0000")
    return is_half_escape or problem.msg.startswith("Unterminated string") or bool(_HALF.fullmatch(rest))


def _documents(records: Sequence[Record]) -> Iterator[Document | Failure]:
    if not records:
        raise Rejected("no-articles", "the file holds no article")
    if len(records) > MAX_RECORDS:
        raise Rejected("too-large", f"the file has {len(records):,} records, and at most {MAX_RECORDS:,} are taken")
    return (_document(member, record.value, note) for record, member, note in _named(records))


def _named(records: Sequence[Record]) -> Iterator[tuple[Record, str, str]]:
    """Each record with its own id for a name where that is unique, else with its place."""
    ids = [_own_id(record.value) for record in records]
    times = Counter(ids)
    taken = {name for name, count in times.items() if name and count == 1}
    for record, own in zip(records, ids, strict=True):
        if own in taken:
            yield record, own, ""
            continue
        name = str(record.place)
        while name in taken:
            name = f"line-{name}"
        yield record, name, f"id (given {times[own]} times: named by its line)" if own else ""


def _own_id(value: object) -> str:
    if not isinstance(value, dict):
        return ""
    for name in ("id", "guid"):
        own = value.get(name)
        if isinstance(own, str | int) and not isinstance(own, bool):
            text = scrubbed(str(own)).strip()
            if text and len(text) <= _LONGEST_ID:
                return text
    return ""


def _document(member: str, value: object, note: str = "") -> Document | Failure:
    if isinstance(value, Rejected):
        return Failure(member, value.reason, value.detail)
    if not isinstance(value, dict):
        return Failure(member, "invalid-json", f"{_place(member)}expected an object, found {_kind(value)}")
    if not value.get("body") and not value.get("html"):
        names = ", ".join(scrubbed(name)[:_LONGEST_TOLD] for name in islice(value, _MOST_TOLD))
        what = "the article has neither a body nor html" + (f", only {names}" if names else "")
        return Failure(member, "no-body", f"{_place(member)}{what}")
    return _taken(member, value, note)


def _taken(member: str, value: dict[str, object], note: str) -> Document | Failure:
    fields = {name: each for name, each in value.items() if name in FIELDS and each not in (None, "")}
    if "guid" not in fields and (own := _own_id(value)):
        fields["guid"] = own
    ignored = tuple(scrubbed(name) for name in value if name not in FIELDS and name != "id")
    html = fields.get("html")
    try:
        if isinstance(html, str):
            refuse_hostile_html(html)
    except Rejected as problem:
        return Failure(member, problem.reason, f"{_place(member)}{problem.detail}")
    return Document(Kind.FIELDS, "", member, fields, ((note,) if note else ()) + ignored)


def _place(member: str) -> str:
    return f"article {member}: " if member else ""


def _kind(value: object) -> str:
    names = {
        str: "text",
        bool: "true or false",
        int: "a number",
        float: "a number",
        list: "an array",
        dict: "an object",
    }
    return names.get(type(value), "null")
