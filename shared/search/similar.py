"""Articles like one: which of its words to look for, OpenSearch chooses by how rare they are. Pure data, as a query.

The language of the article is not known before it is read, that of the others is: so each language has a query of its
own for what it finds, in one request.
"""
# ruff: noqa: RUF001 - letters of other scripts look like ours

from typing import Any

from shared.search.query import PATIENCE
from shared.search.ranking import FOREIGN_FUNCTION_WORDS, FUNCTION_WORDS, OTHER_FUNCTION_WORDS
from shared.search.request import Likeness
from shared.search.synonyms import fold

type Json = dict[str, Any]

FIELDS = ("title", "body")
# Of the 25 words that tell an article best (OpenSearch's own number), this many make another one of the same matter.
# Fewer where words bend more: the halves of 62 German articles find each other at a mean reciprocal rank of .80 with
# 30 %, and of .93 with these.
MOST_WORDS = 25
ENOUGH_WORDS = "30%"
ENOUGH_FOREIGN_WORDS = "3<3 18<16%"
# A word that is in this article alone finds nothing; one that is once in it may well (a name in a short report).
LEAST_ARTICLES = 2
LEAST_TIMES = 1
# In an index of few articles of a language no word of it is frequent, and these would pass for telling. As the index
# has them: folded, and with an English stem where that is another (a test asks a node).
FOREIGN_WORDS = frozenset(map(fold, FUNCTION_WORDS | OTHER_FUNCTION_WORDS | FOREIGN_FUNCTION_WORDS)) | frozenset(
    (  # noqa: SIM905 - more are no clearer
        "abov al anch ander ani anyon becaus befor cett comm deg dell desd doe dond dure ell entr esser esto etr hatt "
        "ikk int konnt mai mani nell ohn onc onli porqu san sobr veri whi wurd е ег ил такж эт"
    ).split(),
)
_ENGLISH: Json = {"prefix": {"lang.folded": "en"}}


def body(article_id: str, wanted: Likeness) -> Json:
    """The body of the one `_search` request that finds what is like the article of that id, and never itself."""
    like = {
        "fields": list(FIELDS),
        "like": [{"_id": article_id}],
        "max_query_terms": MOST_WORDS,
        "min_doc_freq": LEAST_ARTICLES,
        "min_term_freq": LEAST_TIMES,
    }
    english = {**like, "stop_words": sorted(FUNCTION_WORDS), "minimum_should_match": ENOUGH_WORDS}
    foreign = {**like, "stop_words": sorted(FOREIGN_WORDS), "minimum_should_match": ENOUGH_FOREIGN_WORDS}
    alike = [
        {"bool": {"must": [{"more_like_this": english}], "filter": [_ENGLISH]}},
        {"bool": {"must": [{"more_like_this": foreign}], "must_not": [_ENGLISH]}},
    ]
    return {
        "query": {
            "bool": {"should": alike, "minimum_should_match": 1, "must_not": [{"ids": {"values": [article_id]}}]},
        },
        "size": wanted.page_size,
        "track_total_hits": False,
        "timeout": PATIENCE,
        "_source": list(wanted.fields),
    }
