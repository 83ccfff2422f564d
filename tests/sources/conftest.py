from io import BytesIO

import pytest

from relazione.sources import Options, SourceFault, open_source


@pytest.fixture
def opened():
    """Return a function that opens bytes under a name and gives all that is found."""

    def open_bytes(data: bytes, name: str, options: Options | None = None):
        return list(open_source(BytesIO(data), options, name=name))

    return open_bytes


@pytest.fixture
def only(opened):
    """Return a function that opens bytes under a name and gives the one document in them."""

    def open_bytes(data: bytes, name: str, options: Options | None = None):
        (document,) = opened(data, name, options)
        assert not isinstance(document, SourceFault), str(document)
        return document

    return open_bytes


@pytest.fixture
def printed():
    """Return a function that makes a PDF of pages of lines: left, height above the foot, size of type, words."""
    return pdf_of


def pdf_of(*pages: list[tuple[float, float, float, str]], made: str = "D:20260129080000") -> bytes:
    """Return a PDF in Helvetica; `\\u00ad` at a line's end stays a soft hyphen."""
    contents = [b"\n".join(_shown(*line) for line in page) for page in pages]
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, content in enumerate(contents):
        page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 3 0 R >> >> /Contents"
        objects.append(f"{page} {5 + 2 * number} 0 R >>".encode())
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    objects.append(f"<< /CreationDate ({made}) >>".encode())
    body, offsets = b"%PDF-1.4\n", []
    for number, found in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, found)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\n" % (len(objects) + 1, len(objects))
    return body + head + table + trailer + b"startxref\n%d\n%%%%EOF" % len(body)


def _shown(left: float, height: float, size: float, words: str) -> bytes:
    escaped = words.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    return b"BT /F %g Tf %g %g Td (%s) Tj ET" % (size, left, height, escaped)
