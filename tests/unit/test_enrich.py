"""What an article gets beside its text."""

from datetime import UTC, datetime

import pytest

from shared.article import Cleaned, Document, Found, Kind, Upload
from shared.enrich import MAX_BODY, enrich, language, word_count
from shared.identity import article_id

NOW = datetime(2026, 1, 1, tzinfo=UTC)
BODY = "The harbour master closed the eastern quay on Monday.\n\nIt will stay closed for three weeks."


def article(
    body: str = BODY, found: dict[str, Found] | None = None, metadata: dict[str, str] | None = None, **cleaned: object
):
    upload = Upload("b", "articles/k", b"", metadata=metadata or {})
    return enrich(upload, Document(Kind.TEXT, ""), Cleaned(body, 0.5, found or {}, **cleaned), NOW)


def test_an_id_is_made_of_bucket_key_and_member_and_nothing_else():
    assert article_id("b", "articles/k", "") == article().id == article("Other.", metadata={"title": "T"}).id
    assert len(article().id) == 32
    assert set(article().id) <= set("0123456789abcdef")


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("The harbour master closed the eastern quay on Monday after divers found cracks.", "en"),
        ("Die Seilbahn von Oberlauken fährt seit Montag wieder, nach drei Jahren.", "de"),
        ("清河市图书馆周六举行了第一届旧书交换节，吸引了两千多名读者。", "zh"),
        ("Too short", ""),
        ("", ""),
    ],
)
def test_the_language_is_detected_where_there_is_text_enough(text, lang):
    assert language(text) == lang


def test_a_stated_language_is_kept_and_one_that_is_none_is_replaced():
    assert article(found={"lang": Found("de_AT", "html lang", 0.8)}).lang == "de-AT"
    odd = article(found={"lang": Found("the usual", "user", 1.0)})
    assert (odd.lang, odd.provenance["lang"]["note"]) == ("en", "user: not a language tag: 'the usual'")


@pytest.mark.parametrize(
    ("text", "count"),
    [("", 0), ("It's a state-of-the-art quay.", 4), ("港口关闭了", 5), ("3.5 million", 2), ("Größe – egal", 2)],
)
def test_words_are_counted_and_in_chinese_characters(text, count):
    assert word_count(text) == count


def test_an_article_without_a_title_is_called_by_its_first_words_and_says_so():
    assert (article().title, article().provenance["title"]) == (
        "The harbour master closed the eastern quay on Monday.",
        {"where": "first words of the body", "confidence": 0.2},
    )
    assert article("word " * 50).title == "word " * 19 + "word…"


def test_metadata_of_the_object_goes_before_what_was_found():
    given = {
        "section": "Business",
        "author": "Ann Lee, Jo Roe",
        "published-at": "2024-05-01",
        "title": "=?UTF-8?Q?Gr=C3=B6=C3=9Fe?=",
        "x": "y",
    }
    one = article(found={"section": Found("Sport", "meta", 0.9)}, metadata=given)
    assert (one.section, one.authors, one.title) == ("Business", ("Ann Lee", "Jo Roe"), "Größe")
    assert one.provenance == {
        "section": {"where": "user metadata", "confidence": 1.0},
        "authors": {"where": "user metadata", "confidence": 1.0},
        "title": {"where": "user metadata", "confidence": 1.0},
        "published_at": {"where": "user metadata", "confidence": 1.0, "note": "no zone stated: read as UTC"},
        "lang": {"where": "detected", "confidence": 0.8},
        "body": {"where": "lines of the text", "confidence": 0.5},
    }


def test_metadata_that_cannot_be_taken_is_noted():
    one = article(metadata={"published_at": "soon", "url": "ftp://a.example"})
    assert (one.published_at, one.url) == (None, None)
    assert one.provenance["published_at"] == {
        "where": "nowhere",
        "confidence": 0.0,
        "note": "user metadata: not a date, or one to come: 'soon'",
    }


def test_the_domain_is_the_canonical_hosts():
    found = {
        name: Found(f"https://{host}/a", "meta", 0.8)
        for name, host in (("url", "m.a.example"), ("canonical_url", "WWW.A.example"))
    }
    assert article(found=found).domain == "a.example"


def test_a_body_beyond_the_limit_is_cut_between_paragraphs_and_says_so():
    paragraph = "x" * 999 + "."
    one = article("\n\n".join([paragraph] * 2_000))
    assert (one.truncated, len(one.body) <= MAX_BODY, one.body.endswith(paragraph)) == (True, True, True)
    assert not article().truncated


def test_fields_are_kept_within_what_the_index_takes():
    one = article(
        found={"section": Found("s" * 50_000, "meta", 0.9), "tags": Found(tuple(map(str, range(500))), "meta", 0.9)}
    )
    assert (len(one.section), len(one.tags)) == (200, 100)
    assert one.provenance["section"] == {"where": "meta", "confidence": 0.9, "note": "cut to 200 characters"}
