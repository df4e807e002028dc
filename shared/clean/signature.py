# ruff: noqa: E501, RUF001 - lists of words are read by the line, in all their scripts
"""A line -> whom it names as its author, and how: "By Jane Doe", a name alone, a name with a role, a note on the author."""

import re
from dataclasses import dataclass

from shared.clean.boilerplate import is_caption, is_furniture
from shared.clean.names import AGENCY, is_agency, people, person

_MOSTLY = 0.3  # of what follows "By" are names in a byline; less in "By the river: a town and its mills"
_LONGEST = 160  # characters: a longer line is a paragraph, or a note on the author
_MARK = r"(?:[Bb]y|BY|[Vv]on|VON|[Pp]ar|PAR|[Pp]or|POR|[Dd]i|[Dd]oor|[Aa]v|[Aa]f|Autor(?:in)?(?:/Autor)?|Authors?|Auteur|Text|Текст|Автор|Yazar|[Oo]leh|Autorem|Szerző|Författare)"
_LED = re.compile(
    rf"(?:^(?:[^\W\d_]\w+ ){{0,2}}|[|•·,:;.!?)…]\s*|\b(?i:written|posted|published|reported|story|words|text)\s+|(?<=\d)\s*|(?<=[a-zß-ÿ])(?=By ))"
    rf"(?:{_MARK}(?:\s*[:：/]\s*|\s+)|by(?=[A-Z])|(?:作者|記者|记者|文)\s*[:：/]?\s*)"
    r"(?P<names>[^\W\d_].{1,150})"
)
# A name begins here: two words with capitals, or a script without capitals.
_NAME_SEEN = re.compile(r"[^\W\d_a-z][\w'’.-]*\s[^\W\d_]|[\u0900-\u0dff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2}")
_CAPITALS = re.compile(r"[A-ZÀ-ÞĀ-ŽΑ-ΩА-ЯЀ-Џ]")
_NOTE = re.compile(
    r"(?P<name>(?:[^\W\d_a-z][\w'’.-]*\s){1,3}[^\W\d_a-z][\w'’.-]+)(?:,?\s[\w ,'’-]{0,40})?\s(?:is|are|was|has|covers|writes|reports|joined|works|serves|contributed|ist|schreibt|arbeitet|berichtet|est|es|è|jest|är|er)\b"
)
_ABOUT = re.compile(
    r"(?:about|über|sobre|à propos de|acerca de|more (?:from|by|stories by)|mehr von|alle (?:artikel|beiträge) von|más (?:artículos|noticias) de|plus d'articles de|(?:view|see|read)? ?(?:all|more) (?:posts|articles|stories) (?:by|from)|written by|article by|posted by)\s*:?\s(?P<name>.{4,50})$",
    re.IGNORECASE,
)
_TRADE = re.compile(
    r"\b(?:reporters?|journalists?|writers?|editors?|correspondents?|columnists?|authors?|freelance\w*|contributors?|covers|covering|writes|professor|lecturer|researcher|fellow|analyst|producer|critic"
    r"|journalistin|journalist|redakteur(?:in)?|korrespondent(?:in)?|autor(?:in)?|schreibt|journaliste|rédact\w+|periodista|redactor\w*|escritor\w*|giornalista|jornalista)\b",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"(?:staff|writer|reporter|correspondent|editor\b|columnist|journalist|producer|contributor|redakteur|redaktion|korrespondent|periodista|redactor|corresponsal|muhabir|기자|特派員|記者|记者)",
    re.IGNORECASE,
)
_FURNITURE = re.compile(
    r"\b(?:privacy|policy|download|pdf|next|previous|search|menu|home|all|latest|breaking|top|login|log|sign|account|newsletters?|cookies?|settings|subscribe|video|audio|image|photo|foto|bild|galerie|gallery|podcast"
    r"|haberler\w*|ilanlar|noticias|nachrichten|actualités|zum|zur|alle|mehr|artikel|hören|kanal|telegram|whatsapp|share|legende|quelle|source|agency|key|points|watch|live|listen|read|story|content|category|tags?|issue"
    r"|january|february|march|april|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|university|club|league|cup|ago|los|las|els|the|und|für|der|die|das)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Signature:
    """Names in a line, and the way it gives them. `share` is how much of the line they are."""

    names: tuple[str, ...]
    led: bool
    role: bool
    note: bool
    agency: bool
    furniture: bool
    share: float


def signature(text: str, *, note: bool) -> Signature | None:
    """Whom the line names; `note` asks for notes on authors too, which are paragraphs."""
    if note and (match := _ABOUT.match(text)) and (name := person(match["name"])):
        return Signature(
            (name,), led=False, role=False, note=True, agency=False, furniture=bool(_FURNITURE.search(name)), share=1.0
        )
    if note and (match := _NOTE.match(text)) and _TRADE.search(text, match.end("name"), match.end("name") + 120):
        name = person(match["name"])
        return (
            Signature((name,), led=False, role=True, note=True, agency=False, furniture=False, share=0.0)
            if name
            else None
        )
    if len(text) > _LONGEST or is_caption(text):
        return None
    led = _LED.search(text)
    if led is None and not _NAME_SEEN.search(text) and not is_agency(text):
        return None
    if led is None and is_furniture(text):
        return None
    part = led["names"] if led else text
    names = people(part)
    agency = False
    if not names and is_agency(part.strip(" |")):
        names, agency = (part.strip(" |.,:;"),), True
    elif not names and led and (found := AGENCY.match(part)):
        names, agency = (found[0],), True
    if not names:
        return None
    share = len("".join(names)) / max(1, len(part))
    return Signature(
        names, bool(led), bool(_ROLE.search(text)), False, agency, bool(_FURNITURE.search(" ".join(names))), share
    )


def is_led(text: str) -> bool:
    return bool(_LED.search(text))


def is_byline(text: str) -> bool:
    """Whether "By" or the like introduces somebody in this line, and little else stands in it."""
    if not is_led(text):
        return False
    signed = signature(text, note=False)
    return signed is not None and signed.led and signed.share > _MOSTLY
