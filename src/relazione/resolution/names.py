"""Names of persons and organisations compared across spellings, transliterations and scripts.

A word is read by the rules of `data/sounds.tsv`; which rules come first is told by its spelling (`data/spellings.tsv`).
Letters that may sound in several ways (`ch`, `j`, `z`) give it several readings: two words are spellings of one name
if they share one. What is known of given names, particles and legal forms stands in `data/names.yaml`.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product
from pathlib import Path

import msgspec
from anyascii import anyascii
from rapidfuzz.distance import Levenshtein

from relazione.errors import RelazioneError
from relazione.languages.pack import read_lexicon
from relazione.ontology.tables import read_rows

DATA = Path(__file__).parent / "data"
ANY, LATIN = "any", "latin"  # the spelling whose rules all words obey; that of words without a sign
CODES = re.compile(r"-|[aeioujBPVMNLRTDGKHSC]+")
MOST_READINGS = 16  # of one word, the likeliest
KEPT = 1 << 17  # words whose readings are remembered
LONG = 6  # codes of a skeleton that may differ in one
VOWELS = str.maketrans("aeiou", "AIIOU")

FULL, SPELT, NEAR, SURNAME_ONLY = 1.0, 0.95, 0.85, 0.7
CONFLICT = "given names differ"  # how the reason begins where they do
INITIALS = 0.8  # an acronym that only the initials explain

# What happens to the codes of a whole word, in this order.
JOININGS = tuple(
    (re.compile(pattern), new)
    for pattern, new in (
        (r"^j(?=[ei])", ""),  # Jelzin, Eltsin
        (r"^i(?=[aou])|^j", "J"),  # Iulia, Julia
        (r"jo", "e"),  # Kowaljow, Kovalev
        (r"(?<=[aeiou])[ji](?=[aeou])", ""),  # Tokajew, Tokaev
        (r"(?<=[B-IK-V])j(?=[aeiou])", ""),  # Ljudmila, Ludmila
        (r"j", "i"),
        (r"(?<=[SC])o(?=Va?$)", "e"),  # Chruschtschow, Khrushchev
        (r"ae|oe|ai|ei|ee", "e"),  # Meier, Mayer
        (r"ue", "u"),  # Mueller, Müller
        (r"(?<=[B-V])eR$", "R"),  # Aleksandr, Alexander
    )
)
DOUBLE = re.compile(r"(.)\1+")
ACRONYM = re.compile(r"[^\W\d_a-zа-яё]{2,10}")
BRACKETED = re.compile(r"\(([^()]*)\)")


@dataclass(frozen=True, slots=True)
class Likeness:
    """How likely two names mean one actor: 0 (two) to 1 (one), and why, in words for an analyst."""

    score: float
    reason: str


class NameTables(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The contents of `data/names.yaml`."""

    folded: dict[str, str]
    apostrophes: str
    hyphens: str
    particles: frozenset[str]
    given_too: frozenset[str]
    honorifics: frozenset[str]
    suffixes: frozenset[str]
    family_first: frozenset[str]
    syllable: str
    short_forms: tuple[tuple[str, ...], ...]
    legal_forms: frozenset[str]
    small_words: frozenset[str]
    stem: int
    endings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sounds:
    """The rules of one spelling: a pattern of one group a rule, and the readings of each group."""

    pattern: re.Pattern[str]
    readings: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class _Person:
    """A personal name taken apart for comparison: its words without particles, in lower case."""

    shown: str
    given: tuple[str, ...]
    surname: tuple[str, ...]
    turned: bool = False  # the surname stood first


# ------------------------------------------------------------------------------------------------------- the tables


def load_tables(path: Path) -> NameTables:
    """Return the tables of names at `path`; raises `RelazioneError` saying what is wrong and where."""
    tables = read_lexicon(path, NameTables)
    faults = [
        *(f"the row of short forms {list(row)} names one form" for row in tables.short_forms if len(row) < 2),
        *(f"the ending {ending!r} is not lower-case" for ending in tables.endings if ending != ending.lower()),
        *(f"{letter!r} is no single letter" for letter in tables.folded if len(letter) != 1),
        *_pattern_faults([tables.syllable]),
    ]
    _refuse(faults, path, "mend the entries")
    return tables


def load_spellings(path: Path) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return spelling → sign in the order of the table at `path`; raises `RelazioneError` naming its faults."""
    rows = read_rows(path)
    _refuse([*_pattern_faults(row["sign"] for row in rows)], path, "a sign is a regular expression")
    return tuple((row["spelling"], re.compile(row["sign"])) for row in rows)


def load_sounds(path: Path, spellings: Iterable[str]) -> dict[str, Sounds]:
    """Return spelling → its rules and those of all; raises `RelazioneError` naming the faults of the table."""
    known = {*spellings, ANY, LATIN}
    rows = read_rows(path)
    faults = [
        *(f"nothing is spelt in {row['spelling']!r}" for row in rows if row["spelling"] not in known),
        *(f"a rule of {row['spelling']} names no letters" for row in rows if not row["letters"]),
        *(
            f"{row['letters']!r} has the unknown codes {row['codes']!r}"
            for row in rows
            if not all(CODES.fullmatch(codes) for codes in row["codes"].split("|"))
        ),
        *_pattern_faults(_rule(row) for row in rows),
    ]
    _refuse(faults, path, "codes are a e i o u j B P V M N L R T D G K H S C, or - where nothing sounds")
    return {spelling: _sounds(rows, spelling) for spelling in sorted(known)}


def _refuse(faults: list[str], path: Path, mend: str) -> None:
    if faults:
        raise RelazioneError("; ".join(faults), where=str(path), mend=mend)


def _pattern_faults(patterns: Iterable[str]) -> Iterator[str]:
    for pattern in patterns:
        try:
            re.compile(pattern)
        except re.error as error:
            yield f"{pattern!r} is no regular expression ({error})"


def _rule(row: dict[str, str]) -> str:
    """Return the pattern of a rule; `^` alone, or first of the alternatives before it, is the begin of the word."""
    before, after = row["before"], f"(?={row['after']})" if row["after"] else ""
    start, rest = ("^", before[1:].removeprefix("|")) if before.startswith("^") else ("", before)
    places = [place for place in (start, f"(?<={rest})" if rest else "") if place]
    where = f"(?:{'|'.join(places)})" if places else ""
    return f"{where}(?:{row['letters']}){after}"


def _sounds(rows: Iterable[dict[str, str]], spelling: str) -> Sounds:
    ordered = [row for kind in dict.fromkeys((spelling, ANY)) for row in rows if row["spelling"] == kind]
    codes = (tuple(code.replace("-", "") for code in row["codes"].split("|")) for row in ordered)
    return Sounds(re.compile("|".join(f"({_rule(row)})" for row in ordered)), tuple(codes))


@cache
def _tables() -> NameTables:
    return load_tables(DATA / "names.yaml")


@cache
def _spellings() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return load_spellings(DATA / "spellings.tsv")


@cache
def _rules() -> dict[str, Sounds]:
    return load_sounds(DATA / "sounds.tsv", (spelling for spelling, _ in _spellings()))


@cache
def _read_letters() -> frozenset[str]:
    """Return the letters that some rule reads as they are; others lose their accents or are romanised."""
    letters = "".join(row["letters"] for row in read_rows(DATA / "sounds.tsv"))
    return frozenset(letter for letter in letters if letter.isalpha() or letter == "’")


@cache
def _marks() -> dict[int, str]:
    """Return the marks of one kind → the one they are read as."""
    tables = _tables()
    return str.maketrans({**dict.fromkeys(tables.apostrophes, "’"), **dict.fromkeys(tables.hyphens, "-")})


@cache
def _short_forms() -> dict[str, frozenset[int]]:
    """Return a reading of a given name → the rows of short forms it stands in."""
    rows: dict[str, set[int]] = {}
    for number, forms in enumerate(_tables().short_forms):
        for form in forms:
            rows.setdefault(skeleton(form), set()).add(number)
    return {code: frozenset(numbers) for code, numbers in rows.items()}


# -------------------------------------------------------------------------------------------------------- the words


def fold(text: str) -> str:
    """Return a text for searching: lower-case, without accents, apostrophes and hyphens of one kind, single blanks.

    Cyrillic letters stay, `ё` as `е`; other scripts stay as they are.

    >>> fold("Sa‘ar  traf Müller–Großmann")
    "sa'ar traf muller-grossmann"
    """
    return " ".join(unicodedata.normalize("NFC", text.lower()).translate(_folding()).split())


class _Folding(dict[int, str]):
    """Letter → what it is folded to, found on first use."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_letter(chr(code))
        return folded


@cache
def _folding() -> _Folding:
    return _Folding({code: "'" if mark == "’" else mark for code, mark in _marks().items()})


def _fold_letter(letter: str) -> str:
    known = _tables().folded.get(letter)
    if known is not None:
        return known
    if unicodedata.combining(letter):
        return ""  # the dot of İ, a stress on a Cyrillic vowel
    parts = unicodedata.normalize("NFD", letter)
    return parts[0] if parts[0] < "Ͱ" else letter  # accents of Latin letters only: й is no и


@lru_cache(KEPT)
def skeleton(word: str) -> str:
    """Return the likeliest reading of a name word, alike for its usual spellings; empty where nothing can be read.

    >>> skeleton("Tokajew") == skeleton("Tokayev") == skeleton("Токаев")
    True
    >>> skeleton("Kim") == skeleton("Kam")
    False
    """
    return _join("".join(options[0] for options in _options(word)))


@lru_cache(KEPT)
def skeletons(word: str) -> tuple[str, ...]:
    """Return the readings of a name word, its skeleton first; two spellings of one name share at least one.

    >>> set(skeletons("Жапаров")) & set(skeletons("Dschaparow"))
    {'CAPAROV'}
    """
    found: list[tuple[int, str]] = [(0, "")]
    for options in _options(word):
        longer = [(cost + rank, codes + more) for cost, codes in found for rank, more in enumerate(options)]
        found = longer if len(options) == 1 else sorted(longer, key=lambda pair: pair[0])[:MOST_READINGS]
    return tuple(dict.fromkeys((skeleton(word), *(_join(codes) for _, codes in found))))


def _options(word: str) -> list[tuple[str, ...]]:
    """Return, for each stretch of letters of a word, the codes it may have."""
    lowered = unicodedata.normalize("NFC", word.lower()).translate(_marks())
    sounds = _rules()[next((spelling for spelling, sign in _spellings() if sign.search(lowered)), LATIN)]
    plain = "".join(map(_readable, lowered))
    return [sounds.readings[(match.lastindex or 1) - 1] for match in sounds.pattern.finditer(plain)]


@lru_cache(4096)
def _readable(letter: str) -> str:
    if letter in _read_letters():
        return letter
    base = unicodedata.normalize("NFD", letter)[0]
    plain = base if base in _read_letters() else anyascii(letter).lower()
    return "".join(filter(str.isalpha, plain))


def _join(codes: str) -> str:
    """Return the codes of a word's stretches as one skeleton: glides between vowels gone, vowels coarse, no doubles."""
    for pattern, new in JOININGS:
        codes = pattern.sub(new, codes)
    first = codes[:1].upper()  # the first vowel stays fine: Orbán, Urban
    return DOUBLE.sub(r"\1", first + codes[1:].translate(VOWELS))


@lru_cache(KEPT)
def _same_word(left: str, right: str) -> bool:
    """Return whether two words are spellings of one name."""
    if fold(left) == fold(right):
        return True
    if _is_syllable(left) and _is_syllable(right):
        return False  # Zhang, Shang
    return not set(skeletons(left)).isdisjoint(skeletons(right)) and skeleton(left) != ""


@cache
def _syllable() -> re.Pattern[str]:
    return re.compile(_tables().syllable)


def _is_syllable(word: str) -> bool:
    return _syllable().fullmatch(fold(word)) is not None


# ------------------------------------------------------------------------------------------------------ the persons


def name_parts(name: str) -> tuple[tuple[str, ...], str]:
    """Return the given names and the surname of a personal name as written, the particles with the surname.

    The last word is the surname, unless a comma parts it from given names behind it. Forms of address are left out;
    a name of nothing else gives no given names and an empty surname.

    >>> name_parts("Dr. Ursula von der Leyen")
    (('Ursula',), 'von der Leyen')
    """
    head, comma, tail = name.partition(",")
    words = _name_words(head)
    behind = _name_words(tail) if comma else []
    if behind:
        return tuple(behind), " ".join(words)
    start = _surname_start(words)
    return tuple(words[:start]), " ".join(words[start:])


def _name_words(text: str) -> list[str]:
    left_out = _tables().honorifics | _tables().suffixes
    return [word for word in text.split() if _bare(word) not in left_out and any(map(str.isalpha, word))]


def _bare(word: str) -> str:
    return fold(word).strip(".,'")


def _surname_start(words: list[str]) -> int:
    """Return where the surname begins: at the first of the particles right before the last word."""
    start = max(len(words) - 1, 0)
    while start and _bare(words[start - 1]) in _tables().particles:
        start -= 1
    is_given = start == 0 and len(words) == 2 and words[0][:1].isupper() and _bare(words[0]) in _tables().given_too
    return 1 if is_given else start


def compare_names(left: Iterable[str], right: Iterable[str]) -> Likeness:
    """Return how likely the names of two persons are those of one.

    1.0 the same full name; .95 the surname in another spelling, given names agreeing; .85 surnames that differ by
    one sound; .7 a surname without given names on a side (also where both are that surname); 0 otherwise. Given
    names that disagree in two full names outweigh a surname alone. Either name may have its surname first.
    """
    pairs = [_compare_pair(one, other) for one, other in product(sorted(set(left)), sorted(set(right)))]
    best = max(pairs, key=lambda found: found.score, default=Likeness(0.0, "no names to compare"))
    conflict = next((found for found in pairs if found.reason.startswith(CONFLICT)), None)
    return conflict if conflict and best.score < NEAR else best


@lru_cache(KEPT)
def _compare_pair(left: str, right: str) -> Likeness:
    ones, others = _orders(left), _orders(right)
    found = (_compare_persons(one, other) for one, other in product(ones, others))
    return max(found, key=lambda likeness: likeness.score)


@lru_cache(KEPT)
def _orders(name: str) -> tuple[_Person, ...]:
    """Return a name with its surname last and, where it may be, with its surname first."""
    given, surname = name_parts(name)
    straight = _Person(name, _core(given), _core(surname.split()))
    words = [*given, *surname.split()]
    if len(words) < 2 or "," in name:
        return (straight,)
    return straight, _Person(name, _core(words[1:]), _core(words[:1]), turned=True)


def _core(words: Iterable[str]) -> tuple[str, ...]:
    """Return the words parted at hyphens and full stops, in lower case, without particles unless they are all."""
    pieces = (re.sub(r"\.(?=\w)", ". ", word.lower().translate(_marks()).replace("-", " ")) for word in words)
    parts = [part for piece in pieces for part in piece.split()]
    return tuple(part for part in parts if _bare(part) not in _tables().particles) or tuple(parts)


def _compare_persons(left: _Person, right: _Person) -> Likeness:
    turned = left.turned or right.turned
    spelt = _spelt(left.surname, right.surname)
    if not _same_words(left.surname, right.surname):
        if turned or not _nearly(left.surname, right.surname) or not _agree(left.given, right.given, full=True):
            return Likeness(0.0, f"surnames differ{spelt}")
        return Likeness(NEAR, f"surnames differ by one sound{spelt}, given names agree")
    if not left.given or not right.given:
        return _by_surname(left, right, spelt)
    if not _agree(left.given, right.given):
        shown = f"{' '.join(left.given).title()}, {' '.join(right.given).title()}"
        return Likeness(0.0, f"surnames differ{spelt}" if turned else f"{CONFLICT} ({shown})")
    order = ", the surname first in one" if left.turned != right.turned else ""
    if [*map(fold, (*left.given, *left.surname))] == [*map(fold, (*right.given, *right.surname))]:
        return Likeness(FULL, f"the same name{order}")
    if fold(" ".join(left.surname)) == fold(" ".join(right.surname)):
        return Likeness(SPELT, f"the same surname, given names agree{order}")
    return Likeness(SPELT, f"the same surname in another spelling{spelt}, given names agree{order}")


def _by_surname(left: _Person, right: _Person, spelt: str) -> Likeness:
    """Return what a surname alone tells; one that stands first only if such names are known (Xi, Orbán)."""
    turned = left if left.turned else right
    if turned.turned and not any(_bare(word) in _tables().family_first for word in turned.surname):
        return Likeness(0.0, f"surnames differ{spelt}")
    return Likeness(SURNAME_ONLY, f"the same surname{spelt}, which alone cannot tell")


def _spelt(left: tuple[str, ...], right: tuple[str, ...]) -> str:
    one, other = (" ".join(words).title() for words in (left, right))
    return f" ({one}, {other})" if one != other else f" ({one})"


def _same_words(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    if len(left) == len(right):
        return bool(left) and all(map(_same_word, left, right))
    return _same_word("".join(left), "".join(right))


def _nearly(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """Return whether two long surnames differ by one code that is not their ending (Petrow, Petrowa)."""
    one, other = (skeleton("".join(words)) for words in (left, right))
    alike_ends = one[-1:] == other[-1:] or not {one[-1:], other[-1:]} & set("AIO")
    return min(len(one), len(other)) >= LONG and alike_ends and Levenshtein.distance(one, other, score_cutoff=1) <= 1


def _agree(left: tuple[str, ...], right: tuple[str, ...], *, full: bool = False) -> bool:
    """Return whether given names may be one person's: all of the shorter ones stand among the longer.

    Patronymics and middle names may be missing. With `full`, initials do not count.
    """
    if not left or not right:
        return False
    shorter, longer = sorted((left, right), key=len)
    rest = list(longer)
    for word in shorter:
        match = next((other for other in rest if _same_given(word, other, full=full)), None)
        if match is None:
            return _same_word("".join(left), "".join(right))
        rest.remove(match)
    return True


def _same_given(left: str, right: str, *, full: bool) -> bool:
    if _is_initial(left) or _is_initial(right):
        return not full and _same_initial(left.rstrip("."), right.rstrip("."))
    return _same_word(left, right) or _same_short(left, right)


def _is_initial(word: str) -> bool:
    return len(word.rstrip(".")) == 1 or (word.endswith(".") and len(word) <= 4)


def _same_initial(left: str, right: str) -> bool:
    """Return whether the shorter word abbreviates the longer: by its letters, else by how it sounds."""
    short, long = sorted((left, right), key=len)
    if fold(long).startswith(fold(short)):
        return True
    return any(code and full.startswith(code) for code, full in product(skeletons(short), skeletons(long)))


def _same_short(left: str, right: str) -> bool:
    rows = (_short_forms().get(skeleton(word), frozenset[int]()) for word in (left, right))
    return bool(frozenset.intersection(*rows))


# ------------------------------------------------------------------------------------------------ the organisations


def organisation_key(name: str) -> str:
    """Return a name of an organisation without legal forms, small words, brackets and endings, to find equal ones by.

    A name of such words alone keeps them.

    >>> organisation_key("Die Gasprom AG") == organisation_key("Gasprom")
    True
    """
    return " ".join(_stem(word) for word in _telling_words(name))


def _telling_words(name: str) -> list[str]:
    plain = re.sub(r"(?<=\b\w)\.\s*(?=\w\b)", "", fold(BRACKETED.sub(" ", name)).replace("'", ""))
    words = re.findall(r"\w+", plain)
    small = _tables().small_words | _tables().legal_forms
    return [word for word in words if word not in small] or words


def _stem(word: str) -> str:
    """Return a word without its endings, cut one after the other: the stem of `Газпром` is that of `Газпрома`."""
    fitting = (end for end in _tables().endings if word.endswith(end) and len(word) - len(end) >= _tables().stem)
    longest = max(fitting, key=len, default="")
    return _stem(word.removesuffix(longest)) if longest else word


def compare_organisations(left: Iterable[str], right: Iterable[str]) -> Likeness:
    """Return how likely the names of two organisations are those of one.

    1.0 the same name; .95 the same but for legal form, case or spelling, or an acronym that a name gives in
    brackets; .8 an acronym of the initials of the other's words; 0 otherwise.
    """
    pairs = product(sorted(set(left)), sorted(set(right)))
    found = (_compare_bodies(one, other) for one, other in pairs)
    return max(found, key=lambda likeness: likeness.score, default=Likeness(0.0, "no names to compare"))


def _compare_bodies(left: str, right: str) -> Likeness:
    if fold(left) == fold(right):
        return Likeness(FULL, "the same name")
    shared = sorted(_acronyms(left) & _acronyms(right))
    if shared:
        return Likeness(SPELT, f"the same acronym ({shared[0]})")
    if organisation_key(left) == organisation_key(right) != "":
        return Likeness(SPELT, f"the same name but for form ({left}, {right})")
    if _same_bodies(_telling_words(left), _telling_words(right)):
        return Likeness(SPELT, f"the same name in another spelling ({left}, {right})")
    for short, long in ((left, right), (right, left)):
        if any(acronym in _initials(long) for acronym in _acronyms(short)):
            return Likeness(INITIALS, f"an acronym of the other's words ({short}, {long})")
    return Likeness(0.0, "names differ")


def _acronyms(name: str) -> frozenset[str]:
    """Return the acronyms a name is or gives in brackets, in capitals without full stops."""
    stated = (text.strip().replace(".", "") for text in (name, *BRACKETED.findall(name)))
    return frozenset(text for text in stated if ACRONYM.fullmatch(text))


def _initials(name: str) -> frozenset[str]:
    """Return the initials of a name of several words, with and without its small words, in capitals."""
    every = re.findall(r"\w+", fold(BRACKETED.sub(" ", name)))
    kinds = (every, _telling_words(name))
    return frozenset("".join(word[0] for word in words).upper() for words in kinds if len(words) > 1)


def _same_bodies(left: list[str], right: list[str]) -> bool:
    return len(left) == len(right) and all(map(_same_part, left, right))


def _same_part(left: str, right: str) -> bool:
    return _stem(left) == _stem(right) or _same_word(left, right)
