"""A file that breaks off gives the articles that are whole in it, and says that it broke off: wherever that was."""

import gzip
import json
from collections.abc import Callable

import pytest

from shared.article import Document, Failure, Upload
from shared.errors import Rejected
from shared.parse import parse
from tests.unit.parse import samples

STEPS = 150  # places at which each file is cut, beside the first and last bytes
HEAD = 220  # bytes in which a format may not show yet
CUT = "cut-short"


def feed(first: str, item: Callable[[int], str], last: str) -> bytes:
    return (first + "\n".join(item(number) for number in (1, 2, 3)) + last).encode()


def paragraphs(number: int) -> str:
    return "".join(f"<p>{number}: {text}</p>" for text in samples.PARAGRAPHS)


def body(number: int) -> str:
    return "\n\n".join(f"{number}: {text}" for text in samples.PARAGRAPHS)


def text(number: int) -> bytes:
    return f"{samples.TITLE} {number}\n\n{body(number)}\n".encode()


FILES = (("one.txt", text(1)), ("two.txt", text(2)), ("three.txt", text(3)))
RSS = feed(
    '<?xml version="1.0"?>\n<rss version="2.0"><channel><title>The Paper</title><language>en</language>\n',
    lambda n: (
        f"<item><title>{n}</title><guid>g{n}</guid><link>https://paper.example/{n}</link>"
        f"<description><![CDATA[{paragraphs(n)}<pre></item></rss></pre>]]></description></item>"
    ),
    "\n</channel></rss>\n",
)
RDF = feed(
    '<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
    'xmlns="http://purl.org/rss/1.0/"><channel rdf:about="https://paper.example/"><title>The Paper</title></channel>',
    lambda n: (
        f'<item rdf:about="https://paper.example/{n}"><title>{n}</title><link>https://paper.example/{n}</link>'
        f"<description>{paragraphs(n).replace('<', '&lt;')}</description></item>"
    ),
    "</rdf:RDF>",
)
ATOM = feed(
    '<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>The Paper</a:title>',
    lambda n: (
        f"<a:entry><a:id>tag:{n}</a:id><a:title>{n}</a:title><a:updated>2024-05-0{n}T10:00:00Z</a:updated>"
        f'<a:content type="html">{paragraphs(n).replace("<", "&lt;")}</a:content></a:entry>'
    ),
    "</a:feed>",
)
NEWSML = feed(
    '<?xml version="1.0"?><newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>',
    lambda n: samples.news_item(f"urn:{n}", f"<inlineData>{body(n)}</inlineData>"),
    "</itemSet></newsMessage>",
)
RECORDS = [{"id": n, "title": "She said: \u201cno\u201d", "tags": ["a", "b"], "body": body(n)} for n in (1, 2, 3)]
JSON = json.dumps(RECORDS, indent=1).encode()
JSON_LINES = b"".join(json.dumps(record).encode() + b"\n" for record in RECORDS)
MAIL = samples.mail(*FILES, html=True)
WARC = samples.warc_of(*((f"https://paper.example/{n}", samples.PAGE.encode()) for n in (1, 2, 3)))
TAR = samples.tarred(*FILES).rstrip(b"\0")
TAR += bytes(-len(TAR) % 512 + 1024)
GZIP = gzip.compress(text(1))

# Each as its name, its bytes, and whether every cut can be told: lines and records know no end of the whole.
SEVERAL = {
    "a.rss": (RSS, True),
    "a.rdf": (RDF, True),
    "a.atom": (ATOM, True),
    "a.newsml": (NEWSML, True),
    "a.json": (JSON, True),
    "a.jsonl": (JSON_LINES, False),
    "a.tar": (TAR, True),
    "a.zip": (samples.zipped(*FILES), True),
    "a.tar.gz": (gzip.compress(TAR), True),
    "a.jsonl.gz": (gzip.compress(JSON_LINES), True),
    "a.rss.gz": (gzip.compress(RSS), True),
    "a.eml": (MAIL, True),
    "a.eml.gz": (gzip.compress(MAIL), True),
    "a.warc": (WARC, False),
    "a.warc.gz": (gzip.compress(WARC), True),
}
ONE = {
    "a.nitf": samples.NITF.encode(),
    "a.newsml": samples.news_item("urn:1", f"<inlineData>{body(1)}</inlineData>").encode(),
    "a.json": json.dumps(RECORDS[0], indent=1).encode(),
    "a.pdf": samples.pdf(),
    "a.docx": samples.docx(),
    "a.txt.gz": GZIP,
    "a.html.gz": gzip.compress(samples.PAGE.encode()),
    "a.mhtml": samples.mhtml(),
}


def outcome(key: str, content: bytes) -> tuple[list[Document], list[Failure], Rejected | None]:
    documents: list[Document] = []
    failures: list[Failure] = []
    try:
        for part in parse(Upload("b", f"articles/{key}", content)):
            (failures if isinstance(part, Failure) else documents).append(part)  # type: ignore[arg-type]
    except Rejected as problem:
        assert not documents
        return [], failures, problem
    return documents, failures, None


def cuts(content: bytes) -> list[int]:
    size = len(content.rstrip(b"\0 \r\n"))
    return sorted({*range(HEAD, size, max(1, size // STEPS)), *range(size - 20, size)})


@pytest.mark.parametrize(("key", "content", "tells"), [(key, *each) for key, each in SEVERAL.items()], ids=SEVERAL)
def test_what_is_whole_is_taken_and_the_rest_is_told(key, content, tells):
    whole, none, _ = outcome(key, content)
    assert len(whole) >= 3
    assert not none
    taken = 0
    for size in cuts(content):
        documents, failures, rejected = outcome(key, content[:size])

        assert all(document in whole for document in documents), size
        taken = max(taken, len(documents))
        if rejected is None and tells:
            assert [failure.reason for failure in failures] == [CUT], size
        assert len(failures) <= 1
        assert rejected is None or rejected.detail
    assert taken >= (0 if key == "a.zip" else 2)


@pytest.mark.parametrize(("key", "content", "tells"), [(key, *each) for key, each in SEVERAL.items()], ids=SEVERAL)
def test_a_file_cut_in_its_middle_says_so(key, content, tells):
    told = []
    for size in range(len(content) // 3, len(content) * 2 // 3, 11):
        _, failures, rejected = outcome(key, content[:size])
        told.append(rejected.reason if rejected else failures[0].reason if failures else "")

    assert set(told) == ({CUT} if tells else {CUT, ""} & set(told))
    assert CUT in told


@pytest.mark.parametrize(("key", "content"), ONE.items(), ids=ONE)
def test_half_an_article_is_none(key, content):
    (whole,), _, _ = outcome(key, content)
    for size in cuts(content):
        documents, failures, rejected = outcome(key, content[:size])

        if documents:  # then no more than an end mark is missing, or pictures
            assert [document.text.strip() for document in documents] == [whole.text.strip()], size
        elif size > len(content) // 4:
            assert (rejected.reason if rejected else failures[0].reason) == CUT, size


def test_a_receipt_can_say_where_it_broke_off():
    assert outcome("a.rss", RSS[: RSS.index(b"g3")])[1] == [
        Failure("", CUT, "the feed breaks off behind entry 2: upload it again, whole")
    ]
