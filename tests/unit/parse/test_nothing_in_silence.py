"""What people upload by chance: each text in it becomes an article or has its reason, and no article is of rubbish."""

from datetime import UTC, datetime
from email.message import EmailMessage

import pytest

from shared.article import Failure, Upload
from shared.errors import Rejected
from shared.stages import Taken, take
from tests.unit.parse import samples

NOW = datetime(2026, 1, 1, tzinfo=UTC)
FIRST, SECOND = "The ferry to the islands left on time this morning.", "The harbour master counts on a long summer."


def outcomes(key: str, content: bytes) -> dict[str, str]:
    """For each member its body, or its reason; "" is the file itself."""
    try:
        parts = list(take(Upload("b", f"articles/{key}", content), NOW))
    except Rejected as problem:
        return {"": problem.reason}
    told = {}
    for part in parts:
        member, text = (part.member, part.reason) if isinstance(part, Failure) else _told(part)
        assert member not in told
        told[member] = text
    return told


def _told(part: Taken) -> tuple[str, str]:
    return part.article.member, part.article.body


def title(key: str, content: bytes) -> str:
    (part,) = take(Upload("b", f"articles/{key}", content), NOW)
    assert isinstance(part, Taken)
    return part.article.title


def mail(text: str, subject: str = "The harbour") -> EmailMessage:
    made = EmailMessage()
    made["From"], made["Subject"], made["Message-ID"] = (
        "Jane Doe <j@paper.example>",
        subject,
        f"<{len(text)}@p.example>",
    )
    made.set_content(text)
    return made


def test_a_mailbox_is_all_of_its_mails():
    envelope = b"From j@paper.example Fri May  3 12:15:00 2024\n"
    box = b"".join(
        envelope + mail(text).as_bytes() + b"\n"
        for text in (FIRST, f"{SECOND}\n\nFrom the quay, she sees every ship that comes in, said the harbour master.")
    )

    assert outcomes("a.mbox", box) == {
        "mail-1": FIRST,
        "mail-2": f"{SECOND}\n\nFrom the quay, she sees every ship that comes in, said the harbour master.",
    }
    assert outcomes("a.eml", envelope + mail(FIRST).as_bytes()) == {"": FIRST}


def test_a_mail_within_a_mail_is_an_article_of_its_own():
    outer = mail(FIRST)
    outer.add_attachment(mail(SECOND, "Summer"))

    assert outcomes("a.eml", outer.as_bytes()) == {"": FIRST, "part-1": SECOND}


def test_all_texts_of_a_mail_are_its_text():
    made = mail(FIRST)
    made.make_mixed()
    second = EmailMessage()
    second.set_content(SECOND)
    made.attach(second)

    assert outcomes("a.eml", made.as_bytes()) == {"": f"{FIRST}\n\n{SECOND}"}


def test_a_mail_that_is_encrypted_says_so():
    head = "From: a@b.example\nSubject: x\nMIME-Version: 1.0\nContent-Type: "
    pgp = head + (
        'multipart/encrypted; protocol="application/pgp-encrypted"; boundary=b\n\n--b\n'
        "Content-Type: application/pgp-encrypted\n\nVersion: 1\n--b\nContent-Type: application/octet-stream\n\n"
        "-----BEGIN PGP MESSAGE-----\nabc\n-----END PGP MESSAGE-----\n--b--\n"
    )
    smime = head + "application/pkcs7-mime; smime-type=enveloped-data\nContent-Transfer-Encoding: base64\n\nMIAGCSqG\n"

    assert outcomes("a.eml", pgp.encode()) == {"": "encrypted"}
    assert outcomes("a.eml", smime.encode()) == {"": "encrypted"}


def feed(*entries: tuple[str, str, str]) -> bytes:
    items = (f"<item><title>{t}</title><guid>{g}</guid><description>{d}</description></item>" for t, g, d in entries)
    return f'<rss version="2.0"><channel><title>P</title>{"".join(items)}</channel></rss>'.encode()


def test_entries_that_share_a_guid_are_articles_each_and_the_oldest_keeps_the_name():
    same = ("News", "1", FIRST)

    assert outcomes("a.rss", feed(("Summer", "1", SECOND), same)) == {"1": FIRST, "1#2": SECOND}
    assert outcomes("a.rss", feed(same, same)) == {"1": FIRST}


def test_html_in_markdown_is_read():
    text = f"# The harbour\n\n{FIRST}\n\n<div class=box><p>{SECOND}</p></div>\n\n<!-- more -->\n"

    assert outcomes("a.md", text.encode()) == {"": f"{FIRST}\n\n{SECOND}"}


def test_pages_that_were_saved_into_one_file_are_articles_each():
    second = samples.PAGE.replace(samples.PARAGRAPHS[0], f"{SECOND} {samples.PARAGRAPHS[0]}")

    told = outcomes("a.html", f"{samples.PAGE}\n{second}".encode())

    assert told == {"page-1": samples.BODY, "page-2": f"{SECOND} {samples.BODY}"}


def test_records_may_have_empty_lines_between_them_whatever_the_file_is_called():
    lines = b'{"id": 1, "body": "One."}\n\n{"id": 2, "body": "Two."}\n'

    assert outcomes("a.json", lines) == {"1": "One.", "2": "Two."}


def crawled(kind: str, body: bytes, packed: str = "") -> bytes:
    import io

    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    stream = io.BytesIO()
    writer = WARCWriter(stream, gzip=False)
    headers = [("Content-Type", kind)] + ([("Content-Encoding", packed)] if packed else [])
    answer = StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1")
    writer.write_record(
        writer.create_warc_record("https://p.example/a", "response", io.BytesIO(body), http_headers=answer)
    )
    return stream.getvalue()


def test_a_pdf_in_a_web_archive_is_an_article():
    assert outcomes("a.warc", crawled("application/pdf", samples.pdf())) == {"https://p.example/a": samples.BODY}


def test_a_page_that_is_packed_in_a_way_that_is_not_read_says_so():
    assert outcomes("a.warc", crawled("text/html", bytes(range(200)), "zstd")) == {
        "https://p.example/a": "unsupported-type"
    }


def test_pages_of_a_pdf_that_are_pictures_are_told_beside_the_text_of_the_others():
    from fpdf import FPDF
    from PIL import Image

    made = FPDF()
    made.set_font("Helvetica", size=11)
    for text in (FIRST, "", SECOND, ""):
        made.add_page()
        if text:
            made.multi_cell(0, 6, text)
        else:
            made.image(Image.new("L", (40, 40), 200), 10, 10, 100)
    made.add_page()  # of nothing at all: nothing is lost with it

    text, pictures = take(Upload("b", "articles/a.pdf", bytes(made.output())), NOW)

    assert isinstance(text, Taken)
    assert text.article.body == f"{FIRST}\n\n{SECOND}"
    assert pictures == Failure(
        "", "no-text-layer", "2 of 5 pages are pictures without a text layer and were not read: 2, 4"
    )


def word(*blocks: str) -> bytes:
    """A document of these blocks, as Word writes them."""
    import io

    import docx
    from docx.oxml import parse_xml

    names = (
        'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    )
    made = docx.Document()
    body = made.element.body
    for block in blocks:
        body.insert(len(body) - 1, parse_xml(block.replace(">", f" {names}>", 1)))
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def para(*inside: str) -> str:
    return f"<w:p>{''.join(inside)}</w:p>"


def cell(*inside: str) -> str:
    return f"<w:tc>{''.join(inside)}</w:tc>"


BOX = f"<w:txbxContent>{para(run('In a box.'))}</w:txbxContent>"
BLOCKS = {
    "a field": (f"<w:sdt><w:sdtContent>{para(run(SECOND))}</w:sdtContent></w:sdt>", [SECOND]),
    "put in": (para(run("It left "), f"<w:ins>{run('on time ')}</w:ins>", run("today.")), ["It left on time today."]),
    "taken out": (
        para(run("It left "), "<w:del><w:r><w:delText>late </w:delText></w:r></w:del>", run("today.")),
        ["It left today."],
    ),
    "moved": (para(f"<w:moveFrom>{run('Gone.')}</w:moveFrom>", run(SECOND)), [SECOND]),
    "a field in a line": (
        para(run("A long "), f"<w:sdt><w:sdtContent>{run('summer')}</w:sdtContent></w:sdt>", run(" it is.")),
        ["A long summer it is."],
    ),
    "a box": (
        para(
            run(SECOND),
            f"<w:r><mc:AlternateContent><mc:Choice>{BOX}</mc:Choice>",
            f"<mc:Fallback>{BOX}</mc:Fallback></mc:AlternateContent></w:r>",
        ),
        [SECOND, "In a box."],
    ),
    "boxes in one another": (
        para(run(SECOND), f"<w:r><w:txbxContent>{para(run('Around.'), f'<w:r>{BOX}</w:r>')}</w:txbxContent></w:r>"),
        [SECOND, "Around.", "In a box."],
    ),
    "a box in a table": (
        f"<w:tbl><w:tr>{cell(para(run('Lund'), f'<w:r>{BOX}</w:r>'))}</w:tr></w:tbl>",
        ["Lund", "In a box."],
    ),
    "a table": (
        f"<w:tbl><w:tr>{cell(para(run('Lund')), para(run('harbour')))}{cell(para(run('42')))}</w:tr></w:tbl>",
        ["Lund harbour, 42"],
    ),
}


@pytest.mark.parametrize(("block", "expected"), BLOCKS.values(), ids=BLOCKS)
def test_all_that_a_document_shows_is_read(block, expected):
    body = word(f"<w:p>{run(FIRST)}</w:p>", block, f"<w:p>{run('It is the third summer.')}</w:p>")

    assert outcomes("a.docx", body) == {"": "\n\n".join([FIRST, *expected, "It is the third summer."])}


@pytest.mark.parametrize("name", ["a.txt", "a", "a.MD.GZ"])
def test_front_matter_is_known_whatever_the_file_is_called(name):
    import gzip

    body = gzip.compress(samples.MARKDOWN.encode()) if name.endswith("GZ") else samples.MARKDOWN.encode()

    assert (title(name, body), outcomes(name, body)) == (samples.TITLE, {"": samples.BODY})


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.jsonl", "a.eml", "a.nitf"])
def test_lines_may_end_as_they_did_on_old_macs(name):
    body = samples.FILES[name]

    assert outcomes(name, body.replace(b"\n", b"\r")) == outcomes(name, body)


@pytest.mark.parametrize("text", ["x", "12345 67890", "... --- !!!", "<", "%"])
def test_what_has_no_word_is_no_article(text):
    assert outcomes("a.txt", text.encode()) == {"": "no-body"}


@pytest.mark.parametrize("text", ["Hello", "雨"])
def test_a_word_is_one(text):
    assert outcomes("a.txt", text.encode()) == {"": text}


def test_a_text_without_spaces_has_its_first_letters_for_a_title():
    text = "港口上周五在两年的维修之后重新开放" * 8 + "。"

    assert title("a.json", f'{{"body": "{text}"}}'.encode()) == f"{text[:100]}…"


@pytest.mark.parametrize(
    ("start", "name"),
    [
        (b"\x1f\x9d\x90", "a compress (.Z) file"),
        (b'\x04"M\x18', "an LZ4 file"),
        (b"MSCF\0\0\0\0", "a Windows cabinet"),
        (b"!<arch>\n", "a Unix archive or Debian package"),
        (b'x\x9f>"', "an Outlook winmail.dat file"),
        (b"\0\0\0\x18ftypheic", "a HEIC or AVIF image"),
        (b"bplist00", "an Apple property list"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><text>A picture of words.</text></svg>', "XML of the kind <svg>"),
    ],
)
def test_what_is_none_is_called_by_its_name(start, name):
    with pytest.raises(Rejected, match="the object looks like ") as refused:
        list(take(Upload("b", "articles/a", start + b"and some words of text behind it"), NOW))

    assert refused.value.detail.startswith(f"the object looks like {name}, ")


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        ('{"title": "T", "content": "x"}', "the article has neither a body nor html, only title, content"),
        ("{}", "the article has neither a body nor html"),
        ('{"body": "x", "guid": ' + "9" * 5_000 + "}", "line 1: a number of more than 4,300 digits"),
    ],
)
def test_a_record_that_cannot_be_taken_says_what_to_mend(text, detail):
    with pytest.raises(Rejected) as refused:
        list(take(Upload("b", "articles/a.json", text.encode()), NOW))

    assert refused.value.detail == detail
