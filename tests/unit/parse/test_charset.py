"""Bytes become the text their writer meant."""

import pytest

from shared.errors import Rejected
from shared.parse.charset import decoded

STORY = "Die Brücke über die Lauken ist wieder offen – nach drei Jahren. „Endlich“, sagte Bürgermeisterin Strobl. " * 4


def test_valid_utf8_is_read_as_utf8_whatever_is_declared():
    page = f'<meta charset="iso-8859-1">{STORY}'
    assert decoded(page.encode(), "text/html; charset=windows-1252") == page


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"])
def test_unicode_is_known_by_its_mark_or_its_zeros(encoding):
    assert decoded(STORY.encode(encoding)) == STORY


def test_the_content_type_names_the_charset():
    assert decoded(STORY.encode("cp1252"), "text/plain; charset=ISO-8859-1") == STORY


def test_the_page_names_the_charset():
    page = f'<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1252">{STORY}'
    assert decoded(page.encode("cp1252")) == page


def test_a_charset_that_nobody_names_is_detected():
    story = "Мост через реку снова открыт после трёх лет ремонта, сообщила администрация города. " * 5
    assert decoded(story.encode("cp1251")) == story


def test_a_charset_that_does_not_exist_is_passed_over():
    assert decoded("né à Lauken".encode("cp1252"), "text/plain; charset=klingon").startswith("n")


def test_utf8_with_a_broken_end_is_still_utf8():
    assert decoded(STORY.encode() + b"\xe2\x80") == STORY + "\ufffd"


def test_stray_controls_and_byte_order_marks_are_taken_out():
    assert (
        decoded("One\0 line,\x0b and \ufeffa\x1b se\x9dcond of it all.\n".encode())
        == "One line,\x0b and a second of it all.\n"
    )


def test_a_text_full_of_controls_is_none():
    with pytest.raises(Rejected, match="binary"):
        decoded(b"\x01\x02\x03\x04text" * 20)


GERMAN = (
    "Der Hafen von Lund ist nach zwei Jahren Umbau wieder geöffnet, so die Behörde. Größere Fähren können von "
    "Frühjahr an wieder anlegen, und auf den Inseln freuen sich die Händler darüber schon sehr."
)
SPANISH = (
    "El puerto de Gijón abrió de nuevo el viernes después de dos años de obras, según informó el ayuntamiento. En "
    "otoño llegará también el transbordador de las islas, dijo la señora Núñez."
)


@pytest.mark.parametrize("encoding", ["mac_roman", "cp850", "cp437", "cp1252"])
@pytest.mark.parametrize("text", [GERMAN, SPANISH], ids=["German", "Spanish"])
def test_texts_of_old_macs_and_of_dos_are_read_as_they_were_written(text, encoding):
    assert decoded(text.encode(encoding)) == text
