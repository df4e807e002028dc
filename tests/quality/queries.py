"""Queries that nobody should send and somebody will, by seed."""

import random
from collections.abc import Iterator

SIGNS = "\"'`()[]{}<>/\\^~*?:;,.!|&+-=@#%_$“”«»"
CONTROLS = [chr(n) for n in (*range(32), 127, 0x85, 0x200B, 0x202E, 0x2028, 0xFEFF, 0xFFFE)]
SCRIPTS = [
    range(0x41, 0x5B), range(0x61, 0x7B), range(0xC0, 0x250), range(0x370, 0x400), range(0x400, 0x530),
    range(0x530, 0x590), range(0x590, 0x600), range(0x600, 0x700), range(0x900, 0x980), range(0xE00, 0xE80),
    range(0x10A0, 0x1100), range(0x1780, 0x1800), range(0x3040, 0x3100), range(0x4E00, 0x9FFF), range(0xAC00, 0xD7A4),
    range(0x1F300, 0x1F700), range(0x20000, 0x20100), range(0x300, 0x370),
]  # fmt: skip
WORDS = ["harbour", "ferry", "the", "OR", "AND", "NOT", "section:Business", "author:", "_id:1", "-no", "+must", "har*",
         "ha*", '"two words"', "a-b-c", "*:*", "title:/.*/", "[1 TO 2]", "{!lucene}", "${jndi:x}", "<script>", "%00",
         "' OR 1=1 --", "../../etc/passwd", "alibabba~2", "x^99999"]  # fmt: skip


def fuzzed(count: int, seed: int) -> Iterator[str]:
    chance = random.Random(seed)
    for _ in range(count):
        yield chance.choice(_KINDS)(chance)


def _signs(chance: random.Random) -> str:
    return "".join(chance.choice(SIGNS + "ab ") for _ in range(chance.randint(1, 60)))


def _controls(chance: random.Random) -> str:
    return "".join(chance.choice([*CONTROLS, *"harbour "]) for _ in range(chance.randint(1, 60)))


def _script(chance: random.Random) -> str:
    letters = chance.choice(SCRIPTS)
    return "".join(chr(chance.choice(letters)) if chance.random() < 0.85 else " " for _ in range(chance.randint(1, 80)))


def _mixture(chance: random.Random) -> str:
    return chance.choice([" ", ""]).join(chance.choice(WORDS) for _ in range(chance.randint(1, 30)))


def _long(chance: random.Random) -> str:
    piece = chance.choice(["x", "國", "ferry ", '"', "(", "-a ", "abc* ", "a OR ", "é", "\U0001f600"])
    return (piece * 5_000)[: chance.choice([511, 512, 513, 5_000])]


def _halved(chance: random.Random) -> str:
    """Cut out of a good query, so that nothing is closed."""
    query = 'harbour "ferry terminal" (opens OR closes) section:"World News" author:[Li {Yan} har* -"no'
    start = chance.randrange(len(query))
    return query[start : start + chance.randint(1, 40)]


_KINDS = [_signs, _controls, _script, _mixture, _long, _halved]
