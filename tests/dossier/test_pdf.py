import sys

import pytest

from relazione.dossier import render
from relazione.dossier.pdf import refuse
from relazione.errors import MissingLibrary, RelazioneError


def weasyprint_works():
    try:
        import weasyprint
    except (ImportError, OSError):
        return False
    return bool(weasyprint)


WORKS = weasyprint_works()


class NoPango:
    """An import of WeasyPrint that fails as it does where Pango is missing."""

    def find_spec(self, name, path=None, target=None):  # noqa: ARG002
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")


def test_a_pdf_is_written_or_the_error_says_what_to_install(dossier):
    if WORKS:
        content = render(dossier, "pdf")
        assert content.startswith(b"%PDF-")
        assert content == render(dossier, "pdf")
    else:
        with pytest.raises(MissingLibrary, match=r"pip install 'relazione\[pdf\]'"):
            render(dossier, "pdf")


def test_without_weasyprint_the_error_names_the_extra(dossier, monkeypatch):
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(MissingLibrary, match=r"WeasyPrint is not installed; pip install 'relazione\[pdf\]'"):
        render(dossier, "pdf")


def test_without_pango_the_error_names_it(dossier, monkeypatch):
    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    monkeypatch.setattr(sys, "meta_path", [NoPango(), *sys.meta_path])
    with pytest.raises(MissingLibrary, match="finds no Pango; install Pango"):
        render(dossier, "pdf")


def test_nothing_is_fetched():
    with pytest.raises(RelazioneError, match="fetches nothing"):
        refuse("https://nordbote.example/pixel.gif")
