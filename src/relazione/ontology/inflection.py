"""Surface forms of names, from the marks that the ontology's tables use.

`Vereinigt~e Staaten`: an ending declined like an adjective's (Vereinigte, Vereinigten, Vereinigter Staaten).
`Sicherheitsrat/s/es`: the word also with these endings. `Türkei!`: no genitive; without `!`, `~` or `/` a German
name forms one (Iran, Irans). `Georgia?` may mean something else too, `Jersey??` mostly does.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product

ADJECTIVAL = ("e", "en", "er", "es", "em")
_ENDING = re.compile("/(?=[a-zа-я])")
SIBILANTS = ("s", "ß", "x", "z", "ce")
RUSSIAN_PREPOSITIONS = frozenset({"в", "на", "по", "и", "за", "о", "об", "из", "у", "при", "против", "без"})
_VELARS = "гкхжчшщц"
_HUSHING = "жчшщц"
# The end of the nominative → what replaces its last letter in genitive, dative, accusative (None: as the nominative),
# instrumental and prepositional.
_RUSSIAN_CASES: Mapping[str, tuple[str | None, ...]] = {
    "ия": ("и", "и", "ю", "ей", "и"),
    "ие": ("я", "ю", None, "ем", "и"),
    "ий": ("я", "ю", None, "ем", "и"),
    "я": ("и", "е", "ю", "ей", "е"),
    "й": ("я", "ю", None, "ем", "е"),
    "строва": ("ов", "ам", None, "ами", "ах"),
    "ство": ("а", "у", None, "ом", "е"),
    "ы": ("ов", "ам", None, "ами", "ах"),
}


@dataclass(frozen=True, slots=True)
class Name:
    """A name: the form that is shown, every form it takes in text, and how doubtful it is.

    `doubt` is 0, 1 (may mean something else too) or 2 (mostly does).
    """

    shown: str
    forms: tuple[str, ...]
    doubt: int = 0


@cache
def read_name(text: str, language: str) -> Name:
    """Return the name that a cell of a table notes with marks."""
    bare = text.rstrip("?")
    doubt = len(text) - len(bare)
    name = bare.removesuffix("!")
    shown = " ".join(_shown(word) for word in name.split(" "))
    inflect = _INFLECTIONS.get(language, _marked)
    forms = [shown, *(_marked(name) if name != bare else inflect(name))]
    return Name(shown, tuple(dict.fromkeys(_apostrophes(forms))), doubt)


def read_names(cell: str, language: str) -> tuple[Name, ...]:
    """Return the names of a cell, parted by `|`."""
    return tuple(read_name(text, language) for text in cell.split("|") if text)


def demonym_forms(text: str, language: str) -> tuple[str, ...]:
    """Return the singular and plural forms, masculine and feminine, of a demonym's cell entry."""
    return tuple(dict.fromkeys(_DEMONYMS[language](text.rstrip("!?"))))


def _shown(word: str) -> str:
    return _ENDING.split(word)[0].replace("~", "")


def _apostrophes(forms: list[str]) -> Iterator[str]:
    for form in forms:
        yield form
        if "'" in form:
            yield form.replace("'", "’")
        elif "’" in form:
            yield form.replace("’", "'")


def _marked(name: str) -> Iterator[str]:
    """Yield the forms that the marks of a name spell out."""
    words = name.split(" ")
    for ending in ADJECTIVAL if "~" in name else ("",):
        for forms in product(*(_word_forms(word, ending) for word in words)):
            yield " ".join(forms)


def _word_forms(word: str, ending: str) -> tuple[str, ...]:
    base, *endings = _ENDING.split(word)
    if "~" in base:
        return (base[: base.index("~")] + ending,)
    return (base, *(base + end for end in endings))


def _german(name: str) -> Iterator[str]:
    yield from _marked(name)
    if "~" in name or "/" in name or not name[-1:].isalpha():
        return
    yield name + ("'" if name.endswith(SIBILANTS) else "s")


def _german_demonym(text: str) -> Iterator[str]:
    masculine, _, feminine = text.partition(":")
    base, *endings = masculine.split("/")
    if "~" in base:
        stem = base[: base.index("~")]
        yield from (stem + ending for ending in ADJECTIVAL)
        return
    yield base
    yield from (base + ending for ending in endings or _german_endings(base))
    yield from _german_feminine(base, feminine)


def _german_endings(base: str) -> tuple[str, ...]:
    if base.endswith("e"):
        return ("n",)
    return ("s", "n") if base.endswith("er") else ("s",)


def _german_feminine(base: str, feminine: str) -> Iterator[str]:
    if not feminine and base.endswith(("e", "er")):
        feminine = base.removesuffix("e") + "in"
    if feminine:
        yield feminine
        yield feminine + ("nen" if feminine.endswith("in") else "s" if feminine.endswith("a") else "n")


def _english_demonym(text: str) -> Iterator[str]:
    for part in text.split(":"):
        base, _, plural = part.partition("/")
        yield base
        if plural:
            yield plural
        elif not base.endswith(("ese", "s", "ois")):
            yield base + "s"


def _russian(name: str) -> Iterator[str]:
    """Yield a Russian name in its cases: adjectives and the first noun are declined, what follows is not."""
    words = name.split(" ")
    declined: list[list[str]] = []
    noun = False
    for word in words:
        adjective = _russian_adjective(word) if not noun else None
        if adjective is None and not noun and word not in RUSSIAN_PREPOSITIONS:
            noun = True
            declined.append(_russian_noun(word))
        else:
            declined.append(adjective or [word] * 6)
    for case in range(6):
        yield " ".join(forms[case] for forms in declined)


def _russian_adjective(word: str) -> list[str] | None:
    """Return the six cases of an adjective in its nominative, `None` for another word."""
    stem, ending = word[:-2], word[-2:]
    soft = "и" if stem[-1:] in _VELARS else "ы"
    if len(stem) < 3 or (word[:1].islower() and ending not in ("ий", "ый", "ая", "ое", "ые", "ие")):
        return None
    if word.endswith("овы"):
        return [word, word + "х", word + "м", word, word + "ми", word + "х"]
    e = "е" if stem[-1:] in _HUSHING else "о"
    match ending:
        case "ая":
            return [word, stem + e + "й", stem + e + "й", stem + "ую", stem + e + "й", stem + e + "й"]
        case "ое":
            return [word, stem + "ого", stem + "ому", word, stem + soft + "м", stem + "ом"]
        case "ий" | "ый" | "ой" if stem[-1:] in "кгхнвтдлрс":
            return [word, stem + "ого", stem + "ому", word, stem + soft + "м", stem + "ом"]
        case "ые" | "ие" if ending == "ые" or stem[-1:] in _VELARS:
            return [word, *(stem + soft + tail for tail in ("х", "м")), word, stem + soft + "ми", stem + soft + "х"]
    return None


def _russian_noun(word: str) -> list[str]:
    """Return nominative, genitive, dative, accusative, instrumental and prepositional of a noun or name."""
    stem, last = word[:-1], word[-1:]
    for tail, endings in _RUSSIAN_CASES.items():
        if word.endswith(tail):
            base = word.removesuffix(tail) + tail[:-1]
            return [word, *(base + ending if ending is not None else word for ending in endings)]
    if last == "а":
        return [word, *(stem + ending for ending in _russian_hard_a(stem[-1:]))]
    if last == "ь":
        return _russian_soft(word, stem)
    if last.isalpha() and last.islower() and last not in "аеёиоуыэюяъ":
        return [word, word + "а", word + "у", word, word + ("ем" if last in _HUSHING else "ом"), word + "е"]
    return [word] * 6


def _russian_hard_a(consonant: str) -> tuple[str, ...]:
    genitive = "и" if consonant in "гкхжчшщ" else "ы"
    return (genitive, "е", "у", "ей" if consonant in _HUSHING else "ой", "е")


def _russian_soft(word: str, stem: str) -> list[str]:
    feminine = [word, stem + "и", stem + "и", word, word + "ю", stem + "и"]
    masculine = [word, stem + "я", stem + "ю", word, stem + "ем", stem + "е"]
    return feminine if stem.endswith(("рус", "ст", "ерн")) else masculine


def _russian_demonym(text: str) -> Iterator[str]:
    masculine, _, feminine = text.partition(":")
    singular, plural, woman = _russian_demonym_stems(masculine)
    yield masculine
    yield from (singular + ending for ending in ("а", "у", "ом", "ем", "е"))
    yield from (plural + ending for ending in ("ы", "и", "е", "ов", "ев", "", "ам", "ами", "ах"))
    woman = feminine.removesuffix("ка") if feminine else woman
    yield from (woman + ending for ending in ("ка", "ки", "ке", "ку", "кой", "ок", "кам", "ками", "ках"))


def _russian_demonym_stems(word: str) -> tuple[str, str, str]:
    """Return the stems of singular and plural and that of the feminine before -ка."""
    if word.endswith(("анин", "янин")):
        return word, word.removesuffix("ин"), word.removesuffix("ин")
    if word.endswith("ец"):
        base = word.removesuffix("ец")
        soft = "й" if base[-1:] in "аеиоуыэюя" else "ь" if base[-1:] == "л" else ""
        return base + soft + "ц", base + soft + "ц", base + soft
    if word.endswith("ок"):
        return word.removesuffix("ок") + "к", word.removesuffix("ок") + "к", word.removesuffix("ок") + "чан"
    if word.endswith(("грузин", "болгарин")):
        stem = word.removesuffix("ин") if word.endswith("рин") else word
        return word, stem, stem
    return word, word, word.removesuffix("к") + ("ч" if word.endswith("к") else "")


_INFLECTIONS: Mapping[str, Callable[[str], Iterator[str]]] = {"de": _german, "en": _marked, "ru": _russian}
_DEMONYMS: Mapping[str, Callable[[str], Iterator[str]]] = {
    "de": _german_demonym,
    "en": _english_demonym,
    "ru": _russian_demonym,
}
