"""The one mapping of articles and the one of the ledger. Strict: a field that is not here is a mistake of ours."""

from typing import Any

Json = dict[str, Any]

# OpenSearch refuses a keyword of more than 32,766 bytes and the whole document with it; 1,024 characters are at most
# 4,096 bytes. Longer values stay in _source and are merely not found by filter.
KEYWORD_LIMIT = 1024

KEYWORD: Json = {"type": "keyword", "ignore_above": KEYWORD_LIMIT}
STORED_ONLY: Json = {"type": "keyword", "index": False, "doc_values": False}
DATE: Json = {"type": "date"}
FOLDED: Json = {"type": "keyword", "normalizer": "folded", "ignore_above": KEYWORD_LIMIT}
FACET: Json = {**KEYWORD, "fields": {"folded": FOLDED}}
# Facets whose words are also searched: a section, a name or an agency is a fair thing to type into the box.
SEARCHED_FACET: Json = {**FACET, "copy_to": "content"}
EXACT: Json = {"exact": {"type": "text", "analyzer": "exact"}}
PROSE: Json = {"type": "text", "analyzer": "prose"}

ANALYSIS: Json = {
    "filter": {
        "english_possessive": {"type": "stemmer", "language": "possessive_english"},
        "english_stem": {"type": "stemmer", "language": "english"},
    },
    "normalizer": {"folded": {"type": "custom", "filter": ["lowercase", "asciifolding"]}},
    "analyzer": {
        "prose": {
            "type": "custom",
            "tokenizer": "standard",
            "filter": ["english_possessive", "lowercase", "asciifolding", "english_stem"],
        },
        "exact": {"type": "custom", "tokenizer": "standard", "filter": ["lowercase", "asciifolding"]},
    },
}

ARTICLES: Json = {
    "settings": {
        "index": {
            "number_of_shards": 1,
            "auto_expand_replicas": "0-1",
            "refresh_interval": "1s",
            # English prose with the k1 and b of the measurements in docs/decisions/0006.
            "similarity": {"default": {"type": "BM25", "k1": 1.2, "b": 0.75}},
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
            "title": {**PROSE, "fields": EXACT, "copy_to": "content"},
            "summary": {**PROSE, "copy_to": "content"},
            "body": {**PROSE, "copy_to": "content"},
            "content": {**PROSE, "fields": EXACT},
            "authors": {**SEARCHED_FACET, "fields": {"folded": FOLDED, "text": PROSE}},
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
