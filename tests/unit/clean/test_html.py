"""A page of HTML: body without markup, and what its head says."""

from datetime import UTC, datetime

import pytest

from shared.article import Document, Found, Kind
from shared.clean import clean
from shared.errors import Rejected

NOW = datetime(2026, 1, 1, tzinfo=UTC)
PARAGRAPHS = [
    "The harbour master closed the eastern quay on Monday after divers found cracks in its piers, the port said.",
    "Repairs will take three weeks. The council has set aside 1.2 million for them, most of it from its storm reserve.",
    "Ships will be sent to the container port until then, and fishermen are to be paid for the detour they make.",
]
BODY = "\n\n".join(PARAGRAPHS)


def page(head: str = "", depth: int = 0) -> str:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    return f"<html><head>{head}</head><body>{'<div>' * depth}<article>{body}</article>{'</div>' * depth}</body></html>"


def cleaned(text: str):
    return clean(Document(Kind.HTML, text), now=NOW)


@pytest.mark.parametrize("depth", [0, 255, 256, 300, 1_900])
def test_the_body_is_found_however_deep_it_lies(depth):
    assert cleaned(page(depth=depth)).body == BODY


def test_the_word_of_the_page_for_its_charset_is_not_taken_for_text():
    head = '<?xml version="1.0" encoding="iso-8859-1"?><meta charset="utf-16">'
    assert cleaned(head + page().replace("harbour", "Höfen")).body == BODY.replace("harbour", "Höfen")


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Quay closed | Daily Planet", "Quay closed"),
        ("Quay closed – The Daily Planet", "Quay closed"),
        ("Daily Planet: Quay closed", "Daily Planet: Quay closed"),
        ("Quay closed - for good", "Quay closed - for good"),
    ],
)
def test_a_title_loses_the_name_of_its_site(title, found):
    site = '<meta property="og:site_name" content="Daily Planet">'
    assert cleaned(page(f"<title>{title}</title>{site}")).found["title"] == Found(found, "title element", 0.6)


def test_json_ld_is_believed_before_meta_tags_and_broken_json_ld_is_passed_over():
    head = """<script type="application/ld+json">{broken</script>
    <script type="application/ld+json">{"@graph": [{"@type": "WebPage"}, {"@type": ["NewsArticle"],
    "headline": "A &amp; B", "datePublished": "2024-02-08", "author": {"name": "Ann Lee"}}]}</script>
    <meta property="og:title" content="Other">"""
    found = cleaned(page(head)).found
    assert {name: found[name] for name in ("title", "published_at", "authors")} == {
        "title": Found("A & B", "json-ld", 0.95),
        "published_at": Found(datetime(2024, 2, 8, tzinfo=UTC), "json-ld", 0.95, "no zone stated: read as UTC"),
        "authors": Found(("Ann Lee",), "json-ld", 0.9),
    }


def test_an_address_that_is_no_web_address_is_left():
    assert "canonical_url" not in cleaned(page('<link rel="canonical" href="javascript:alert(1)">')).found


@pytest.mark.parametrize(
    "text", ["<html></html>", "<p></p>", "<html><body><nav><a href='/'>Home</a></nav></body></html>"]
)
def test_a_page_without_an_article_is_refused(text):
    with pytest.raises(Rejected, match="no-body"):
        cleaned(text)
