"""The one mapping of articles and the one of the ledger. Strict: a field that is not here is a mistake of ours."""

from typing import Any

from shared.index.analysis import ANALYSIS

Json = dict[str, Any]

# OpenSearch refuses a keyword of more than 32,766 bytes and the whole document with it; 1,024 characters are at most
# 4,096 bytes. Longer values stay in _source and are merely not found by filter.
KEYWORD_LIMIT = 1024

KEYWORD: Json = {"type": "keyword", "ignore_above": KEYWORD_LIMIT}
STORED_ONLY: Json = {"type": "keyword", "index": False, "doc_values": False}
DATE: Json = {"type": "date"}
FOLDED: Json = {"type": "keyword", "normalizer": "folded", "ignore_above": KEYWORD_LIMIT}
EXACT: Json = {"type": "text", "analyzer": "exact"}
FACET: Json = {**KEYWORD, "fields": {"folded": FOLDED}}
# Facets whose words are also searched: a section, a name or an agency is a fair thing to type into the box.
SEARCHED_FACET: Json = {**KEYWORD, "fields": {"folded": FOLDED, "text": EXACT}, "copy_to": "content"}
PROSE: Json = {"type": "text", "analyzer": "prose", "search_analyzer": "asked_prose"}
# Found by, never by place: where a word stands, `content` knows.
STEMS: Json = {"type": "text", "analyzer": "stems", "index_options": "freqs"}
# Not in the index: to mark what was found, the text is analysed again, which only titles are short enough for.
MARKED: Json = {"type": "text", "analyzer": "stems", "index": False}

# Divergence from randomness in its form InExpB2, with no parameter to tune: +.013 nDCG@10 over BM25 on each of three
# collections (docs/decisions/0022).
SIMILARITY: Json = {
    "type": "DFR",
    "basic_model": "ine",
    "after_effect": "b",
    "normalization": "h2",
    "normalization.h2.c": "1.0",
}

ARTICLES: Json = {
    "settings": {
        "index": {
            "number_of_shards": 1,
            "auto_expand_replicas": "0-1",
            "refresh_interval": "1s",
            "similarity": {"default": SIMILARITY},
        },
        "analysis": ANALYSIS,
    },
    "mappings": {
        "dynamic": "strict",
        "properties": {
            "id": KEYWORD,
            "bucket": KEYWORD,
            "key": KEYWORD,
            "member": KEYWORD,
            "version_id": KEYWORD,
            "guid": KEYWORD,
            "url": KEYWORD,
            "canonical_url": KEYWORD,
            "domain": FACET,
            "title": {
                **PROSE,
                "index_options": "offsets",
                "fields": {"exact": EXACT, "stems": MARKED},
                "copy_to": "content",
            },
            "summary": {**PROSE, "copy_to": "content"},
            # With offsets, marking what was found need not analyse the text again: half the time, a sixth more disk.
            "body": {**PROSE, "index_options": "offsets", "copy_to": "content"},
            "content": {**PROSE, "fields": {"exact": EXACT, "stems": STEMS}},
            "authors": SEARCHED_FACET,
            "editor": SEARCHED_FACET,
            "source": SEARCHED_FACET,
            "publisher": SEARCHED_FACET,
            "section": SEARCHED_FACET,
            "tags": SEARCHED_FACET,
            "lang": FACET,
            "published_at": DATE,
            "modified_at": DATE,
            "ingested_at": DATE,
            "word_count": {"type": "integer"},
            "quality": {"type": "float"},
            "truncated": {"type": "boolean"},
            "provenance": {"type": "object", "enabled": False},
            "pipeline_version": KEYWORD,
            # Tombstones: the article is gone and its id is kept, so that a late write of it loses.
            "deleted_at": DATE,
            "taken_down": {"type": "boolean"},
        },
    },
}

UPLOADS: Json = {
    "settings": {"index": {"number_of_shards": 1, "auto_expand_replicas": "0-1", "refresh_interval": "1s"}},
    "mappings": {
        "dynamic": "strict",
        "properties": {
            "bucket": KEYWORD,
            "key": KEYWORD,
            "version_id": KEYWORD,
            "state": KEYWORD,
            "reason": KEYWORD,
            "detail": STORED_ONLY,
            "digest": STORED_ONLY,
            "same_as": STORED_ONLY,
            "ids": KEYWORD,
            "taken_down": KEYWORD,
            "failures": {"type": "object", "enabled": False},
            "ignored_fields": {"type": "object", "enabled": False},
            "uploaded_at": DATE,
            "received_at": DATE,
            "cleaned_at": DATE,
            "settled_at": DATE,
            "pipeline_version": KEYWORD,
        },
    },
}
