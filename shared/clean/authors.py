# ruff: noqa: RUF001 - punctuation of other scripts is meant
"""Who wrote it: the lines around title and body that name somebody, and the likeliest of them."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from math import log

from shared.clean.boilerplate import is_picture_credit
from shared.clean.layout import Layout
from shared.clean.likeliest import likeliest
from shared.clean.names import unique
from shared.clean.prose import IDEOGRAPHS
from shared.clean.sightings import INTO, Sighting, end_of_story
from shared.clean.signature import Signature, is_of_list, signature
from shared.clean.weights import AUTHORS

FEATURES = (
    "any", "led", "led_above", "role", "note", "agency", "furniture", "share", "bare", "under_title", "log_under",
    "just_under", "above_title", "log_above_body", "inside", "behind", "log_behind", "date_same", "date_near",
    "repeated", "twice", "again_behind", "in_body", "in_title", "shouted", "many", "three_words", "neighbour", "only",
    "sentence", "labelled", "late", "credit_below", "prose_between", "right_behind", "last_of_name",
)  # fmt: skip
_WEIGHTS = tuple(AUTHORS.get(name, 0.0) for name in FEATURES)
_ABOVE_TITLE = 6  # lines above the title that may credit somebody
_UNTITLED = 15  # lines above the body where no title is known
_UNDER_TITLE = 30  # lines under the title: sharing buttons, a summary, a picture may stand between
_PROSE = 120  # letters: a longer sentence is a paragraph, or the summary
_HANGUL = re.compile(r"[\uac00-\ud7af]")  # Korean reporters sign with their role; buttons are two words as well
_STORY = 3  # paragraphs between a title and a name: who is named then is told about
_STEP = 2  # lines from name to name in a list: a role, an address or an "&" may stand between
_BETWEEN = 30  # letters of a line between two names at most
_MOSTLY = 0.85  # of a line are names, or it is not one of a list
_SAMPLE = 30  # lines of the body, and behind it, in which names are looked for again
_BEHIND = 9  # lines behind the body in which the author may be credited
_LEAD_ABOVE = re.compile(  # a line that says whose name comes next: "By", "Kommentar von", "Author of the article:"
    r"(?:.{0,25}\s)?(?:by|von|par|por|di|door|av|af|przez|text|autor(?:in|es|i)?|auteurs?|authors?(?: of the article)?"
    r"|yazar|författare|автор|words|作者|記者|取材・文|文)\s?[:：]?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Candidate:
    place: int
    signed: Signature
    features: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class _Around:
    """What a name is looked for in: the body, what stands behind it, the title; and the lines that name somebody."""

    body: str
    behind: str
    heading: str
    everyone: Collection[int]


def author_candidates(layout: Layout) -> list[Candidate]:
    """The lines that name somebody who may have written it."""
    signed = dict(_signatures(layout))
    if not signed:
        return []
    lines, start, end = layout.lines, layout.start, layout.end
    around = _Around(
        body="\n".join(line.text for line in lines[start : min(end, start + _SAMPLE)] if line.weight > 60),
        behind="\n".join(line.text for line in lines[end : end + _SAMPLE]),
        heading=lines[layout.title].text if layout.title is not None else "",
        everyone=signed,
    )
    return [Candidate(place, each, _features(layout, around, place, each)) for place, each in signed.items()]


def _signatures(layout: Layout) -> Iterator[tuple[int, Signature]]:
    for place in _places(layout):
        text = layout.lines[place].text
        note = place >= layout.end - 2
        parts = _beside_dates(text, layout.dates[place]) if place in layout.dates else (text,)
        signed = (signature(part, note=note) for part in parts if part)
        if (found := next(filter(None, signed), None)) and not (_is_no_name(found) or _is_told_of(layout, text, found)):
            yield place, found


def _is_told_of(layout: Layout, text: str, signed: Signature) -> bool:
    """Who wrote the books that a story lists did not write the story."""
    near = range(max(0, layout.start - _UNDER_TITLE), layout.end)
    return signed.led and is_of_list(text, (layout.lines[place].text for place in near))


def _is_no_name(signed: Signature) -> bool:
    """Buttons and sections look like names: in scripts without capitals all that is short does."""
    if signed.led or signed.note or signed.agency:
        return False
    name = signed.names[0]
    unparted = " " not in name or _HANGUL.search(name)
    return signed.furniture or (not signed.role and bool(unparted and IDEOGRAPHS.search(name)))


def _places(layout: Layout) -> Iterator[int]:
    title, start, end, into = layout.title, layout.start, layout.end, layout.into
    if title is None or title >= start:
        yield from range(max(0, start - _UNTITLED), into)
    else:
        yield from range(max(0, title - _ABOVE_TITLE), title)
        under = title + 1 + _UNDER_TITLE
        yield from range(title + 1, min(under, into))
        yield from range(max(under, start - _UNTITLED), into)
    yield from range(max(end - 2, into), end_of_story(layout.lines, end, _BEHIND))


def _beside_dates(text: str, sightings: Sequence[Sighting]) -> tuple[str, str]:
    """What stands before the first date, and behind the last."""
    first = min(each.moment.start for each in sightings)
    last = max(each.moment.end for each in sightings)
    return text[:first].strip(" |,-–—•·"), text[last:].strip(" |,-–—•·")


def _features(layout: Layout, around: _Around, place: int, signed: Signature) -> tuple[float, ...]:
    lines, dates, title = layout.lines, layout.dates, layout.title
    start, end, head = layout.start, layout.end, layout.head
    line = lines[place]
    names = signed.names
    under = title is not None and place > title and place < end - 2
    distance = place - (title or 0) if under else 0
    bare = signed.share > _MOSTLY and not signed.led
    led_above = place > 0 and len(above := lines[place - 1].text) < 40 and _LEAD_ABOVE.fullmatch(above)
    below = lines[place + 1].text if place + 1 < len(lines) else ""
    top = min(place, start) if title is None else title + 1
    prose = sum(each.ends_sentence and each.weight > _PROSE for each in lines[top : min(place, layout.into)])
    return (
        1.0,
        float(signed.led),
        float(bool(led_above)),
        float(signed.role),
        float(signed.note),
        float(signed.agency),
        float(signed.furniture),
        min(1.0, signed.share),
        float(bare),
        float(under and prose < _STORY),
        log(1 + distance) / 3 if under else 0.0,
        float(under and distance <= 2),
        float(title is not None and place < title),
        log(1 + start - place) / 3 if place < start else 0.0,
        float(head <= place < end),
        float(place >= end - 2 and place >= start + INTO),
        log(1 + max(0, place - end)) / 2,
        float(place in dates),
        float(any(place + step in dates for step in (-2, -1, 1, 2))),
        float(line.times > 3),
        float(1 < line.times <= 3),
        float(place < end and any(name in around.behind for name in names)),
        float(any(name in around.body for name in names) and place < start),
        float(any(word in around.heading for name in names for word in name.split() if len(word) > 3)),
        float(line.text.isupper()),
        float(len(names) > 1),
        float(not signed.agency and all(len(name.split()) >= 3 for name in names)),
        float(place - 1 in around.everyone or place + 1 in around.everyone),
        float(len(around.everyone) == 1),
        float(line.ends_sentence),
        float(signed.labelled),
        float(signed.late),
        float(distance != 1 and is_picture_credit(below)),
        log(max(1, prose)) if place < end - 1 else 0.0,  # the first is the summary
        float(end - 1 <= place <= end + 1),
        float(place < end and place + 1 not in around.everyone and bare),
    )


def likeliest_author(candidates: Sequence[Candidate]) -> Candidate | None:
    """The candidate with the best score above 0, which stands for "nobody is named"; else who is told about."""
    if best := likeliest(candidates, _WEIGHTS):
        return best
    # Seldom needed, so hardly learnt: most notes stand under stories that have a byline as well.
    return next((each for each in candidates if each.signed.note and each.signed.role), None)


def with_neighbours(
    layout: Layout, candidates: Sequence[Candidate], chosen: Candidate
) -> tuple[tuple[str, ...], list[int]]:
    """The names of the chosen line, and of the lines next to it that give names the same way."""
    names, places = list(chosen.signed.names), [chosen.place]
    if chosen.signed.agency:
        return chosen.signed.names, places
    for step in (1, -1):
        last = chosen.place
        for each in sorted(candidates, key=lambda one: step * one.place):
            if _follows(layout, last, each.place, step) and _alike(each.signed, chosen.signed):
                last = each.place
                places.append(last)
                names = [*names, *each.signed.names] if step > 0 else [*each.signed.names, *names]
    return unique(names), places


def _follows(layout: Layout, last: int, place: int, step: int) -> bool:
    """Whether the line is the next, or the next but for a role, an address or an "&"; never across the title."""
    between = range(min(last, place) + 1, max(last, place))
    return 0 < step * (place - last) <= 1 + len(between) <= _STEP and not any(
        each == layout.title or layout.lines[each].weight > _BETWEEN or is_picture_credit(layout.lines[each].text)
        for each in between
    )


def _alike(one: Signature, other: Signature) -> bool:
    if one.led or other.led or one.agency or one.furniture or one.note != other.note:
        return False
    return one.role == other.role or one.share > _MOSTLY
