# ruff: noqa: RUF001 - punctuation of other scripts is meant
"""A line of credits -> date, people, agency, editor, publisher: newsrooms run them into each other."""

import re
from collections.abc import Mapping
from datetime import datetime

from shared.article import Found
from shared.clean.boilerplate import is_caption
from shared.clean.dates import moments
from shared.clean.names import AGENCY, is_agency, people

_LONGEST = 200  # characters: beyond it a line is a paragraph
_NAME = r"[^\W\d_][\w'’.-]*(?: [^\W\d_][\w'’.-]*){0,2}"
_EDITOR = re.compile(
    rf"\b(?:Web |Copy )?Editor\s*[:：]\s*({_NAME})|(?:责任编辑|責任編輯|责编|编辑)\s*[:：]\s*([\u3400-\u9fff]{{2,4}})"
)
_SOURCE = re.compile(r"(?:\b(?:Source|Quelle|Fuente|Fonte)|来源|來源)\s*[:：]\s*([^|\d:：]{2,60})")
# "2019-03-31 11:06:57Xinhua Editor : Li Yan": what stands between the date and the editor is whose story it is.
_CREDITED = re.compile(r"\|\s*([^\W\d_][^|:：]{1,40}?)\s+(?:Web |Copy )?Editor\s*[:：]")
_APP = re.compile(r"\b([A-Z][\w.&'-]*(?: [A-Z][\w.&'-]*){0,3}) App Download\b")
_BY = re.compile(
    r"(?:^(?:[^\W\d_]\w+ ){0,2}|[|•·,:.)]\s*|\b(?i:written|posted|published|reported|story|words|text)\s+)"
    r"(?:[Bb]y|BY|[Vv]on|VON|[Pp]ar|PAR|[Pp]or|POR|[Dd]i|[Dd]oor|[Aa]v|[Aa]f|Autor(?:in)?|Text|Текст|Yazar|作者|記者|记者|文)"
    r"(?:\s*[:：/]\s*|\s+)([^\W\d_].{1,120})"
)
_UPDATED = re.compile(
    r"\b(?:updated|modified|edited|aktualisiert|mis à jour|modifié|actualizado|aggiornato|oppdatert|güncelleme)\b",
    re.IGNORECASE,
)


def credits_in(text: str, now: datetime) -> Mapping[str, Found]:
    """What the line credits; nothing where it is a paragraph or a caption."""
    found: dict[str, Found] = {}
    if len(text) > _LONGEST or not (_HINT.search(text) or is_agency(text)) or is_caption(text):
        return found
    rest = _dates(text, now, found)
    if editor := _EDITOR.search(rest):
        found["editor"] = Found(_without_site(editor[1] or editor[2]), "byline", 0.9)
    if app := _APP.search(rest):
        editor_name = str(found["editor"].value) if "editor" in found else ""
        found["publisher"] = Found(app[1].removeprefix(editor_name).strip(), "byline", 0.8)
    if by := _BY.search(rest):
        _by(by[1], found)
    elif found and "editor" not in found and (names := people(rest)) and not _is_place(names[0]):
        found["authors"] = Found(names, "byline", 0.6)
    if source := _SOURCE.search(rest):
        found["source"] = Found(source[1].strip(), "byline", 0.9)
    elif (found or is_agency(text)) and (agency := AGENCY.search(rest)):
        found["source"] = Found(agency[0], "byline", 0.8)
    elif credited := _CREDITED.search(rest):
        found["source"] = Found(credited[1], "byline", 0.7)
    return found


_PLACES = frozenset((
    "abu dhabi", "buenos aires", "cape town", "hong kong", "kuala lumpur", "los angeles", "new delhi", "new york",
    "rio de janeiro", "san francisco", "são paulo", "tel aviv",
))  # fmt: skip


def _is_place(name: str) -> bool:
    """Cities of two words stand beside dates as names do."""
    return name.casefold() in _PLACES


# A line without any of these credits nobody: most lines, told apart at once.
_HINT = re.compile(
    r"(?:1[789]|20)\d\d|[Ee]ditor|编辑|編輯|责编|Source|Quelle|Fuente|Fonte|来源|來源|App Download"
    r"|\b(?:[Bb]y|BY|[Vv]on|VON|[Pp]ar|PAR|[Pp]or|POR|[Dd]i|[Dd]oor|[Aa]v|[Aa]f|Autor|Autorin|Text|Текст|Yazar)\b|作者|記者|记者|文[:：/]"
)


def _without_site(name: str) -> str:
    """Li Yan of "Li Yan ECNS": a third word in capitals is the site's name."""
    words = name.split()
    return " ".join(words[:2]) if len(words) > 2 and words[2].isupper() else name


def _by(text: str, found: dict[str, Found]) -> None:
    if names := people(text):
        found["authors"] = Found(names, "byline", 0.8)
    if agency := AGENCY.search(text):
        found.setdefault("source", Found(agency[0], "byline", 0.8))


def _dates(text: str, now: datetime, found: dict[str, Found]) -> str:
    """Takes the dates of the line into `found`; the line without them."""
    rest = text
    for moment in sorted(moments(text, now), key=lambda each: each.start):
        before = text[max(0, moment.start - 25) : moment.start]
        name = "modified_at" if _UPDATED.search(before) else "published_at"
        found.setdefault(name, Found(moment.at, "byline", 0.9 if moment.timed else 0.8, moment.note))
        rest = rest.replace(text[moment.start : moment.end], " | ", 1)
    return rest


def lone_names(text: str, above: str) -> Mapping[str, Found]:
    """A line of nothing but names is a byline too; surer where "By" stands alone above it."""
    if len(text) > 100 or text.isupper() or is_caption(text):
        return {}
    names = people(text)
    led = above.strip(" :").casefold() in {"by", "von", "par", "por", "di", "text", "autor"}
    if not names or (not led and len(" ".join(names)) < 0.7 * len(text)):
        return {}
    return {"authors": Found(names, "byline" if led else "line of names above the body", 0.8 if led else 0.5)}
