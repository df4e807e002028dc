"""gzip, zip and tar -> what is inside. Nothing is written anywhere, so names lead nowhere; sizes are watched."""

import re
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from io import BytesIO
from itertools import chain
from typing import IO

from shared.article import Failure
from shared.errors import Rejected
from shared.parse.cut import behind, cut_short, told, whole_parts
from shared.parse.source import MAX_BYTES, MAX_MEMBERS, Member, Part, Source, parts_of, reading, refuse_depth

_CHUNK = 256 * 1024  # bytes read before the sums are looked at again
_WINDOW = 16 * 1024  # packed bytes looked at together
_GZIP = 16 + zlib.MAX_WBITS  # zlib's way of asking for gzip's header and checksum
_ENDING = re.compile(r"\.(?:(tgz)|gz)$", re.IGNORECASE)
_LONGEST_TOLD = 200  # characters of a member's name
# What systems put into archives beside the files that people put there.
_DEBRIS = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")

type Parse = Callable[[Source], Iterator[Part]]


def gzip_parts(source: Source, parse: Parse) -> Iterator[Part]:
    """A gzip file is what it holds, under its own name without the ending."""
    name = _ENDING.sub(lambda ending: ".tar" if ending[1] else "", source.name)
    body, is_cut, behind_end = _gunzipped(source)
    parts = parse(source.member(body, name))
    if is_cut:
        return whole_parts(parts, "the gzip file")
    unread = f"{behind_end:,} bytes behind the end of the gzip file are no gzip, and were not read"
    return chain(parts, [Failure("", "damaged", unread)] if behind_end else [])


def zip_parts(source: Source, parse: Parse) -> Iterator[Part]:
    refuse_depth(source)
    with reading("zip archive"):
        archive = zipfile.ZipFile(BytesIO(source.body))
    infos = [info for info in archive.infolist() if not info.is_dir() and not _is_debris(info.filename)]
    _refuse_many(len(infos))
    members = (Member(info.filename, partial(_from_zip, source, archive, info)) for info in infos)
    return parts_of(members, parse)


def tar_parts(source: Source, parse: Parse) -> Iterator[Part]:
    refuse_depth(source)
    with reading("tar archive"):
        archive = tarfile.open(fileobj=BytesIO(source.body), mode="r:")  # noqa: SIM115 - in memory: nothing to close
        infos, problem = _files(archive, source.body)
    if problem and not infos:
        raise problem
    members = (Member(info.name, partial(_from_tar, source, archive, info)) for info in infos)
    return chain(parts_of(members, parse), (told(problem),) if problem else ())


def _gunzipped(source: Source) -> tuple[bytes, bool, int]:
    """All members of the file, one behind the other, as gunzip does.

    And whether the last of them lacks its end, and how many bytes behind it are none.
    """
    refuse_depth(source)
    packed, at = memoryview(source.body), 0
    pieces: list[bytes] = []
    with reading("gzip file"):
        while packed[at : at + 2].tobytes() == b"\x1f\x8b":  # else zeros, as tapes have them, or something else
            stream = zlib.decompressobj(_GZIP)
            while not stream.eof:
                # By the window: zlib copies what it has not used, once for each of 200,000 empty members.
                window = packed[at : at + _WINDOW]
                piece = stream.decompress(window, _CHUNK)
                at += len(window) - len(stream.unconsumed_tail) - len(stream.unused_data)
                if not piece and not window and not stream.eof:
                    if not any(pieces):
                        raise cut_short("the gzip file")
                    return b"".join(pieces), True, 0
                source.allowance.spend(len(piece))
                pieces.append(piece)
    return b"".join(pieces), False, len(packed[at:].tobytes().strip(b"\0"))


def _from_zip(source: Source, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Source:
    if info.flag_bits & 1:
        raise Rejected("encrypted", "the file is encrypted: put it into the archive without a password")
    with reading("file in the archive"), archive.open(info) as stream:
        return source.member(_read(source, stream), info.filename)


def _from_tar(source: Source, archive: tarfile.TarFile, info: tarfile.TarInfo) -> Source:
    source.allowance.enter()
    if info.size > MAX_BYTES:  # tar packs nothing: its headers cannot lie about more than there is
        raise Rejected("too-large", f"the file has {info.size:,} bytes, and at most {MAX_BYTES:,} are taken")
    with reading("file in the archive"), archive.extractfile(info) or BytesIO() as stream:
        return source.member(stream.read(), info.name)


def _read(source: Source, stream: IO[bytes]) -> bytes:
    """The whole stream, counted as it comes: what its header says of its size may be a lie."""
    source.allowance.enter()
    room, pieces = source.allowance.room(), []
    while piece := stream.read(_CHUNK):
        source.allowance.spend(len(piece))
        room -= len(piece)
        if room < 0:
            raise Rejected("too-large", "the file is larger than an article may be, or the archive than one may be")
        pieces.append(piece)
    return b"".join(pieces)


def _files(archive: tarfile.TarFile, body: bytes) -> tuple[list[tarfile.TarInfo], Rejected | None]:
    """The files that are whole, and what is wrong behind them: the library takes bad headers for the end."""
    infos: list[tarfile.TarInfo] = []
    count = 0
    with suppress(tarfile.ReadError):
        for count, info in enumerate(archive, 1):
            _refuse_many(count)
            if info.offset_data + info.size > len(body) and not info.issparse():
                return infos, cut_short("the tar archive", f" in {info.name[:_LONGEST_TOLD]!r}")
            if info.isfile() and not _is_debris(info.name):
                infos.append(info)
    header = body[archive.offset : archive.offset + tarfile.BLOCKSIZE]
    if header == bytes(tarfile.BLOCKSIZE):
        return infos, None
    if len(header) < tarfile.BLOCKSIZE:
        return infos, cut_short("the tar archive", behind(count, "member"))
    return infos, Rejected("damaged", f"what the tar archive holds{behind(count, 'member')} cannot be read")


def _is_debris(name: str) -> bool:
    return name.startswith(_DEBRIS[0]) or name.rpartition("/")[2] in _DEBRIS


def _refuse_many(count: int) -> None:
    if count > MAX_MEMBERS:
        raise Rejected("too-large", f"the archive has more than {MAX_MEMBERS:,} members: split it")
