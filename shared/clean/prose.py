"""How much a line says, whatever its script, and whether it is a sentence."""

import re

# A character of Chinese, Japanese or Korean says about as much as two and a half letters.
IDEOGRAPHS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_ENDS = frozenset(".!?…。！？।؟۔")  # noqa: RUF001 - of all scripts
_CLOSERS = "\"”“»«'’)]）」』 "  # noqa: RUF001 - as above
_SHORTEST = 40  # letters: shorter sentences are also labels and slogans


def ideographs(text: str) -> int:
    """How many characters of Chinese, Japanese or Korean there are."""
    return 0 if text.isascii() else len(IDEOGRAPHS.findall(text))


def weight(text: str) -> int:
    """Length, counted in letters of an alphabet."""
    return len(text) + ideographs(text) * 3 // 2


def ends_sentence(text: str) -> bool:
    last = text[-1:]
    return last in _ENDS or (last in _CLOSERS and text[-8:].rstrip(_CLOSERS)[-1:] in _ENDS)


def is_prose(text: str) -> bool:
    return ends_sentence(text) and weight(text) >= _SHORTEST


def lowered(text: str) -> str:
    """The text in lower case, letter for letter: `lower` makes two of a Turkish dotted I, and moves what follows."""
    return text.replace("İ", "i").lower() if "İ" in text else text.lower()


def paragraphs(body: str) -> list[str]:
    return [text for text in body.split("\n\n") if text]
