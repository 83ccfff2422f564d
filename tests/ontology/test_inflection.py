import pytest

from relazione.ontology.inflection import demonym_forms, read_name


def forms(text, language="de"):
    return set(read_name(text, language).forms)


def test_a_plain_german_name_forms_a_genitive():
    assert forms("Iran") == {"Iran", "Irans"}


def test_a_name_on_a_sibilant_takes_an_apostrophe_of_either_shape():
    assert forms("Laos") == {"Laos", "Laos'", "Laos’"}


def test_a_name_with_an_exclamation_mark_stays_as_it_is():
    assert forms("Türkei!") == {"Türkei"}


def test_adjectives_in_a_name_are_declined_together():
    assert {"Weißen Hauses", "Weißem Haus", "Weiße Haus", "Weißes Haus"} <= forms("Weiß~es Haus/es")
    assert read_name("Weiß~es Haus/es", "de").shown == "Weißes Haus"


def test_endings_belong_to_their_word():
    assert forms("Staat/es/s Israel") == {"Staat Israel", "Staates Israel", "Staats Israel"}


def test_a_slash_before_a_capital_is_part_of_the_name():
    assert forms("E3/EU+3!") == {"E3/EU+3"}


@pytest.mark.parametrize(("text", "doubt"), [("Iran", 0), ("Georgia?", 1), ("Jersey??", 2)])
def test_question_marks_tell_how_doubtful_a_name_is(text, doubt):
    assert read_name(text, "de").doubt == doubt


@pytest.mark.parametrize(
    ("name", "inflected"),
    [
        ("Россия", "Россией"),
        ("Казахстан", "Казахстана"),
        ("Украина", "Украиной"),
        ("Саудовская Аравия", "Саудовской Аравии"),
        ("Соединённые Штаты Америки", "Соединёнными Штатами Америки"),
        ("Белый дом", "Белого дома"),
        ("Маршалловы Острова", "Маршалловых Островов"),
        ("Израиль", "Израилем"),
        ("Беларусь", "Беларуси"),
        ("Министерство иностранных дел России", "Министерства иностранных дел России"),
        ("Китай", "Китаем"),
    ],
)
def test_russian_names_are_declined_up_to_their_first_noun(name, inflected):
    assert inflected in forms(name, "ru")


def test_russian_names_that_do_not_decline_have_one_form():
    assert forms("Чили", "ru") == {"Чили"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Russe", {"Russe", "Russen", "Russin", "Russinnen"}),
        ("Italiener", {"Italiener", "Italieners", "Italienern", "Italienerin", "Italienerinnen"}),
        ("Deutsch~er:Deutsche", {"Deutsche", "Deutscher", "Deutschen", "Deutsches", "Deutschem"}),
        ("Ungar/n:Ungarin", {"Ungar", "Ungarn", "Ungarin", "Ungarinnen"}),
    ],
)
def test_german_demonyms_have_all_genders_and_numbers(text, expected):
    assert set(demonym_forms(text, "de")) == expected
