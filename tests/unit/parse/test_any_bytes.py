"""Any bytes at all end as articles or as a refusal with a reason, never as a crash."""

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from shared.article import Article, Document, Failure, Upload
from shared.clean import clean
from shared.enrich import enrich
from shared.errors import Rejected
from shared.parse import parse
from tests.unit.parse.samples import FILES as FORMATS

NOW = datetime(2026, 1, 1, tzinfo=UTC)
PIECES = st.sampled_from([
    b"{", b"}", b"[", b'"body":', b'"x"', b",", b"\n", b"\r", b"<html>", b"<p ", b">", b"</p>", b"<!--", b"<script>",
    b"\0", b"\xff\xfe", b"\xed\xa0\x80", b"2024-02-30", b"31 June 2024 25:61", b"By A B", b"Editor:", b". ", b"\\ud800",
    "漢".encode(), b"|", b"&#0;", b"1" * 50,
    b"<rss>", b"<item>", b"<nitf>", b"<newsItem ", b"---\n", b"# ",
    b"From: a@b\n", b"MIME-Version: 1.0\n", b"%PDF-1.4\n", b"PK\3\4",
    b"\x1f\x8b", b"WARC/1.0\r\n",
])  # fmt: skip
FILES = st.one_of(st.binary(max_size=400), st.lists(PIECES, max_size=60).map(b"".join))
NAMES = st.sampled_from(["a", "a.txt", "a.html", "a.json", "a.jsonl", "a.md", "a.eml", "a.mhtml"])


@settings(deadline=None, max_examples=300)  # the first of a kind imports its parser
@given(body=FILES, key=NAMES, content_type=st.text(max_size=20))
def test_any_bytes_end_as_articles_or_a_reason(body, key, content_type):
    upload = Upload("b", key, body, content_type=content_type)
    for outcome in outcomes(upload):
        match outcome:
            case Document():
                article = result(upload, outcome)
                assert isinstance(article, Rejected) or article.body.encode("utf-8")
            case Failure() | Rejected():
                assert outcome.reason
                assert outcome.detail


def outcomes(upload: Upload) -> list[Document | Failure | Rejected]:
    try:
        return list(parse(upload))
    except Rejected as refusal:
        return [refusal]


def result(upload: Upload, document: Document) -> Article | Rejected:
    try:
        return enrich(upload, document, clean(document, now=NOW), NOW)
    except Rejected as refusal:
        return refusal


@st.composite
def spoilt(draw: st.DrawFn) -> tuple[str, bytes]:
    """A file of one of the formats, cut, overwritten, with a piece left out or put in again elsewhere."""
    name = draw(st.sampled_from(sorted(FORMATS)))
    body = FORMATS[name]
    for _ in range(draw(st.integers(1, 3))):
        at, length = draw(st.integers(0, len(body))), draw(st.integers(0, 200))
        put = draw(st.sampled_from([b"", b"\0", b"\xff", b"<", b"&x;", b"9", b"\n", body[:length], body[-length:]]))
        end = draw(st.sampled_from([at, at + len(put), at + length, len(body)]))
        body = body[:at] + put + body[end:]
    return name, body


@settings(deadline=None, max_examples=400)
@given(spoilt())
def test_a_spoilt_file_of_any_format_ends_as_articles_or_a_reason(file):
    name, body = file
    upload = Upload("b", f"articles/{name}", body)
    for outcome in outcomes(upload):
        if isinstance(outcome, Document):
            article = result(upload, outcome)
            assert isinstance(article, Rejected) or article.body.encode("utf-8")
        else:
            assert outcome.reason
            assert outcome.detail


def test_every_cut_of_every_format_ends_as_articles_or_a_reason():
    for name, body in FORMATS.items():
        for tenth in range(10):
            upload = Upload("b", f"articles/{name}", body[: len(body) * tenth // 10])
            for outcome in outcomes(upload):
                assert isinstance(outcome, Document) or (outcome.reason and outcome.detail)
