"""`cuttings search --format`: every page of a search, as one table."""

import csv
import io
import json

import pytest

from cli.export import Table, export
from local.errors import Trouble


class Pages:
    """An API whose cursor is the number of the next page."""

    def __init__(self, results: int, partial: int = 0) -> None:
        self.results, self.partial, self.asked = results, partial, []

    def search(self, query: dict[str, str]) -> dict:
        self.asked.append(dict(query))
        if self.partial:
            self.partial -= 1
            return {"partial": True, "results": [], "cursor": None}
        size, first = int(query["page-size"]), int(query.get("cursor", 0))
        found = [{"id": f"{n:032x}", "title": f"Number {n}"} for n in range(first, min(first + size, self.results))]
        more = str(first + size) if first + size < self.results else None
        return {"partial": False, "results": found, "cursor": more}


def quiet(_: str) -> None:
    return None


def test_all_results_become_one_table_with_one_head(capsys):
    api = Pages(250)

    assert export(api, {"q": "x"}, Table.CSV, None, quiet) == 250

    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [row["title"] for row in rows] == [f"Number {n}" for n in range(250)]
    assert [each.get("cursor") for each in api.asked] == [None, "100", "200"]


def test_no_more_than_wanted_is_asked_for(capsys):
    api = Pages(100_000)

    assert export(api, {}, Table.NDJSON, 150, quiet) == 150

    assert [json.loads(line)["title"] for line in capsys.readouterr().out.splitlines()][-1] == "Number 149"
    assert len(api.asked) == 2


def test_bodies_come_in_smaller_pages(capsys):
    api = Pages(25)

    export(api, {"show-fields": "body"}, Table.CSV, None, quiet)

    assert {each["page-size"] for each in api.asked} == {"10"}
    assert capsys.readouterr().out.splitlines()[0].endswith("body,truncated")


def test_a_partial_page_is_asked_for_again(capsys):
    assert export(Pages(5, partial=2), {}, Table.NDJSON, None, quiet) == 5

    with pytest.raises(Trouble, match="takes too long"):
        export(Pages(5, partial=3), {}, Table.NDJSON, None, quiet)
