"""What differs between the bucket, the ledger and what readers find."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.repair.compare import Finding, Kind, Shown, Stored, Told, compare

A, B = "articles/a.txt", "articles/b.txt"


@pytest.mark.parametrize(
    ("stored", "told", "shown", "findings"),
    [
        ([], [], [], []),
        ([Stored(A, "v1")], [Told(A, "v1", ("x",))], [Shown(A, "v1", "x")], []),
        ([Stored(A, "v1")], [Told(A, "v1", ())], [], []),
        ([Stored(A, "v1")], [], [], [Finding(Kind.MISSING, A)]),
        ([Stored(A, "v1")], [Told(A, "v1", ("x",))], [], [Finding(Kind.MISSING, A)]),
        ([Stored(A, "v2")], [Told(A, "v1", ("x",))], [Shown(A, "v1", "x")], [Finding(Kind.STALE, A)]),
        ([Stored(A, "v2")], [Told(A, "v2", ("x",))], [Shown(A, "v1", "x")], [Finding(Kind.STALE, A)]),
        ([Stored(A, "v2")], [Told(A, "v1", ())], [], [Finding(Kind.STALE, A)]),
        ([], [Told(A, "v1", ("x",))], [Shown(A, "v1", "x")], [Finding(Kind.ORPHANED, A)]),
        ([], [Told(A, "v1", ())], [], [Finding(Kind.ORPHANED, A)]),
        ([], [], [Shown(A, "v1", "x")], [Finding(Kind.ORPHANED, A, ("x",))]),
        (
            [Stored(A, "v1")],
            [Told(A, "v1", ("x",))],
            [Shown(A, "v1", "x"), Shown(A, "v1", "y")],
            [Finding(Kind.ORPHANED, A, ("y",))],
        ),
        (
            [Stored(A, "v1"), Stored(B, "v1")],
            [Told(B, "v0", ("x",))],
            [Shown(B, "v0", "x")],
            [Finding(Kind.MISSING, A), Finding(Kind.STALE, B)],
        ),
    ],
    ids=[
        "nothing is nothing",
        "all the same",
        "rejected is no difference",
        "unheard of",
        "an article was lost",
        "overwritten",
        "an article of a former version",
        "a rejected file was overwritten",
        "deleted",
        "a rejected file was deleted",
        "an article that nobody knows of",
        "an article that the ledger does not know of",
        "several keys",
    ],
)
def test_what_differs_is_found(stored, told, shown, findings):
    assert list(compare(stored, told, shown)) == findings


@given(st.dictionaries(st.text(min_size=1, max_size=6), st.sampled_from(["same", *Kind]), max_size=40))
def test_every_difference_is_found_once_in_the_order_of_keys_and_nothing_else(wanted):
    keys = sorted(wanted)
    stored = (Stored(key, "v2") for key in keys if wanted[key] is not Kind.ORPHANED)
    versions = {key: "v1" if wanted[key] is Kind.STALE else "v2" for key in keys if wanted[key] is not Kind.MISSING}
    told = (Told(key, version, (key,)) for key, version in versions.items())
    shown = (Shown(key, version, key) for key, version in versions.items())

    assert list(compare(stored, told, shown)) == [Finding(wanted[key], key) for key in keys if wanted[key] != "same"]


def test_nothing_is_read_ahead_of_the_key_that_is_compared():
    """A million keys are compared in the memory of one."""
    held = {"most": 0, "now": 0}

    def listing():
        for number in range(2_000):
            held["now"] += 1
            held["most"] = max(held["most"], held["now"])
            yield Stored(f"{number:06d}", "v1")

    for _ in compare(listing(), iter(()), iter(())):
        held["now"] -= 1

    assert held["most"] <= 3


def test_keys_are_in_the_order_of_their_code_points_as_in_s3():
    keys = ["Z", "a", "é", "中", "\U0001f600"]
    random.Random(1).shuffle(shuffled := list(keys))

    assert sorted(shuffled) == sorted(shuffled, key=str.encode) == keys
