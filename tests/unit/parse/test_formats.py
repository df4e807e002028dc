"""One story in every format comes out as that story, with what the format says of it."""

from dataclasses import asdict
from datetime import UTC, datetime

import pytest

from shared.article import Failure, Upload
from shared.stages import Taken, take
from tests.unit.parse import samples

NOW = datetime(2026, 1, 1, tzinfo=UTC)
# Not what a format says: of the pipeline, or looked at elsewhere.
ELSEWHERE = frozenset((
    "id", "bucket", "key", "version_id", "ingested_at", "pipeline_version", "word_count", "quality", "provenance",
    "body",
))  # fmt: skip
AT = samples.MOMENT
SAID = {"title": samples.TITLE, "authors": (samples.AUTHOR,), "published_at": AT, "lang": "en"}
UNDATED = {name: value for name, value in SAID.items() if name != "published_at"}
PLAIN = {"title": samples.TITLE, "lang": "en"}
ADDRESS = {"url": "https://paper.example/harbour", "domain": "paper.example"}
SUMMARY = {"summary": "Two years of repairs are over."}


def taken(name: str, body: bytes) -> list[Taken | Failure]:
    return list(take(Upload("bucket", f"articles/{name}", body), NOW))


def fields(part: Taken | Failure) -> dict[str, object]:
    assert isinstance(part, Taken), part
    told = {name: value for name, value in asdict(part.article).items() if name not in ELSEWHERE}
    return {name: value for name, value in told.items() if value not in (None, "", (), False)}


def where(part: Taken | Failure, name: str) -> object:
    assert isinstance(part, Taken)
    return part.article.provenance[name]["where"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.txt", PLAIN),
        ("a.txt.gz", PLAIN),
        ("a.html", PLAIN),
        ("a.pdf", UNDATED),
        ("a.docx", UNDATED),
        ("a.mhtml", {**PLAIN, **ADDRESS}),
        ("a.md", {**SAID, "section": "Local", "tags": ("ports", "repairs")}),
        (
            "a.nitf",
            {
                **SAID, **ADDRESS, **SUMMARY, "guid": "harbour-1", "source": "Reuters", "publisher": "The Paper",
                "section": "Local", "tags": ("ports", "repairs"),
            },
        ),
    ],
)  # fmt: skip
def test_a_file_of_one_article_is_that_article(name, expected):
    (part,) = taken(name, samples.FILES[name])

    assert fields(part) == expected
    assert part.article.body == samples.BODY


def test_a_feed_gives_an_article_for_each_entry_that_says_something():
    whole, teaser, nothing = taken("a.rss", samples.FILES["a.rss"])

    assert fields(whole) == {
        **SAID, **ADDRESS, **SUMMARY, "lang": "en-gb", "member": "harbour-1", "guid": "harbour-1",
        "publisher": "The Paper", "section": "Local", "tags": ("Local", "Ports"),
    }  # fmt: skip
    assert whole.article.body == samples.BODY
    assert teaser.article.body == "All that the feed says of it."
    assert nothing == Failure(
        "https://paper.example/third", "no-body", "the entry has neither content nor a description"
    )


def test_an_atom_entry_is_named_by_its_id():
    (part,) = taken("a.atom", samples.FILES["a.atom"])

    assert fields(part) == {
        **SAID, **ADDRESS, **SUMMARY,
        "member": "tag:paper.example,2024:harbour", "guid": "tag:paper.example,2024:harbour",
        "publisher": "The Paper", "section": "Local", "tags": ("Local",), "modified_at": AT.replace(hour=11, minute=0),
    }  # fmt: skip
    assert part.article.body == samples.BODY


def test_a_news_message_gives_an_article_for_each_item_of_text():
    *articles, picture = taken("a.newsml", samples.FILES["a.newsml"])

    said = {
        **SAID, **SUMMARY, "source": "Reuters", "publisher": "The Paper", "section": "Economy", "tags": ("ports",),
        "modified_at": AT.replace(hour=11, minute=0),
    }  # fmt: skip
    assert [fields(part) for part in articles] == [
        {**said, "member": guid, "guid": guid} for guid in ("urn:one", "urn:two", "urn:three")
    ]
    assert {part.article.body for part in articles} == {samples.BODY}
    assert (picture.member, picture.reason) == ("urn:picture", "no-body")


def test_a_mail_is_an_article_and_so_is_what_is_attached():
    mail, notes = taken("a.eml", samples.FILES["a.eml"])

    assert fields(mail) == {**SAID, "guid": "harbour-1@paper.example"}
    assert fields(notes) == {**PLAIN, "member": "notes.txt"}
    assert (mail.article.body, notes.article.body) == (samples.BODY, samples.BODY)


def test_a_mail_of_html_alone_is_read_as_a_page():
    mail = b"From: Jane Doe <j@p.example>\nSubject: The harbour\nMIME-Version: 1.0\nContent-Type: text/html\n\n"

    (part,) = taken("mail", mail + samples.PAGE.encode())

    assert part.article.body == samples.BODY


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_a_web_archive_gives_its_pages_by_their_addresses(name):
    page, empty = taken(name, samples.FILES[name])

    assert fields(page) == {**PLAIN, **ADDRESS, "member": "https://paper.example/harbour"}
    assert page.article.body == samples.BODY
    assert (empty.member, empty.reason) == ("https://paper.example/empty", "empty")


@pytest.mark.parametrize(
    ("name", "origin"),
    [
        ("a.rss", "rss"),
        ("a.atom", "atom"),
        ("a.nitf", "nitf"),
        ("a.newsml", "newsml"),
        ("a.eml", "eml"),
        ("a.md", "front matter"),
    ],
)
def test_provenance_names_the_format_that_said_it(name, origin):
    part = taken(name, samples.FILES[name])[0]

    assert where(part, "published_at") == origin


@pytest.mark.parametrize("name", ["a.pdf", "a.docx"])
def test_when_a_file_was_made_is_no_day_of_publication_and_is_told_as_what_it_is(name):
    (part,) = taken(name, samples.FILES[name])

    assert isinstance(part, Taken)
    assert part.article.published_at is None
    assert part.article.provenance["published_at"] == {
        "where": "nowhere",
        "confidence": 0.0,
        "note": f"{name[2:]}: 2024-05-03T10:15:00+00:00 is when the file was made, which is no day of publication",
    }


def dated_pdf(*lines: str) -> bytes:
    """A scan of last week, say, of an article with these lines below its title."""
    from fpdf import FPDF

    made = FPDF()
    made.set_creation_date(datetime(2025, 12, 24, tzinfo=UTC))
    made.add_page()
    made.set_font("Helvetica", size=11)
    for text in (samples.TITLE, *lines, *samples.PARAGRAPHS):
        made.multi_cell(0, 6, text, new_x="LMARGIN", new_y="NEXT")
        made.ln(5)
    return bytes(made.output())


def test_the_date_that_an_article_states_is_its_own_whenever_its_file_was_made():
    (part,) = taken("a.pdf", dated_pdf("By Jane Doe, 3 May 1998"))

    assert isinstance(part, Taken)
    assert part.article.published_at == datetime(1998, 5, 3, tzinfo=UTC)
    assert "made" not in str(part.article.provenance["published_at"])


def test_when_a_word_processor_made_a_page_is_no_day_of_publication():
    exported = samples.PAGE.replace("<title>", '<meta name="DCTERMS.created" content="2025-12-24T10:00:00"><title>')

    (part,) = taken("a.html", exported.encode())

    assert fields(part) == PLAIN


def test_a_mail_that_was_forwarded_says_when_and_by_whom_that_was_and_not_of_the_article():
    (part,) = taken("a.eml", samples.mail().replace(b"Subject: ", b"Subject: Fwd: "))

    assert fields(part) == {**PLAIN, "guid": "harbour-1@paper.example"}
    assert "2024 12:15:00 +0200 is when the mail was forwarded" in str(part.article.provenance["published_at"])


@pytest.mark.parametrize(
    ("front", "day"),
    [
        ("created: 2026-01-01\ndate: 2024-05-03", 3),
        ("published: true\ndate: 2024-05-03", 3),
        ("date: 2024-05-03\npublished: true", 3),
        ("modified: 2024-06-01\ncreated: 2024-05-02", 2),
    ],
)
def test_of_several_dates_in_front_matter_the_one_of_publication_counts(front, day):
    (part,) = taken("a.md", f"---\n{front}\n---\n\n{samples.BODY}".encode())

    assert isinstance(part, Taken)
    assert part.article.published_at == datetime(2024, 5, day, tzinfo=UTC)


def test_markdown_counts_what_its_front_matter_says_beyond_the_fields():
    (part,) = taken("a.md", samples.FILES["a.md"])

    assert part.ignored == ("layout",)


def test_toml_front_matter_says_the_same():
    front = f'+++\ntitle = "{samples.TITLE}"\ndate = 2024-05-03T10:15:00Z\nauthors = ["{samples.AUTHOR}"]\n+++\n'

    (part,) = taken("a.md", (front + samples.BODY).encode())

    assert fields(part) == SAID
    assert part.article.body == samples.BODY


def test_markdown_without_front_matter_has_its_first_heading_for_a_title():
    (part,) = taken("a.md", f"# {samples.TITLE}\n\n{samples.BODY}".encode())

    assert fields(part) == PLAIN
    assert part.article.body == samples.BODY


def test_a_document_keeps_its_lists_and_tables_below_the_byline():
    head = f"# {samples.TITLE}\n\n*By {samples.AUTHOR}, 3 May 2024*\n\n"
    text = f"{head}{samples.PARAGRAPHS[0]}\n\n## In figures\n\n- Two winters\n- 42 million"

    (part,) = taken("a.md", text.encode())

    assert part.article.authors == (samples.AUTHOR,)
    assert part.article.body == "\n\n".join([samples.PARAGRAPHS[0], "In figures", "Two winters", "42 million"])


def test_a_sender_in_the_order_of_an_address_book_is_put_right():
    (part,) = taken("a.eml", samples.mail().replace(b"Jane Doe <", b'"Doe, Jane" <'))

    assert part.article.authors == (samples.AUTHOR,)


def test_what_the_page_says_itself_goes_before_a_property_that_is_often_a_templates():
    from fpdf import FPDF

    made = FPDF()
    made.set_title("Microsoft Word - harbour-final.doc")
    made.set_author("admin")
    made.add_page()
    made.set_font("Helvetica", size=11)
    for text in (samples.TITLE, f"By {samples.AUTHOR}", *samples.PARAGRAPHS):
        made.multi_cell(0, 6, text, new_x="LMARGIN", new_y="NEXT")
        made.ln(5)

    (part,) = taken("a.pdf", bytes(made.output()))

    assert (part.article.title, part.article.authors) == (samples.TITLE, (samples.AUTHOR,))
