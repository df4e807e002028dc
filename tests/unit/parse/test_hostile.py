"""Pages made to hold a parser are refused in a moment; no real page is."""

import time

import pytest

from shared.article import Kind, Upload
from shared.errors import Rejected
from shared.parse import parse

HOSTILE = {
    "100,000 attributes": "<p " + " ".join(f'a{n}="1"' for n in range(100_000)) + ">",
    "attributes behind a stray quote": '<p " ' + "x " * 5_000 + ">",
    "attributes behind a quoted angle": '<p title=">" ' + "x " * 5_000 + ">",
    "attributes behind a script's string": '<script>a<b c="</script><p ' + "x " * 5_000 + ">",
    "attributes behind an empty comment": "<!--> <p " + "x " * 5_000 + "> -->",
    "100,000 paragraphs": "<p>Hi</p>" * 100_000,
    "100,000 levels": "<div>" * 100_000,
    "levels under stray end tags": "<div></i>" * 10_000,
    "nothing but angles": "<" * 5_000_000,
    "a tag that never ends": "<a " + "b=c " * 1_000_000,
}


@pytest.mark.parametrize("page", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_page_is_refused_within_a_second(page):
    started = time.process_time()
    with pytest.raises(Rejected, match="hostile-html"):
        list(parse(Upload("b", "articles/a.html", f"<html>{page}".encode())))
    assert time.process_time() - started < 1


@pytest.mark.parametrize(
    "page",
    [
        "<ul>" + "<li>One" * 3_000 + "</ul>",
        "<p>" * 3_000,
        "<br>" * 9_000,
        "a < b > c",
        "<script>" + "if (a<b) {}" * 9_000 + "</script>",
    ],
    ids=["items that end by themselves", "paragraphs too", "breaks", "bare angles", "scripts"],
)
def test_an_untidy_page_is_taken(page):
    (document,) = parse(Upload("b", "articles/a.html", f"<html>{page}".encode()))
    assert document.kind is Kind.HTML
