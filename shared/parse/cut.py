"""Files that break off: what is whole in one is taken, what is not is told. Half an article would pass for a whole."""

import re
from collections import Counter
from collections.abc import Iterator

from shared.article import Document, Failure
from shared.errors import Rejected
from shared.parse.source import Part

CUT_SHORT = "cut-short"
# Nothing is looked at twice: each alternative ends at its end, or at the text's.
_MARK = re.compile(
    r"<!\[CDATA\[(?s:.*?)(?:\]\]>|\Z)|<!--(?s:.*?)(?:-->|\Z)|<\?(?s:.*?)(?:\?>|\Z)"
    r"|<(?P<close>/?)(?P<name>[A-Za-z_][\w.:-]*+)(?P<rest>[^<>]*+)(?:>|(?=<)|\Z)"
)


def cut_short(what: str, where: str = "") -> Rejected:
    return Rejected(CUT_SHORT, f"{what} breaks off{where}: upload it again, whole")


def told(problem: Rejected, member: str = "") -> Failure:
    """The same, to be told beside the articles that are whole."""
    return Failure(member, problem.reason, problem.detail)


def behind(count: int, name: str) -> str:
    """Where something breaks off, from how many whole ones stand before."""
    return f" behind {name} {count:,}" if count else f" in {name} 1"


def whole_parts(parts: Iterator[Part], what: str) -> Iterator[Part]:
    """Of a text that lacks its end, the articles that are whole: its reader tells, or the last of it may be half."""
    found = list(parts)
    if any(isinstance(part, Failure) and part.reason == CUT_SHORT for part in found):
        return iter(found)
    kept = [part for part in found if part.member]
    if not any(isinstance(part, Document) for part in kept):
        raise cut_short(what)
    return iter([*kept, told(cut_short(what))])


def whole_entries(text: str, names: tuple[str, ...], what: str) -> tuple[str, tuple[Failure, ...]]:
    """XML up to the end of its last whole element of these names, with all closed that is open, and what to tell of it.

    As it is where it is whole. Raises Rejected where it breaks off before any of them ends.
    """
    open_, ends = _walked(text, names)
    if not open_:
        return text, ()
    if not ends:
        raise cut_short(what)
    text = text[: ends[-1]]
    closing = (f"</{name}>" for name in reversed(_walked(text, names)[0]))
    return text + "".join(closing), (told(cut_short(what, behind(len(ends), "entry"))),)


def _walked(text: str, names: tuple[str, ...]) -> tuple[list[str], list[int]]:
    """The elements that are open at the end, none once the root was closed; and where those of `names` end."""
    open_: list[str] = []
    count: Counter[str] = Counter()
    ends: list[int] = []
    for mark in _MARK.finditer(text):
        name = mark["name"] or ""
        is_half = mark.end() == len(text) and not mark[0].endswith(">")
        if not name or mark["rest"].endswith("/") or is_half:
            continue
        if not mark["close"]:
            open_.append(name)
            count[name.lower()] += 1
        elif count[name.lower()]:  # what is closed and was not open is of no account
            while (closed := open_.pop().lower()) != name.lower():
                count[closed] -= 1
            count[closed] -= 1
            if not open_:
                return [], ends
            if name.lower().rpartition(":")[2] in names:
                ends.append(mark.end())
    return open_, ends
