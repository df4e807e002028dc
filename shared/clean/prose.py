# ruff: noqa: RUF001 - punctuation of other scripts is meant
"""How much a line says, whatever its script, and whether it is a sentence."""

import re

# A character of Chinese, Japanese or Korean says about as much as two and a half letters.
IDEOGRAPHS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_ENDS = frozenset(".!?…。！？।؟۔")
_CLOSERS = "\"”“»«'’)]）」』 "
# The agency behind a story's last sentence: "... zu bleiben. (dpa/AFP)". AP, PA and Reuters stand so behind captions.
_SIGNED = re.compile(
    r"[.!?…。！？][\"”“»«'’」』]?\s?[(（\[](?:\w{2,4}/)?(?:dpa(?:-AFX|-infocom)?|APA|(?:Keystone-)?SDA|SID|KNA|epd|AFP|ANSA|EFE"
    r"|Europa Press|Belga|ANP|NTB|TT|Ritzau|PAP|ČTK|MTI|新华社|中新社)(?:[/,]\s?\w{2,8})*[)）\]]$",
    re.IGNORECASE,
)
_BRACKETS = ")）]"
_SHORTEST = 40  # letters: shorter sentences are also labels and slogans


def ideographs(text: str) -> int:
    """How many characters of Chinese, Japanese or Korean there are."""
    return 0 if text.isascii() else len(IDEOGRAPHS.findall(text))


def weight(text: str) -> int:
    """Length, counted in letters of an alphabet."""
    return len(text) + ideographs(text) * 3 // 2


def ends_sentence(text: str) -> bool:
    last = text[-1:]
    if last in _ENDS or (last in _CLOSERS and text[-8:].rstrip(_CLOSERS)[-1:] in _ENDS):
        return True
    return last in _BRACKETS and _SIGNED.search(text[-40:]) is not None


def is_prose(text: str) -> bool:
    return ends_sentence(text) and weight(text) >= _SHORTEST


def lowered(text: str) -> str:
    """The text in lower case, letter for letter: `lower` makes two of a Turkish dotted I, and moves what follows."""
    return text.replace("İ", "i").lower() if "İ" in text else text.lower()


def paragraphs(body: str) -> list[str]:
    return [text for text in body.split("\n\n") if text]
