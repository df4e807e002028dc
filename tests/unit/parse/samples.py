# ruff: noqa: E501 - XML is read by the line
"""The same story in every format, each file made by a tool of that format's own world."""

import gzip
import io
import json
import tarfile
import zipfile
from datetime import UTC, datetime
from email.message import EmailMessage

TITLE = "The harbour opens again"
AUTHOR = "Jane Doe"
MOMENT = datetime(2024, 5, 3, 10, 15, tzinfo=UTC)
PARAGRAPHS = [
    "The harbour of Lund opened again on Friday after two years of repairs, the town said in a statement.",
    "A ferry to the islands is to follow in the spring. The works had cost 42 million crowns, said the harbour master.",
    "It was a long wait, said Maria Lindqvist, who sells fish at the quay. Nobody had counted on two winters.",
]
BODY = "\n\n".join(PARAGRAPHS)
PAGE = (
    f"<!doctype html><html><head><title>{TITLE}</title></head><body><article><h1>{TITLE}</h1>"
    + "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    + "</article></body></html>"
)
TEXT = f"{TITLE}\n\n{BODY}\n"
JSON_LINES = "".join(json.dumps({"id": each, "title": f"Title {each}", "body": BODY}) + "\n" for each in ("one", "two"))


def pdf(pages: int = 1) -> bytes:
    from fpdf import FPDF

    made = FPDF()
    made.set_title(TITLE)
    made.set_author(AUTHOR)
    made.set_creation_date(MOMENT)
    for number in range(pages):
        made.add_page()
        made.set_font("Helvetica", size=20)
        if not number:
            made.multi_cell(0, 10, TITLE, new_x="LMARGIN", new_y="NEXT")
        made.set_font("Helvetica", size=11)
        for text in PARAGRAPHS:
            made.ln(4)
            made.multi_cell(0, 6, text, new_x="LMARGIN", new_y="NEXT")
    return bytes(made.output())


def docx() -> bytes:
    from docx import Document

    made = Document()
    made.core_properties.author, made.core_properties.title = AUTHOR, TITLE
    made.core_properties.created = MOMENT.replace(tzinfo=None)
    made.add_heading(TITLE, level=0)
    for text in PARAGRAPHS:
        made.add_paragraph(text)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def mail(*attached: tuple[str, bytes], html: bool = False) -> bytes:
    made = EmailMessage()
    made["Subject"], made["From"], made["To"] = TITLE, f"{AUTHOR} <jane@paper.example>", "desk@paper.example"
    made["Date"], made["Message-ID"] = "Fri, 03 May 2024 12:15:00 +0200", "<harbour-1@paper.example>"
    made.set_content("\n\n".join(wrapped(text) for text in PARAGRAPHS) + "\n\n-- \nJane Doe, The Paper\n+46 555 0100\n")
    if html:
        made.add_alternative(PAGE, subtype="html")
    for name, body in attached:
        made.add_attachment(body, maintype="application", subtype="octet-stream", filename=name)
    return made.as_bytes()


def wrapped(text: str) -> str:
    import textwrap

    return textwrap.fill(text, 72)


def mhtml() -> bytes:
    made = EmailMessage()
    made["From"], made["Subject"] = "<Saved by Blink>", TITLE
    made["Snapshot-Content-Location"] = "https://paper.example/harbour"
    made.set_content(PAGE, subtype="html", cte="quoted-printable")
    made.make_related()
    made.add_related(b"\x89PNG\r\n", maintype="image", subtype="png", cid="<logo>")
    return made.as_bytes()


def warc(*, packed: bool = False) -> bytes:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    stream = io.BytesIO()
    writer = WARCWriter(stream, gzip=packed)
    pages = [
        ("https://paper.example/harbour", "200 OK", "text/html; charset=utf-8", gzip.compress(PAGE.encode())),
        ("https://paper.example/logo.png", "200 OK", "image/png", b"\x89PNG\r\n\x1a\n"),
        ("https://paper.example/gone", "404 Not Found", "text/html", b"<p>Not here."),
        ("https://paper.example/empty", "200 OK", "text/html", b" "),
    ]
    for address, status, kind, body in pages:
        headers = [("Content-Type", kind)]
        packed_body = body.startswith(b"\x1f\x8b")
        headers += [("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked")] if packed_body else []
        sent = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body) if packed_body else body
        answer = StatusAndHeaders(status, headers, protocol="HTTP/1.1")
        writer.write_record(writer.create_warc_record(address, "response", io.BytesIO(sent), http_headers=answer))
    return stream.getvalue()


def warc_of(*pages: tuple[str, bytes]) -> bytes:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    stream = io.BytesIO()
    writer = WARCWriter(stream, gzip=False)
    for address, body in pages:
        answer = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
        writer.write_record(writer.create_warc_record(address, "response", io.BytesIO(body), http_headers=answer))
    return stream.getvalue()


def zipped(*files: tuple[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files:
            archive.writestr(name, body)
    return stream.getvalue()


def tarred(*files: tuple[str, bytes], mode: str = "w") -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode=mode) as archive:
        for name, body in files:
            info = tarfile.TarInfo(name)
            info.size = len(body)
            archive.addfile(info, io.BytesIO(body))
    return stream.getvalue()


RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Paper</title><link>https://paper.example/</link><language>en-gb</language>
<item><title>{TITLE}</title><link>https://paper.example/harbour</link><guid isPermaLink="false">harbour-1</guid>
<pubDate>Fri, 03 May 2024 12:15:00 +0200</pubDate><dc:creator>{AUTHOR}</dc:creator><category>Local</category>
<category>Ports</category><description>Two years of repairs are over.</description>
<content:encoded><![CDATA[{"".join(f"<p>{text}</p>" for text in PARAGRAPHS)}
<p>The post <a href="#">{TITLE}</a> appeared first on <a href="#">The Paper</a>.</p>]]></content:encoded></item>
<item><title>Second</title><link>https://paper.example/second</link><description>&lt;p&gt;All that the feed says of it.&lt;/p&gt;</description></item>
<item><title>Third, of which the feed says nothing</title><link>https://paper.example/third</link></item>
</channel></rss>"""

ATOM = f"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>The Paper</title>
<entry><title type="html">{TITLE}</title><id>tag:paper.example,2024:harbour</id>
<link rel="alternate" href="https://paper.example/harbour"/><link rel="edit" href="https://paper.example/edit"/>
<published>2024-05-03T10:15:00Z</published><updated>2024-05-03T11:00:00Z</updated><author><name>{AUTHOR}</name></author>
<category term="local" label="Local"/><summary>Two years of repairs are over.</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{"".join(f"<p>{text}</p>" for text in PARAGRAPHS)}</div></content>
</entry></feed>"""

NITF = f"""<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE nitf SYSTEM "http://www.nitf.org/IPTC/NITF/3.4/specification/dtd/nitf-3-4.dtd">
<nitf><head><title>slug</title><tobject tobject.type="news"><tobject.subject tobject.subject.type="Economy"/></tobject>
<docdata><doc-id id-string="harbour-1" regsrc="Wire"/><date.issue norm="20240503T101500Z"/>
<key-list><keyword key="ports"/><keyword key="repairs"/></key-list></docdata>
<pubdata name="The Paper" position.section="Local" ex-ref="https://paper.example/harbour"/></head>
<body xml:lang="en"><body.head><hedline><hl1>{TITLE}</hl1></hedline><byline>By <person>{AUTHOR}</person><byttl>Staff</byttl></byline>
<abstract><p>Two years of repairs are over.</p></abstract><distributor><org>Reuters</org></distributor></body.head>
<body.content><media media-type="image"><media-caption>The quay</media-caption></media>
<block>{"".join(f"<p>{text}</p>" for text in PARAGRAPHS)}</block></body.content></body></nitf>"""


def news_item(guid: str, content: str) -> str:
    return f"""<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="{guid}" version="2" xml:lang="en">
<rightsInfo><copyrightHolder literal="The Paper"/></rightsInfo>
<itemMeta><itemClass qcode="ninat:text"/><provider literal="Reuters"/><versionCreated>2024-05-03T11:00:00Z</versionCreated>
<firstCreated>2024-05-03T10:15:00Z</firstCreated></itemMeta>
<contentMeta><by>By {AUTHOR}</by><language tag="en"/><subject qcode="medtop:04000000"><name>Economy</name></subject>
<headline>{TITLE}</headline><description role="drol:summary">Two years of repairs are over.</description>
<keyword>ports</keyword></contentMeta><contentSet>{content}</contentSet></newsItem>"""


def inline_nitf() -> str:
    blocks = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    return (
        '<inlineXML contenttype="application/nitf+xml"><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><body>'
        f"<body.content>{blocks}</body.content></body></nitf></inlineXML>"
    )


def inline_page() -> str:
    blocks = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    return (
        '<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title>'
        f"</head><body>{blocks}</body></html></inlineXML>"
    )


NEWSML = (
    '<?xml version="1.0"?><newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>'
    + news_item("urn:one", inline_nitf())
    + news_item("urn:two", inline_page())
    + news_item("urn:three", f'<inlineData contenttype="text/plain">{BODY}</inlineData>')
    + news_item("urn:picture", '<remoteContent href="quay.jpg"/>')
    + "</itemSet></newsMessage>"
)

MARKDOWN = f"""---
title: "{TITLE}"
author: {AUTHOR}
date: 2024-05-03T12:15:00+02:00
categories: [Local]
tags: [ports, repairs]
layout: post
---

{PARAGRAPHS[0]}

{PARAGRAPHS[1]} ![quay](quay.jpg)

> {PARAGRAPHS[2]}
"""

FILES: dict[str, bytes] = {
    "a.txt": TEXT.encode(),
    "a.md": MARKDOWN.encode(),
    "a.html": PAGE.encode(),
    "a.jsonl": JSON_LINES.encode(),
    "a.rss": RSS.encode(),
    "a.atom": ATOM.encode(),
    "a.nitf": NITF.encode(),
    "a.newsml": NEWSML.encode(),
    "a.eml": mail(("notes.txt", TEXT.encode()), html=True),
    "a.mhtml": mhtml(),
    "a.pdf": pdf(),
    "a.docx": docx(),
    "a.warc": warc(),
    "a.warc.gz": warc(packed=True),
    "a.zip": zipped(("a.txt", TEXT.encode()), ("b.html", PAGE.encode())),
    "a.tar": tarred(("a.txt", TEXT.encode())),
    "a.tar.gz": tarred(("a.txt", TEXT.encode()), mode="w:gz"),
    "a.txt.gz": gzip.compress(TEXT.encode()),
}
