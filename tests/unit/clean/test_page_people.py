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
        ("Updated: March 4, 2024 10:15 Published: March 1, 2024 08:30 By Ann Lee", "2024-03-01 08:30"),
        ("By Ann Lee | Updated: March 4, 2024 10:15 AM | Published: March 1, 2024 8:30 AM", "2024-03-01 08:30"),
        ("Published March 1, 2024, last updated March 4, 2024, by Ann Lee", "2024-03-01"),
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


@pytest.mark.parametrize(
    "times",
    [
        'Updated: <time datetime="2024-03-04">4 March</time> Published: <time datetime="2024-03-01">1 March</time>',
        '<time class="modified" datetime="2024-03-04">4 March</time><time datetime="2024-03-01">1 March</time>',
        '<b>Last updated</b> <time datetime="2024-03-04">4 March</time> <time datetime="2024-03-01">1 March</time>',
        '<time datetime="2024-03-01">1 March</time> (updated <time datetime="2024-03-04">4 March</time>)',
    ],
)
def test_a_time_that_is_said_to_be_of_an_update_is_that_of_the_update(times):
    dates = found("", f"<p>{times}</p>")
    assert {name: f"{dates[name].value:%m-%d}" for name in ("published_at", "modified_at")} == {
        "published_at": "03-01",
        "modified_at": "03-04",
    }


def test_what_is_called_the_first_publication_of_a_live_blog_goes_before_the_times_of_its_entries():
    entries = "".join(
        f'<div><time datetime="2024-03-04T{hour}:00:00Z">{hour}:00</time>{STORY.replace("quay", f"quay {hour}")}</div>'
        for hour in (12, 11, 10)
    )
    page = f"<article><h1>Storm: live updates</h1><p>First published 1 March 2024 08.30</p>{entries}</article>"
    story = clean(Document(Kind.HTML, f"<html><body>{page}</body></html>"), now=NOW)
    assert f"{story.found['published_at'].value:%m-%d %H:%M}" == "03-01 08:30"
    assert "First published" not in story.body


def test_a_line_of_date_agency_and_author_over_a_chinese_story_is_no_paragraph_of_it():
    text = "港口主管周一关闭了东码头，潜水员在桥墩上发现了裂缝。"
    body = "".join(f"<p>{place}{text * 4}</p>" for place in "一二三四")
    credit, editor = "<p>2024-03-01 08:30 来源：海港日报 作者：李岩</p>", "<p>责任编辑：王芳</p>"
    story = clean(Document(Kind.HTML, f"<html><body><h1>{text}</h1>{credit}{body}{editor}</body></html>"), now=NOW)
    assert story.found["authors"].value == ("李岩",)
    assert story.found["source"].value == "海港日报"
    assert story.found["editor"].value == "王芳"
    assert story.body == "\n\n".join(f"{place}{text * 4}" for place in "一二三四")


ITEMS = ["Salt Roads, by Idris Bello", "The Long Field, by Mara Quist", "Winter Boats, by Jon Aas"]


@pytest.mark.parametrize("numbered", [True, False])
def test_who_wrote_the_books_of_a_list_did_not_write_the_list(numbered):
    titles = [f"{place}. {item}" if numbered else item for place, item in enumerate(ITEMS, 1)]
    told = [f"{title.rpartition(' by ')[2]} tells of a harbour town, of its boats and of winter." for title in titles]
    parts = [f"{STORY.split('</p>')[place]} {text}</p>" for place, text in enumerate(told)]
    body = "".join(f"<h2>{title}</h2>{part}" for title, part in zip(titles, parts, strict=True))
    page = f"<html><body><article><h1>Three books for summer</h1>{body}</article></body></html>"
    story = clean(Document(Kind.HTML, page), now=NOW)
    assert "authors" not in story.found
    assert [title for title in titles if title in story.body] == titles


def test_an_address_behind_a_name_and_a_line_of_dates_under_it_are_no_paragraphs():
    over = (
        "<p>By <b>Ann Lee</b>, alee@planet.example</p><p>Posted March 1, 2024 at 8:30 a.m. | UPDATED: March 4, 2024</p>"
    )
    page = f"<html><body><article><h1>Quay closed for weeks</h1>{over}{STORY}</article></body></html>"
    story = clean(Document(Kind.HTML, page), now=NOW)
    assert story.found["authors"].value == ("Ann Lee",)
    assert f"{story.found['published_at'].value:%m-%d %H:%M}" == "03-01 08:30"
    assert story.body.startswith("The harbour master closed")
