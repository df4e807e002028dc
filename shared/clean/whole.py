"""A document that somebody wrote as one, and no page saved with its menus -> all of its text, below its head."""

from dataclasses import replace
from datetime import datetime

from shared.article import Cleaned, Document, Verdict
from shared.clean.postscript import MAKING
from shared.clean.text import clean_text
from shared.errors import Rejected

_ALL = "written as one"
_TRUSTED = 0.5  # however little of it is sentences: nobody's menus are in it


def clean_whole(document: Document, now: datetime, *, explain: bool = False) -> Cleaned:
    """What stands above the first paragraph is told apart as in a page; all below is body, lists and tables too."""
    try:
        cleaned = clean_text(document, now, explain=True)
    except Rejected:
        cleaned = Cleaned("", _TRUSTED, verdicts=_all(document.text))
    first = next((place for place, line in enumerate(cleaned.verdicts) if line.kept), 0)
    head = cleaned.verdicts[:first]
    rest = tuple(
        line if line.kept or line.reason == MAKING else Verdict(line.text, kept=True, reason=_ALL)
        for line in cleaned.verdicts[first:]
    )
    body = "\n\n".join(line.text for line in rest if line.kept)
    if not body:
        raise Rejected("no-body", "the document has no paragraphs")
    quality = max(cleaned.quality, _TRUSTED)
    return replace(cleaned, body=body, quality=quality, verdicts=(*head, *rest) if explain else ())


def _all(text: str) -> tuple[Verdict, ...]:
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return tuple(Verdict(line, kept=True, reason=_ALL) for line in lines if line)
