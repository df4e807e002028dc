"""What the readers of formats are given: bytes with a name, and what may still come out of them."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from shared.article import Document, Failure
from shared.errors import Rejected
from shared.parse.charset import decoded

# The longest article measured has 40,000 characters of text and pages carry up to 3 MB of scripts around theirs;
# ten of the largest fit, and one upload still cannot fill the memory of a small function.
MAX_BYTES = 10 * 1024 * 1024
MAX_INFLATED = 50 * 1024 * 1024  # bytes out of one upload, all its members together
MAX_RATIO = 100  # text packs 3:1 to 10:1, logs and markup 30:1; bombs 1,000:1
MAX_MEMBERS = 1_000
MAX_DEPTH = 3  # archives within archives
_RATIO_FROM = 1024 * 1024  # bytes: a small file of blanks is no bomb
_LONGEST_NAME = 400  # characters of a member's name; it is kept in the index
_CONTROLS = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")

type Part = Document | Failure


class Allowance:
    """What one upload may still unpack: shared by all its members, however deep, so that nesting gains nothing."""

    def __init__(self, packed: int) -> None:
        self._packed = packed
        self.inflated = 0
        self.members = 0

    def room(self) -> int:
        """Bytes of the next member that may be read."""
        return min(MAX_BYTES, MAX_INFLATED - self.inflated)

    def spend(self, size: int) -> None:
        """Count bytes that came out. Raises Rejected where they are more than an honest archive holds."""
        self.inflated += size
        if self.inflated > MAX_INFLATED:
            raise Rejected("too-large", f"unpacked it has more than {MAX_INFLATED // 1024**2} MiB: split it")
        if self.inflated > _RATIO_FROM and self.inflated > MAX_RATIO * self._packed:
            raise Rejected("hostile-archive", f"it unpacks to more than {MAX_RATIO} times its size")

    def enter(self) -> None:
        """Count a member. Raises Rejected when there are too many."""
        self.members += 1
        if self.members > MAX_MEMBERS:
            raise Rejected("too-large", f"it has more than {MAX_MEMBERS:,} members: split it")


@dataclass(frozen=True, slots=True)
class Source:
    """Bytes to be read, what they are called, and who sent them: `depth` counts the archives around them."""

    body: bytes
    name: str
    content_type: str = ""
    depth: int = 0
    allowance: Allowance = field(default_factory=lambda: Allowance(MAX_BYTES))

    def text(self) -> str:
        """Decoded. Raises Rejected where it is no text, or none at all."""
        text = decoded(self.body, self.content_type)
        if not text.strip():
            raise Rejected("empty", "the object holds nothing but white space")
        return text

    def member(self, body: bytes, name: str, content_type: str = "") -> "Source":
        return Source(body, name, content_type, self.depth + 1, self.allowance)


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside another: its name, and how to read it. `read` raises Rejected where that cannot be."""

    name: str
    read: Callable[[], Source]


def refuse_depth(source: Source) -> None:
    if source.depth >= MAX_DEPTH:
        raise Rejected("hostile-archive", f"archives are nested deeper than {MAX_DEPTH} levels")


def parts_of(members: Iterator[Member], parse: Callable[[Source], Iterator[Part]]) -> Iterator[Part]:
    """What the members hold, each part named by its member. A bad member is a failure beside the good."""
    taken: set[str] = set()
    count = 0
    for count, member in enumerate(members, 1):  # noqa: B007 - an empty archive is told from its count
        name = unique_name(_plain(member.name), taken)
        try:
            for part in parse(member.read()):
                yield replace(part, member="/".join(filter(None, (name, part.member))))
        except Rejected as problem:
            yield Failure(name, problem.reason, problem.detail)
    if not count:
        raise Rejected("empty", "there is no file in the archive")


@contextmanager
def reading(what: str) -> Iterator[None]:
    """Turns whatever a library raises of a damaged file into Rejected: none of them says all that it may raise."""
    try:
        yield
    except Rejected:
        raise
    except Exception as error:
        told = " ".join(str(error).split())[:200] or type(error).__name__
        raise Rejected("damaged", f"the {what} cannot be read: {told}") from error


def _plain(name: str) -> str:
    """The name as the index can keep it."""
    return _CONTROLS.sub("", name)[-_LONGEST_NAME:].strip() or "unnamed"


def unique_name(name: str, taken: set[str]) -> str:
    """Archives may hold several files of one name; each is an article of its own."""
    number, candidate = 1, name
    while candidate in taken:
        number += 1
        candidate = f"{name}#{number}"
    taken.add(candidate)
    return candidate
