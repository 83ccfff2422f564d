"""A small material on real states with invented persons, and what tests need to write it."""

import io
from collections.abc import Callable, Mapping

import pytest

from relazione.exchange import FORMATS, Options
from relazione.ontology.plover import quad, score
from relazione.records import Agreement, Event, Figure, Place, Span, Stage, Statement
from relazione.resolution.claims import Claim, HeldOffice, LedgerActor, Material, MergedEvent, Question, Quote, Source

TEXTS = {
    "sha256:d1": "Der usbekische Minister Bobur Nasirow war am 3. Mai in Astana. „Wir liefern mehr Weizen“, sagte "
    "Erlan Tastabek. Kasachstan verkaufte 2023 Weizen für 20 Millionen Dollar. Beide unterzeichneten ein Abkommen.",
    "sha256:d3": "Uzbekistan's minister visited Astana on Friday.\n\nThe UN did not condemn Russia.",
}
TEXTS["sha256:d2"] = TEXTS["sha256:d1"] + " "
SOURCES = {
    "sha256:d1": Source(
        document="sha256:d1",
        title='Treffen\tin "Astana"\n<&>',
        language="de",
        published="2024-05-04",
        publisher="Agentur\tEins",
        country="DEU",
        url="https://eins.example/a?b=1&c=2",
        lineage="sha256:d1",
        added="2024-05-05T10:20:30.123456+00:00",
    ),
    "sha256:d2": Source(
        document="sha256:d2",
        language="de",
        published="2024-05-05",
        publisher="Blatt Zwei",
        origin="zwei.txt",
        lineage="sha256:d1",
        added="2024-05-06T08:00:00+00:00",
    ),
    "sha256:d3": Source(
        document="sha256:d3",
        title="A visit",
        language="en",
        published="2024-05-06",
        publisher="Third Wire",
        url="https://third.example/1",
        lineage="sha256:d3",
        added="2024-05-06T09:00:00+00:00",
    ),
}
ACTORS = (
    LedgerActor(id="KAZ", kind="state", name="Kasachstan", names=("Kasachstan", "Astana"), country="KAZ"),
    LedgerActor(id="RUS", kind="state", name="Russland", names=("Russland",), country="RUS"),
    LedgerActor(id="UZB", kind="state", name="Usbekistan", names=("Usbekistan",), country="UZB"),
    LedgerActor(
        id="actor:p1",
        kind="person",
        name="Erlan Tastabek",
        names=("Erlan Tastabek", "Tastabek"),
        country="KAZ",
        identifiers={"wikidata": "Q999999991"},
        offices=(
            HeldOffice(title="Abgeordneter", role="legislator", country="KAZ", first="2019-01-02", last="2021-07-01"),
            HeldOffice(
                title="Präsident",
                role="head_of_state",
                country="KAZ",
                first="2024-03-01",
                last="2024-05-04",
                documents=("sha256:d1",),
            ),
        ),
    ),
    LedgerActor(
        id="actor:p2",
        kind="person",
        name="Lena Vorwärts",
        offices=(HeldOffice(title="Sprecherin", role="spokesperson", organisation="EU", first="2024-05-04"),),
    ),
    LedgerActor(id="actor:police", kind="organisation", name="Polizei", names=("Polizei",), country="KAZ"),
    LedgerActor(
        id="org:C6",
        kind="group",
        name="C6",
        members=("AZE", "KAZ", "KGZ", "TJK", "TKM", "UZB"),
        identifiers={"relazione": "C6"},
    ),
    LedgerActor(id="org:EU", kind="organisation", name="EU", identifiers={"relazione": "EU", "plover": "EUR"}),
    LedgerActor(id="org:UN", kind="organisation", name="Vereinte Nationen", identifiers={"relazione": "UN"}),
)


def make_claim(record, document: str, words: str, kind: str) -> Claim:
    start = TEXTS[document].index(words)
    quote = Quote(document=document, start=start, end=start + len(words), words=words)
    return Claim(
        id=f"{kind}:{document[-2:]}{record.id}",
        local=record.id,
        source=SOURCES[document],
        record=record,
        quotes=(quote,),
    )


def make_event(id_: str, type_: str, mode: str | None = None, **fields) -> Event:
    defaults = {
        "cameo": "010",
        "status": "occurred",
        "evidence": (Span(start=0, end=1),),
        "confidence": 0.87,
        "rule": "r",
    }
    return Event(id=id_, type=type_, mode=mode, score=score(type_, mode), quad=quad(type_), **(defaults | fields))


def make_merged(event: Event, told: Mapping[str, str]) -> MergedEvent:
    claims = tuple(make_claim(event, document, words, "event") for document, words in told.items())
    return MergedEvent(id=f"event:{event.id}", event=event, claims=claims)


VISIT = make_merged(
    make_event(
        "e1",
        "CONSULT",
        "visit",
        cameo="042",
        actor=("UZB",),
        recipient=("KAZ",),
        participants=("actor:p1",),
        contexts=("diplomatic", "economic"),
        topics=("agriculture",),
        date="2024-05-03",
        place=Place(name="Astana", country="KAZ"),
    ),
    {
        "sha256:d1": "Der usbekische Minister Bobur Nasirow war am 3. Mai in Astana",
        "sha256:d2": "Der usbekische Minister",
        "sha256:d3": "visited Astana",
    },
)
SIGNING = make_merged(
    make_event("e2", "SUPPORT", cameo="057", actor=("KAZ", "UZB"), date="2024-05", agreement="g1", attributed_to="s1"),
    {"sha256:d1": "Beide unterzeichneten ein Abkommen"},
)
NOT_CONDEMNED = make_merged(
    make_event(
        "e3",
        "ACCUSE",
        "disapprove",
        cameo="111",
        actor=("org:UN",),
        recipient=("RUS",),
        date="2024-05-04",
        status="negated",
    ),
    {"sha256:d3": "The UN did not condemn Russia"},
)
UNDATED = make_merged(
    make_event("e4", "COOPERATE", cameo="061", actor=("org:C6",), recipient=("org:EU",)), {"sha256:d2": "in Astana"}
)
OF_A_YEAR = make_merged(
    make_event("e5", "REQUEST", "meet", cameo="106", actor=("KAZ",), recipient=("RUS",), date="2023", status="planned"),
    {"sha256:d1": "2023"},
)
BY_NOBODY = make_merged(
    make_event("e6", "PROTEST", "demo", cameo="141", recipient=("actor:p1",), date="2024-06-01"),
    {"sha256:d1": "Erlan Tastabek"},
)
STATEMENT = make_claim(
    Statement(
        id="s1",
        speaker="actor:p1",
        addressee=("UZB",),
        form="direct",
        act="commit",
        cue=Span(start=1, end=2),
        content=(Span(start=0, end=1),),
        due="2025",
        confidence=0.9,
        rule="r",
    ),
    "sha256:d1",
    "Wir liefern mehr Weizen",
    "statement",
)
FIGURE = make_claim(
    Figure(
        id="f1",
        indicator="exports",
        measure="level",
        value=2e7,
        unit="USD",
        bound="exact",
        period="2023",
        parties=("KAZ", "UZB"),
        from_="KAZ",
        to="UZB",
        evidence=(Span(start=0, end=1),),
        confidence=0.9,
        rule="r",
    ),
    "sha256:d1",
    "20 Millionen Dollar",
    "figure",
)
AGREEMENT = make_claim(
    Agreement(
        id="g1",
        name="Abkommen",
        kind="accord",
        parties=("KAZ", "UZB"),
        stages=(Stage(stage="signed", date="2024-05-03"),),
        evidence=(Span(start=0, end=1),),
        confidence=0.9,
        rule="r",
    ),
    "sha256:d1",
    "ein Abkommen",
    "agreement",
)
EVENTS = (VISIT, SIGNING, NOT_CONDEMNED, UNDATED, OF_A_YEAR, BY_NOBODY)


def make_material(*events: MergedEvent, **fields) -> Material:
    return Material(
        question=Question(),
        events=events,
        actors={actor.id: actor for actor in ACTORS},
        **fields,
    )


@pytest.fixture(scope="session")
def texts() -> dict[str, str]:
    return TEXTS


@pytest.fixture(scope="session")
def event() -> Callable[..., MergedEvent]:
    """Make an event told in the first document: `event("AID", actor=("KAZ",))`."""

    def made(type_: str, mode: str | None = None, **fields) -> MergedEvent:
        return make_merged(make_event("e9", type_, mode, **fields), {"sha256:d1": "in Astana"})

    return made


@pytest.fixture(scope="session")
def material_of() -> Callable[..., Material]:
    return make_material


@pytest.fixture(scope="session")
def material() -> Material:
    return make_material(*EVENTS, statements=(STATEMENT,), figures=(FIGURE,), agreements=(AGREEMENT,))


@pytest.fixture(scope="session")
def batches(material: Material) -> tuple[Material, ...]:
    """The material as a ledger hands out large ones: in parts, each with the actors it needs."""
    rest = Material(
        question=Question(),
        events=EVENTS[2:],
        statements=(STATEMENT,),
        figures=(FIGURE,),
        agreements=(AGREEMENT,),
        actors=material.actors,
    )
    return (make_material(*EVENTS[:2]), rest)


@pytest.fixture(scope="session")
def write() -> Callable[..., str]:
    """Write materials in a format and return the text."""

    def written(name: str, *materials: Material, **options) -> str:
        stream = io.BytesIO()
        with FORMATS[name].open(stream, Options(reader="relazione/test", **options)) as writer:
            for material in materials:
                writer.write(material)
        return stream.getvalue().decode()

    return written
