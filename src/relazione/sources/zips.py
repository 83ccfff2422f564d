"""Zip archives as what their members hold; nothing is unpacked to disk, so that names with `..` lead nowhere."""

import zipfile
import zlib
from collections.abc import Generator, Iterator
from functools import partial
from typing import BinaryIO, cast

from relazione.errors import SourceError
from relazione.sources.found import Found, Origin, SourceFault, guarded, random_access
from relazione.sources.limits import HARMLESS, HIGHEST_RATIO, LARGEST_FEED, LARGEST_UNPACKED, MOST_MEMBERS
from relazione.sources.opening import is_report, open_stream
from relazione.sources.particulars import NAME, Particulars, particulars_in

ENCRYPTED = 0x1
UTF8 = 0x800
OTHER_DOCUMENTS = frozenset(("mimetype", "[Content_Types].xml"))  # members of ODF and EPUB, of spreadsheets and slides


def read(stream: BinaryIO, origin: Origin) -> Iterator[Found]:
    """Yield what the members of a zip archive hold that are reports by their names, in the archive's order."""
    with random_access(stream) as file, open_zip(file) as archive:
        if is_word(archive):
            from relazione.sources.docx import document_in

            yield document_in(archive, origin)
            return
        if OTHER_DOCUMENTS & archive.NameToInfo.keys():
            raise SourceError("is a document of another form", allowed="DOCX", mend="save it as .docx or PDF")
        tables: dict[str, dict[str, Particulars]] = {}
        for member in archive.infolist():
            name = _name(member)
            if member.is_dir() or not is_report(name):
                continue
            folder, _, report = name.rpartition("/")
            if folder not in tables:
                tables[folder] = yield from _table(archive, f"{folder}/{NAME}".lstrip("/"), origin)
            here = origin.inside(name).told(tables[folder].get(report, Particulars()))
            yield from guarded(here, partial(_open_member, archive, member, name, here))


def open_zip(stream: BinaryIO) -> zipfile.ZipFile:
    """Return an archive; raises `SourceError` where it is broken or its members exceed a limit."""
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise SourceError(f"is no whole zip archive ({error})", mend="check whether it is whole") from error
    members = archive.infolist()
    if len(members) > MOST_MEMBERS:
        raise SourceError("has too many members", allowed=f"up to {MOST_MEMBERS:,}")
    if sum(member.file_size for member in members) > LARGEST_UNPACKED:
        raise SourceError("unpacks to too much", allowed=f"up to {LARGEST_UNPACKED:,} bytes in all")
    return archive


def is_word(archive: zipfile.ZipFile) -> bool:
    """Tell whether an archive is a Word document."""
    return "word/document.xml" in archive.NameToInfo


def require_sane(member: zipfile.ZipInfo, most: int = LARGEST_UNPACKED) -> None:
    """Raise `SourceError` for a member that is encrypted, too large, or out of proportion to what it is packed in."""
    if member.flag_bits & ENCRYPTED:
        raise SourceError("is encrypted", mend="unpack it with its password first")
    if member.file_size > max(HARMLESS, HIGHEST_RATIO * member.compress_size):
        raise SourceError("unpacks to too much", allowed=f"{HIGHEST_RATIO} times its size")
    if member.file_size > most:
        raise SourceError("unpacks to too much", allowed=f"up to {most:,} bytes")


def _table(archive: zipfile.ZipFile, name: str, origin: Origin) -> Generator[SourceFault, None, dict[str, Particulars]]:
    """Return what the `reports.yaml` of a folder says; yield a fault where it cannot be read."""
    member = archive.NameToInfo.get(name)
    if member is None:
        return {}
    where = origin.inside(name).name
    try:
        require_sane(member, LARGEST_FEED)
        return particulars_in(archive.read(member).decode("utf-8-sig"), where)
    except (SourceError, zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, UnicodeDecodeError) as error:
        what = error.what if isinstance(error, SourceError) else f"is broken ({error})"
        yield SourceFault(origin=where, what=what)
        return {}


def _open_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, origin: Origin) -> Iterator[Found]:
    require_sane(member)
    try:
        with archive.open(member) as stream:
            yield from open_stream(cast("BinaryIO", stream), name, origin)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError) as error:
        raise SourceError(f"is broken ({error})", mend="check whether the archive is whole") from error


def _name(member: zipfile.ZipInfo) -> str:
    r"""Return a member's name; old archives write those of German files in cp850, which zipfile reads as cp437."""
    name = member.filename
    if not member.flag_bits & UTF8 and not name.isascii():
        from relazione.sources.encodings import decode

        name = decode(name.encode("cp437"))
    return name.replace("\\", "/")
