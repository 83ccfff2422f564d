from itertools import combinations

import pytest

from relazione.errors import RelazioneError
from relazione.resolution.names import (
    Likeness,
    compare_names,
    compare_organisations,
    fold,
    load_sounds,
    load_spellings,
    load_tables,
    name_parts,
    organisation_key,
    skeleton,
    skeletons,
)


def score(left, right):
    return compare_names([left], [right]).score


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Größe", "grosse"),
        ("Erdoğan", "erdogan"),
        ("Łódź", "lodz"),
        ("Sa‘ar", "sa'ar"),
        ("Sa’ar", "sa'ar"),
        ("Ben‑Gvir – Tel  Aviv", "ben-gvir - tel aviv"),
        ("Шойгу", "шойгу"),
        ("Хрущёв", "хрущев"),
        ("Пу\u0301тин", "путин"),
        ("İlham Əliyev", "ilham eliyev"),
    ],
)
def test_a_folded_text_is_lower_case_without_latin_accents(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize(
    "spellings",
    [
        "Tokajew Tokayev Tokaev Tokajev Токаев Tokaïev",
        "Sa’ar Sa‘ar Saar Sa'ar",
        "Lawrow Lavrov Лавров Lawrov",
        "Chruschtschow Khrushchev Хрущёв Хрущев Khrouchtchev",
        "Schoigu Shoigu Шойгу Choïgou",
        "Selenskyj Zelensky Zelenskyy Selenski Зеленский Зеленський Zełenski",
        "Alijew Aliyev Əliyev Алиев",
        "Erdoğan Erdogan Эрдоган",
        "Orbán Orban Орбан",
        "Müller Mueller Мюллер",
        "Nasarbajew Nazarbayev Назарбаев",
        "Koscherbajew Kosherbayev Кошербаев",
        "Mirsijojew Mirziyoyev Мирзиёев Мирзиеев",
        "Dschaparow Japarov",
        "Gorbatschow Gorbachev Горбачёв",
        "Jazenjuk Yatsenyuk Яценюк",
        "Chodorkowski Khodorkovsky Ходорковский",
        "Paschinjan Pashinyan Пашинян",
    ],
)
def test_the_spellings_of_one_name_have_one_skeleton(spellings):
    assert len({skeleton(word) for word in spellings.split()}) == 1


@pytest.mark.parametrize(
    "spellings",
    [
        "Dschaparow Japarov Жапаров",
        "Jelzin Yeltsin Eltsin Ельцин",
        "Putin Poutine Путин",
        "Merz Мерц",
        "Trump Трамп",
        "Johnson Джонсон",
        "Chamenei Khamenei Хаменеи",
        "Rahmon Rachmon Рахмон",
        "Vučić Vucic Вучич",
        "Jinping Цзиньпин",
        "Zhang Чжан",
    ],
)
def test_spellings_with_letters_of_several_sounds_share_a_reading(spellings):
    for left, right in combinations(spellings.split(), 2):
        assert set(skeletons(left)) & set(skeletons(right)), (left, right)


@pytest.mark.parametrize(
    "pair",
    [
        "Iwanow Iwanenko",
        "Kim Kam",
        "Alijew Alijewa",
        "Alijew Алиева",
        "Orban Urban",
        "Scholz Schulz",
        "Müller Möller",
        "Jansen Hansen",
        "Wagner Wegner",
        "Selenski Selenska",
        "Kim Кам",
    ],
)
def test_names_that_readers_keep_apart_share_no_reading(pair):
    left, right = pair.split()
    assert not set(skeletons(left)) & set(skeletons(right))


def test_the_skeleton_is_the_first_reading_and_empty_where_nothing_sounds():
    assert skeletons("Churchill")[0] == skeleton("Churchill") != ""
    assert skeleton("’") == skeleton("42") == ""


def test_a_word_in_another_script_is_romanised():
    assert skeleton("Καραμανλής") == skeleton("Karamanlis")


@pytest.mark.parametrize(
    ("name", "given", "surname"),
    [
        ("Kassym-Schomart Tokajew", ("Kassym-Schomart",), "Tokajew"),
        ("Ursula von der Leyen", ("Ursula",), "von der Leyen"),
        ("Mohammed bin Salman", ("Mohammed",), "bin Salman"),
        ("Abdel Fattah al-Sisi", ("Abdel", "Fattah"), "al-Sisi"),
        ("Óscar de la Renta", ("Óscar",), "de la Renta"),
        ("von der Leyen", (), "von der Leyen"),
        ("Ben Wallace", ("Ben",), "Wallace"),
        ("David Ben Gurion", ("David",), "Ben Gurion"),
        ("Dr. Angela Merkel", ("Angela",), "Merkel"),
        ("Martin Luther King Jr.", ("Martin", "Luther"), "King"),
        ("Лавров, Сергей Викторович", ("Сергей", "Викторович"), "Лавров"),
        ("Putin", (), "Putin"),
        ("", (), ""),
    ],
)
def test_a_name_is_parted_into_given_names_and_a_surname_with_its_particles(name, given, surname):
    assert name_parts(name) == (given, surname)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Viktor Orbán", "Viktor Orban"),
        ("Orbán Viktor", "Viktor Orban"),
        ("Kim Jong Un", "Kim Jong-un"),
        ("Lawrow, Sergej", "Sergej Lawrow"),
        ("Itamar Ben-Gvir", "Itamar Ben Gvir"),
    ],
)
def test_a_name_equal_but_for_accents_order_and_hyphens_is_the_same(left, right):
    assert score(left, right) == 1.0


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Kassym-Schomart Tokajew", "Kassym-Jomart Tokayev"),
        ("Kassym-Schomart Tokajew", "Касым-Жомарт Токаев"),
        ("Kassym-Schomart Tokajew", "K. Tokayev"),
        ("Kassym-Schomart Tokajew", "K.-J. Tokayev"),
        ("Kassym Tokajew", "Kassym-Jomart Tokayev"),
        ("Sergej Lawrow", "Сергей Викторович Лавров"),
        ("Wolodymyr Selenskyj", "Владимир Зеленский"),
        ("Joe Biden", "Joseph R. Biden"),
        ("Antony Blinken", "Tony Blinken"),
        ("Abdel Fattah al-Sisi", "Abdelfattah as-Sissi"),
        ("Ahmed al-Scharaa", "Ahmad Sharaa"),
        ("Xi Jinping", "Си Цзиньпин"),
        ("Wang Yi", "Ван И"),
    ],
)
def test_another_spelling_with_agreeing_given_names_is_nearly_sure(left, right):
    assert score(left, right) == score(right, left) == 0.95


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Tokajew", "Kassym-Jomart Tokayev"),
        ("Tokajew", "Tokajew"),
        ("von der Leyen", "Ursula von der Leyen"),
        ("Xi", "Xi Jinping"),
        ("Orbán", "Orbán Viktor"),
    ],
)
def test_a_surname_alone_cannot_tell(left, right):
    assert score(left, right) == score(right, left) == 0.7


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Gurbanguly Berdimuhamedow", "Serdar Berdimuhamedow"),
        ("Wladimir Putin", "Wladimir Klitschko"),
        ("Wladimir Putin", "A. Putin"),
        ("Ilham Alijew", "I. Alijewa"),
        ("Dariga Nasarbajewa", "Dariga Nasarbajew"),
        ("Olaf Scholz", "Martin Schulz"),
        ("Zhang Wei", "Shang Wei"),
        ("Angela Merkel", "Angela"),
        ("Wang Yi", "Wang Li"),
    ],
)
def test_two_persons_stay_two(left, right):
    assert score(left, right) == score(right, left) == 0.0


def test_long_surnames_may_differ_by_one_sound_where_full_given_names_agree():
    assert score("Gurbanguly Berdimuhamedow", "Gurbanguly Berdimuhanedow") == 0.85
    assert score("G. Berdimuhamedow", "Gurbanguly Berdimuhanedow") == 0.0
    assert score("Anna Karin", "Anna Kalin") == 0.0


def test_given_names_in_conflict_outweigh_a_shared_surname():
    likeness = compare_names(["Wladimir Putin", "Putin"], ["Iwan Putin", "Putin"])
    assert likeness == Likeness(0.0, "given names differ (Wladimir, Iwan)")


def test_the_best_of_several_names_counts_and_none_is_no_likeness():
    assert compare_names(["Putin", "Wladimir Putin"], ["Putin", "Владимир Путин"]).score == 0.95
    assert compare_names([], ["Putin"]) == Likeness(0.0, "no names to compare")


def test_the_reason_shows_both_spellings():
    likeness = compare_names(["Kassym-Schomart Tokajew"], ["Kassym-Jomart Tokayev"])
    assert likeness.reason == "the same surname in another spelling (Tokajew, Tokayev), given names agree"


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Die Gasprom AG", "Gasprom"),
        ("Institut für Weltwirtschaft", "des Instituts für Weltwirtschaft"),
        ("Министерство обороны", "Министерства обороны"),
        ("ПАО «Газпром»", "Газпрома"),
        ("Verein e. V.", "Verein"),
        ("Begin-Sadat Center (BESA)", "The Begin–Sadat Center"),
    ],
)
def test_a_key_drops_legal_forms_articles_brackets_and_cases(left, right):
    assert organisation_key(left) == organisation_key(right) != ""


def test_keys_of_different_organisations_differ():
    assert organisation_key("Ministry of Finance") != organisation_key("Ministry of Defence")
    assert organisation_key("AG") == "ag"


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("Chatham House", "chatham house", 1.0),
        ("Chatham House", "The Chatham House", 0.95),
        ("BESA", "Begin-Sadat Center for Strategic Studies (BESA)", 0.95),
        ("U.N.", "UN", 0.95),
        ("Gasprom", "ПАО «Газпром»", 0.95),
        ("IMF", "International Monetary Fund", 0.8),
        ("МВФ", "Международный валютный фонд", 0.8),
        ("IMF", "World Bank", 0.0),
        ("Ministry of Finance", "Ministry of Defence", 0.0),
    ],
)
def test_organisations_are_compared_by_key_acronym_and_spelling(left, right, expected):
    assert compare_organisations([left], [right]).score == compare_organisations([right], [left]).score == expected


def test_faulty_rules_of_sounds_are_refused_all_at_once(tmp_path):
    path = tmp_path / "sounds.tsv"
    path.write_text(
        "spelling\tletters\tbefore\tafter\tcodes\nklingon\tq\t\t\tK\nany\t\t\t\tK\nany\tx\t\t\tX\nany\t(\t\t\tK\n",
        encoding="utf-8",
    )
    with pytest.raises(RelazioneError) as caught:
        load_sounds(path, ["german"])
    for fault in ("'klingon'", "names no letters", "unknown codes 'X'", "no regular expression"):
        assert fault in str(caught.value)


def test_a_faulty_sign_of_a_spelling_is_refused(tmp_path):
    path = tmp_path / "spellings.tsv"
    path.write_text("spelling\tsign\ngerman\t[sch\n", encoding="utf-8")
    with pytest.raises(RelazioneError, match="no regular expression"):
        load_spellings(path)


@pytest.mark.parametrize(
    ("text", "fault"),
    [("particles: 3\n", "names.yaml"), ("unknown: [a]\n", "unknown")],
)
def test_tables_of_another_shape_are_refused(tmp_path, text, fault):
    path = tmp_path / "names.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RelazioneError, match=fault):
        load_tables(path)


def test_a_row_of_one_short_form_is_refused(tmp_path):
    path = tmp_path / "names.yaml"
    path.write_text(
        "{folded: {ab: c}, apostrophes: '’', hyphens: '-', particles: [], given_too: [], honorifics: [], suffixes: [],"
        " family_first: [], syllable: '(', short_forms: [[bob]], legal_forms: [], small_words: [], stem: 4,"
        " endings: [EN]}\n",
        encoding="utf-8",
    )
    with pytest.raises(RelazioneError) as caught:
        load_tables(path)
    for fault in ("['bob']", "'ab' is no single letter", "'EN' is not lower-case", "no regular expression"):
        assert fault in str(caught.value)
