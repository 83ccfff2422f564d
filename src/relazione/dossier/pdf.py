"""A dossier as PDF, set by WeasyPrint from the HTML page."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

from relazione.dossier.html import to_html
from relazione.dossier.tree import Dossier
from relazione.errors import MissingLibrary, RelazioneError

EPOCH = "SOURCE_DATE_EPOCH"


def to_pdf(dossier: Dossier) -> bytes:
    """Return the dossier as PDF, nothing fetched from anywhere; raises `MissingLibrary` without WeasyPrint or Pango."""
    weasyprint = _weasyprint()
    page = weasyprint.HTML(string=to_html(dossier), url_fetcher=refuse)
    with _fonts_without_date():
        return page.write_pdf()  # type: ignore[no-any-return]


@contextmanager
def _fonts_without_date() -> Iterator[None]:
    """Keep the hour out of embedded fonts, so that one dossier is one file; fontTools looks at this variable."""
    if EPOCH in os.environ:
        yield
        return
    os.environ[EPOCH] = "0"
    try:
        yield
    finally:
        del os.environ[EPOCH]


def refuse(url: str, *_: Any, **__: Any) -> NoReturn:
    """Raise for every address: a dossier is complete in itself."""
    raise RelazioneError(f"a dossier fetches nothing, but its page names {url!r}")


def _weasyprint() -> Any:
    try:
        import weasyprint  # type: ignore[import-untyped]
    except ImportError as error:
        raise MissingLibrary("WeasyPrint is not installed", mend="pip install 'relazione[pdf]'") from error
    except OSError as error:
        raise MissingLibrary(
            "WeasyPrint finds no Pango",
            mend="install Pango (Debian: apt install libpango-1.0-0 libpangoft2-1.0-0; macOS: brew install pango) "
            "beside pip install 'relazione[pdf]'",
        ) from error
    return weasyprint
