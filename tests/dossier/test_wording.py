import re
from pathlib import Path

import pytest

import relazione.dossier
from relazione.dossier.wording import languages, wording
from relazione.errors import UnknownCode

PACKAGE = Path(relazione.dossier.__file__).parent
PLACES = re.compile(r"{(\w+)}")
DRAWN = "".join(path.read_text() for path in sorted(PACKAGE.rglob("*")) if path.suffix in (".py", ".j2", ".js"))


def test_dossiers_are_written_in_german_and_english():
    assert languages() == ("de", "en")


def test_all_languages_have_the_same_labels_in_the_same_order():
    german, english = (list(wording(language).labels) for language in ("de", "en"))
    assert german == english


def test_labels_have_numbers_and_places_alike():
    german, english = (wording(language).labels for language in ("de", "en"))
    assert [key for key in german if german[key].count("|") != english[key].count("|")] == []
    differing = {key for key in german if set(PLACES.findall(german[key])) != set(PLACES.findall(english[key]))}
    assert differing == {"century"}


@pytest.mark.parametrize("key", list(wording("de").labels))
def test_every_label_is_used(key):
    head = key.rsplit("_", 1)[0]
    assert re.search(rf"[\"']{key}[\"']|[\"']{head}_(?:[\"']|\{{)", DRAWN)


def test_a_language_without_words_is_refused():
    with pytest.raises(UnknownCode, match="allowed: de, en"):
        wording("eo")
