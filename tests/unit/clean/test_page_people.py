"""Who wrote a page's story and when, as its head, its bylines and its lists of facts tell."""

from datetime import UTC, datetime

import pytest

from shared.article import Document, Found, Kind
from shared.clean import clean
from shared.clean.meta import found_in_page
from shared.clean.page.signed import NOBODY_NAMED
from shared.clean.page.tree import tree_of

NOW = datetime(2026, 1, 1, tzinfo=UTC)
SITE = '<meta property="og:site_name" content="Daily Planet">'


def found(head: str, story: str = "") -> dict[str, Found]:
    text = f"<html><head>{SITE}{head}</head><body><article>{story}<p>The harbour master.</p></article></body></html>"
    return found_in_page(tree_of(text), NOW).found


@pytest.mark.parametrize(
    "name", ["article:published_time", "article:published:time", "articlePublishedTime", "datePublished", "DC.Date"]
)
def test_a_meta_tag_is_known_however_its_name_is_joined(name):
    date = found(f'<meta name="{name}" content="2024-02-08T10:00:00Z">')["published_at"]
    assert date.value == datetime(2024, 2, 8, 10, tzinfo=UTC)


def test_the_site_under_any_of_its_names_is_no_author():
    head = '<meta name="author" content="Global Wave (www.wave.example)"><meta name="publisher" content="Global Wave">'
    story = "<ul><li><strong>Autorin/Autor</strong>\nAnn Lee\n</li><li><strong>Datum</strong>08.02.2024</li></ul>"
    named = found(head, story)
    assert named["authors"] == Found(("Ann Lee",), "fact", 0.65)
    assert named["published_at"].value == datetime(2024, 2, 8, tzinfo=UTC)


def test_an_agency_as_the_author_of_a_meta_tag_is_the_source_and_signs_before_the_site():
    head = """<script type="application/ld+json">{"@type": "NewsArticle",
    "author": {"@type": "Organization", "name": "Daily Planet"}}</script>
    <meta name="articleAuthor" content="Anadolu Ajansı">"""
    named = found(head)
    assert named["source"] == Found("Anadolu Ajansı", "meta article:author", 0.8)
    assert named["authors"] == Found(("Anadolu Ajansı",), "meta article:author", 0.6, NOBODY_NAMED)


@pytest.mark.parametrize(
    "byline",
    [
        '<figure><figcaption class="byline">Ann Lee</figcaption></figure>',
        '<p class="byline">Redaktion: Ann Lee</p>',
        '<p class="byline">Photo: Ann Lee</p>',
        '<p class="author">Daily Planet</p><div class="post"><p class="author">Ann Lee</p></div>',
    ],
)
def test_who_took_the_picture_or_edited_or_wrote_another_story_is_no_author(byline):
    assert "authors" not in found("", byline)


def test_a_byline_is_told_by_its_id_too():
    assert found("", '<span id="authors">Ann Lee</span>')["authors"] == Found(("Ann Lee",), "byline", 0.65)


def test_initials_that_stand_as_the_author_sign_where_nobody_is_named():
    assert found("", '<span itemprop="author">dp/ann;bo</span>')["authors"].value == ("dp/ann", "bo")


def test_editors_in_charge_under_a_chinese_story_are_its_editors_and_sign_it():
    body = "".join(
        f"<p>{'港口主管周一关闭了东码头，潜水员在桥墩上发现了裂缝。' * 4}{place}</p>" for place in "一二三四"
    )
    page = f"<html><body><article>{body}<p>(责编：牛镛、岳弘彬)</p></article></body></html>"
    named = clean(Document(Kind.HTML, page), now=NOW).found
    assert named["editor"] == Found("牛镛、岳弘彬", "byline", 0.9)
    assert named["authors"] == Found(("牛镛", "岳弘彬"), "editor", 0.5, NOBODY_NAMED)


STORY = "".join(
    f"<p>{text}</p>"
    for text in (
        "The harbour master closed the eastern quay on Monday after divers found cracks in its piers, the port said.",
        "Repairs will take three weeks. The council has set aside 1.2 million for them, most of it from its reserve.",
        "Ships will be sent to the container port until then, and fishermen are to be paid for the detour they make.",
    )
)


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("By Ann Lee, 8 February 2024", "2024-02-08"),
        ("Updated 4 March 2024. First published 1 March 2024. By Ann Lee", "2024-03-01"),
    ],
)
def test_a_plain_line_over_the_story_tells_author_and_date_and_is_no_paragraph(line, date):
    page = f"<html><body><article><h1>Quay closed for weeks</h1><p>{line}</p>{STORY}</article></body></html>"
    story = clean(Document(Kind.HTML, page), now=NOW)
    assert story.found["authors"] == Found(("Ann Lee",), "byline", 0.6)
    assert str(story.found["published_at"].value).startswith(date)
    assert line not in story.body


def test_a_brief_that_is_sure_is_not_filled_up_with_what_stands_around_it():
    menu = "<ul><li><a href='/'>Home</a></li><li><a href='/sport'>Sport</a></li></ul>"
    page = f"<html><body>{menu}<article><h1>Quay closed</h1>{STORY}</article><p>Contact</p></body></html>"
    assert clean(Document(Kind.HTML, page), now=NOW).body.count("\n\n") == 2
