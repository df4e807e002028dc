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
        [f"NewsHarbour{TITLE}", TITLE, "Ann Lee", "4 May 2023"],
        [f"Share this story : {TITLE}", "Facebook", TITLE, "By Ann Lee", "4 May 2023"],
        [TITLE, "Photo: Port Authority", "Divers at the oldest quay of the harbour", "© Ann Lee", "By Ann Lee"],
        [f"{TITLE} | Harbour Gazette", TITLE, "By Ann Lee", "4 May 2023"],
    ],
    ids=[
        "bare",
        "above its summary",
        "repeated in a bread crumb",
        "above sharing buttons",
        "under the date",
        "glued to its sections",
        "in a button",
        "above a caption among credits",
        "with the site behind it",
    ],
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


def test_of_two_forms_of_a_title_the_one_with_more_before_its_colon_is_taken():
    assert found([f"Port news: {TITLE}", "News", TITLE, "By Ann Lee"])["title"] == f"Port news: {TITLE}"


def test_words_are_known_again_where_endings_are_glued_to_them():
    body = [
        "항만 당국은 월요일에 가장 오래된 부두의 균열을 확인하고 부두를 폐쇄했다고 밝혔다. 수리는 삼 주가 걸린다."
    ] * 3
    above = ["오늘의 날씨와 교통 정보를 한눈에 보기", "가장 오래된 부두 폐쇄", "로그인", "2023.05.04"]
    assert found(above, body=body)["title"] == "가장 오래된 부두 폐쇄"


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
        (["5 May 2023", "Home", TITLE, "By Ann Lee", "4 May 2023"], day(2023, 5, 4)),
    ],
)
def test_the_date_of_publication_is_taken_from_among_others(above, date):
    assert found(above)["published_at"] == date


@pytest.mark.parametrize("line", ["2 hours ago", "Today at 20:07", "11/12/19", "Version 2.10.24.1"])
def test_what_names_no_day_for_certain_is_no_date(line):
    assert "published_at" not in found([TITLE, line])


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("2 hours ago", day(2023, 5, 4)),
        ("Vandaag om 20:07", day(2023, 5, 4)),
        ("Publié il y a 3 heures, mis à jour à 09h42", day(2023, 5, 4)),
        ("gestern", day(2023, 5, 3)),
        ("vor 3 Tagen", day(2023, 5, 1)),
    ],
)
def test_a_day_told_as_time_passed_is_reckoned_where_several_lines_bear_the_newest_day(line, date):
    teasers = ["4 May 2023", "Mayor opens a school", "4 May 2023", "Fish prices fall", "04.05.2023", "3 May 2023"]
    lines, _ = lines_of("\n".join([TITLE, line, *BODY, *RELATED, *teasers]), 1000)
    given = header_of(lines, 2, 2 + len(BODY), NOW).found["published_at"]
    assert (given.value, given.confidence) == (date, 0.4)


def test_a_date_in_the_last_lines_of_the_body_counts_where_the_line_says_that_it_was_filed_then():
    filed = "Posted by Ann Lee on 4 May 2023. Filed under Harbours and quays of the north."
    more = [*BODY, *BODY, *BODY]
    assert found([TITLE], body=[*more, filed])["published_at"] == day(2023, 5, 4)
    assert "published_at" not in found([TITLE], body=[*more, "The last quay was closed on 4 May 2023."])


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
        ([TITLE, "Kolumne von Ann Lee", "4 May 2023"], ("Ann Lee",)),
        ([TITLE, "Von Annegret von der Heyde", "4 May 2023"], ("Annegret von der Heyde",)),
        ([TITLE, "Sanne van 't Hof", "4 May 2023"], ("Sanne van 't Hof",)),
        ([TITLE, "Published on 4 May 2023, 14:26, Ann Lee"], ("Ann Lee",)),
        ([TITLE, "4 May 2023", "Otto Grau", "Photo: Port Authority", "Ann Lee"], ("Ann Lee",)),
        (["Talks end, by Otto Grau", TITLE, "Ann Lee", "4 May 2023"], ("Ann Lee",)),
        ([TITLE, "Download PDF", "By", "Ann Lee,", "Bo Sand &", "Cy Moor"], ("Ann Lee", "Bo Sand", "Cy Moor")),
        ([TITLE, "By Madonna", "4 May 2023"], ("Madonna",)),
        ([TITLE, "By Gazette Staff", "4 May 2023"], ("Gazette Staff",)),
        ([TITLE, "News - Reuters", "4 May 2023"], ("Reuters",)),
        ([TITLE, "4 May 2023", "高橋 由美子"], ("高橋 由美子",)),
    ],
)
def test_authors_are_read_out_of_lines_that_pages_run_together(above, authors):
    assert found(above)["authors"] == authors


def test_a_note_behind_the_body_names_its_author_where_nothing_else_does():
    assert found([TITLE], ["Ann Lee is a reporter for the Harbour Gazette."])["authors"] == ("Ann Lee",)


def test_an_agency_that_alone_is_credited_is_author_and_source():
    credits_ = found([TITLE, "By Associated Press", "4 May 2023"])
    assert (credits_["authors"], credits_["source"]) == (("Associated Press",), "Associated Press")


def test_who_signs_with_one_word_is_no_agency():
    credits_ = found([TITLE, "By Madonna", "4 May 2023"])
    assert (credits_["authors"], credits_.get("source")) == (("Madonna",), None)


def test_the_source_of_a_story_that_names_nobody_signs_it():
    assert found([TITLE, "4 May 2023", "Source: Reuters"])["authors"] == ("Reuters",)
    assert "authors" not in found([TITLE, "4 May 2023 Reuters Editor : Ann Lee"])


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("来源：新港日报 作者：王小明", "新港日报"),
        ("Source: Xinhua Web Editor: Li Yan", "Xinhua"),
        ("Source: Agence France-Presse | Share", "Agence France-Presse"),
    ],
)
def test_a_source_ends_where_the_next_label_begins(line, source):
    assert found([TITLE, "4 May 2023", line])["source"] == source


@pytest.mark.parametrize("button", ["Download PDF", "통합검색 닫기", "小字号", "ポスト", "In Brief", "New Stories"])
def test_a_button_is_no_author(button):
    assert "authors" not in found([TITLE, "4 May 2023", button])


def test_a_name_that_is_labelled_behind_the_body_is_its_author():
    assert found([TITLE], ["Date 4 May 2023", "Author Ann Lee", "Keywords Harbours, Quays"])["authors"] == ("Ann Lee",)


def test_the_author_of_another_story_is_not_this_ones():
    assert "authors" not in found([TITLE, "Share", "Print"])


@pytest.mark.parametrize(
    "items",
    [
        ["2. Salt Roads, by Idris Bello"],
        ["Salt Roads, by Idris Bello", "The Long Field, by Mara Quist", "Winter Boats, by Jon Aas"],
    ],
    ids=["numbered", "alike"],
)
def test_who_wrote_the_books_of_a_list_did_not_write_the_list(items):
    body = [line for pair in zip(items, BODY, strict=False) for line in pair] + BODY[len(items) :]
    assert "authors" not in found([TITLE, *items[:1]], body=[*body[1:]] if len(items) > 1 else BODY)


@pytest.mark.parametrize("button", ["登录", "注册", "ログイン", "로그인", "Connexion", "Войти"])
def test_a_button_above_the_title_names_no_section(button):
    assert "section" not in found([button, TITLE, "By Ann Lee"])


@pytest.mark.parametrize(
    "line",
    [
        "2025年05月04日 08:30 来源：海港日报 作者：李岩",
        "2025-05-04 08:30 来源：海港日报 李岩",
        "来源：海港日报 记者 李岩",
    ],
)
def test_a_chinese_author_may_stand_behind_the_source(line):
    given = found([TITLE, line])
    assert (given["authors"], given["source"]) == (("李岩",), "海港日报")


@pytest.mark.parametrize(
    ("shown", "title"),
    [
        ("© 2025 Larkfield Courier. All rights reserved.", TITLE),
        ("Larkfield Courier", TITLE),
        ("The Larkfield Courier wrote of it first.", f"{TITLE} - Larkfield Courier"),
    ],
    ids=["in the copyright line", "alone", "in passing"],
)
def test_a_tail_of_the_title_that_the_page_shows_as_its_own_name_is_cut(shown, title):
    assert found([f"{TITLE} - Larkfield Courier", "By Ann Lee"], [shown])["title"] == title
