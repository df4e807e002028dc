"""JSON and JSON Lines: each record an article, and a bad one no harm to its neighbours."""

import json

import pytest

from shared.article import Document, Failure, Kind, Upload
from shared.errors import Rejected
from shared.parse import parse


def outcomes(text: str, key: str = "articles/a.jsonl") -> list[Document | Failure]:
    return list(parse(Upload("b", key, text.encode("utf-8", "surrogatepass"))))


def refusal(text: str, key: str = "articles/a.json") -> tuple[str, str]:
    with pytest.raises(Rejected) as caught:
        outcomes(text, key)
    return caught.value.reason, caught.value.detail


def members(*records: dict[str, object]) -> list[str]:
    return [each.member for each in outcomes("\n".join(json.dumps({"body": "x", **record}) for record in records))]


def test_a_file_of_one_object_has_no_member_and_names_what_it_leaves_out():
    assert outcomes('{"title": "T", "body": "B", "desk": "north", "id": 7}', "a.json") == [
        Document(Kind.FIELDS, "", "", {"title": "T", "body": "B", "guid": "7"}, ("desk",))
    ]


def test_each_line_is_an_article_named_by_its_id_or_its_line():
    assert members({"id": "a"}, {}, {"guid": "g-3"}, {"id": 4}) == ["a", "2", "g-3", "4"]


def test_an_id_given_twice_names_neither():
    assert members({"id": "a"}, {"id": "a"}, {"id": "b"}) == ["1", "2", "b"]


def test_a_line_number_never_takes_the_name_of_another_articles_id():
    assert members({"id": "2"}, {}) == ["2", "line-2"]


def test_an_array_holds_articles_too():
    assert [each.member for each in outcomes('[{"body": "x"}, {"id": "z", "body": "y"}]', "a.json")] == ["1", "z"]


def test_a_bad_line_does_not_lose_the_good_ones():
    good = Document(Kind.FIELDS, "", "3", {"body": "Good"})
    assert outcomes('{"body": \n\n{"body": "Good"}\n[1]\n{"title": "no text"}\n') == [
        Failure("1", "invalid-json", "line 1, column 10: Expecting value"),
        good,
        Failure("4", "invalid-json", "article 4: expected an object, found an array"),
        Failure("5", "no-body", "article 5: the article has neither a body nor html, only title"),
    ]


def test_broken_json_is_refused_with_its_place():
    assert refusal('{"body": "x",\n "title": }') == ("invalid-json", "line 2, column 11: Expecting value")


@pytest.mark.parametrize("text", ["[]", "12", '"text"'])
def test_json_without_an_article_is_refused(text):
    assert refusal(text)[0] == "no-articles"


def test_one_object_without_text_is_refused():
    assert refusal('{"title": "T"}') == ("no-body", "the article has neither a body nor html, only title")


@pytest.mark.parametrize("text", ["[" * 500_000, '{"a":' * 500_000, '[{"id":' + "1" * 9_999 + "}]"])
def test_json_that_is_nested_or_numbered_beyond_reason_is_refused(text):
    assert refusal(text)[0] == "invalid-json"


def test_hostile_html_in_one_record_is_that_records_failure():
    bad = json.dumps({"html": "<p " + "a " * 2_000 + ">x</p>"})
    first, second = outcomes(f'{bad}\n{{"body": "Good"}}')
    assert (first.member, first.reason, second.member) == ("1", "hostile-html", "2")
