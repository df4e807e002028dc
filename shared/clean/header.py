"""What stands around the body: title, section, credits and date, read from the lines before it and behind it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from shared.article import Found
from shared.clean.authors import Candidate, author_candidates, likeliest, with_neighbours
from shared.clean.byline import credits_in
from shared.clean.datelines import Dateline, Sighting, dates_around, datelines
from shared.clean.datelines import likeliest as likeliest_date
from shared.clean.lines import Line
from shared.clean.title import choose_title, section_at

_ABOVE = 45  # lines above the body in which credits are looked for, those under the title first
_INTO = 6  # lines of the body that may be a byline the search for the body took along
_BEHIND = 4  # lines behind the body in which agency, editor or author may be credited
_LONGEST_CREDIT = 120  # letters: a longer line in the body is never taken for a byline


@dataclass(frozen=True, slots=True)
class Header:
    """What was found, and the lines that are accounted for by it: place -> reason."""

    found: Mapping[str, Found]
    places: Mapping[int, str] = field(default_factory=dict)


def header_of(lines: Sequence[Line], start: int, end: int, now: datetime) -> Header:
    found: dict[str, Found] = {}
    places: dict[int, str] = {}
    dates = dates_around(lines, start, end, now)
    title = choose_title(lines, dates, start, end)
    if title is not None:
        places[title] = "title"
        confidence = 0.8 if lines[title].times > 1 else 0.7
        found["title"] = Found(lines[title].text, "first-line" if title == 0 else "line above the body", confidence)
        section = section_at(lines, dates, title)
        if section is not None:
            place, name = section
            places[place] = "section"
            found["section"] = Found(name, "line above the title", 0.6)
    places |= _dates(lines, dates, title, start, end, found=found)
    places |= _credits(lines, title, start, end, now=now, found=found)
    places |= _authors(lines, title, start, end, dates, found)
    return Header(found, places)


def _credits(
    lines: Sequence[Line], title: int | None, start: int, end: int, *, now: datetime, found: dict[str, Found]
) -> dict[int, str]:
    """Takes what the lines around the body credit into `found`; the lines that did."""
    places: dict[int, str] = {}
    for place in _places(lines, title, start, end):
        stated = credits_in(lines[place].text, now)
        stated = {name: each for name, each in stated.items() if not name.endswith("_at") and name != "authors"}
        new = {name: each for name, each in stated.items() if name not in found}
        found.update(new)
        if new or (stated and place >= start):
            places[place] = "byline"
    return places


def _places(lines: Sequence[Line], title: int | None, start: int, end: int) -> Iterator[int]:
    """Where credits stand, the likeliest first: under the title, in the body's first lines, above it, behind it."""
    first = max(0, start - _ABOVE)
    under = start if title is None else min(title + 1, start)
    yield from range(under, start)
    yield from _first_lines(lines, title, start, end)
    yield from range(under - 1, first - 1, -1)
    yield from range(end, min(len(lines), end + _BEHIND))


def _first_lines(lines: Sequence[Line], title: int | None, start: int, end: int) -> Iterator[int]:
    """Short lines among the first of the body: a byline may stand under a summary that was taken for a paragraph."""
    for place in range(start, min(start + _INTO, end)):
        line = lines[place]
        if place != title and line.weight <= _LONGEST_CREDIT and not line.ends_sentence:
            yield place


def _authors(
    lines: Sequence[Line], title: int | None, start: int, end: int, dates: Mapping[int, Sequence[Sighting]], found: dict[str, Found]
) -> dict[int, str]:
    found.pop("authors", None)
    candidates = author_candidates(lines, title, start, end, dates)
    if (chosen := likeliest(candidates)) is None:
        return {}
    names, places = with_neighbours(candidates, chosen)
    signed = chosen.signed
    if signed.agency:
        found.setdefault("source", Found(names[0], "byline", 0.8))
    note = "an agency: nobody else is credited" if signed.agency else ""
    found["authors"] = Found(names, _where(chosen, end), 0.8 if signed.led else 0.6, note)
    return {} if signed.note else dict.fromkeys(places, "byline")


def _where(chosen: Candidate, end: int) -> str:
    if chosen.signed.note:
        return "note on the author"
    return "byline" if chosen.place < end else "line behind the body"


def _dates(
    lines: Sequence[Line], dates: Mapping[int, Sequence[Sighting]], title: int | None, start: int, end: int, *, found: dict[str, Found]
) -> dict[int, str]:
    """Takes the likeliest date of publication and of update into `found`; the lines that gave them."""
    candidates = datelines(lines, dates, title, start, end)
    published = likeliest_date([each for each in candidates if not each.updated])
    updated = likeliest_date([each for each in candidates if each.updated])
    if updated:
        found["modified_at"] = _stated(updated, end)
    if published:
        found["published_at"] = _stated(published, end)
    elif updated:
        note = "; ".join(filter(None, ("the time of its update: no other is stated", updated.moment.note)))
        found["published_at"] = Found(updated.moment.at, "byline", 0.5, note)
    return {each.place: "byline" for each in (published, updated) if each}


def _stated(date: Dateline, end: int) -> Found:
    where = "byline" if date.place < end else "line behind the body"
    return Found(date.moment.at, where, 0.9 if date.moment.timed else 0.8, date.moment.note)
