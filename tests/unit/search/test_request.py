from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.errors import InvalidQuery
from shared.search import request
from shared.search.cursor import Cursor
from shared.search.filters import Group
from shared.search.language import Question
from shared.search.request import Dated, Order, Search
from shared.search.results import SHOWABLE, SHOWN


def read(**parameters: str) -> Search:
    return request.read({name.replace("_", "-"): [value] for name, value in parameters.items()})


def refusal(values: dict[str, list[str]]) -> tuple[str, str]:
    with pytest.raises(InvalidQuery) as refused:
        request.read(values)
    return refused.value.parameter, refused.value.detail


def test_without_parameters_asks_for_everything_newest_first() -> None:
    assert read() == Search(question=None, order=Order.NEWEST, page_size=10, highlight=True)


def test_reads_every_parameter() -> None:
    assert read(
        q="alibaba",
        section="Business|World,-Sports",
        source="Xinhua",
        from_date="2019-03-01",
        to_date="2019-03-31",
        use_date="ingested",
        order_by="oldest",
        facet="author, tag,author",
        show_fields="tags,body",
        page_size="100",
        highlight="false",
        cursor=Cursor("name", after=(1, "a")).text(),
    ) == Search(
        question=Question(words=("alibaba",)),
        groups=(
            Group("section", ("Business", "World")),
            Group("section", ("Sports",), negated=True),
            Group("source", ("Xinhua",)),
        ),
        since=datetime(2019, 3, 1, tzinfo=UTC),
        until=datetime(2019, 3, 31, 23, 59, 59, 999999, tzinfo=UTC),
        dated=Dated.INGESTED,
        order=Order.OLDEST,
        facets=("author", "tag"),
        fields=(*SHOWN, "tags", "body", "truncated"),
        page_size=100,
        highlight=False,
        cursor=Cursor("name", after=(1, "a")),
    )


@pytest.mark.parametrize(
    ("parameters", "order"),
    [
        ({"q": "a"}, Order.RELEVANCE),
        ({"q": "a", "order_by": "newest"}, Order.NEWEST),
        ({"order_by": "oldest"}, Order.OLDEST),
        ({"order_by": "relevance"}, Order.NEWEST),
        ({"q": " "}, Order.NEWEST),
    ],
)
def test_orders_by_relevance_only_what_was_asked_for(parameters: dict[str, str], order: Order) -> None:
    assert read(**parameters).order is order


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2019-03-31T11:06:57Z", datetime(2019, 3, 31, 11, 6, 57, tzinfo=UTC)),
        ("2019-03-31t11:06:57z", datetime(2019, 3, 31, 11, 6, 57, tzinfo=UTC)),
        ("2019-03-31 11:06", datetime(2019, 3, 31, 11, 6, tzinfo=UTC)),
        ("2019-03-31T11:06:57", datetime(2019, 3, 31, 11, 6, 57, tzinfo=UTC)),
        ("2019-03-31T11:06:57.250+08:00", datetime(2019, 3, 31, 3, 6, 57, 250000, tzinfo=UTC)),
        ("2019-03-31T11:06:57 08:00", datetime(2019, 3, 31, 3, 6, 57, tzinfo=UTC)),
        ("2019-03-31T11:06:57-05:00", datetime(2019, 3, 31, 16, 6, 57, tzinfo=UTC)),
    ],
)
def test_reads_moments(text: str, moment: datetime) -> None:
    """UTC where no zone is named; a plus sign may have become a space on its way."""
    assert (read(from_date=text).since, read(to_date=text).until) == (moment, moment)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("page-size", text) for text in ("0", "101", "-1", "1.5", "ten", "", "١", "1e1", "0" * 5000)),
        *(("order-by", text) for text in ("date", "", "Newest")),
        *(("use-date", text) for text in ("date", "", "Published")),
        *(("facet", text) for text in ("title", "", "section,", "sections")),
        *(("show-fields", text) for text in ("bodies", "", "all,tags", "deleted_at")),
        *(("cursor", text) for text in ("", "x", "a b", "eNqL", "5", "é", "=" * 9, "e" * 9_999)),
        *(("highlight", text) for text in ("yes", "1", "", "True")),
        *(
            ("section", text)
            for text in ("", ",", "a,,b", "a|", "-", "a|-b", "x" * 257, "a\x00", "\ud800", "a," * 60 + "a")
        ),
        *(
            (name, text)
            for name in ("from-date", "to-date")
            for text in ("", "yesterday", "20190331", "2019-W13-7", "2019-02-30", "2019-03-31T25:00Z", "0000-01-01")
        ),
        ("from-date", "0001-01-01T00:00:00+08:00"),
        ("q", "x" * 513),
    ],
)
def test_names_the_parameter_that_will_not_do(name: str, value: str) -> None:
    parameter, detail = refusal({name: [value]})

    assert (parameter, detail.split()[:2]) == (name, [name, "takes"])


@pytest.mark.parametrize("name", ["section", "source", "publisher", "author", "tag", "lang", "domain"])
def test_narrows_by_each_facet(name: str) -> None:
    assert read(**{name: "a|b,-c"}).groups == (Group(name, ("a", "b")), Group(name, ("c",), negated=True))


@pytest.mark.parametrize(
    ("asked", "groups"),
    [
        ('"Arts, Books"', [("Arts, Books",)]),
        ('"Arts, Books"|Science,"a|b"', [("Arts, Books", "Science"), ("a|b",)]),
        ('"-Minus"', [("-Minus",)]),
        ('"The ""Daily"", Leeds"', [('The "Daily", Leeds',)]),
        ('"Zeit" Magazin', [('"Zeit" Magazin',)]),
        ('The "Daily"', [('The "Daily"',)]),
        (' "Business" ', [("Business",)]),
        ('"Business', [('"Business',)]),
    ],
)
def test_a_value_that_holds_a_sign_of_the_filters_stands_in_quotes(asked: str, groups: list[tuple[str, ...]]) -> None:
    assert read(section=asked).groups == tuple(Group("section", values) for values in groups)
    assert read(section=f"-{asked.strip()}").groups[0] == Group("section", groups[0], negated=True)


def test_shows_all_fields_when_asked_for_all() -> None:
    assert read(show_fields="all").fields == (*SHOWN, *SHOWABLE)


def test_refuses_what_it_does_not_know() -> None:
    known = ", ".join(request.PARAMETERS)

    assert refusal({"query": ["a"]}) == ("query", f"There is no parameter query here. It takes {known}.")


def test_refuses_a_parameter_given_twice() -> None:
    assert refusal({"q": ["a", "b"]}) == ("q", "q takes one value; it was given 2 times.")


def test_refuses_dates_the_wrong_way_round() -> None:
    values = {"from-date": ["2019-04-01"], "to-date": ["2019-03-31"]}

    assert refusal(values) == ("from-date", "from-date takes a date that is not after to-date.")
    assert read(from_date="2019-03-31", to_date="2019-03-31")


@given(st.dictionaries(st.sampled_from(list(request.PARAMETERS)), st.lists(st.text(), max_size=2)))
def test_nothing_raises_but_a_refusal(values: dict[str, list[str]]) -> None:
    with suppress(InvalidQuery):
        assert request.read(values)
