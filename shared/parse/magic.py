"""What the first bytes give away: formats that hold articles, and what people upload by mistake."""

from shared.errors import Rejected
from shared.parse.formats import TAKEN, Format

# First bytes: (where, what, its name).
_BINARIES = (
    (0, b"\x89PNG\r\n", "a PNG image"),
    (0, b"\xff\xd8\xff", "a JPEG image"),
    (0, b"GIF87a", "a GIF image"),
    (0, b"GIF89a", "a GIF image"),
    (8, b"WEBP", "a WebP image"),
    (0, b"II*\0", "a TIFF image"),
    (0, b"MM\0*", "a TIFF image"),
    (0, b"\x7fELF", "an ELF program"),
    (0, b"MZ\x90\0", "a Windows program"),
    (0, b"\xca\xfe\xba\xbe", "a Java class or macOS program"),
    (0, b"\xcf\xfa\xed\xfe", "a macOS program"),
    (0, b"\0asm", "a WebAssembly module"),
    (0, b"ID3", "an MP3 recording"),
    (0, b"OggS", "an Ogg recording"),
    (0, b"fLaC", "a FLAC recording"),
    (8, b"WAVE", "a WAV recording"),
    *((4, b"ftyp" + brand, "a HEIC or AVIF image") for brand in (b"heic", b"heix", b"mif1", b"avif")),
    (4, b"ftyp", "an MP4 film"),
    (8, b"AVI LIST", "an AVI film"),
    (0, b"bplist00", "an Apple property list"),
    (0, b"\x1aE\xdf\xa3", "a Matroska or WebM film"),
    (0, b"SQLite format 3\0", "an SQLite database"),
    (0, b"PAR1", "a Parquet file"),
    (0, b"wOF2", "a WOFF font"),
)
# These may hold articles, but are not read.
_UNREAD = (
    (0, b"BZh", "a bzip2 file"),
    (0, b"\xfd7zXZ\0", "an xz file"),
    (0, b"(\xb5/\xfd", "a Zstandard file"),
    (0, b"7z\xbc\xaf'\x1c", "a 7-Zip archive"),
    (0, b"Rar!\x1a\x07", "a RAR archive"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document, an Outlook message or an encrypted document"),
    (0, rb"{\rtf", "an RTF document"),
    (0, b"\x1f\x9d", "a compress (.Z) file"),
    (0, b'\x04"M\x18', "an LZ4 file"),
    (0, b"MSCF\0\0\0\0", "a Windows cabinet"),
    (0, b"!<arch>\n", "a Unix archive or Debian package"),
    (0, b'x\x9f>"', "an Outlook winmail.dat file"),
)
_READ = (
    (0, b"PK\x03\x04", Format.ZIP),
    (0, b"PK\x05\x06", Format.ZIP),
    (0, b"\x1f\x8b", Format.GZIP),
    (257, b"ustar", Format.TAR),
    (0, b"WARC/", Format.WARC),
)
_END_OF_ZIP, _LEAST_END = b"PK\5\6", 22  # bytes
_PDF_WITHIN = 1_024  # bytes: readers of PDF forgive so much before its mark
# A file whose name is in a zip archive makes it a document of another kind.
_DOCUMENTS = (
    ("word/document.xml", Format.DOCX),
    ("xl/workbook.xml", "a spreadsheet"),
    ("ppt/presentation.xml", "a presentation"),
    ("META-INF/container.xml", "an EPUB book"),
    ("META-INF/manifest.xml", "an OpenDocument file"),
    ("AndroidManifest.xml", "an Android app"),
    ("META-INF/MANIFEST.MF", "a Java archive"),
)


def binary_format(body: bytes) -> Format | None:
    """The format of bytes that are no text; None for what may be. Raises Rejected for what holds no article."""
    for offset, mark, name in _BINARIES:
        if body.startswith(mark, offset):
            raise Rejected("binary", f"the object looks like {name}, not an article; {TAKEN}")
    for offset, mark, name in _UNREAD:
        if body.startswith(mark, offset):
            raise unsupported(name)
    for offset, mark, found in _READ:
        if body.startswith(mark, offset):
            return _zip_format(body) if found is Format.ZIP else found
    return Format.PDF if b"%PDF-" in body[:_PDF_WITHIN] else None


def unsupported(name: str) -> Rejected:
    return Rejected("unsupported-type", f"the object looks like {name}, which is not read; {TAKEN}")


def _zip_format(body: bytes) -> Format:
    import zipfile  # noqa: PLC0415 - texts need not wait for it
    from io import BytesIO  # noqa: PLC0415

    from shared.parse.cut import cut_short  # noqa: PLC0415
    from shared.parse.source import reading  # noqa: PLC0415

    if not 0 <= body.rfind(_END_OF_ZIP) <= len(body) - _LEAST_END:
        raise cut_short("the zip archive or document", " before its list of files, which stands at its end")
    with reading("zip archive"), zipfile.ZipFile(BytesIO(body)) as archive:
        names = set(archive.namelist())
    for name, found in _DOCUMENTS:
        if name in names:
            if isinstance(found, Format):
                return found
            raise unsupported(found)
    return Format.ZIP
