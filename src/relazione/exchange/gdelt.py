"""GDELT 2.0's two tables, without header: events (61 columns) and the reports that mention them (16 columns).

A row of the events is a pair of actor and recipient. CAMEO codes are text (`010`); states of actors are alpha-3 codes,
those of places FIPS 10-4. `QuadClass` follows from the root code, as in GDELT: it puts protest among the verbal
conflict and investigations among the material cooperation, other than PLOVER.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from datetime import date

from relazione.errors import UnknownCode
from relazione.exchange.actors import CodedActor
from relazione.exchange.events import UNREAL, Dated, Pair, day_of, is_real, pairs
from relazione.exchange.languages import alpha3
from relazione.exchange.places import full_name, place_fips, place_kind
from relazione.exchange.polecat import NOBODY
from relazione.exchange.tables import Cell, tsv_row
from relazione.exchange.writer import TextWriter
from relazione.ontology import cameo, codes, countries, plover
from relazione.records import Event, Place
from relazione.resolution.claims import Claim, Material, MergedEvent

ACTOR = ("Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code")
TYPES = ("Type1Code", "Type2Code", "Type3Code")
GEO = ("Type", "Fullname", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
EVENT_COLUMNS = (
    *("GlobalEventID", "Day", "MonthYear", "Year", "FractionDate"),
    *(f"Actor{side}{name}" for side in "12" for name in (*ACTOR, *TYPES)),
    *("IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale"),
    *("NumMentions", "NumSources", "NumArticles", "AvgTone"),
    *(f"{place}Geo_{name}" for place in ("Actor1", "Actor2", "Action") for name in GEO),
    *("DATEADDED", "SOURCEURL"),
)
MENTION_COLUMNS = (
    *("GlobalEventID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName", "MentionIdentifier"),
    *("SentenceID", "Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset", "InRawText", "Confidence"),
    *("MentionDocLen", "MentionDocTone", "MentionDocTranslationInfo", "Extras"),
)
LEAD = 400  # code points; evidence that begins in them counts as of the lead
WEB, CITATION = 1, 2  # kinds of mention
NOWHERE, COUNTRY, US_STATE, US_CITY, WORLD_CITY, WORLD_STATE = range(6)  # kinds of place
CAMEO_TYPES = {"JRN": "MED", "MED": "HLH", "SOC": "NGO", "PRM": "MIL"} | dict.fromkeys(("PRE", "UNK", "REL"))
KNOWN_GROUPS = {
    "ASEAN": "ASN",
    "CIS": "CIS",
    "EU": "EEC",
    "GCC": "GCC",
    "IAEA": "IAE",
    "IMF": "IMF",
    "NATO": "NAT",
    "OAS": "OAS",
    "OIC": "OIC",
    "OPEC": "OPC",
    "OSCE": "SCE",
    "UN": "UNO",
    "WHO": "WHO",
    "WTO": "WTO",
}
LOSES = (
    "Negated and hypothetical events, PLOVER's modes and contexts, words, tone, coordinates, ethnic and religious "
    "codes, mediators, statements, figures, agreements; a month becomes its first day, an untold date that of the "
    "first report."
)


class _GdeltWriter(TextWriter):
    """Finds the rows that both tables have in common."""

    def _rows(self, material: Material) -> Iterator[tuple[MergedEvent, Dated, Pair]]:
        for merged in material.events:
            days = day_of(merged) if is_real(merged.event) else UNREAL
            if isinstance(days, str):
                self.left_out[days] += 1
                continue
            found = pairs(merged, material, days.first)
            self.left_out.update(() if found else (NOBODY,))
            yield from ((merged, days, pair) for pair in found)


class GdeltEventWriter(_GdeltWriter):
    """Writes the events."""

    def _body(self, material: Material) -> Iterator[str]:
        for merged, days, pair in self._rows(material):
            yield tsv_row(_event_row(merged, days.first, pair))


class GdeltMentionWriter(_GdeltWriter):
    """Writes one row a report of each row of the events."""

    def _body(self, material: Material) -> Iterator[str]:
        for merged, _, pair in self._rows(material):
            for claim in merged.claims:
                yield tsv_row(self._mention_row(merged, pair, claim))

    def _mention_row(self, merged: MergedEvent, pair: Pair, claim: Claim[Event]) -> tuple[Cell, ...]:
        source = claim.source
        length = len(self.options.texts(source.document)) if self.options.texts else None
        return (
            event_number(merged, pair),
            added(merged),
            _digits(source.added),
            WEB if source.url else CITATION,
            source.publisher,
            source.url or source.document,
            *(None, -1, -1),
            min((quote.start for quote in claim.quotes), default=-1),
            1,
            round(claim.record.confidence * 10) * 10,
            *(length, None),
            _translation(source.language),
            None,
        )


def event_number(merged: MergedEvent, pair: Pair) -> int:
    """Return the number (63 bits) of a row, the same in both tables and in every run."""
    parts = [merged.id, *(actor.id if actor else None for actor in pair)]
    return int.from_bytes(hashlib.sha256(json.dumps(parts).encode()).digest()[:8], "big") >> 1


def added(merged: MergedEvent) -> str | None:
    """Return when the first report of an event came to the ledger, as `yyyymmddhhmmss`."""
    return min((_digits(claim.source.added) for claim in merged.claims), default=None)


def quad_class(root: str) -> int:
    """Return GDELT's quad class of a CAMEO root code.

    >>> [quad_class(root) for root in ("05", "09", "14", "15")]
    [1, 2, 3, 4]
    """
    return next(quad for quad, last in ((1, "05"), (2, "09"), (3, "14"), (4, "20")) if root <= last)


def goldstein(code: str) -> float | None:
    """Return the Goldstein score of a CAMEO code, that of the code above it where it has none of its own."""
    found = (cameo.codes().get(code[:length]) for length in range(len(code), 1, -1))
    return next((entry.goldstein for entry in found if entry and entry.goldstein is not None), None)


def fraction(day: date) -> str:
    """Return year and part of the year that has gone by, as GDELT reckons it, in months of thirty days.

    >>> fraction(date(2013, 4, 1))
    '2013.2493'
    """
    return f"{day.year + ((day.month - 1) * 30 + day.day) / 365:.4f}"


def _event_row(merged: MergedEvent, day: date, pair: Pair) -> tuple[Cell, ...]:
    event, (first, second) = merged.event, pair
    return (
        event_number(merged, pair),
        *(f"{day:%Y%m%d}", f"{day:%Y%m}", f"{day:%Y}", fraction(day)),
        *_actor(first),
        *_actor(second),
        int(any(quote.start < LEAD for claim in merged.claims for quote in claim.quotes)),
        *_action(event),
        *_counts(merged),
        *_actor_geo(first),
        *_actor_geo(second),
        *_action_geo(event.place, merged),
        added(merged),
        next((claim.source.url or claim.source.document for claim in merged.claims), None),
    )


def _action(event: Event) -> tuple[Cell, ...]:
    root = event.cameo[:2]
    return (event.cameo, event.cameo[:3], root, quad_class(root), goldstein(event.cameo))


def _counts(merged: MergedEvent) -> tuple[Cell, ...]:
    """Return mentions, origins, reports and the tone, which nobody measures."""
    return (len(merged.claims), merged.origins, len({claim.source.document for claim in merged.claims}), None)


def _actor(actor: CodedActor | None) -> tuple[Cell, ...]:
    if actor is None:
        return (None,) * (len(ACTOR) + len(TYPES))
    collective = actor.code if actor.code in plover.plover().collectives else None
    country = None if collective else actor.code
    group = KNOWN_GROUPS.get(actor.known or "") or {"UNO": "UNO", "EUR": "EEC"}.get(collective or "")
    types = _types(actor, collective)
    code = "".join((country or "", *([group] if group and not country else []), *types))
    return (code or None, actor.name.upper(), country, group, None, None, None, *types, *(None,) * (3 - len(types)))


def _types(actor: CodedActor, collective: str | None) -> tuple[str, ...]:
    """Return CAMEO's types of an actor, at most three: of the collective, then of its sectors."""
    kind = {"UNO": "IGO", "EUR": "IGO", "ISM": "NGM"}.get(collective or "", collective)
    sectors = (CAMEO_TYPES.get(sector, sector) for sector in actor.sectors)
    return tuple(dict.fromkeys(type_ for type_ in (kind, *sectors) if type_))[:3]


def _actor_geo(actor: CodedActor | None) -> tuple[Cell, ...]:
    """Return an actor's state as its place."""
    state = actor.state if actor else None
    if state is None:
        return (NOWHERE, *(None,) * 7)
    return (COUNTRY, countries.english_name(state), _fips(state), _fips(state), None, None, None, _fips(state))


def _fips(state: str) -> str | None:
    try:
        return codes.fips(state)
    except UnknownCode:
        return None


def _action_geo(place: Place | None, merged: MergedEvent) -> tuple[Cell, ...]:
    if place is None or place.country is None:
        return (NOWHERE, *(None,) * 7)
    fips, kind = place_fips(place), place_kind(place, merged.claims[0].source.language if merged.claims else None)
    if kind == "state":
        return (COUNTRY, countries.english_name(place.country), fips, fips, None, None, None, fips)
    own = (US_CITY, US_STATE) if place.country == "USA" else (WORLD_CITY, WORLD_STATE)
    return (own[kind != "city"], full_name(place), fips, None, None, None, None, None)


def _translation(language: str | None) -> str | None:
    """Return the language of a report that is not English, as GDELT tells what it has translated."""
    code = alpha3(language)
    return f"srclc:{code}" if code and language != "en" else None


def _digits(time: str) -> str:
    """Return an ISO time as `yyyymmddhhmmss`."""
    return re.sub(r"\D", "", time)[:14].ljust(14, "0")
