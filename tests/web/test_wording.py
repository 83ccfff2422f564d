from relazione.web.wording import interface, languages


def test_every_language_has_the_same_words() -> None:
    keys = {code: list(interface(code).labels) for code in languages()}
    assert set(keys) >= {"de", "en"}
    assert len({tuple(found) for found in keys.values()}) == 1
