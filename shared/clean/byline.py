# ruff: noqa: RUF001 - punctuation of other scripts is meant
"""A line of credits -> agency, editor, publisher: newsrooms run them into each other."""

import re
from collections.abc import Mapping, Sequence

from shared.article import Found
from shared.clean.boilerplate import is_caption
from shared.clean.names import AGENCY, is_agency
from shared.clean.sightings import Sighting
from shared.clean.signature import is_led

_LONGEST = 200  # characters: beyond it a line is a paragraph
_NAME = r"[^\W\d_][\w'’.-]*(?: [^\W\d_][\w'’.-]*){0,2}"
_EDITOR = re.compile(
    rf"\b(?:Web |Copy )?Editor\s*[:：]\s*({_NAME})"
    r"|(?:责任编辑|責任編輯|责编|编辑)\s*[:：]\s*([\u3400-\u9fff]{2,4}(?:、[\u3400-\u9fff]{2,4})*)"
)
# Up to the next label, the date or the end: "Source: Xinhua Web Editor: Li Yan".
_SOURCE = re.compile(
    r"(?:\b(?:Source|Quelle|Fuente|Fonte|Bron)|来源|來源)\s*[:：]\s*([^|\d:：]{2,60}?)"
    r"(?=\s+(?:(?:Web|Copy) )?[^\s|:：]{1,14}\s*[:：]|\s*(?:[|\d]|$))"
)
# "2019-03-31 11:06:57Xinhua Editor : Li Yan": what stands between the date and the editor is whose story it is.
_CREDITED = re.compile(r"\|\s*([^\W\d_][^|:：]{1,40}?)\s+(?:Web |Copy )?Editor\s*[:：]")
_APP = re.compile(r"\b([A-Z][\w.&'-]*(?: [A-Z][\w.&'-]*){0,3}) App Download\b")
# A line with none of these and no date credits nobody: most lines, told apart at once.
_HINT = re.compile(r"Editor|Source|Quelle|Fuente|Fonte|Bron|App Download|[编編][辑輯]|责编|[来來]源")


def credits_in(text: str, dates: Sequence[Sighting] = ()) -> Mapping[str, Found]:
    """Whom the line credits besides authors; nobody where it is a paragraph or a caption. `dates`: those in it."""
    found: dict[str, Found] = {}
    if len(text) > _LONGEST or not (dates or _HINT.search(text) or is_agency(text) or is_led(text)):
        return found
    if is_caption(text):
        return found
    rest = _without(text, dates)
    if editor := _EDITOR.search(rest):
        found["editor"] = Found(_without_site(editor[1] or editor[2]), "byline", 0.9)
    if app := _APP.search(rest):
        editor_name = str(found["editor"].value) if "editor" in found else ""
        found["publisher"] = Found(app[1].removeprefix(editor_name).strip(), "byline", 0.8)
    if source := _SOURCE.search(rest):
        found["source"] = Found(source[1].strip(), "byline", 0.9)
    elif agency := AGENCY.search(rest):
        found["source"] = Found(agency[0], "byline", 0.8)
    elif credited := _CREDITED.search(rest):
        found["source"] = Found(credited[1], "byline", 0.7)
    return found


def _without(text: str, dates: Sequence[Sighting]) -> str:
    """The line with a bar for each date: what stands on either side of it are different things."""
    for each in reversed(dates):
        text = f"{text[: each.moment.start]} | {text[each.moment.end :]}"
    return text


def _without_site(name: str) -> str:
    """Li Yan of "Li Yan ECNS": a third word in capitals is the site's name."""
    words = name.split()
    return " ".join(words[:2]) if len(words) > 2 and words[2].isupper() else name
