"""A JSON record: taken as given, and nothing that cannot be taken is lost in silence."""

from datetime import UTC, datetime

import pytest

from shared.article import Cleaned, Document, Found, Kind
from shared.clean import clean
from shared.errors import Rejected

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def cleaned(**fields: object) -> Cleaned:
    return clean(Document(Kind.FIELDS, "", fields=fields), now=NOW)


def test_fields_are_taken_as_given():
    assert cleaned(
        title=" A  title ", authors=["Ann Lee", "desk 7"], published_at="2024-05-01T10:00:00Z", body="Text."
    ) == Cleaned(
        "Text.",
        1.0,
        {
            "title": Found("A title", "user", 1.0),
            "authors": Found(("Ann Lee", "desk 7"), "user", 1.0),
            "published_at": Found(datetime(2024, 5, 1, 10, tzinfo=UTC), "user", 1.0),
        },
    )


def test_a_field_of_the_wrong_type_costs_the_field_and_not_the_article():
    article = cleaned(
        body="Text.", title={"de": "x"}, published_at="soon", url="javascript:alert(1)", tags=[["a"], "b"], section=5
    )
    assert article.found == {
        "section": Found("5", "user", 1.0, "a number, read as text"),
        "tags": Found(("b",), "user", 1.0, "1 of 2 left out: not text"),
    }
    assert article.notes == {
        "title": "expected text, found dict",
        "published_at": "not a date, or one to come: 'soon'",
        "url": "not an http(s) address: 'javascript:alert(1)'",
    }


@pytest.mark.parametrize(("authors", "names"), [("Jane", ("Jane",)), ([{"name": "Jane"}, "Jo"], ("Jane", "Jo"))])
def test_one_author_may_be_given_without_a_list(authors, names):
    assert cleaned(body="Text.", authors=authors).found["authors"].value == names


@pytest.mark.parametrize(
    ("given", "body"),
    [
        ("One.\nTwo.", "One.\n\nTwo."),
        ("One\ngoes on.\r\n\r\n \r\nTwo.", "One goes on.\n\nTwo."),
        (["One.", "Two."], "One.\n\nTwo."),
        ("On\ud800e.\x00", "One."),
    ],
)
def test_paragraphs_are_joined_with_one_empty_line(given, body):
    assert cleaned(body=given).body == body


def test_html_is_cleaned_and_what_was_given_goes_before_what_it_says():
    page = (
        "<title>Theirs</title>"
        + "<p>The harbour closed on Monday, and ships were sent to the other port for three weeks.</p>" * 3
    )
    article = cleaned(html=page, title="Ours")
    assert article.found["title"] == Found("Ours", "user", 1.0)
    assert article.body.startswith("The harbour closed on Monday")


@pytest.mark.parametrize("fields", [{"body": 5}, {"body": "  "}, {"html": ""}, {"html": ["x"]}])
def test_a_record_without_text_is_refused(fields):
    with pytest.raises(Rejected, match="no-body"):
        cleaned(**fields)
