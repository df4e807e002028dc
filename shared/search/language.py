"""The language of `q`: words, "phrases", -not, +must, OR, prefix* and field:value. No text is an error of syntax."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from shared.errors import InvalidQuery

MAX_CHARACTERS = 512
# Plain words are one clause however many they are, and the characters bound them: a pasted question of 80 words is
# answered. Phrases, prefixes, signs and fields each cost a clause of their own.
MAX_OPERATORS = 32
# In a question put as a sentence, quotes mark a title or an expression. To require it would find nothing.
SENTENCE_WORDS = 8


class Kind(StrEnum):
    """How a term is looked for."""

    WORD = "word"
    PHRASE = "phrase"
    PREFIX = "prefix"
    SECTION = "section"
    SOURCE = "source"
    PUBLISHER = "publisher"
    AUTHOR = "author"
    TAG = "tag"
    LANG = "lang"
    DOMAIN = "domain"


@dataclass(frozen=True, slots=True)
class Term:
    """One thing to look for; `sign` is +, - or nothing."""

    kind: Kind
    text: str
    sign: str = ""

    @property
    def plain(self) -> bool:
        """True for a word that nothing was said about."""
        return self.kind is Kind.WORD and not self.sign


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked, understood.

    `words` in their order, most of which have to be there, or none when `words_optional`; `required`, each an
    alternative of which one term has to be there; `excluded`, of which none may be. `text` is how it was put.
    """

    words: tuple[str, ...] = ()
    required: tuple[tuple[Term, ...], ...] = ()
    excluded: tuple[Term, ...] = ()
    words_optional: bool = False
    text: str = field(default="", compare=False)


FIELDS = {kind.value: kind for kind in Kind if kind not in {Kind.WORD, Kind.PHRASE, Kind.PREFIX}}
TERM = re.compile(
    r'[\s()\[\]{}]*(?P<sign>[+-]*)(?:(?P<field>[A-Za-z_.]+):(?=[^\s/]))?(?:"(?P<phrase>[^"]*)"|(?P<word>\S+))',
)
# Three letters, or the node walks through much of its dictionary.
PREFIX = re.compile(r"[^*]*[^\W_]{3,}\*+")
WILDCARD = re.compile(r"(?P<before>[^\W_]*)\*+(?P<after>[^\W_]?)")
# What people carry over from Lucene: fuzzy~2 and boost^3 mean the word.
LUCENE_SUFFIX = re.compile(r"[~^][\d.]*$")
QUOTES = str.maketrans(dict.fromkeys("“”„‟«»\N{FULLWIDTH QUOTATION MARK}", '"'))
AROUND = "\"'`()[]{}<>,;"


def understand(text: str) -> Question | None:
    """The question in `text`, or None when there is nothing in it to look for.

    Raises InvalidQuery, naming `q`, when it is longer than 512 characters, has more than 32 operators, or a wildcard
    with fewer than three letters before it.
    """
    if len(text) > MAX_CHARACTERS:
        raise InvalidQuery("q", f"q takes at most {MAX_CHARACTERS} characters; this is {len(text)}.")
    readable = legible(text)
    groups = tuple(_grouped(_terms(readable)))
    operators = sum(1 for group in groups for term in group if len(group) > 1 or not term.plain)
    if operators > MAX_OPERATORS:
        raise InvalidQuery("q", f"q takes at most {MAX_OPERATORS} phrases, prefixes, fields and signs.")
    return replace(_question(groups), text=" ".join(readable.split())) if groups else None


def legible(text: str) -> str:
    """`text` composed, with a space for each control character and each half of a surrogate pair."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(" " if unicodedata.category(c) in {"Cc", "Cs"} else c for c in composed).translate(QUOTES)


def _terms(text: str) -> Iterator[Term | None]:
    """The terms of `text` in their order; None stands for OR."""
    denied = False
    for match in TERM.finditer(text):
        bare = match["word"] if not (match["sign"] or match["field"]) else None
        if bare in {"OR", "AND", "NOT"}:
            denied = bare == "NOT"
            if bare == "OR":
                yield None
            continue
        term = _term(match)
        if _searchable(term.text):
            yield replace(term, sign="-") if denied else term
            denied = False


def _term(match: re.Match[str]) -> Term:
    sign, phrase = match["sign"][:1], match["phrase"]
    text = phrase if phrase is not None else LUCENE_SUFFIX.sub("", match["word"]).strip(AROUND)
    # A field that is not one of ours (title:alibaba) is passed over, and its value looked for everywhere.
    if kind := FIELDS.get((match["field"] or "").lower()):
        return Term(kind, " ".join(text.split()), sign)
    if phrase is not None:
        return Term(Kind.PHRASE, " ".join(text.split()), sign)
    if PREFIX.fullmatch(text):
        return Term(Kind.PREFIX, text.rstrip("*"), sign)
    if any(len(each["before"]) < 3 and (each["before"] or each["after"]) for each in WILDCARD.finditer(text)):
        raise InvalidQuery("q", f"q takes a * behind three letters or more; this is {text[:32]}.")
    return Term(Kind.WORD, text, sign)


def _searchable(text: str) -> bool:
    """True when there is something to look for. Of a lone dash the index makes no token; `section:` lacks its value."""
    label = text.endswith(":") and text[:-1].lower() in FIELDS
    return not label and any(c.isalpha() or c.isdecimal() for c in text)


def _grouped(terms: Iterable[Term | None]) -> Iterator[tuple[Term, ...]]:
    """The terms with those that OR joins put together. An OR with nothing, or a -not, on a side joins nothing."""
    group: tuple[Term, ...] = ()
    joining = False
    for term in terms:
        if term is None:
            joining = True
        elif joining and group and "-" not in {term.sign, group[-1].sign}:
            group, joining = (*group, term), False
        else:
            if group:
                yield group
            group, joining = (term,), False
    if group:
        yield group


def _question(groups: Sequence[tuple[Term, ...]]) -> Question:
    sentence = sum(1 for group in groups if len(group) == 1 and group[0].plain) > SENTENCE_WORDS
    words: list[str] = []
    required: list[tuple[Term, ...]] = []
    excluded: list[Term] = []
    for group in groups:
        first = group[0]
        if len(group) == 1 and (first.plain or (sentence and first.kind is Kind.PHRASE and not first.sign)):
            words += first.text.split()
        elif first.sign == "-":
            excluded += group
        else:
            required.append(group)
    # Who marks what has to be there says that the rest need not be.
    marked = any(group[0].sign == "+" for group in required)
    return Question(tuple(words), tuple(required), tuple(excluded), words_optional=marked)
