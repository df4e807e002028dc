"""A pattern of hundreds of alternatives, put so that a line meets only the few of its own first letter."""

import re
from collections import defaultdict
from collections.abc import Iterator

_PIECE = re.compile(r"\\.|\[[^\]]*\]|[()|]|[^\\\[()|]+")
_REPEATS = ("?", "*", "+", "{")


def by_first_letter(pattern: str) -> str:
    """The same alternatives, grouped: "share|save|tweet" as "(?:s(?:hare|ave)|t(?:weet))".

    Where some begin with anything but a letter, these come before or behind others that they stood among: then a match
    tells that there is one, and not by which alternative.
    """
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for each in _alternatives(pattern):
        letter = each[0] if each[0].isalpha() and not each[1:].startswith(_REPEATS) else ""
        groups[letter].append(each.removeprefix(letter))
    return f"(?:{'|'.join(f'{letter}(?:{"|".join(rest)})' for letter, rest in groups.items())})"


def _alternatives(pattern: str) -> Iterator[str]:
    """The parts between the bars that stand in no bracket."""
    depth, part = 0, ""
    for piece in _PIECE.findall(pattern):
        depth += (piece == "(") - (piece == ")")
        if piece == "|" and not depth:
            yield part
            part = ""
        else:
            part += piece
    yield part
