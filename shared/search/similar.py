"""Articles like one: which of its words to look for, OpenSearch chooses by how rare they are. Pure data, as a query."""

from typing import Any

from shared.search.query import PATIENCE
from shared.search.ranking import FUNCTION_WORDS
from shared.search.request import Likeness

type Json = dict[str, Any]

FIELDS = ("title", "body")
# Of the 25 words that tell an article best (OpenSearch's own number), a third makes another one of the same matter.
MOST_WORDS = 25
ENOUGH_WORDS = "30%"
# A word that is in this article alone finds nothing; one that is once in it may well (a name in a short report).
LEAST_ARTICLES = 2
LEAST_TIMES = 1


def body(article_id: str, wanted: Likeness) -> Json:
    """The body of the one `_search` request that finds what is like the article of that id, and never itself."""
    like = {
        "fields": list(FIELDS),
        "like": [{"_id": article_id}],
        "max_query_terms": MOST_WORDS,
        "minimum_should_match": ENOUGH_WORDS,
        "min_doc_freq": LEAST_ARTICLES,
        "min_term_freq": LEAST_TIMES,
        # In an index of few articles no word is frequent, and these would pass for telling.
        "stop_words": sorted(FUNCTION_WORDS),
    }
    return {
        "query": {
            "bool": {"must": [{"more_like_this": like}], "must_not": [{"ids": {"values": [article_id]}}]},
        },
        "size": wanted.page_size,
        "track_total_hits": False,
        "timeout": PATIENCE,
        "_source": list(wanted.fields),
    }
