"""What stands around the body: title, section, credits and dates, read from the lines before it and behind it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from shared.article import Found
from shared.clean.authors import Candidate, author_candidates, likeliest_author, with_neighbours
from shared.clean.byline import credits_in
from shared.clean.datelines import Dateline, datelines, likeliest_date
from shared.clean.layout import Layout
from shared.clean.lines import Line
from shared.clean.names import AGENCY, is_agency
from shared.clean.postscript import MAKING, credited, is_postscript, sign_off, wire_of
from shared.clean.reckoned import reckoned_day
from shared.clean.section import section_at
from shared.clean.sightings import dates_around, end_of_story
from shared.clean.title import choose_title, title_text

_ABOVE = 6  # lines above the title, or above the body where there is none, in which credits are looked for
_UNDER = 30  # lines under the title: sharing buttons, a summary, a picture may stand between
_INTO = 6  # lines of the body that may be a byline the search for the body took along
_BEHIND = 4  # lines behind the body in which agency or editor may be credited
_CLOSING, _POSTSCRIPT = 4, 6  # lines of the body's end, and behind it, among which its makers are named
_OPENING = 3  # paragraphs: a summary or two may stand above the dateline
_AGENCY_ALONE = "an agency: nobody else is credited"
_NO_FULL_NAME = "a desk, or one word: no full name is credited"
_RECKONED = "told as time passed: reckoned from the newest day on the page"
_LONGEST_CREDIT = 120  # letters: a longer line in the body is never taken for a byline


@dataclass(frozen=True, slots=True)
class Header:
    """What was found, and the lines that are accounted for by it: place -> reason."""

    found: Mapping[str, Found]
    places: Mapping[int, str] = field(default_factory=dict)


def header_of(lines: Sequence[Line], start: int, end: int, now: datetime) -> Header:
    untitled = Layout(lines, start, end, dates_around(lines, start, end, now))
    layout = replace(untitled, title=choose_title(untitled))
    found: dict[str, Found] = {}
    places: dict[int, str] = {}
    if layout.title is not None:
        places |= _title(layout, layout.title, found)
    places |= _dates(layout, now, found)
    made = _postscript(layout)
    places |= _credits(layout, found, made)
    places |= _authors(layout, found, made)
    return Header(found, places | dict.fromkeys(made, MAKING))


def _postscript(layout: Layout) -> dict[int, str]:
    """The lines at the end that tell who made the story, and how to reach them."""
    first, last = max(layout.start + 1, layout.end - _CLOSING), end_of_story(layout.lines, layout.end, _POSTSCRIPT)
    return {place: text for place in range(first, last) if is_postscript(text := layout.lines[place].text)}


def _title(layout: Layout, title: int, found: dict[str, Found]) -> dict[int, str]:
    confidence = 0.8 if layout.lines[title].times > 1 else 0.7
    where = "first-line" if title == 0 else "line above the body"
    found["title"] = Found(title_text(layout.lines, title), where, confidence)
    section = section_at(layout.lines, layout.dates, title)
    if section is None:
        return {title: "title"}
    place, name = section
    found["section"] = Found(name, "line above the title", 0.6)
    return {title: "title", place: "section"}


def _dates(layout: Layout, now: datetime, found: dict[str, Found]) -> dict[int, str]:
    """Takes the likeliest date of publication and of update into `found`; the lines that gave them."""
    candidates = datelines(layout)
    published = likeliest_date([each for each in candidates if not each.updated])
    updated = likeliest_date([each for each in candidates if each.updated])
    if published:
        found["published_at"] = _stated(published, layout.end)
    if updated:
        found["modified_at"] = _stated(updated, layout.end)
    if updated and not published:
        note = "; ".join(filter(None, ("the time of its update: no other is stated", updated.moment.note)))
        found["published_at"] = Found(updated.moment.at, "byline", 0.5, note)
    if not (updated or published) and (reckoned := reckoned_day(layout.lines, _near_title(layout), now)):
        place, day = reckoned
        found["published_at"] = Found(datetime(day.year, day.month, day.day, tzinfo=UTC), "byline", 0.4, _RECKONED)
        return {place: "byline"}
    return {each.place: "byline" for each in (published, updated) if each}


def _near_title(layout: Layout) -> range:
    top = layout.start if layout.title is None else min(layout.title, layout.start)
    return range(max(0, top - _ABOVE), min(layout.start + _ABOVE, layout.end))


def _stated(date: Dateline, end: int) -> Found:
    if date.place >= end:
        return Found(date.moment.at, "line behind the body", 0.6, date.moment.note)
    return Found(date.moment.at, "byline", 0.9 if date.moment.timed else 0.8, date.moment.note)


def _credits(layout: Layout, found: dict[str, Found], made: Mapping[int, str]) -> dict[int, str]:
    """Takes agency, editor and publisher into `found`; the lines that credit them."""
    places: dict[int, str] = {}
    for place in _places(layout):
        if place in made and sign_off(made[place]):
            continue
        stated = credits_in(layout.lines[place].text, layout.dates.get(place, ()))
        new = {name: each for name, each in stated.items() if name not in found}
        found.update(new)
        if new:
            places[place] = "byline"
    opening = layout.lines[layout.start : min(layout.start + _OPENING, layout.end)]
    if agency := next(filter(None, (wire_of(line.text) for line in opening)), ""):
        found.setdefault("source", Found(agency, "dateline", 0.8))
    return places


def _places(layout: Layout) -> Iterator[int]:
    """Where credits stand, the likeliest first: under the title, in the body's first lines, above it, behind it."""
    under = layout.start if layout.title is None else min(layout.title + 1, layout.start)
    yield from range(under, min(layout.start, under + _UNDER))
    for place in range(layout.start, min(layout.start + _INTO, layout.end)):
        line = layout.lines[place]
        if place != layout.title and line.weight <= _LONGEST_CREDIT and not line.ends_sentence:
            yield place
    yield from range(under - 2, max(0, under - 1 - _ABOVE) - 1, -1)
    yield from range(layout.end, min(len(layout.lines), layout.end + _BEHIND))


def _authors(layout: Layout, found: dict[str, Found], made: Mapping[int, str]) -> dict[int, str]:
    """Takes the likeliest authors into `found`; the lines that name them, unless they tell more about them.

    A byline first, then who reported it; whoever signs without a name, and who only helped, where nobody else does.
    """
    signed_off = credited(made.values())
    found |= {name: each for name, each in signed_off.items() if name == "editor" and name not in found}
    candidates = [each for each in author_candidates(layout) if not sign_off(layout.lines[each.place].text)]
    chosen = likeliest_author(candidates)
    people = signed_off.get("authors")
    if people and (chosen is None or (not people.note and (chosen.signed.agency or chosen.signed.note))):
        found["authors"] = people
        return {}
    if chosen is None:
        if "source" in found and "editor" not in found and (agency := AGENCY.match(str(found["source"].value))):
            found["authors"] = Found((agency[0],), "byline", 0.5, _AGENCY_ALONE)
        return {}
    names, places = with_neighbours(layout, candidates, chosen)
    note = ""
    if is_agency(names[0]):
        note = _AGENCY_ALONE
        found.setdefault("source", Found(names[0], "byline", 0.8))
    elif chosen.signed.agency:
        note = _NO_FULL_NAME
    found["authors"] = Found(names, _where(chosen, layout.end), 0.8 if chosen.signed.led else 0.6, note)
    return {} if chosen.signed.note else dict.fromkeys(places, "byline")


def _where(chosen: Candidate, end: int) -> str:
    if chosen.signed.note:
        return "note on the author"
    return "byline" if chosen.place < end else "line behind the body"
