"""Files made to hold or kill a function, uploaded among honest ones."""

import pytest

from tests.unit.bombs import BOMBS, page

REASONS = {
    "100,000 attributes on a tag": {"hostile-html"},
    "a gzip of a gigabyte": {"hostile-archive"},
    "a billion laughs in NITF": {"hostile-xml"},
    "100,000 brackets": {"invalid-json"},
    # A fast machine reads it within its time, cut where an article is cut.
    "a PDF of a million letters on a page": {"too-slow", None},
}


@pytest.mark.timeout(240)
def test_bombs_are_refused_with_their_reasons_and_their_neighbours_are_found(newsroom):
    versions: dict[str, str] = {}
    for number, name in enumerate(REASONS):
        key, make = BOMBS[name]
        for each, body in ((f"{number}-honest.html", page()), (f"{number}-{key}", make())):
            versions[each] = newsroom.put(each, body)
    receipts = {each: newsroom.settled(each, version) for each, version in versions.items()}

    told = {name: receipts[f"{number}-{BOMBS[name][0]}"].get("reason") for number, name in enumerate(REASONS)}
    assert {name: reason for name, reason in told.items() if reason not in REASONS[name]} == {}
    assert {receipt["state"] for name, receipt in receipts.items() if "honest" in name} == {"indexed"}
