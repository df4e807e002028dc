"""What an object is, told from its content first; and what is refused, with a stable reason."""

import pytest

from shared.article import Document, Kind, Upload
from shared.errors import Rejected
from shared.parse import MAX_BYTES, parse
from shared.parse.formats import TAKEN


def kinds(body: bytes, key: str = "articles/a", content_type: str = "") -> list[Kind]:
    return [document.kind for document in parse(Upload("b", key, body, content_type=content_type))]


def reason(body: bytes, key: str = "articles/a", content_type: str = "") -> tuple[str, str]:
    with pytest.raises(Rejected) as refusal:
        list(parse(Upload("b", key, body, content_type=content_type)))
    return refusal.value.reason, refusal.value.detail


def test_content_is_believed_before_the_name_and_the_content_type():
    assert kinds(b"<!doctype html><p>Hello", "articles/a.txt", "text/plain") == [Kind.HTML]
    assert kinds(b'{"body": "Hello"}', "articles/a.html", "text/html") == [Kind.FIELDS]


def test_the_name_is_believed_before_the_content_type():
    assert kinds(b"Hello <b>there</b>", "articles/a.html", "text/plain") == [Kind.HTML]


def test_the_content_type_is_believed_where_nothing_else_tells():
    assert kinds(b"Hello <b>there</b>", content_type="text/html; charset=utf-8") == [Kind.HTML]


def test_what_nothing_tells_is_text():
    assert kinds(b"[Update] The bridge is open again.") == [Kind.TEXT]


def test_json_lines_are_known_without_a_name():
    assert kinds(b'{"body": "One"}\n{"body": "Two"}\n') == [Kind.FIELDS, Kind.FIELDS]


@pytest.mark.parametrize(
    "body", [b"", b" \r\n\t ", b"\xef\xbb\xbf\n", b"\0\0\0"], ids=["0 bytes", "spaces", "a BOM", "NULs"]
)
def test_nothing_is_refused_as_empty(body):
    assert reason(body)[0] == "empty"


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (b"\x89PNG\r\n\x1a\n", "a PNG image"),
        (b"\x7fELF\x02\x01\x01", "an ELF program"),
        (b"\0\0\0 ftypisom", "an MP4 film"),
    ],
)
def test_a_known_binary_is_refused_by_its_name(body, name):
    assert reason(body + bytes(99), "articles/a.txt") == (
        "binary",
        f"the object looks like {name}, not an article; {TAKEN}",
    )


def test_an_unknown_binary_is_refused():
    assert reason(bytes(range(32)) * 40)[0] == "binary"


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (b"Rar!\x1a\x07\x01\0", "a RAR archive"),
        (b"7z\xbc\xaf'\x1c", "a 7-Zip archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document, an Outlook message or an encrypted document"),
        (rb"{\rtf1 Hello}", "an RTF document"),
        (b'<?xml version="1.0"?><invoice><p>Hello</p></invoice>', "XML of the kind <invoice>"),
    ],
)
def test_a_type_that_is_not_read_is_refused_by_its_name(body, name):
    assert reason(body, "articles/a.html") == (
        "unsupported-type",
        f"the object looks like {name}, which is not read; {TAKEN}",
    )


def test_an_object_that_is_too_large_is_refused():
    # Of a larger object no more was read: its own size is not known here.
    told = "the object has more than 10,485,760 bytes: split it into smaller ones"
    assert reason(b"a" * (MAX_BYTES + 1)) == ("too-large", told)


def test_a_text_upload_is_one_document_with_no_member():
    assert list(parse(Upload("b", "k", b"Hello there."))) == [Document(Kind.TEXT, "Hello there.")]
