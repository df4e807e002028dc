"""Receive: what a message of the queue speaks of."""

import json
from pathlib import Path
from urllib.parse import quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.receive import REBUILD, REPAIR, Hint, Message, join, receive

EVENTS = Path(__file__).parents[2] / "events"


def records(name: str) -> list[dict]:
    return json.loads((EVENTS / name).read_text("utf-8"))["Records"]


def one(body: object) -> Message:
    text = body if isinstance(body, str) else json.dumps(body)
    return receive([{"messageId": "m", "body": text}], "articles/")[0]


def notice(name: str = "ObjectCreated:Put", key: str = "articles/a.txt") -> dict:
    return {"eventName": name, "s3": {"bucket": {"name": "b"}, "object": {"key": key}}}


def test_a_created_and_a_removed_object_are_both_hints_to_look():
    created, removed = receive(records("ingest-created.json") + records("ingest-removed.json"), "articles/")

    hint = Hint("cuttings-articles", "articles/harbour.txt")
    assert (created.hints, removed.hints) == ((hint,), (hint,))


def test_a_batch_keeps_its_messages_apart_and_says_what_it_passed_over():
    told = [
        (m.id[0], [h.key for h in m.hints], m.passed_over) for m in receive(records("ingest-batch.json"), "articles/")
    ]

    assert told == [
        ("1", ["articles/two words + 中文.txt"], ()),
        ("2", ["articles/harbour.txt", "articles/100% sure.html"], ()),
        ("3", [], ("test-event",)),
        ("4", [], ("other-prefix",)),
        ("5", [], ("other-event",)),
        ("6", [], ("unknown-shape",)),
    ]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("not json {", "not-json"),
        ("", "not-json"),
        ("[]", "unknown-shape"),
        ("null", "unknown-shape"),
        ({"Records": "none"}, "unknown-shape"),
        ({"Records": [{"eventName": "ObjectCreated:Put"}]}, "unknown-shape"),
        ({"Records": ["a string"]}, "unknown-shape"),
        ({"Records": [notice(key=None)]}, "unknown-shape"),
    ],
)
def test_what_is_not_ours_is_acknowledged_with_its_reason(body, reason):
    assert one(body) == Message("m", (), (reason,))


def test_one_bad_record_does_not_hide_the_good_one_beside_it():
    assert one({"Records": [{}, notice()]}) == Message("m", (Hint("b", "articles/a.txt"),), ("unknown-shape",))


def test_an_object_named_twice_in_a_message_is_looked_at_once():
    assert one({"Records": [notice(), notice("ObjectRemoved:Delete")]}).hints == (Hint("b", "articles/a.txt"),)


@given(st.text(min_size=1).filter(lambda key: key.isprintable()))
def test_a_key_is_decoded_exactly_once(name):
    key = f"articles/{name}"

    assert one({"Records": [notice(key=quote_plus(key))]}).hints == (Hint("b", key),)


@given(st.text("0123456789ABCDEFabcdef", min_size=1, max_size=32), st.text(max_size=40))
def test_nothing_that_an_event_says_of_its_order_is_kept_so_no_number_can_overflow(sequencer, version):
    told = notice()
    told["s3"]["object"] |= {"sequencer": sequencer, "versionId": version}

    assert one({"Records": [told]}) == one({"Records": [notice()]})


def test_an_event_of_ours_says_whether_its_object_is_in_doubt_or_to_be_cleaned_again():
    told = [{**notice(), "eventSource": source} for source in ("aws:s3", REPAIR, REBUILD)]

    hints = [one({"Records": [each]}).hints[0] for each in told]

    assert [(hint.is_doubted, hint.is_for_rebuild) for hint in hints] == [(False, False), (True, False), (False, True)]
    (joined,) = join(hints)
    assert (joined.is_doubted, joined.is_for_rebuild) == (True, True)


def test_articles_are_named_by_ids_and_whatever_else_is_there_is_passed_over():
    one_id = "0123456789abcdef" * 2

    for told, strays in [([one_id, 5, "x" * 600, None], (one_id,)), (one_id, ()), ({"a": 1}, ())]:
        event = notice(key="articles/a.txt")
        event["s3"]["object"]["articles"] = told
        (hint,) = one({"Records": [event]}).hints
        assert hint.strays == strays


def test_keys_as_localstack_quotes_them_mean_the_same():
    assert one({"Records": [notice(key="articles/two%20words%20%2B.txt")]}).hints == (
        Hint("b", "articles/two words +.txt"),
    )


def test_hints_at_one_object_are_joined_and_none_of_what_they_say_is_lost():
    joined = join([Hint("b", "k"), Hint("b", "other"), Hint("b", "k", ("x",), is_doubted=True), Hint("b", "k", ("y",))])

    assert [(each.key, each.strays, each.is_doubted) for each in joined] == [
        ("k", ("x", "y"), True),
        ("other", (), False),
    ]
