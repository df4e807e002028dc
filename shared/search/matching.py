"""What a question finds, in all of an article or in the fields that it names, as clauses of an OpenSearch query."""

import re
from dataclasses import dataclass
from typing import Any

from shared.search import facets
from shared.search.language import Kind, Question, Term
from shared.search.ranking import (
    CLOSENESS_BOOST,
    CLOSENESS_SLOP,
    ENOUGH_WORDS,
    STEMS_WEIGHT,
    TITLE_BOOST,
    exact_boost,
    expandable,
    neighbours,
    rankable,
    telling,
)
from shared.search.synonyms import NONE, Synonyms

type Json = dict[str, Any]

TEXTS = {
    "title": "title",
    "summary": "summary",
    "body": "body",
    "author": "authors.text",
    "editor": "editor.text",
    "source": "source.text",
    "publisher": "publisher.text",
    "section": "section.text",
    "tag": "tags.text",
}
"""Name in `query-fields` -> field of the index."""
# What else is in `content.stems` is in a script whose stems `content` has already.
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
# English articles are left to English stems: those of other languages would take their news for new.
_NOT_ENGLISH: Json = {"bool": {"must_not": {"prefix": {"lang.folded": "en"}}}}


@dataclass(frozen=True, slots=True)
class Matching:
    """Finds words and terms in `fields`; without any, in all of an article."""

    fields: tuple[str, ...] = ()
    synonyms: Synonyms = NONE

    def words(self, words: tuple[str, ...]) -> Json:
        """Enough of the words that tell what is looked for."""
        told = telling(words)
        alternatives = [each for each in self.synonyms.of(words) if len(each) > 1 or each[0] in told]
        if all(len(each) == 1 for each in alternatives) or not expandable(alternatives):
            return self._enough(" ".join(told))
        # One clause a word, so that a word and its synonyms count once.
        each = [self._any_of(texts) for texts in alternatives]
        return {"bool": {"should": each, "minimum_should_match": ENOUGH_WORDS}}

    def term(self, term: Term) -> Json:
        match term.kind:
            case Kind.WORD:  # anti-counterfeiting is two tokens, which have to stand together
                return self._phrase(term.text)
            case Kind.PHRASE:
                return self._as_typed({"match_phrase": {"content.exact": term.text}}, self._phrase(term.text))
            case Kind.PREFIX:
                prefix = {"query": term.text, "operator": "and"}
                return self._as_typed(
                    {"match_bool_prefix": {"content.exact": prefix}},
                    {"multi_match": {**prefix, "type": "bool_prefix", "fields": self._texts()}},
                )
            case Kind.AUTHOR:  # a surname is enough
                return {"match_phrase": {"authors.text": term.text}}
            case kind:
                return {"term": {f"{facets.FIELDS[kind]}.folded": term.text}}

    def lifts(self, question: Question) -> list[Json]:
        """What lifts a result and keeps none out."""
        words = telling(question.words)
        required = (term for terms in question.required for term in terms)
        text = " ".join((*words, *(term.text for term in required if term.kind in {Kind.WORD, Kind.PHRASE})))
        if not text or not rankable(text):
            return []
        titled = [{"match": {"title.exact": {"query": text, "boost": TITLE_BOOST}}}]
        if self.fields:
            return titled if "title" in self.fields else []
        return [
            *titled,
            {"match": {"content.exact": {"query": text, "boost": exact_boost(text.split())}}},
            *(
                {"match_phrase": {"content": {"query": pair, "slop": CLOSENESS_SLOP, "boost": CLOSENESS_BOOST}}}
                for pair in neighbours(question.words)
            ),
        ]

    def _texts(self) -> list[str]:
        return [TEXTS[name] for name in self.fields]

    def _enough(self, text: str) -> Json:
        # Of a text without a token for the analyzer, "none" would find nothing.
        asked = {"query": text, "minimum_should_match": ENOUGH_WORDS, "zero_terms_query": "all"}
        if self.fields:
            return {"multi_match": {**asked, "type": "cross_fields", "fields": self._texts()}}
        found: Json = {"match": {"content": asked}}
        stems = {"query": text, "minimum_should_match": ENOUGH_WORDS, "boost": STEMS_WEIGHT}
        return _or_stems(found, text, stems)

    def _phrase(self, text: str) -> Json:
        if self.fields:
            return {"multi_match": {"query": text, "type": "phrase", "fields": self._texts()}}
        found: Json = {"match_phrase": {"content": text}}
        return _or_stems(found, text, {"query": text, "operator": "and", "boost": STEMS_WEIGHT})

    def _as_typed(self, exactly: Json, there: Json) -> Json:
        """`exactly` in an article; in named fields, whose words have stems only, `there` besides."""
        return {"bool": {"must": [exactly, there]}} if self.fields else exactly

    def _any_of(self, texts: tuple[str, ...]) -> Json:
        clauses = [self._phrase(text) for text in texts]
        return clauses[0] if len(clauses) == 1 else {"dis_max": {"queries": clauses}}


def any_of(clauses: list[Json]) -> Json:
    return clauses[0] if len(clauses) == 1 else {"bool": {"should": clauses, "minimum_should_match": 1}}


def _or_stems(found: Json, text: str, stems: Json) -> Json:
    """`found`, or in an article that is not English the stems of other languages."""
    if not _LATIN.search(text):
        return found
    inflected = {"bool": {"must": {"match": {"content.stems": stems}}, "filter": _NOT_ENGLISH}}
    return {"dis_max": {"queries": [found, inflected]}}
