"""Files made to hold, fill or kill whoever reads them. Each is made by code when asked for; none is kept.

A bomb has a name for people, a key and a function that makes its bytes.
"""

# ruff: noqa: PLW0108 - without its lambda a bomb would be made when the module is imported

import base64
import gzip
import io
import json
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable

STORY = (
    "The council of Lund voted on Tuesday to keep the old library open, after readers had gathered 9,000 signatures.",
    "Mayor Anna Holm said the money would come from a reserve for repairs, and that the roof would have to wait.",
    "The vote ends a dispute of four years in which the building was closed twice and sold once.",
)
PARAGRAPHS = "".join(f"<p>{each}</p>" for each in STORY)
TEXT = "\n\n".join(STORY)
MIB = 1024 * 1024

type Bomb = tuple[str, Callable[[], bytes]]


def page(body: str = "", head: str = "") -> bytes:
    return (
        f"<!doctype html><html><head><title>Library stays open</title>{head}</head>"
        f"<body><article><h1>Library stays open</h1>{PARAGRAPHS}{body}</article></body></html>"
    ).encode()


def zipped(*members: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members:
            archive.writestr(name, body)
    return out.getvalue()


def tarred(*members: tuple[tarfile.TarInfo, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for info, body in members:
            info.size = len(body)
            archive.addfile(info, io.BytesIO(body))
    return out.getvalue()


def link(name: str, target: str, kind: bytes) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, target
    return info


def sized(name: str, size: int) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.size = size
    return info


def nested(levels: int, wrap: Callable[[bytes], bytes], core: bytes) -> bytes:
    for _ in range(levels):
        core = wrap(core)
    return core


def overlapping(count: int, size: int) -> bytes:
    """A zip whose directory names one member many times over: the bytes are there once, and come out `count` times."""
    body = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = body.compress(b"a" * size) + body.flush()
    crc = zlib.crc32(b"a" * size)
    sums = struct.pack("<IIIHH", crc, len(packed), size, 5, 0)
    local = b"PK\x03\x04" + struct.pack("<HHHHH", 20, 0, 8, 0, 0) + sums + b"a.txt" + packed
    entry = b"PK\x01\x02" + struct.pack("<HHHHHH", 20, 20, 0, 8, 0, 0) + sums + struct.pack("<HHHII", 0, 0, 0, 0, 0)
    directory = (entry + b"a.txt") * count
    end = struct.pack("<HHHHIIH", 0, 0, count, count, len(directory), len(local), 0)
    return local + directory + b"PK\x05\x06" + end


def pdf(*objects: bytes) -> bytes:
    """Objects numbered from 1; the first is the catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)
    return bytes(out)


def stream(body: bytes, about: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(body), about, body)


def deflated(body: bytes) -> bytes:
    return stream(zlib.compress(body, 9), b"/Filter /FlateDecode")


PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R >>"


def one_page(content: bytes) -> bytes:
    return pdf(CATALOGUE, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", PAGE, content, FONT)


def docx(document: bytes, *more: tuple[str, bytes]) -> bytes:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return zipped(
        (
            "[Content_Types].xml",
            b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
            b'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override '
            b'PartName="/word/document.xml" ContentType="' + kind.encode() + b'"/></Types>',
        ),
        (
            "_rels/.rels",
            (
                b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
                b'Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
                b'Target="word/document.xml"/></Relationships>'
            ),
        ),
        ("word/document.xml", document),
        *more,
    )


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word(body: str, before: str = "") -> bytes:
    return f'<?xml version="1.0"?>{before}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'.encode()


def laughs(root: str, around: str = "{}") -> str:
    """Ten entities, each ten times the one before it: ten thousand million letters."""
    entities = '<!ENTITY l0 "ha">' + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE {root} [{entities}]>' + around.format("&l9;")


def nitf(content: str, doctype: str = "") -> str:
    return (
        f"{doctype}<nitf><head><title>Library stays open</title></head><body><body.head><hedline><hl1>Library stays "
        f"open</hl1></hedline></body.head><body.content>{PARAGRAPHS}{content}</body.content></body></nitf>"
    )


def feed(items: str, doctype: str = "") -> bytes:
    return f'{doctype}<rss version="2.0"><channel><title>Lund</title>{items}</channel></rss>'.encode()


def item(number: int, text: str = TEXT) -> str:
    return f"<item><guid>{number}</guid><title>Story {number}</title><description>{text}</description></item>"


def mail(body: bytes, headers: bytes = b"") -> bytes:
    return (
        b"From: anna@example.org\nTo: desk@example.org\nSubject: Library stays open\nDate: Tue, 5 Mar 2024 10:00:00 "
        b"+0000\nMIME-Version: 1.0\n" + headers + b"\n" + body
    )


def deep_mail(levels: int) -> bytes:
    out = io.BytesIO()
    for level in range(levels):
        out.write(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (level, level))
    out.write(b"Content-Type: text/plain\n\nhello")
    return (
        mail(b"", out.getvalue().replace(b"\n\n", b"\n\n", 1))
        if levels < 1
        else mail(out.getvalue().partition(b"\n\n")[2], b"Content-Type: multipart/mixed; boundary=b0\n")
    )


def warc(*records: tuple[int | None, bytes]) -> bytes:
    """Records with the length that they claim; None is the true one."""
    out = bytearray()
    for claimed, body in records:
        length = len(body) if claimed is None else claimed
        out += (
            b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000000>\r\n"
            b"WARC-Date: 2024-03-05T10:00:00Z\r\nWARC-Target-URI: http://example.org/a\r\n"
            b"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n" % (length, body)
        )
    return bytes(out)


HTTP = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page()

BOMBS: dict[str, Bomb] = {
    # --- pages ---
    "100,000 attributes on a tag": (
        "a.html",
        lambda: page("<p " + " ".join(f'a{n}="1"' for n in range(100_000)) + ">"),
    ),
    "990 attributes on each of 900 tags": (
        "a.html",
        lambda: page(("<p " + " ".join(f"a{n}=1" for n in range(990)) + ">x</p>") * 900),
    ),
    "49,000 paragraphs": ("a.html", lambda: page("<p>Hi there, you.</p>" * 49_000)),
    "200,000 paragraphs": ("a.html", lambda: page("<p>Hi</p>" * 200_000)),
    "a megabyte of open divs": ("a.html", lambda: page("<div>" * 200_000)),
    "300 levels around the story": ("a.html", lambda: b"<html>" + b"<div>" * 300 + page() + b"</div>" * 300),
    "1,900 levels around the story": ("a.html", lambda: b"<html>" + b"<div>" * 1_900 + page() + b"</div>" * 1_900),
    "1,900 levels of inline tags": ("a.html", lambda: page("<b>" * 900 + "<i>" * 900 + "deep")),
    "tables in tables": ("a.html", lambda: page("<table><tr><td>" * 1_500 + "deep")),
    "nine million angles": ("a.html", lambda: page("<" * 9_000_000)),
    "a comment without an end": ("a.html", lambda: page("<!--" + "- -" * 3_000_000)),
    "a script without an end": ("a.html", lambda: page("<script>" + "x</scrip" * 1_000_000)),
    "nine megabytes in one paragraph": ("a.html", lambda: page("<p>" + "lorem ipsum " * 750_000 + "</p>")),
    "nine megabytes in the title": ("a.html", lambda: page(head="<title>" + "A title and " * 750_000 + "</title>")),
    "a picture of nine megabytes in an attribute": (
        "a.html",
        lambda: page('<img src="data:image/png;base64,' + "A" * 9 * MIB + '">'),
    ),
    "a million entities": ("a.html", lambda: page("<p>" + "&amp;&#x27;" * 700_000 + "</p>")),
    "JSON-LD of 100,000 brackets": (
        "a.html",
        lambda: page(head='<script type="application/ld+json">' + "[" * 100_000 + "</script>"),
    ),
    "JSON-LD of 400,000 authors": (
        "a.html",
        lambda: page(
            head='<script type="application/ld+json">'
            + json.dumps({"@type": "NewsArticle", "author": [{"name": f"Ann Bell{n}"} for n in range(300_000)]})
            + "</script>"
        ),
    ),
    "a meta description of five megabytes": (
        "a.html",
        lambda: page(head='<meta name="description" content="' + "by A B on 2024-01-01, " * 250_000 + '">'),
    ),
    "20,000 metas": ("a.html", lambda: page(head='<meta property="og:title" content="Library">' * 20_000)),
    "20,000 bylines": ("a.html", lambda: page('<span class="byline author">By Ann Bell and Cy Dee</span>' * 20_000)),
    "20,000 times": ("a.html", lambda: page('<time datetime="2024-03-05T10:00">5 March 2024</time>' * 20_000)),
    "a select of 45,000 options": ("a.html", lambda: page("<select>" + "<option>One" * 45_000 + "</select>")),
    "a page in UTF-16 of nothing but one letter": ("a.html", lambda: "<html><p>".encode("utf-16") + b"a\0" * 4_000_000),
    # --- text ---
    "nine megabytes in one line": ("a.txt", lambda: ("lorem ipsum dolor " * 500_000).encode()),
    "nine megabytes without a space": ("a.txt", lambda: b"a" * 9_000_000),
    "nine megabytes of blanks and a word": ("a.txt", lambda: b" " * 9_000_000 + b"end"),
    "nine megabytes of tabs between words": ("a.txt", lambda: b"a\t" * 4_500_000),
    "a million lines": ("a.txt", lambda: b"A line.\n" * 1_000_000),
    "four million empty lines between words": ("a.txt", lambda: b"word\n\n\n\n" * 1_000_000),
    "100,000 dates": ("a.txt", lambda: (TEXT + "\n" + "2024-03-05 10:00 Xinhua Editor: Li Yan\n" * 100_000).encode()),
    "dates that are none": (
        "a.txt",
        lambda: ("\n".join(f"{n} Octembruary 20{n % 100} at 25:61" for n in range(60_000))).encode(),
    ),
    "100,000 bylines": ("a.txt", lambda: ("By Ann Bell and Cy Dee, with Eve Fox\n" * 100_000 + TEXT).encode()),
    "one byline of a megabyte": ("a.txt", lambda: (TEXT + "\nBy " + "Ann Bell, " * 100_000).encode()),
    "a million brackets": ("a.txt", lambda: (TEXT + "\n" + "([{" * 1_000_000).encode()),
    "letters under a million accents": ("a.txt", lambda: (TEXT + "\na" + "\u0301\u0316" * 1_000_000).encode()),
    "mojibake of mojibake": (
        "a.txt",
        lambda: ("\u00c3\u0192\u00c6\u2019\u00c3\u00a2\u00e2\u201a\u00ac " * 200_000).encode(),
    ),
    "half of a character, a million times": ("a.txt", lambda: b"caf\xc3 " * 1_500_000),
    "ESC sequences of GB and ISO-2022": ("a.txt", lambda: b"\x1b$B" * 1_000_000 + TEXT.encode()),
    "URLs without an end": ("a.txt", lambda: ("http://" * 1_000_000).encode()),
    "addresses that never come to their @": ("a.txt", lambda: ("a." * 2_000_000).encode()),
    # --- markdown ---
    "100,000 quotes in quotes": ("a.md", lambda: b"# Library\n\n" + b">" * 100_000 + b" deep"),
    "100,000 lists in lists": ("a.md", lambda: b"# Library\n\n" + b"- " * 100_000 + b"deep"),
    "a million open brackets": ("a.md", lambda: b"# Library\n\n" + b"[" * 1_000_000),
    "a million stars": ("a.md", lambda: b"# Library\n\n" + b"*a _b " * 500_000),
    "a million backticks": ("a.md", lambda: b"# Library\n\n" + b"".join(b"`" * n + b" " for n in range(1, 3_000))),
    "links in links": ("a.md", lambda: b"# Library\n\n" + b"[a](" * 300_000),
    "front matter of anchors": (
        "a.md",
        lambda: (
            "---\na: &a [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n"
            + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(9))
            + "---\n# Library\n\n"
            + TEXT
        ).encode(),
    ),
    "front matter of 5,000 brackets": ("a.md", lambda: b"---\ntitle: " + b"[" * 5_000 + b"\n---\n# Library\n\ntext"),
    # --- JSON ---
    "100,000 brackets": ("a.json", lambda: b"[" * 100_000),
    "a number of a million digits": (
        "a.json",
        lambda: b'{"title": "Library", "word_count": ' + b"9" * 1_000_000 + b', "body": "x"}',
    ),
    "a title of nine megabytes": ("a.json", lambda: json.dumps({"title": "a b " * 2_200_000, "body": TEXT}).encode()),
    "200,000 tags": (
        "a.json",
        lambda: json.dumps({"title": "L", "body": TEXT, "tags": [f"t{n}" for n in range(200_000)]}).encode(),
    ),
    "200,000 unknown fields": (
        "a.json",
        lambda: json.dumps({"title": "L", "body": TEXT} | {f"f{n}": n for n in range(200_000)}).encode(),
    ),
    "lone surrogates": ("a.json", lambda: b'{"title": "L\\ud800", "body": "' + b"\\udfff" * 200_000 + b'"}'),
    "html of open divs in a record": ("a.json", lambda: json.dumps({"title": "L", "html": "<div>" * 200_000}).encode()),
    "half a million records of nothing": ("a.jsonl", lambda: b"{}\n" * 500_000),
    "30 pages, each of 900 levels": (
        "a.jsonl",
        lambda: b"\n".join(json.dumps({"title": "L", "html": "<div>" * 900 + TEXT}).encode() for _ in range(30)),
    ),
    # --- XML ---
    "a billion laughs in NITF": ("a.xml", lambda: laughs("nitf", nitf("{}")).encode()),
    "a billion laughs in a feed": ("a.xml", lambda: laughs("rss", feed(item(1, "{}")).decode()).encode()),
    "quadratic entities": (
        "a.xml",
        lambda: nitf("&a;" * 50_000, f'<!DOCTYPE nitf [<!ENTITY a "{"a" * 50_000}">]>').encode(),
    ),
    "an entity that is a file": (
        "a.xml",
        lambda: nitf("<p>&f;</p>", '<!DOCTYPE nitf [<!ENTITY f SYSTEM "file:///etc/passwd">]>').encode(),
    ),
    "an entity that is an address": (
        "a.xml",
        lambda: nitf("<p>&f;</p>", '<!DOCTYPE nitf [<!ENTITY f SYSTEM "http://127.0.0.1:9/x">]>').encode(),
    ),
    "a DTD from elsewhere": (
        "a.xml",
        lambda: nitf("", '<!DOCTYPE nitf SYSTEM "http://127.0.0.1:9/nitf.dtd">').encode(),
    ),
    "100,000 levels of XML": ("a.xml", lambda: nitf("<em>" * 100_000).encode()),
    "100,000 entries": ("a.xml", lambda: feed("".join(item(n, "Words.") for n in range(60_000)))),
    "an entry of nine megabytes": ("a.xml", lambda: feed(item(1, "lorem ipsum " * 750_000))),
    "namespaces by the thousand": (
        "a.xml",
        lambda: (
            b"<rss version='2.0' "
            + b" ".join(b"xmlns:n%d='u%d'" % (n, n) for n in range(100_000))
            + b"><channel/></rss>"
        ),
    ),
    # --- archives ---
    "a gzip of a gigabyte": ("a.txt.gz", lambda: gzip.compress(b"\0" * 256 * MIB, 9)),
    "gzip in gzip in gzip": ("a.gz", lambda: nested(30, gzip.compress, TEXT.encode())),
    "a gzip of many members": ("a.txt.gz", lambda: gzip.compress(b"") * 200_000 + gzip.compress(TEXT.encode())),
    "a gzip cut short": ("a.txt.gz", lambda: gzip.compress(TEXT.encode() * 1_000)[:-40]),
    "a zip of gigabytes": ("a.zip", lambda: zipped(*((f"{n}.txt", b"\0" * 9 * MIB) for n in range(12)))),
    "zips in zips": (
        "a.zip",
        lambda: nested(
            6, lambda core: zipped(*((f"{n}.zip", core) for n in range(6))), zipped(("a.txt", TEXT.encode()))
        ),
    ),
    "a zip of 20,000 members": ("a.zip", lambda: zipped(*((f"{n}.txt", b"hello") for n in range(20_000)))),
    "members over one another": ("a.zip", lambda: overlapping(900, 9 * MIB)),
    "a zip with a password": (
        "a.zip",
        lambda: zipped(("a.txt", TEXT.encode())).replace(b"\x14\0\0\0\x08", b"\x14\0\1\0\x08"),
    ),
    "a zip that lies of its sizes": (
        "a.zip",
        lambda: zipped(("a.txt", b"a" * 5 * MIB)).replace(struct.pack("<I", 5 * MIB), struct.pack("<I", 10)),
    ),
    "a tar of links and devices": (
        "a.tar",
        lambda: tarred(
            (link("a.txt", "/etc/passwd", tarfile.SYMTYPE), b""),
            (link("b.txt", "/etc/shadow", tarfile.LNKTYPE), b""),
            (link("c.txt", "", tarfile.CHRTYPE), b""),
            (link("d", "", tarfile.FIFOTYPE), b""),
        ),
    ),
    "a tar that claims a terabyte": (
        "a.tar",
        lambda: sized("a.txt", 2**40).tobuf(tarfile.GNU_FORMAT) + b"\0" * 10_240,
    ),
    "a tar of 5,000 levels of names": ("a.tar", lambda: tarred((tarfile.TarInfo("d/" * 5_000 + "a.txt"), b"x"))),
    "a tar of tars": ("a.tar", lambda: nested(9, lambda core: tarred((tarfile.TarInfo("a.tar"), core)), b"")),
    # --- PDF, Word ---
    "a PDF whose pages are their own parents": (
        "a.pdf",
        lambda: pdf(CATALOGUE, b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 1000000 >>"),
    ),
    "a PDF that claims a million pages": (
        "a.pdf",
        lambda: pdf(
            CATALOGUE, b"<< /Type /Pages /Kids [" + b"3 0 R " * 100_000 + b"] /Count 100000 >>", PAGE, stream(b""), FONT
        ),
    ),
    "a PDF whose stream is a gigabyte": ("a.pdf", lambda: one_page(deflated(b"BT /F 1 Tf (a) Tj ET\n" * 10_000_000))),
    "a PDF packed ten times over": (
        "a.pdf",
        lambda: one_page(
            stream(
                nested(3, lambda core: zlib.compress(core, 9), b" " * 200 * MIB),
                b"/Filter [" + b"/FlateDecode " * 3 + b"]",
            )
        ),
    ),
    "a PDF of a million letters on a page": (
        "a.pdf",
        lambda: one_page(deflated(b"BT /F 1 Tf " + b"(word) Tj 1 1 Td " * 650_000 + b" ET")),
    ),
    "a PDF of brackets": ("a.pdf", lambda: one_page(stream(b"[" * 3_000_000))),
    "a PDF with a broken table": ("a.pdf", lambda: one_page(stream(b""))[:-200] + b"startxref\n99999999\n%%EOF"),
    "a document of a gigabyte": ("a.docx", lambda: docx(word("<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 6_000_000))),
    "a document of 300,000 paragraphs": (
        "a.docx",
        lambda: docx(word("<w:p><w:r><w:t>Word here</w:t></w:r></w:p>" * 200_000)),
    ),
    "a document of laughs": (
        "a.docx",
        lambda: docx(
            laughs(
                "w:document", word("<w:p><w:r><w:t>{}</w:t></w:r></w:p>").decode().removeprefix('<?xml version="1.0"?>')
            ).encode()
        ),
    ),
    "tables in tables in a document": (
        "a.docx",
        lambda: docx(word("<w:tbl><w:tr><w:tc>" * 3_000 + "</w:tc></w:tr></w:tbl>" * 3_000)),
    ),
    "a document of pictures": (
        "a.docx",
        lambda: docx(word("<w:p/>"), *((f"word/media/{n}.png", b"\0" * MIB) for n in range(60))),
    ),
    # --- mail, web archives ---
    "a mail of 5,000 mails": ("a.eml", lambda: deep_mail(5_000)),
    "a mail of 100,000 headers": ("a.eml", lambda: mail(b"hello", b"X-A: b\n" * 100_000)),
    "a subject of five megabytes": (
        "a.eml",
        lambda: mail(TEXT.encode(), b"Subject: " + b"=?utf-8?q?a?= " * 350_000 + b"\n"),
    ),
    "a mail of 100,000 parts": (
        "a.eml",
        lambda: mail(b"--b\n\nhello\n" * 100_000, b"Content-Type: multipart/mixed; boundary=b\n"),
    ),
    "a mail of base64 of a bomb": (
        "a.eml",
        lambda: mail(
            base64.encodebytes(gzip.compress(b"\0" * 200 * MIB)),
            b"Content-Type: application/gzip; name=a.txt.gz\nContent-Disposition: attachment; filename=a.txt.gz\n"
            b"Content-Transfer-Encoding: base64\n",
        ),
    ),
    "addresses in a mail by the hundred thousand": (
        "a.eml",
        lambda: mail(TEXT.encode(), b"From: " + b"a b <a@b.c>, " * 200_000 + b"\n"),
    ),
    "a WARC whose record is longer than all of it": ("a.warc", lambda: warc((10**12, HTTP))),
    "a WARC of a negative length": ("a.warc", lambda: warc((-5, HTTP), (None, HTTP))),
    "a WARC of 20,000 records": ("a.warc", lambda: warc(*[(None, b"HTTP/1.1 200 OK\r\n\r\nhello")] * 20_000)),
    "a WARC of 30 heavy pages": (
        "a.warc",
        lambda: warc(
            *[(None, b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page("<p>Hi there</p>" * 900))] * 30
        ),
    ),
}
