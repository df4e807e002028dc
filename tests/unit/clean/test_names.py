"""Authors are people, by name only."""

import pytest

from shared.clean.names import people


@pytest.mark.parametrize(
    ("credit", "names"),
    [
        ("By Jane Doe, Staff Writer", ("Jane Doe",)),
        ("By Jane Doe and John Q. Roe", ("Jane Doe", "John Q. Roe")),
        ("By JUNE HARPER, Associated Press", ("JUNE HARPER",)),
        ("Von Felix Schröder und Jörg Soldwisch, dpa", ("Felix Schröder", "Jörg Soldwisch")),
        ("Von Anna Sleegers, Frankfurt", ("Anna Sleegers",)),
        ("Par Hélène Vasseur", ("Hélène Vasseur",)),
        ("Ludwig van der Berg", ("Ludwig van der Berg",)),
        ("Emma MackenzieLifestyle Writer", ("Emma Mackenzie",)),
        ("Jean McDonald Staff Writer", ("Jean McDonald",)),
        ("Daniel Großert Redakteur", ("Daniel Großert",)),
        ("Ann Lee Ann Lee", ("Ann Lee",)),
        ("Ann Lee, ann lee", ("Ann Lee",)),
        ("Victoria O’Regan", ("Victoria O’Regan",)),
        ("记者 王小雨", ("王小雨",)),
        ("Андрей Колесников", ("Андрей Колесников",)),
        ("이하늘 기자", ("이하늘",)),
        ("byAnn Lee", ("Ann Lee",)),
        ("Ann Lee2 hours ago", ("Ann Lee",)),
        ("Ann Lee|Published 1 day ago", ("Ann Lee",)),
        ("Ann Lee ann.lee@gazette.example", ("Ann Lee",)),
        ("Ann LeeView More Articles", ("Ann Lee",)),
        ("Ann Lee Associated Press", ("Ann Lee",)),
    ],
)
def test_names_are_taken_out_of_a_credit(credit, names):
    assert people(credit) == names


@pytest.mark.parametrize(
    "credit",
    [
        "Reuters",
        "By Associated Press",
        "MND Staff",
        "By our correspondent",
        "the harbour master",
        "@annlee",
        "https://a.example",
        "",
        "12 May 2024",
    ],
)
def test_agencies_roles_and_phrases_are_no_people(credit):
    assert people(credit) == ()
