# ruff: noqa: E501, RUF001 - lists of words are read by the line, in all their scripts
"""The small print of a newsroom under its story: who reported, wrote and edited it, how to reach them, where it was printed.

None of it is body. Whoever reported or wrote signs where no byline does; who only helped ("Additional reporting by",
"contributed to this report") signs where nobody else is named at all.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from shared.article import Found
from shared.clean.names import AGENCY, people, unique

REPORTED = "sign-off"
MAKING = "on the making of the story"
HELPED = "who contributed: nobody else is credited"
_LONGEST = 400  # characters: the desks of three cities and their editors
_SHORTEST = 6  # characters
_CLAUSE = re.compile(
    r"(?:(?<=^)|(?<=[;,.(|/•–—]\s)|(?<=[;,.(|/•–—])|(?<=\band\s)|(?<=\bund\s)|(?<=\bet\s)|(?<=\by\s)|(?<=\w\s)(?=[A-Z]))(?:"
    r"(?P<helped>(?i:(?:additional|further|more|with|with additional) report(?:ing|age) by|reportage supplémentaire (?:de|par)|(?:zusätzliche )?mitarbeit:?|reporte adicional de|reportagem adicional de))"
    r"|(?P<reported>(?i:report(?:ing|ed)? by|reportage (?:de|par)|bericht von|berichtet von|reporte de|reportaje de|reportagem de))"
    r"|(?P<wrote>(?i:(?:text and |story )?writing by|written by|story by|compiled by|rédigé par|texte de|geschrieben von|escrito por|redacción de|texto de))"
    r"|(?P<edited>(?i:(?:copy ?|web )?edit(?:ing|ed) by|édité par|redigiert von|editado (?:en español )?por|edición de|edição de))"
    r"|(?P<others>(?i:(?:graphics?|photos?|photography|video|illustrations?|production|translat(?:ion|ed)|research|fact[- ]check(?:ing|ed)|compilation|design|produced) by|traduit par|übersetzt von|traducido por|tradução de))"
    r"):?\s+(?=[^\W\d_a-z])"
)
_BEGINS = re.compile(r"^[\s(\[（—–*_•-]*")
_CONTRIBUTED = re.compile(
    r"(?P<names>[^\W\d_a-z][^.!?;:\"“]{3,240}?),?\s(?:also\s|all\s|each\s|both\s)?contributed\s"
    r"(?:to (?:this|the) (?:report|story|article|piece|dispatch|review|analysis)|(?:additional |further )?(?:reporting|research)(?:\s(?:to|for|from|in)\s[^.]{2,60})?)\.?"
)
# "Associated Press writer", "CNN's", "Fox News'": whose people they are.
_EMPLOYER = re.compile(
    r"(?:[^\W\d_a-z][\w.&-]*\s){0,3}(?:(?i:staff|special|sports?)\s){0,2}(?i:writers?|reporters?|correspondents?|journalists?|staffers?|producers?)\s(?=[^\W\d_a-z])"
    r"|(?:[^\W\d_a-z][\w.&-]*\s){0,2}[^\W\d_a-z][\w.&-]*(?:['’]s|(?<=s)['’])\s(?=[^\W\d_a-z])"
)
_PRINTED = re.compile(
    r"[\W_]*(?:(?:a|an? \w+) version of this (?:article|story|column|review|essay|report|piece|interview|profile|obituary)\b.{0,40}\b(?:appear|publish|print|ran)"
    r"|this (?:article|story|column|review|essay|report|piece|interview|obituary)\s(?:(?:also|first|originally|was|is)\s){0,3}(?:appear(?:s|ed)|published|printed|ran)\b.{0,60}\b(?:in print|print(?:ed)? (?:edition|issue|version)|newspaper|under the headline|with the headline|magazine|issue)\b"
    r"|this (?:story|article|report) was (?:first|originally) (?:published|posted)\b.{0,80}$|our standards:"
    r"|dieser (?:artikel|text|beitrag) (?:erschien|ist erschienen|ist zuerst erschienen)\b.{0,60}\b(?:ausgabe|gedruckt|heft)"
    r"|cet article (?:est|a été) (?:paru|publié)\b.{0,40}\b(?:édition|numéro|journal)"
    r"|este artículo (?:apareció|fue publicado|se publicó)\b.{0,40}\b(?:edición|impresa))",
    re.IGNORECASE,
)
_IN_CHARGE = re.compile(
    r"[\s(（【\[]*(?:责任编辑|責任編輯|责编|编辑|编审|校对)\s*[:：]\s*[\u3400-\u9fff、，\s]{2,30}[\s)）】\]]*"
)
_REACHED = re.compile(
    r"[\W_]*(?:(?:you can |to )?(?:contact|reach|e-?mail|write to|get in touch with|follow|tweet(?: at)?)\s(?:(?:the |our |staff |senior )*(?:reporters?|writers?|authors?|editors?|columnists?|journalists?|correspondents?)\b|him\b|her\b|them\b|(?-i:[^\W\d_a-z])[\w'’.-]+\s(?-i:[^\W\d_a-z]))"
    r"|(?-i:[^\W\d_a-z])[\w'’.-]+\s(?:(?-i:[^\W\d_a-z])[\w'’.-]+\s){0,3}(?:can be|is) (?:reached|contacted|followed|available|found) (?:at|on|by|via|through)\b"
    r"|(?:the )?(?:reporter|writer|author|columnist) (?:can be|is) (?:reached|contacted|followed|available) (?:at|on|by|via|through)\b)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"@\w|\b\d{3}[-. )]{1,2}\d{3,4}\b|\b(?:Twitter|X|Bluesky|Mastodon|Threads|LinkedIn|Signal|e-?mail)\b"
)
_CONTACT = 250  # characters
# "LARKFIELD, May 4 (Reuters) -", "(AP) —", "Berlin (dpa/tmn) -", "【共同通信】".
_DATELINE = re.compile(
    rf"(?:[^()（）.!?\"“]{{1,60}}\s?)?[(（【]\s?(?P<agency>{AGENCY.pattern})(?:[/ ][\w-]{{1,20}})?\s?[)）】](?:\s*[-–—:：]|(?<=】))"
    rf"|(?P<wire>新华社|中新社|中新网|新华网|人民网)[\u3400-\u9fff\d（(]{{0,16}}[)）]?[电讯]"
)
_HINTS = ("by ", "by:", "von ", "par ", " por ", " de ", "contributed", "Mitarbeit", "mitarbeit")


@dataclass(frozen=True, slots=True)
class SignOff:
    """Who is credited for what."""

    wrote: tuple[str, ...] = ()
    helped: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()


def sign_off(text: str) -> SignOff | None:
    """The credits of a line that holds nothing else."""
    if len(text) > _LONGEST or not any(map(text.__contains__, _HINTS)):
        return None
    text = _BEGINS.sub("", text, count=1).rstrip(" )]）.*_")
    if given := _CONTRIBUTED.fullmatch(text):
        names = _people(given["names"])
        return SignOff(helped=names) if names or AGENCY.search(given["names"]) else None
    if not _CLAUSE.match(text):
        return None
    clauses = list(_CLAUSE.finditer(text))
    ends = [*(each.start() for each in clauses[1:]), len(text)]
    credited: dict[str, tuple[str, ...]] = {}
    for clause, end in zip(clauses, ends, strict=True):
        given_names = text[clause.end() : end]
        if not (names := _people(given_names)) and not AGENCY.match(given_names):
            return None  # a sentence that begins so: "Reporting by the light of a candle"
        role = clause.lastgroup or ""
        credited[role] = (*credited.get(role, ()), *names)
    wrote = unique((*credited.get("reported", ()), *credited.get("wrote", ())))
    return SignOff(wrote, credited.get("helped", ()), credited.get("edited", ()))


def _people(text: str) -> tuple[str, ...]:
    return people(_EMPLOYER.sub("", text))


def is_postscript(text: str) -> bool:
    """Whether the line tells of the story's making, its makers or its print, and nothing of its matter."""
    if not _SHORTEST <= len(text) <= _LONGEST:
        return False
    if _PRINTED.match(text) or _IN_CHARGE.fullmatch(text) or sign_off(text):
        return True
    return len(text) <= _CONTACT and bool(_REACHED.match(text) and _ADDRESS.search(text))


def wire_of(paragraph: str) -> str:
    """The agency in the dateline that a story begins with: "LARKFIELD, May 4 (Reuters) - The harbour ..."."""
    found = _DATELINE.match(paragraph)
    return (found["agency"] or found["wire"]) if found else ""


def credited(lines: Iterable[str]) -> dict[str, Found]:
    """Authors and editor of those of the lines that are a sign-off."""
    given = [signed for line in lines if (signed := sign_off(line))]
    found: dict[str, Found] = {}
    if wrote := unique(name for each in given for name in each.wrote):
        found["authors"] = Found(wrote, REPORTED, 0.7)
    elif helped := unique(name for each in given for name in each.helped):
        found["authors"] = Found(helped, REPORTED, 0.5, HELPED)
    if edited := unique(name for each in given for name in each.edited):
        found["editor"] = Found(", ".join(edited), REPORTED, 0.8)
    return found
