"""A dossier as PDF, set by WeasyPrint from the HTML page."""

from typing import Any, NoReturn

from relazione.dossier.html import to_html
from relazione.dossier.tree import Dossier
from relazione.errors import MissingLibrary, RelazioneError


def to_pdf(dossier: Dossier) -> bytes:
    """Return the dossier as PDF, nothing fetched from anywhere; raises `MissingLibrary` without WeasyPrint or Pango."""
    weasyprint = _weasyprint()
    page = weasyprint.HTML(string=to_html(dossier), url_fetcher=refuse)
    return page.write_pdf()  # type: ignore[no-any-return]


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
