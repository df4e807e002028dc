"""What stands around a body: which line is the title, which date the story's, who wrote it."""

from datetime import UTC, datetime

import pytest

from shared.clean.header import header_of
from shared.clean.lines import lines_of

NOW = datetime(2026, 1, 1, tzinfo=UTC)
MENU = ["Home", "News", "Sport", "Weather", "Ferry timetable for the winter months", "Sign in"]
TITLE = "Harbour closes its oldest quay"
BODY = [
    "The harbour master closed the oldest quay on Monday after divers found cracks in two of its piers.",
    "Repairs to the quay will take three weeks, and the council has set aside a reserve for the harbour.",
    "Fishermen will land at the western quay until the harbour opens again, the master said.",
]
RELATED = ["Related stories", "Mayor opens a new school", "3 May 2021", "By Otto Grau"]


def found(above: list[str], behind: list[str] | None = None, *, body: list[str] = BODY) -> dict[str, object]:
    lines, _ = lines_of("\n".join([*MENU, *above, *body, *(behind or []), *RELATED]), 1000)
    start = len(MENU) + len(above)
    return {name: each.value for name, each in header_of(lines, start, start + len(body), NOW).found.items()}


def day(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    "above",
    [
        [TITLE, "By Ann Lee"],
        [TITLE, "Divers found cracks in two piers, and the council has set money aside for repairs.", "By Ann Lee"],
        [f"Home > News > {TITLE}", "News", TITLE, "By Ann Lee", "4 May 2023"],
        [TITLE, "Share", "Tweet", "Print", "By Ann Lee", "4 May 2023", "The oldest quay. Photo: Ann Lee"],
        ["4 May 2023", TITLE, "Ann Lee"],
    ],
    ids=["bare", "above its summary", "repeated in a bread crumb", "above sharing buttons", "under the date"],
)
def test_the_line_that_speaks_of_what_the_body_speaks_of_is_the_title(above):
    assert (found(above)["title"], found(above).get("authors")) == (TITLE, ("Ann Lee",))


def test_the_name_of_the_site_behind_a_bar_is_no_part_of_a_title_in_the_first_line():
    lines, _ = lines_of("\n".join([f"{TITLE} | Harbour Gazette", *BODY]), 1000)
    assert header_of(lines, 1, len(lines), NOW).found["title"].value == TITLE


def test_a_title_that_was_cut_in_two_at_its_colon_is_joined():
    assert found(["Harbour closes", ": the oldest quay has cracks", "By Ann Lee"])["title"] == (
        "Harbour closes: the oldest quay has cracks"
    )


@pytest.mark.parametrize(
    ("above", "date"),
    [
        ([TITLE, "Published 4 May 2023 Updated 6 May 2023"], day(2023, 5, 4)),
        ([TITLE, "Updated 6 May 2023", "Published 4 May 2023"], day(2023, 5, 4)),
        (["Friday, 5 May 2023", "Weather", TITLE, "4 May 2023, 10:30 UTC"], day(2023, 5, 4, 10, 30)),
        (
            [TITLE, "The quay in an undated photo of 12 June 2015. Photo: Port", "4 May 2023, 10:30"],
            day(2023, 5, 4, 10, 30),
        ),
        ([TITLE, "Available until 9 September 2023", "4 May 2023"], day(2023, 5, 4)),
        ([TITLE, "04.05.23"], day(2023, 5, 4)),
        ([TITLE, "5/4/23 10:30 AM EST"], day(2023, 5, 4, 15, 30)),
        ([TITLE, "4. 5. 2023 10:30"], day(2023, 5, 4, 10, 30)),
        ([TITLE, "04.05.202304. Mai 2023"], day(2023, 5, 4)),
        ([TITLE, "2023. május 4. 10:30"], day(2023, 5, 4, 10, 30)),
        ([TITLE, "4 травня 2023"], day(2023, 5, 4)),
    ],
)
def test_the_date_of_publication_is_taken_from_among_others(above, date):
    assert found(above)["published_at"] == date


@pytest.mark.parametrize("line", ["2 hours ago", "Today at 20:07", "11/12/19", "Version 2.10.24.1"])
def test_what_names_no_day_for_certain_is_no_date(line):
    assert "published_at" not in found([TITLE, line])


def test_a_date_behind_the_body_counts_where_it_says_that_it_is_of_publication():
    assert found([TITLE], ["Posted on 4 May 2023"])["published_at"] == day(2023, 5, 4)


@pytest.mark.parametrize(
    ("above", "authors"),
    [
        ([TITLE, "By Ann Lee, Staff Writer", "4 May 2023"], ("Ann Lee",)),
        ([TITLE, "Ann LeeNews Reporter", "4 May 2023"], ("Ann Lee",)),
        ([TITLE, "Ann Lee@annlee", "4 May 2023"], ("Ann Lee",)),
        ([TITLE, "Ann Lee 2 minutes read", "4 May 2023"], ("Ann Lee",)),
        ([TITLE, "Von Ann Lee 04.05.2023, 18:11 Uhr"], ("Ann Lee",)),
        ([TITLE, "byAnn Lee", "4 May 2023"], ("Ann Lee",)),
        ([TITLE, "Author of the article:", "Ann Lee", "Published 4 May 2023"], ("Ann Lee",)),
        ([TITLE, "Ann Lee – Reporter", "Bo Sand – Reporter", "4 May 2023"], ("Ann Lee", "Bo Sand")),
        ([TITLE, "4 May 2023", "Ann Lee"], ("Ann Lee",)),
    ],
)
def test_authors_are_read_out_of_lines_that_pages_run_together(above, authors):
    assert found(above)["authors"] == authors


def test_a_note_behind_the_body_names_its_author_where_nothing_else_does():
    assert found([TITLE], ["Ann Lee is a reporter for the Harbour Gazette."])["authors"] == ("Ann Lee",)


def test_an_agency_that_alone_is_credited_is_author_and_source():
    credits_ = found([TITLE, "By Associated Press", "4 May 2023"])
    assert (credits_["authors"], credits_["source"]) == (("Associated Press",), "Associated Press")


def test_the_author_of_another_story_is_not_this_ones():
    assert "authors" not in found([TITLE, "Share", "Print"])
