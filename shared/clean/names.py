# ruff: noqa: E501, RUF001 - lists of words are read by the line, in all their scripts
"""People's names out of what stands in a byline: without "By", roles, places and agencies.

What people do is told in lower case, as in `boilerplate`: a pattern that ignores case is several times as slow.
"""

import re
from collections.abc import Iterable

from shared.clean.alternatives import by_first_letter
from shared.clean.prose import lowered

# Who supplies stories to others. A credit to one is a source, not an author.
AGENCIES = (
    "Associated Press|The Associated Press|AP|Reuters|Thomson Reuters|Agence France-Presse|AFP|Xinhua|Xinhua News Agency"
    "|dpa|dpa-AFX|dpa-infocom|ANSA|EFE|Europa Press|Bloomberg|Bloomberg News|UPI|PTI|ANI|IANS|Kyodo|Kyodo News|Jiji Press|Yonhap"
    "|TASS|RIA Novosti|Interfax|Anadolu Agency|Anadolu Ajansı|DHA|İHA|AAP|Australian Associated Press|PA|PA Media|Press Association"
    "|The Canadian Press|Canadian Press|CNS|China News Service|Chinanews|China Daily|Global Times|CGTN|People's Daily|People's Daily Online"
    "|APA|SDA|Keystone-SDA|Belga|ANP|NTB|TT|Ritzau|PAP|ČTK|MTI|Bernama|SID|KNA|epd|Ecns|新华社|中新社|中新网|新华网|人民网|人民日报|共同通信|時事通信"
)
_LONGEST_FIRST = "|".join(sorted(AGENCIES.split("|"), key=len, reverse=True))
AGENCY = re.compile(rf"(?<![\w-]){by_first_letter(_LONGEST_FIRST)}(?![\w-])")
_AGENCY_NAMES = frozenset(name.casefold() for name in AGENCIES.split("|"))
_LEAD = re.compile(
    r"^(?:(?:written|posted|published|reported|story|words|text|article|analysis|opinion|review|interview|updated)\s+)?"
    r"(?:(?:by|von|vom|par|por|di|door|av|af|autor(?:in|es)?(?:/autor)?|authors?|auteur|redaktion|yazan|автор|oleh|przez|autorem|szerző)\b|(?-i:by(?=[A-Z]))|作者|記者|记者|文)"
    r"\s*[:：/|]?\s*",
    re.IGNORECASE,
)
_ROLES = (
    r"staff|writers?|reporters?|correspondents?|editors?|columnists?|journalists?|contributors?|producers?|analysts?|critics?|desk|bureau"
    r"|lifestyle|culture|transport|environment|economics|entertainment|crime|education|digital|content|social|national|democracy|features?"
    r"|team|newsroom|special to|senior|chief|political|business|science|sports?|health|technology|tech|deputy|associate|managing|agenc(?:y|ies)"
    r"|redakt(?:ion|eur|eurin|ør|or)|korrespondent(?:in)?|journaliste?|envoyée? spéciale?|correspondante?|redacci[oó]n|corresponsal|periodista"
    r"|muhabir|editör|professor|fellow|lecturer|director|updated|published|min read|minutes?|for the|news|newspaper|media|online|magazine"
    r"|twitter|facebook|email|follow|www|com"
)
_ROLE = re.compile(rf"\b{by_first_letter(_ROLES)}\b")
_SEPARATOR = re.compile(
    r"\s*(?:,|;|\||/|&|•|·|、|，|\s-\s|–|—|\b(?:and|und|et|y|e|og|och|en|ve|with|mit|avec|con)\b)\s*", re.IGNORECASE
)
# What stands behind names, often glued to them: addresses, how long ago it was and takes to read, buttons.
_BESIDES = re.compile(
    r"https?://\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|@\w+"
    r"|\d+\+?\s?-?(?:seconds?|secs?|min(?:ute)?s?|hours?|hrs?|days?|weeks?|months?|years?|Sekunden?|Minuten?|Min\.|Stunden?|Std\.?|Tagen?|Wochen?"
    r"|secondes?|heures?|jours?|semaines?|mois|segundos?|minutos?|horas?|días?|dias?|minuti|ore|giorni|minuter|timer|timmar|dager|dakika|saat|gün|минут\w*|час\w*)\b(?:\s(?:ago|read|Lesezeit|de lecture|de lectura|di lettura|önce|siden|sedan|назад))?"
    r"|(?<![A-Z])(?:Published|Posted|Updated|Follow(?:ing)?|Subscribe|Share|Veröffentlicht|Aktualisiert|Publié|Publicado|Pubblicato|Opublikowano)\b"
    r"|(?<=[a-zß-ÿ])(?:View|See|Read|More|Contact|Show|Photo)\b.*$|\b[AP]\.?M\.?\b(?: [A-Z]{2,4}T?\b)?|\b[AECMP][SD]?T\b"
    r"|\d{1,2}:\d\d(?!\d)|(?<=[^\W\d_])\d{1,2}(?=\W|$)"
)
_BESIDES_SEEN = re.compile(
    r"[\d@/]|Publi|Pubbl|Post|Updat|Follow|Subscr|Share|Veröff|Aktual|Opubl|View|See|Read|More|Contact|Show|Photo|[AP]\.?M\b|[AECMP][SD]?T\b"
)
_PLACE = re.compile(r"\s+(?:in|à|aus|at|from|en)\s+[A-ZÀ-Þ].*$")
_BRACKETS = re.compile(r"\s*[(\[（【][^)\]）】]*[)\]）】]?")
_NOT_A_NAME = re.compile(r"[\d@<>{}=_#:!?]|https?|\.\w{2,}\b")
_GLUE = re.compile(r"(?<=[a-zß-ÿ])(?<!\bMc)(?<!\bMac)(?<!\bDe)(?<!\bLa)(?=[A-ZÀ-Þ])")
_WORD = re.compile(r"['’]?[^\W\d_][\w'’.-]*")
_PARTICLES = frozenset((
    "af", "al", "bin", "ben", "da", "das", "de", "del", "della", "den", "der", "di", "do", "dos", "du", "e", "el", "ibn", "la", "le",
    "o", "'t", "’t", "ten", "ter", "van", "vom", "von", "y", "zu", "zum", "zur",
))  # fmt: skip
_CJK_NAME = re.compile(
    r"[\u3400-\u9fff]{2,4}|[\uac00-\ud7af]{2,4}|(?=.*[\u30a0-\u30ff])[\u30a0-\u30ff\u3400-\u9fff・]{3,12}"
)
_TITLE_BEHIND = re.compile(r"(?<=[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af])\s?(?:기자|특파원|논설위원|記者|记者)$")
_MOST_WORDS = 12  # of a name with its role
_LONGEST = 60  # characters of one person's name


def people(text: str) -> tuple[str, ...]:
    """The names in a credit, each once, in its order."""
    if _BESIDES_SEEN.search(text):
        text = _BESIDES.sub(" | ", text)
    text = _LEAD.sub("", _BRACKETS.sub("", text).strip(" |\t\n"))
    first, *others = _SEPARATOR.split(text)
    parts = (first, *(part for part in others if not _ROLE.search(part.lower())))
    return unique(name for part in parts if (name := person(part)))


def person(text: str) -> str:
    """The text as one person's name, or "" where it is none."""
    if text.count(" ") > _MOST_WORDS or (text.isascii() and " " not in text.strip()):
        return ""  # most of what is asked about, told apart at once
    name = _PLACE.sub("", _LEAD.sub("", " ".join(text.split()))).strip(" .,;:|-–—*\"“”'’")
    name = _TITLE_BEHIND.sub("", _without_role(name))
    words = name.split()
    if len(words) % 2 == 0 and words[: len(words) // 2] == words[len(words) // 2 :]:
        name = " ".join(words[: len(words) // 2])  # a link on a picture and a link on a name
    if not name or len(name) > _LONGEST or _NOT_A_NAME.search(name) or _ROLE.search(name.lower()) or is_agency(name):
        return ""
    if _CJK_NAME.fullmatch(name):
        return name
    return name if _looks_like_a_name(name) else ""


def _without_role(name: str) -> str:
    """Jane Doe of "Jane Doe Staff Writer" and "Jane DoeStaff Writer", as pages saved as text have it."""
    glued = _GLUE.split(name, maxsplit=1)
    if len(glued) > 1 and _ROLE.match(glued[1].lower()):
        return glued[0]
    role = _ROLE.search(lowered(name)) or AGENCY.search(name)
    return name[: role.start()].strip() if role and role.start() > 4 else name


def is_agency(text: str) -> bool:
    return text.strip(" .,;:()|/").casefold() in _AGENCY_NAMES


def unique(names: Iterable[str]) -> tuple[str, ...]:
    kept: dict[str, str] = {}
    for name in names:
        kept.setdefault(name.casefold(), name)
    return tuple(kept.values())


def _looks_like_a_name(name: str) -> bool:
    """Two to five words, each with a capital but for particles."""
    words = name.split()
    if not 2 <= len(words) <= 5 or not all(_WORD.fullmatch(word) for word in words):
        return False
    return words[-1].lower() not in _PARTICLES and all(
        word[0].isupper() or word.lower() in _PARTICLES or not (word[0].islower() or word[0] in "'’") for word in words
    )
