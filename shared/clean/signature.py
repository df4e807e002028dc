# ruff: noqa: E501, RUF001 - lists of words are read by the line, in all their scripts
"""A line -> whom it names as its author, and how: "By Jane Doe", a name alone, a name with a role, a note on the author."""

import re
from dataclasses import dataclass
from functools import lru_cache

from shared.clean.alternatives import by_first_letter
from shared.clean.boilerplate import is_caption, is_furniture
from shared.clean.names import AGENCY, is_agency, people, person

_ASKED = 256  # lines to remember: title, credits, section and authors ask about the same ones
_TRADE_WITHIN = 120  # characters behind the name: "… is a politics reporter for"
_LONGEST_BARE = 100  # characters: longer lines without a "By" are no credits
_MOSTLY = 0.3  # of what follows "By" are names in a byline; less in "By the river: a town and its mills"
_LONGEST = 160  # characters: a longer line is a paragraph, or a note on the author
_MARK = r"(?:[Bb]y|BY|[Vv]on|VON|[Pp]ar|PAR|[Pp]or|POR|[Dd]i|[Dd]oor|[Aa]v|[Aa]f|Autor(?:in)?(?:/Autor)?|Authors?|Auteur|Text|Текст|Автор|Yazar|[Oo]leh|Autorem|Szerző|Författare)"
_LED = re.compile(
    rf"(?:^(?:[^\W\d_]\w+ ){{0,2}}?|[|•·,:;.!?)…]\s*|\b(?i:written|posted|published|reported|story|words|text)\s+|(?<=\d)\s*|(?<=[a-zß-ÿ])(?=By ))"
    rf"(?:{_MARK}(?:\s*[:：/]\s*|\s+)|by(?=[A-Z])|(?:作者|記者|记者|文)\s*[:：/]?\s*)"
    r"(?P<names>[^\W\d_].{1,150})"
)
# One of these is in each of them, and in few other lines.
_LED_SEEN = re.compile(
    r"(?:By|by|BY|Von|von|VON|Par|par|PAR|Por|por|POR|Di|di|Door|door|Av|av|Af|af|Autorin|Autor|Authors|Author|Auteur|Text|Текст|Автор|Yazar|Oleh|oleh"
    r"|Autorem|Szerző|Författare|作者|記者|记者|文)(?=[\s:：/A-Z]|(?<=[者文]))"
)
# A name begins here: two words with capitals, or a script without capitals.
_NAME_SEEN = re.compile(r"[^\W\d_a-z][\w'’.-]*\s[^\W\d_]|[\u0900-\u0dff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2}")
# What a line without a "By" begins with if it names somebody: one more capital, or a particle, behind the first word.
_BARE = re.compile(
    r"[\W\d_]*(?:[^\W\d_a-zß-ÿ][\w'’.-]*[,:]?\s(?:[^\W\d_a-zß-ÿ]|(?:van|von|de|der|da|di|du|la|le|al|el|bin|ibn|ten|ter)\s)|[\u0900-\u0dff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af])"
)
_LABEL = re.compile(
    r"(?i:autor|auteur|yazar|författare|szerző|автор|текст|\btext|written|words|report|story)[^|]{0,12}$|作者|記者|记者|文"
)
_EARLY = 30  # characters before a name: "15:04 Opinion by" is shorter, "Talks end without a result, by Jane Doe" longer
_SHORT_LED = re.compile(  # "By Madonna"
    r"(?:[Bb]y|BY|[Vv]on|[Pp]ar|[Pp]or|[Dd]i|Autor(?:in)?:?|Authors?:?|Auteur:?)\s[^\W\d_]\w+$"
)
_PARTS = re.compile(r"\s[-–—|/]\s")
_DESK = re.compile(
    r"(?:[A-ZÀ-Þ][\w.&'-]*\s){0,3}(?i:staff(?: (?:writers?|reporters?))?|newsroom|news desk|reporters?|editorial (?:board|team)|agenc(?:y|ies)|redaktion|rédaction|redacción|redazione|redactie|redaksjonen)\b"
)
_ONE_WORD = re.compile(r"(?!(?:The|A|An|Our|Now|Just|Email|Photo|Foto)\b)[^\W\d_a-z][^\W\d_A-Z]{2,20}")
_NOTE = re.compile(
    r"(?P<name>(?:[^\W\d_a-z][\w'’.-]*\s){1,3}[^\W\d_a-z][\w'’.-]+)(?:,?\s[\w ,'’-]{0,40})?\s(?:is|are|was|has|covers|writes|reports|joined|works|serves|contributed|ist|schreibt|arbeitet|berichtet|est|es|è|jest|är|er)\b"
)
_ABOUT = re.compile(
    r"(?:about|über|sobre|à propos de|acerca de|more (?:from|by|stories by)|mehr von|alle (?:artikel|beiträge) von|más (?:artículos|noticias) de|plus d'articles de|(?:view|see|read)? ?(?:all|more) (?:posts|articles|stories) (?:by|from)|written by|article by|posted by)\s*:?\s(?P<name>.{4,50})$",
    re.IGNORECASE,
)
_TRADES = (
    r"reporters?|journalists?|writers?|editors?|correspondents?|columnists?|authors?|freelance\w*|contributors?|covers|covering|writes|professor|lecturer|researcher|fellow|analyst|producer|critic"
    r"|journalistin|journalist|redakteur(?:in)?|korrespondent(?:in)?|autor(?:in)?|schreibt|journaliste|rédact\w+|periodista|redactor\w*|escritor\w*|giornalista|jornalista"
)
_TRADE = re.compile(rf"\b{by_first_letter(_TRADES)}\b")
_ROLE = re.compile(
    r"(?:staff|writer|reporter|correspondent|editor\b|columnist|journalist|producer|contributor|redakteur|redaktion|korrespondent|periodista|redactor|corresponsal|muhabir|기자|特派員|記者|记者)"
)
_LABELS = (
    r"privacy|policy|download|pdf|next|previous|search|menu|home|all|latest|breaking|top|login|log|sign|account|newsletters?|cookies?|settings|subscribe|video|audio|image|photo|foto|bild|galerie|gallery|podcast"
    r"|haberler\w*|ilanlar|noticias|nachrichten|actualités|zum|zur|alle|mehr|artikel|hören|kanal|telegram|kommentare?|comments?|ressort|güncelleme|courtesy|fehler|exclusive|ausgabe|whatsapp|share|legende|quelle|source|agency|key|points|watch|live|listen|read|story|content|category|tags?|issue"
    r"|january|february|march|april|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|university|club|league|cup|ago|los|las|els|the|und|für|der|die|das|in|im|am|auf|an|at|on|of|to|from|new|how|why|what|our|your|this|neue[rs]?|weitere\w*|aktuell\w*|wetter|weather"
)
_FURNITURE = re.compile(rf"\b{by_first_letter(_LABELS)}\b")


@dataclass(frozen=True, slots=True)
class Signature:
    """Names in a line, and the way it gives them. `share` is how much of the line they are.

    `led` is behind "By" or the like, `labelled` behind "Author:", `late` far behind the line's start; `agency` is
    whoever signs without a person's full name: an agency, a desk, one word.
    """

    names: tuple[str, ...]
    share: float
    led: bool = False
    labelled: bool = False
    late: bool = False
    role: bool = False
    note: bool = False
    agency: bool = False
    furniture: bool = False


@lru_cache(maxsize=_ASKED)
def signature(text: str, *, note: bool) -> Signature | None:
    """Whom the line names; `note` asks for notes on authors too, which are paragraphs."""
    if note and (found := _note(text)):
        return found
    if len(text) > _LONGEST or not _may_name(text):
        return None
    led = _led(text)
    if (led is None and not _may_be_bare(text)) or is_caption(text):
        return None
    part = led["names"] if led else text
    names = people(part)
    agency = not names
    if agency and not (names := _agency(part, led=bool(led))):
        return None
    return Signature(
        names,
        share=len("".join(names)) / max(1, len(part)),
        led=bool(led),
        labelled=bool(led and _LABEL.search(text, 0, led.start("names"))),
        late=bool(led and led.start("names") > _EARLY),
        role=bool(_ROLE.search(text.lower())),
        agency=agency,
        furniture=bool(_FURNITURE.search(" ".join(names).lower())),
    )


def _may_name(text: str) -> bool:
    """Whether anything in the line looks like a name: most lines have nothing that does."""
    return bool(_NAME_SEEN.search(text)) or is_agency(_last_part(text)) or bool(_SHORT_LED.match(text))


def _may_be_bare(text: str) -> bool:
    """Whether a line without a "By" may be a credit."""
    if len(text) > _LONGEST_BARE or is_furniture(text):
        return False
    return bool(_BARE.match(text)) or is_agency(_last_part(text))


def _note(text: str) -> Signature | None:
    """Jane Doe of "About Jane Doe" and "Jane Doe is a reporter in Wellport."""
    about = _ABOUT.match(text)
    match = about or _NOTE.match(text)
    if not match or not (about or _TRADE.search(text[match.end("name") :][:_TRADE_WITHIN].lower())):
        return None
    if not (name := person(match["name"])):
        return None
    furniture, share = bool(_FURNITURE.search(name.lower())), 1.0 if about else 0.0
    return Signature((name,), share, role=not about, note=True, furniture=furniture)


def _agency(part: str, *, led: bool) -> tuple[str, ...]:
    """An agency that the line names and nothing else, right behind "By", or last in a row: "News - Reuters".

    So do the desks that sign ("By Gazette Staff"), and who goes by one word ("By Madonna").
    """
    part = part.strip(" |.,:;")
    if is_agency(last := _last_part(part)):
        return (last,)
    if not led:
        return ()
    found = AGENCY.match(part) or _DESK.match(part) or _ONE_WORD.fullmatch(part)
    return (found[0],) if found else ()


def _last_part(text: str) -> str:
    """Reuters of "News - Reuters"."""
    return _PARTS.split(text)[-1] if _PARTS.search(text) else text


def _led(text: str) -> re.Match[str] | None:
    return _LED.search(text) if _LED_SEEN.search(text) else None


@lru_cache(maxsize=_ASKED)
def is_led(text: str) -> bool:
    return bool(_led(text) and _NAME_SEEN.search(text))


def is_byline(text: str) -> bool:
    """Whether "By" or the like introduces somebody in this line, and little else stands in it."""
    if not is_led(text):
        return False
    signed = signature(text, note=False)
    return signed is not None and signed.led and signed.share > _MOSTLY
