"""A page saved as text: the article comes out of its menus; a text without any comes out whole."""

import textwrap
import time
from contextlib import suppress
from datetime import UTC, datetime

import pytest

from shared.article import Cleaned, Document, Found, Kind, Verdict
from shared.clean import clean
from shared.errors import Rejected

NOW = datetime(2026, 1, 1, tzinfo=UTC)
TITLE = "Harbour closes its oldest quay"
PARAGRAPHS = [
    "The harbour master closed the eastern quay on Monday after divers found cracks in two of its piers.",
    "“We had no choice,” she said.",
    "Repairs will take three weeks. The council has set aside 1.2 million for them, most of it from its reserve.",
    "Fishermen may subscribe to the port's newsletter for news of the works; the quay's cookies are said to be missed.",
]
BODY = "\n\n".join(PARAGRAPHS)
CHINESE = ["港口周一关闭了东码头。", "潜水员在两根桥墩上发现了裂缝。", "维修需要三周时间，市议会已拨款一百二十万元。"]


def cleaned(text: str, *, explain: bool = False) -> Cleaned:
    return clean(Document(Kind.TEXT, text), now=NOW, explain=explain)


@pytest.mark.parametrize("text", [BODY, "\n".join(PARAGRAPHS), BODY.replace("\n", "\r\n"), BODY + "\n\n\n"])
def test_paragraphs_alone_come_through_whole(text):
    assert (cleaned(text).body, cleaned(text).found) == (BODY, {})


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_a_title_and_paragraphs_come_through_whole(ends):
    article = cleaned(f"{TITLE}\n\n{BODY}".replace("\n", ends))
    assert (article.found["title"].value, article.body) == (TITLE, BODY)


@pytest.mark.parametrize("width", [64, 72, 80])
def test_hard_wrapped_paragraphs_are_joined(width):
    wrapped = "\n\n".join(textwrap.fill(paragraph, width) for paragraph in (TITLE, *PARAGRAPHS))
    assert cleaned(wrapped).body == BODY


def test_short_chinese_paragraphs_come_through_whole():
    article = cleaned("港口关闭最老的码头\n\n" + "\n".join(CHINESE))
    assert (article.found["title"].value, article.body) == ("港口关闭最老的码头", "\n\n".join(CHINESE))


def test_a_list_without_a_sentence_is_kept_for_want_of_anything_better_and_not_trusted():
    article = cleaned("flour\nwater\nsalt")
    assert (article.body, article.quality) == ("flour\n\nwater\n\nsalt", 0.0)


def test_credits_that_run_into_each_other_are_taken_apart():
    line = "2021-05-14 09:32:10Xinhua Editor : Ida Lund NSEA App Download"
    assert cleaned(f"Business\n\n{TITLE}\n\n1\n{line}\n\n{BODY}\n\nMorePhoto\n\nNews\nTravel\nFood").found == {
        "title": Found(TITLE, "line above the body", 0.7),
        "section": Found("Business", "line above the title", 0.6),
        "published_at": Found(
            datetime(2021, 5, 14, 9, 32, 10, tzinfo=UTC), "byline", 0.9, "no zone stated: read as UTC"
        ),
        "source": Found("Xinhua", "byline", 0.8),
        "editor": Found("Ida Lund", "byline", 0.9),
        "publisher": Found("NSEA", "byline", 0.8),
    }


def test_a_byline_of_two_lines_is_read():
    found = cleaned(f"{TITLE}\nBy\nAnn Lee\n3 May 2023\n{BODY}\nShare\nComments\n").found
    assert (found["authors"].value, found["published_at"].value) == (("Ann Lee",), datetime(2023, 5, 3, tzinfo=UTC))


def test_where_only_an_update_is_dated_that_is_the_date_and_says_so():
    found = cleaned(f"{TITLE}\nUpdated 3 May 2023 10:00 UTC\n{BODY}\nShare\n").found
    assert found["published_at"] == Found(
        datetime(2023, 5, 3, 10, tzinfo=UTC), "byline", 0.5, "the time of its update: no other is stated"
    )


def test_a_date_behind_the_body_is_another_storys():
    assert "published_at" not in cleaned(f"{TITLE}\n{BODY}\nRelated stories\n3 May 2023\nOld quay, new owner\n").found


def test_every_line_is_explained_when_asked():
    page = f"Home\n{TITLE}\n{BODY}\nRead more: the quay's last ship\n© 2024 Harbour Gazette\n"
    assert cleaned(page, explain=True).verdicts == (
        Verdict("Home", kept=False, reason="before the body"),
        Verdict(TITLE, kept=False, reason="title"),
        *(Verdict(paragraph, kept=True, reason="body") for paragraph in PARAGRAPHS[:3]),
        Verdict(PARAGRAPHS[3], kept=False, reason="behind the body"),
        Verdict("Read more: the quay's last ship", kept=False, reason="behind the body"),
        Verdict("© 2024 Harbour Gazette", kept=False, reason="behind the body"),
    )
    assert cleaned(page).verdicts == ()


def test_a_page_of_menus_is_trusted_less_than_a_story():
    assert cleaned("News\nSport\nA short word.\nTravel\nFood\nHotels\n").quality < 0.5 < cleaned(BODY).quality


def test_nothing_to_read_is_refused():
    with pytest.raises(Rejected, match="no-body"):
        cleaned("\n \n")


@pytest.mark.parametrize(
    "text",
    [
        "word, " * 1_700_000,
        "A sentence that ends. " * 450_000,
        "2024 " * 2_000_000,
        "a|" * 4_000_000,
        "a" + " " * 9_000_000 + "b",
        "\n" * 9_000_000 + "x",
        ("a|" * 60 + "\n") * 30_000,
        "By A B, " * 1_000_000,
    ],
    ids=[
        "one line of words",
        "of sentences",
        "of years",
        "of bars",
        "of spaces",
        "empty lines",
        "rows of bars",
        "bylines",
    ],
)
def test_ten_megabytes_in_an_odd_shape_take_a_moment(text):
    started = time.process_time()
    with suppress(Rejected):  # some have no word in them
        cleaned(text)
    assert time.process_time() - started < 3  # a second on a quiet machine


def test_a_text_of_a_million_lines_is_cut_and_says_so():
    article = cleaned("A short line, it is.\n" * 400_000)
    assert (article.truncated, article.body.count("\n\n")) == (True, 49_999)


def test_a_line_of_marks_alone_ends_as_a_body_or_a_reason():
    with suppress(Rejected):
        assert clean(Document(Kind.TEXT, "." + "! " * 37 + ")" + "/" * 28 + "000456:enu")).body


@pytest.mark.parametrize("mark", ["(dpa)", "(AFP)", "(dpa/AFP)", "[ab/dpa]"])
def test_the_last_paragraph_of_a_dump_is_none_the_less_one_for_the_agency_behind_it(mark):
    last = f"The council meets again in the second week of March. {mark}"
    dump = "\n".join(["Home", "Sports", TITLE, "5 May 2024, 15:45", *PARAGRAPHS[::2], last, "Read also", "Most read"])

    assert cleaned(dump).body == "\n\n".join([*PARAGRAPHS[::2], last])
