import msgspec
import pytest

from relazione.errors import LanguageError, PackError
from relazione.languages import languages, load_pack
from relazione.languages.pack import read_lexicon


class Word(msgspec.Struct, forbid_unknown_fields=True):
    lemma: str
    act: str = "assert"


def test_german_has_a_pack():
    assert "de" in languages()
    assert load_pack("de").head.name == "Deutsch"


def test_a_language_without_a_pack_is_an_error_that_names_those_with_one():
    with pytest.raises(LanguageError, match=r"'fi'.*de"):
        load_pack("fi")


@pytest.mark.parametrize(
    ("text", "line"),
    [("- {lemma: sagen}\n- {lemma: 5}\n", 2), ("- {lemma: sagen}\n\n- {lemma: meinen, cat: 1}\n", 3), ("- [\n", 2)],
)
def test_a_faulty_entry_is_named_with_file_and_line(tmp_path, text, line):
    path = tmp_path / "speech.yaml"
    path.write_text(text)
    with pytest.raises(PackError, match=rf"speech\.yaml:{line}"):
        read_lexicon(path, list[Word])


def test_a_missing_lexicon_is_named(tmp_path):
    with pytest.raises(PackError, match=r"nothing\.yaml"):
        read_lexicon(tmp_path / "nothing.yaml", list[Word])
