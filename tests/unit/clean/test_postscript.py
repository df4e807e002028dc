"""What stands under a story about its making: who reported and edited it, how to reach them, where it was printed."""

from datetime import UTC, datetime

import pytest

from shared.article import Document, Kind
from shared.clean import clean
from shared.clean.postscript import SignOff, is_postscript, sign_off, wire_of

NOW = datetime(2026, 1, 1, tzinfo=UTC)
TITLE = "Harbour closes eastern quay after divers find cracks"
PARAGRAPHS = [
    "The harbour master closed the eastern quay on Monday after divers found cracks in its piers, a note of it said.",
    "Repairs will take three weeks. The council has set aside 1.2 million for them, most of it from its storm reserve.",
    "Ships will be sent to the container port until then, and fishermen are to be paid for the detour that they make.",
    "Ferries to the islands will leave from the western quay instead, twenty minutes later than usual, operators said.",
]
MENU = ["Home", "News", "Sport", "Weather", "Ferry timetable", "Sign in"]
FOOT = ["Related stories", "Mayor opens a new school in Eastby", "© 2025 Larkfield Courier. All rights reserved."]


def html(paragraphs, byline=""):
    menu = "".join(f'<li><a href="/{each}">{each}</a></li>' for each in MENU)
    body = "".join(f"<p>{each}</p>" for each in paragraphs)
    foot = "".join(f"<p>{each}</p>" for each in FOOT)
    over = f"<h1>{TITLE}</h1>" + (f"<p class='byline'>{byline}</p>" if byline else "")
    page = f"<nav><ul>{menu}</ul></nav><article>{over}{body}</article><footer>{foot}</footer>"
    return Document(Kind.HTML, f"<html><head><title>{TITLE}</title></head><body>{page}</body></html>")


def dump(paragraphs, byline=""):
    return Document(Kind.TEXT, "\n".join([*MENU, TITLE, *([byline] if byline else []), *paragraphs, *FOOT]))


def told(document):
    """The body's paragraphs, authors, editor and source."""
    cleaned = clean(document, now=NOW)
    found = {name: each.value for name, each in cleaned.found.items()}
    return cleaned.body.split("\n\n"), *(found.get(name) for name in ("authors", "editor", "source"))


@pytest.mark.parametrize("page", [html, dump])
def test_who_reported_signs_where_there_is_no_byline_and_the_dateline_names_the_agency(page):
    first = f"LARKFIELD, May 4 (Reuters) - {PARAGRAPHS[0]}"
    last = "(Reporting by Ann Lee and Otto Grau; Editing by Mary Poole)"

    assert told(page([first, *PARAGRAPHS[1:], last])) == (
        [first, *PARAGRAPHS[1:]],
        ("Ann Lee", "Otto Grau"),
        "Mary Poole",
        "Reuters",
    )


@pytest.mark.parametrize("page", [html, dump])
def test_a_byline_goes_before_who_reported_and_who_contributed(page):
    paragraphs = [
        *PARAGRAPHS,
        "Reporting by Ida Moor; editing by Mary Poole",
        "— Otto Grau contributed to this report.",
    ]

    assert told(page(paragraphs, "By Ann Lee")) == (PARAGRAPHS, ("Ann Lee",), "Mary Poole", None)


@pytest.mark.parametrize("page", [html, dump])
def test_the_agency_of_the_dateline_signs_where_nobody_is_named(page):
    paragraphs = [f"LARKFIELD (AP) — {PARAGRAPHS[0]}", *PARAGRAPHS[1:]]

    assert told(page(paragraphs)) == (paragraphs, ("AP",), None, "AP")


@pytest.mark.parametrize("page", [html, dump])
def test_who_contributed_signs_where_nobody_else_does(page):
    assert told(page([*PARAGRAPHS, "Otto Grau contributed to this report."])) == (
        PARAGRAPHS,
        ("Otto Grau",),
        None,
        None,
    )


@pytest.mark.parametrize("page", [html, dump])
def test_how_to_reach_the_reporter_and_where_it_was_printed_is_no_body(page):
    notes = [
        "Contact reporter Ann Lee at alee@larkfield.example or 555-0134. Follow @annlee on Twitter.",
        "A version of this article appears in print on May 5, 2025, Section A, Page 4 of the Larkfield edition.",
    ]

    assert told(page([*PARAGRAPHS, *notes], "By Ann Lee"))[:2] == (PARAGRAPHS, ("Ann Lee",))


@pytest.mark.parametrize(
    ("line", "credits_"),
    [
        (
            "Reporting by Ann Lee in Larkfield and Otto Grau; Writing by Ida Moor; Editing by Mary Poole, Tim Marsh",
            SignOff(("Ann Lee", "Otto Grau", "Ida Moor"), (), ("Mary Poole", "Tim Marsh")),
        ),
        (
            "(Reporting by Ann Lee, additional reporting by Otto Grau, editing by Mary Poole.)",
            SignOff(("Ann Lee",), ("Otto Grau",), ("Mary Poole",)),
        ),
        ("Additional reporting by Otto Grau", SignOff((), ("Otto Grau",))),
        ("With reporting by Associated Press writer Otto Grau", SignOff((), ("Otto Grau",))),
        ("Reporting by Ann Lee Editing by Mary Poole", SignOff(("Ann Lee",), (), ("Mary Poole",))),
        ("Edited by: Mary Poole", SignOff(edited=("Mary Poole",))),
        ("CNN’s Ann Lee and Otto Grau contributed to this report.", SignOff(helped=("Ann Lee", "Otto Grau"))),
        ("Fox News' Ann Lee contributed to this report.", SignOff(helped=("Ann Lee",))),
        (
            "Ann Lee and AP writer Otto Grau contributed reporting from Eastby.",
            SignOff(helped=("Ann Lee", "Otto Grau")),
        ),
        ("The Associated Press contributed to this report.", SignOff()),
        ("(Reporte de Ana Gil; editado por Luis Mora)", SignOff(("Ana Gil",), (), ("Luis Mora",))),
        ("(Reportage de Anne Petit, édité par Luc Morel)", SignOff(("Anne Petit",), (), ("Luc Morel",))),
        ("(Bericht von Ann Lee, redigiert von Otto Grau.)", SignOff(("Ann Lee",), (), ("Otto Grau",))),
        ("Reporting by the light of a candle is no pleasure, said Ann Lee.", None),
        ("Reporting by Ann Lee showed that the council had known of the cracks.", None),
        ("Rain and frost contributed to this report of the damage to the pier.", None),
        ("The council contributed 1.2 million to the repairs.", None),
    ],
)
def test_a_sign_off_says_who_did_what(line, credits_):
    assert sign_off(line) == credits_


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("Ann Lee can be reached at alee@larkfield.example.", True),
        ("This story was originally published May 4, 2025, 8:30 AM.", True),
        ("Email Ann Lee at alee@larkfield.example", True),
        ("Follow Ann Lee on Twitter: @annlee", True),
        ("This article appeared in the Culture section of the print edition under the headline “Cracks”", True),
        ("Dieser Artikel erschien zuerst in der gedruckten Ausgabe vom 5. Mai 2025.", True),
        ("Contact Ann Lee had with the council in May was denied by the mayor, who said he never met her.", False),
        ("Follow Ann Lee through the harbour and you will hear the names of every boat.", False),
        ("This article of the treaty was never published in the harbour's own rules.", False),
        ("A version of this story has been told in Larkfield for a hundred years.", False),
    ],
)
def test_notes_on_reporters_and_print_are_told_from_sentences_of_a_story(line, is_one):
    assert is_postscript(line) is is_one


@pytest.mark.parametrize(
    ("paragraph", "agency"),
    [
        ("(Reuters) - The harbour master closed the quay.", "Reuters"),
        ("LARKFIELD (AP) — The harbour master closed the quay.", "AP"),
        ("Berlin (dpa/tmn) - Der Hafen schließt.", "dpa"),
        ("BEIJING, May 4 (Xinhua) -- The harbour master closed the quay.", "Xinhua"),
        ("新华社北京5月4日电（记者李岩）港口管理局宣布。", "新华社"),
        ("The Associated Press (AP) said on Monday that the quay was closed.", ""),
        ("The harbour master told Reuters - and nobody else - of the cracks.", ""),
    ],
)
def test_the_agency_is_read_from_a_dateline_and_nowhere_else(paragraph, agency):
    assert wire_of(paragraph) == agency


def test_a_document_written_as_one_keeps_all_but_what_tells_of_its_making():
    text = "\n\n".join([TITLE, *PARAGRAPHS, "(Reporting by Ann Lee; Editing by Mary Poole)"])
    document = Document(Kind.TEXT, text, origin="docx", whole=True)
    assert told(document) == (PARAGRAPHS, ("Ann Lee",), "Mary Poole", None)


def test_a_body_that_json_ld_states_is_rid_of_it_too():
    body = "\\n".join([*(each * 4 for each in PARAGRAPHS), "(Reporting by Ann Lee; Editing by Mary Poole)"])
    head = f'<script type="application/ld+json">{{"@type": "NewsArticle", "articleBody": "{body}"}}</script>'
    page = f"<html><head>{head}</head><body><article><h1>{TITLE}</h1><p>{PARAGRAPHS[0]}</p></article></body></html>"
    assert told(Document(Kind.HTML, page))[0] == [each * 4 for each in PARAGRAPHS]
