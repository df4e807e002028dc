"""Dates as newsrooms write them."""

from datetime import UTC, datetime

import pytest

from shared.clean.dates import NO_ZONE, first_moment, stated_moment

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("line", "moment"),
    [
        ("2019-03-31 11:06:57Xinhua Editor", at(2019, 3, 31, 11, 6, 57)),
        ("2024-03-03T10:15:00+02:00", at(2024, 3, 3, 8, 15)),
        ("Published: March 3, 2024 10:15 GMT", at(2024, 3, 3, 10, 15)),
        ("Nov. 19, 2019 8:03 am ET", at(2019, 11, 19, 13, 3)),
        ("Published 4:41 p.m. PDT, July 18, 2024", at(2024, 7, 18, 23, 41)),
        ("14:00, 28 Apr 2024", at(2024, 4, 28, 14)),
        ("Sunday 3rd of March 2024", at(2024, 3, 3)),
        ("Stand: 06.05.2024, 17:48 Uhr", at(2024, 5, 6, 17, 48)),
        ("30. Juni 2025 um 15.59 Uhr MESZ", at(2025, 6, 30, 13, 59)),
        ("Publié le 18 juil. 2024 à 08h01", at(2024, 7, 18, 8, 1)),
        ("5 de junio de 2024 - 12:30", at(2024, 6, 5, 12, 30)),
        ("2023年10月21日 18:05", at(2023, 10, 21, 18, 5)),
        ("2024년 6월 4일", at(2024, 6, 4)),
        ("14 мая 2025, 20:28 MSK", at(2025, 5, 14, 17, 28)),
        ("25/04/2024", at(2024, 4, 25)),
        ("04/25/2024", at(2024, 4, 25)),
        ("1/2/2024", at(2024, 2, 1)),
        ("1/2/2024 3:00 PM", at(2024, 1, 2, 15)),
    ],
)
def test_a_date_in_a_line_is_read(line, moment):
    found = first_moment(line, NOW)
    assert found is not None
    assert found.at == moment


@pytest.mark.parametrize(
    "line", ["31 February 2024", "2024-13-01", "12 July 2031", "in 2024", "call 020 2024 1200", "May the 4th"]
)
def test_what_is_no_date_or_one_to_come_is_left(line):
    assert first_moment(line, NOW) is None


def test_a_date_without_a_zone_is_utc_and_says_so():
    assert [(m.at, m.note) for m in (first_moment("3 March 2024 10:15", NOW),)] == [(at(2024, 3, 3, 10, 15), NO_ZONE)]
    assert first_moment("3 March 2024 10:15 CET", NOW).note == ""


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-02-08T06:30:00+01:00", at(2024, 2, 8, 5, 30)),
        ("2024-02-08", at(2024, 2, 8)),
        ("1970-01-01", at(1970, 1, 1)),
        ("Thu, 08 Feb 2024 06:30:00 +0100", at(2024, 2, 8, 5, 30)),
        ("20240208T063000Z", at(2024, 2, 8, 6, 30)),
        ("8 فبراير 2024", at(2024, 2, 8)),
    ],
)
def test_a_date_that_is_given_as_one_is_read_in_any_form(text, moment):
    assert stated_moment(text, NOW).at == moment


UNSET = ["1970-01-01T00:00:00Z", "1970-01-01T01:00:00+01:00", "Thu, 01 Jan 1970 00:00:00 GMT"]


@pytest.mark.parametrize("text", ["", "5", "yesterday", "soon", "2030-01-01", "0000-00-00", "9" * 500, *UNSET])
def test_what_is_given_as_a_date_and_is_none_is_left(text):
    assert stated_moment(text, NOW) is None


@pytest.mark.parametrize("text", ["5/3/24", "1970-01-01T00:00:00Z", "1970-01-01 00:00:00"])
def test_what_may_be_another_day_or_stands_for_none_is_no_date(text):
    assert stated_moment(text, NOW) is None


@pytest.mark.parametrize(
    ("text", "day", "note"),
    [
        ("03/05/2024", 3, "no zone stated: read as UTC; day before month, as it was read, may be month before day"),
        ("03/05/2024 12:15 EST", 5, ""),
        ("25/05/2024", 25, "no zone stated: read as UTC"),
        ("05/25/2024", 25, "no zone stated: read as UTC"),
        ("05/05/2024", 5, "no zone stated: read as UTC"),
    ],
)
def test_an_order_of_day_and_month_that_was_assumed_is_noted(text, day, note):
    moment = stated_moment(text, NOW)

    assert moment is not None
    assert (moment.at.day, moment.note) == (day, note)
