"""Archives: each file in them is an article, bad ones stand beside the good, and bombs end at once."""

import gzip
import time
import zlib
from collections.abc import Iterator

import pytest

from shared.article import Document, Failure, Upload
from shared.errors import Rejected
from shared.parse import parse
from tests.unit.parse import samples
from tests.unit.parse.samples import tarred, zipped

TEXT = samples.TEXT.encode()


def outcomes(body: bytes, key: str = "articles/a") -> list[tuple[str, str]]:
    return [
        (part.member, part.reason if isinstance(part, Failure) else part.kind) for part in parse(Upload("b", key, body))
    ]


def reason(body: bytes, key: str = "articles/a") -> str:
    with pytest.raises(Rejected) as refusal:
        list(parse(Upload("b", key, body)))
    return refusal.value.reason


@pytest.fixture(autouse=True)
def quickly() -> Iterator[None]:
    """Whatever an archive holds, saying so takes seconds of a processor: other work on the machine is not counted."""
    started = time.process_time()
    yield
    assert time.process_time() - started < 5


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_every_file_in_an_archive_is_named_by_its_path(pack):
    packed = pack(
        ("news/a.txt", TEXT), ("news/b.html", samples.PAGE.encode()), ("c.jsonl", samples.JSON_LINES.encode())
    )

    assert outcomes(packed) == [
        ("news/a.txt", "text"),
        ("news/b.html", "html"),
        ("c.jsonl/one", "fields"),
        ("c.jsonl/two", "fields"),
    ]


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_a_bad_file_stands_beside_the_good(pack):
    packed = pack(("logo.png", b"\x89PNG\r\n\x1a\n"), ("a.txt", TEXT), ("empty.txt", b""))

    assert outcomes(packed) == [("logo.png", "binary"), ("a.txt", "text"), ("empty.txt", "empty")]


def test_archives_within_archives_are_opened():
    inner = tarred(("a.txt", TEXT), mode="w:gz")

    assert outcomes(zipped(("inner.tar.gz", inner))) == [("inner.tar.gz/a.txt", "text")]


def test_nesting_ends_at_three_levels():
    packed = TEXT
    for level in range(5):
        packed = zipped((f"{level}", packed))

    assert outcomes(packed) == [("4/3/2", "hostile-archive")]


def test_a_gzip_file_is_what_it_holds():
    assert list(parse(Upload("b", "a.txt.gz", gzip.compress(TEXT)))) == list(parse(Upload("b", "a.txt", TEXT)))


def test_a_gzip_file_of_several_pieces_is_all_of_them():
    (whole,) = parse(Upload("b", "a.gz", gzip.compress(TEXT[:100]) + gzip.compress(TEXT[100:])))

    assert isinstance(whole, Document)
    assert whole.text == samples.TEXT


def test_what_stands_behind_the_end_of_a_gzip_file_is_told_and_padding_is_not():
    packed = gzip.compress(TEXT)

    assert outcomes(packed + bytes(512)) == [("", "text")]
    assert outcomes(packed + b"<html>an error page</html>") == [("", "text"), ("", "damaged")]


def test_two_files_of_one_name_are_two_articles():
    assert outcomes(tarred(("a.txt", TEXT), ("a.txt", TEXT))) == [("a.txt", "text"), ("a.txt#2", "text")]


def test_what_systems_put_into_archives_is_passed_over():
    assert outcomes(zipped(("__MACOSX/._a.txt", b"\0\5\x16\7"), (".DS_Store", b"\0"), ("a.txt", TEXT))) == [
        ("a.txt", "text")
    ]


def test_a_path_that_leads_out_is_only_a_name():
    assert outcomes(zipped(("../../etc/passwd", TEXT))) == [("../../etc/passwd", "text")]


def test_an_empty_archive_is_empty():
    assert reason(zipped()) == "empty"


@pytest.mark.parametrize(
    ("name", "expected"),
    [("xl/workbook.xml", "unsupported-type"), ("META-INF/container.xml", "unsupported-type")],
)
def test_documents_that_are_zip_archives_are_not_unpacked(name, expected):
    assert reason(zipped((name, b"<x/>"))) == expected


def test_a_tar_archive_with_a_spoilt_header_gives_what_stands_before_it_and_says_so():
    packed = bytearray(tarred(("a.txt", TEXT), ("b.txt", TEXT), ("c.txt", TEXT)))
    packed[packed.index(b"b.txt") + 100 : packed.index(b"b.txt") + 160] = b"\xff" * 60

    assert outcomes(bytes(packed)) == [("a.txt", "text"), ("", "damaged")]


def test_a_gzip_bomb_ends_at_the_ratio():
    assert reason(gzip.compress(bytes(60_000_000))) == "hostile-archive"


def test_a_gzip_file_of_more_than_an_article_may_have_is_too_large():
    noise = b"".join(b"%d " % (number * 7919 % 1_000_003) for number in range(1_700_000))

    assert reason(gzip.compress(noise, 1)) == "too-large"


def test_a_zip_bomb_spoils_its_own_files_only():
    told = outcomes(zipped(("a.txt", TEXT), *((f"{number}", bytes(9_000_000)) for number in range(3))))

    assert told == [("a.txt", "text"), ("0", "hostile-archive"), ("1", "hostile-archive"), ("2", "hostile-archive")]


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_an_archive_of_too_many_files_is_refused(pack):
    assert reason(pack(*((str(number), b"") for number in range(1_001)))) == "too-large"


def test_an_archive_of_a_hundred_thousand_files_is_refused_as_quickly():
    header = tarred(("a", b""))[:512]

    assert reason(gzip.compress(header * 100_000)) in {"too-large", "hostile-archive"}


def test_a_pdf_of_ten_thousand_pages_is_cut_and_says_so():
    (part,) = parse(Upload("b", "a.pdf", samples.pdf(400)))

    assert isinstance(part, Document)
    assert part.truncated


def test_a_pdf_of_pictures_has_no_text_layer():
    from fpdf import FPDF

    made = FPDF()
    made.add_page()
    made.rect(10, 10, 50, 50)

    assert reason(bytes(made.output())) == "no-text-layer"


def test_a_pdf_with_a_password_is_encrypted():
    from fpdf import FPDF

    made = FPDF()
    made.set_encryption(owner_password="o", user_password="u")
    made.add_page()

    assert reason(bytes(made.output())) == "encrypted"


def test_a_pdf_that_unpacks_to_more_than_there_is_memory_is_refused():
    stream = zlib.compress(bytes(150_000_000), 1)
    bomb = b"99 0 obj\n<</Length %d/Filter/FlateDecode>>\nstream\n%s\nendstream\nendobj\ntrailer" % (
        len(stream),
        stream,
    )

    assert reason(samples.pdf().replace(b"trailer", bomb)) == "hostile-pdf"


@pytest.mark.parametrize("root", ["rss", "nitf", "newsItem"])
def test_entities_of_its_own_make_xml_hostile(root):
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    text = f'<?xml version="1.0"?><!DOCTYPE {root} [<!ENTITY a0 "ha">{laughs}]><{root} version="2.0">&a9;</{root}>'

    assert reason(text.encode()) == "hostile-xml"


def test_a_file_that_xml_names_is_not_read():
    text = '<?xml version="1.0"?><!DOCTYPE nitf [<!ENTITY x SYSTEM "file:///etc/hostname">]><nitf>&x;</nitf>'

    assert reason(text.encode()) == "hostile-xml"


def test_a_feed_of_a_hundred_thousand_entries_is_refused():
    assert reason(b'<rss version="2.0"><channel>' + b"<item><title>a</title></item>" * 100_000) == "hostile-xml"
