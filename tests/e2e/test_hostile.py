"""Files made to hold or kill a function, uploaded among honest ones."""

import pytest

from tests.unit.bombs import BOMBS, page

CHOSEN = {
    "a PDF of a million letters on a page": "too-slow",
    "100,000 attributes on a tag": "hostile-html",
    "a gzip of a gigabyte": "hostile-archive",
    "a billion laughs in NITF": "hostile-xml",
    "100,000 brackets": "invalid-json",
}


@pytest.mark.timeout(240)
def test_bombs_are_refused_with_their_reasons_and_their_neighbours_are_found(newsroom):
    versions: dict[str, str] = {}
    for number, name in enumerate(CHOSEN):
        key, make = BOMBS[name]
        for each, body in ((f"{number}-honest.html", page()), (f"{number}-{key}", make())):
            versions[each] = newsroom.put(each, body)
    receipts = {each: newsroom.settled(each, version) for each, version in versions.items()}

    assert {name: receipts[f"{number}-{BOMBS[name][0]}"]["reason"] for number, name in enumerate(CHOSEN)} == CHOSEN
    assert {receipt["state"] for name, receipt in receipts.items() if "honest" in name} == {"indexed"}
