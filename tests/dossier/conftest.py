"""A desk on which the tests write claims by hand: states are real, persons, reports and events invented."""

from itertools import count

import pytest

from relazione.dossier import Findings, Options, build_dossier
from relazione.ontology import plover
from relazione.records import Agreement, Event, Figure, Place, Statement
from relazione.resolution.claims import (
    AgreementCourse,
    Claim,
    Compared,
    FigureLine,
    HeldOffice,
    Judgement,
    LedgerActor,
    Material,
    MergedEvent,
    Promise,
    Question,
    Quote,
    Source,
    Step,
    Turn,
)

SURE = {"confidence": 0.9, "rule": "by.hand"}
MADE = "2026-04-01"


class Desk:
    """Writes claims with running numbers."""

    def __init__(self):
        self.numbers = count(1)

    def source(self, document, published="2026-01-27", **more):
        fields = {"title": f"Report {document}", "publisher": "Nordbote", "country": "NOR", "lineage": document}
        return Source(document=document, published=published, **fields | {"added": "2026-03-01T08:00:00Z"} | more)

    def quote(self, source, words):
        start = next(self.numbers) * 1000
        return Quote(document=source.document, start=start, end=start + len(words), words=words)

    def claim(self, kind, record, source, words):
        number = next(self.numbers)
        quotes = tuple(self.quote(source, part) for part in ([words] if isinstance(words, str) else words))
        return Claim(id=f"{kind}:{number:04d}", local=record.id, source=source, record=record, quotes=quotes)

    def event(self, *sources, words="The exact words.", **fields):
        defaults = {"type": "CONSULT", "mode": "visit", "actor": ("NOR",), "recipient": ("PRT",), "status": "occurred"}
        given = defaults | {"date": "2026-01-27", "cameo": "042", "evidence": ()} | fields
        coded = {
            "score": plover.score(given["type"], given["mode"]),
            "quad": plover.quad(given["type"], given["mode"]),
        }
        event = Event(id=f"e{next(self.numbers)}", **coded | given, **SURE)
        claims = tuple(self.claim("event", event, source, words) for source in sources or [self.source("d1")])
        return MergedEvent(id=f"merged:{next(self.numbers):04d}", event=event, claims=claims)

    def statement(self, source=None, words="We will see.", **fields):
        defaults = {"speaker": "actor:lund", "form": "direct", "act": "assert", "cue": None, "content": ()}
        statement = Statement(**{"id": f"s{next(self.numbers)}"} | defaults | fields, **SURE)
        return self.claim("statement", statement, source or self.source("d1"), words)

    def figure(self, value, source=None, words="The number.", **fields):
        defaults = {"indicator": "trade_turnover", "measure": "level", "unit": "EUR", "bound": "exact", "evidence": ()}
        figure = Figure(id=f"f{next(self.numbers)}", value=value, **defaults | fields, **SURE)
        return self.claim("figure", figure, source or self.source("d1"), words)

    def figure_line(self, *claims, compared=(), **fields):
        defaults = {"id": "line:1", "indicator": "trade_turnover", "measure": "level", "unit": "EUR"}
        given = defaults | {"period": "2025", "parties": ("NOR", "PRT")} | fields
        pairs = tuple(
            Compared(left=claims[left].id, right=claims[right].id, verdict=verdict, reason=reason)
            for left, right, verdict, reason in compared
        )
        return FigureLine(claims=claims, compared=pairs, **given)

    def agreement(self, steps, name="Fischereiabkommen", **fields):
        """Return the course of an agreement; `steps` are (stage, date, source, words)."""
        told = []
        for stage, date, source, words in steps:
            record = Agreement(id=f"g{next(self.numbers)}", name=name, kind="accord", evidence=(), **SURE)
            claim = self.claim("agreement", record, source, words)
            told.append(Step(stage=stage, date=date, claims=(claim,), quotes=claim.quotes))
        defaults = {"kind": "accord", "subject": None, "parties": ("NOR", "PRT"), "followed_up": True}
        return AgreementCourse(
            id=f"course:{next(self.numbers)}",
            name=name,
            steps=tuple(told),
            claims=tuple(claim for step in told for claim in step.claims),
            **defaults | {"state": told[-1].stage if told else None} | fields,
        )

    def promise(self, source=None, what="Wir liefern bis März.", turns=(), **fields):
        source = source or self.source("d1")
        defaults = {"who": ("NOR",), "to": ("PRT",), "due": "2026-03", "made": "2026-01-27", "state": "open"}
        return Promise(
            id=f"promise:{next(self.numbers)}",
            what=what,
            source=source,
            quotes=(self.quote(source, what),),
            turns=tuple(
                Turn(turn=turn, date=date, source=later, quotes=(self.quote(later, words),), reason=reason)
                for turn, date, later, words, reason in turns
            ),
            **defaults | fields,
        )

    def material(self, question=None, actors=(), **parts):
        everyone = [*self.states(), *actors]
        return Material(
            question=question or Question(first="NOR", second="PRT"),
            actors={actor.id: actor for actor in everyone},
            **parts,
        )

    def states(self):
        names = {"NOR": "Norwegen", "PRT": "Portugal"}
        return [LedgerActor(id=code, kind="state", name=name, country=code) for code, name in names.items()]

    def lund(self, **fields):
        defaults = {"kind": "person", "name": "Sigrid Lund", "names": ("Sigrid Lund", "Lund"), "country": "NOR"}
        return LedgerActor(id="actor:lund", **defaults | fields)

    def dossier(self, *, language="de", since=None, made=MADE, lines=400, scope="pair", **parts):
        """Return the dossier of one chapter."""
        lined = {name: parts.pop(name) for name in ("promises", "courses", "figure_lines") if name in parts}
        findings = Findings(
            scope=scope,
            material=parts.pop("material", None) or self.material(**parts),
            figures=lined.get("figure_lines", ()),
            agreements=lined.get("courses", ()),
            promises=lined.get("promises", ()),
        )
        return build_dossier([findings], Options(language=language, made=made, since=since, lines=lines))


def full_findings(desk):
    """Return a chapter that has something in every section."""
    nordbote = desk.source(
        "d1", "2025-11-12", title="Oslo und Lissabon sprechen über Fisch", url="https://nordbote.example/1"
    )
    tejo = desk.source(
        "d2", "2026-01-28", title="Lund em Lisboa", publisher="Voz do Tejo", country="PRT", language="pt"
    )
    copy = desk.source("d3", "2026-01-29", title="Lund in Lissabon", lineage="d2", publisher="Fjordpost")
    late = desk.source(
        "d4",
        "2026-03-20",
        title="Streit um <script>alert(1)</script> Quoten & mehr",
        publisher="Voz do Tejo",
        country="PRT",
    )
    undated = desk.source("d5", None, title=None, publisher=None, country=None, added="2026-03-25T10:00:00Z")
    said = desk.statement(
        tejo,
        "Wir werden die Quote bis März senken",
        id="s1",
        about=("PRT",),
        act="commit",
        date="2026-01-27",
        due="2026-03",
        topics=("fisheries",),
        addressee=("actor:melo",),
    )
    denied = desk.statement(
        late,
        ["Davon war", "nie die Rede"],
        speaker="actor:melo",
        act="deny",
        about=("NOR",),
        date="2026-03-19",
        form="direct",
    )
    spoken = desk.statement(
        nordbote, "Die Gespräche seien nützlich gewesen", form="indirect", speaker=None, act="assess"
    )
    events = (
        desk.event(
            nordbote,
            words="trafen sich am Dienstag in Oslo",
            mode=None,
            actor=("NOR", "PRT"),
            recipient=(),
            date="2025-11-11",
            place=Place(name="Oslo", country="NOR"),
            topics=("fisheries",),
        ),
        desk.event(
            tejo,
            copy,
            words="besuchte am Dienstag Lissabon",
            participants=("actor:lund", "actor:melo"),
            date="2026-01-27",
            place=Place(name="Lissabon", country="PRT"),
        ),
        desk.event(tejo, type="COOPERATE", mode=None, date="2025-12", words="übten gemeinsam vor den Azoren"),
        desk.event(
            late,
            type="ACCUSE",
            mode=None,
            actor=("PRT",),
            recipient=("NOR",),
            date="2026-03-18",
            words="warf Norwegen Wortbruch vor",
        ),
        desk.event(
            late,
            type="SANCTION",
            mode=None,
            actor=("PRT",),
            recipient=("NOR",),
            date="2026-03-19",
            words="setzte Lieferungen aus",
            attributed_to=denied.local,
        ),
        desk.event(
            late,
            type="SUPPORT",
            mode=None,
            actor=("ESP",),
            recipient=("PRT",),
            date="2026-03-20",
            words="stellte sich hinter Lissabon",
        ),
        desk.event(undated, type="REJECT", mode=None, status="hypothetical", date=None, words="könnte ablehnen"),
        desk.event(
            nordbote, type="AGREE", mode=None, status="planned", date="2026-05", words="wollen im Mai wieder verhandeln"
        ),
    )
    first = desk.figure(1.5e9, nordbote, "anderthalb Milliarden Euro", bound="about")
    second = desk.figure(1.52e9, tejo, "1,52 Milliarden Euro", attributed_to="s1")
    third = desk.figure(2.1e9, late, "2,1 Milliarden Euro")
    growth = desk.figure(12, tejo, "um zwölf Prozent", unit="percent", measure="change", attributed_to="s1")
    line = desk.figure_line(
        first,
        second,
        third,
        compared=(
            (0, 1, "rounding", "1.5 is 1.52 rounded"),
            (0, 2, "contradiction", "values differ"),
            (1, 2, "contradiction", "values differ"),
        ),
    )
    change = desk.figure_line(growth, id="line:2", measure="change", unit="percent")
    courses = (
        desk.agreement(
            (
                ("negotiating", "2025-11-11", nordbote, "verhandeln über ein Fischereiabkommen"),
                ("signed", "2026-01-27", tejo, "unterzeichneten das Abkommen"),
                ("suspended", "2026-03-19", late, "setzte das Abkommen aus"),
            )
        ),
        desk.agreement(
            (("signed", "2025-12", tejo, "Absichtserklärung über Windkraft"),),
            name="Absichtserklärung über Windkraft",
            kind="memorandum",
            followed_up=False,
            mediator=("ESP",),
        ),
    )
    promises = (
        desk.promise(
            tejo,
            "die Quote bis März senken",
            turns=(("denied", "2026-03-19", late, "Davon war nie die Rede", "the same quota"),),
            state="overdue",
            who=("actor:lund",),
        ),
        desk.promise(nordbote, "im Mai wieder verhandeln", due="2026-05", made="2025-11-11"),
        desk.promise(
            nordbote,
            "die Akten zurückgeben",
            due=None,
            made="2025-11-11",
            state="kept",
            turns=(("kept", "2025-12-02", tejo, "gab die Akten zurück", "handed over"),),
        ),
    )
    lund = desk.lund(
        offices=(
            HeldOffice(
                title="Außenministerin",
                role="foreign_minister",
                country="NOR",
                first="2025-11-12",
                last="2026-03-20",
                documents=("d1", "d2", "d4"),
            ),
        ),
        links=(Judgement(left="a", right="b", verdict="same", score=0.97, reason="same office, same spelling"),),
    )
    melo = LedgerActor(
        id="actor:melo",
        kind="person",
        name="Rui Melo",
        names=("Rui Melo", "Ruy Mello"),
        country="PRT",
        offices=(
            HeldOffice(
                title="Fischereiminister",
                role="minister",
                country="PRT",
                first="2026-01-28",
                last="2026-01-28",
                documents=("d2",),
            ),
        ),
    )
    material = desk.material(
        actors=(lund, melo, LedgerActor(id="ESP", kind="state", name="Spanien", country="ESP")),
        events=events,
        statements=(said, denied, spoken),
        figures=(first, second, third, growth),
    )
    return Findings(scope="pair", material=material, figures=(line, change), agreements=courses, promises=promises)


@pytest.fixture
def desk():
    return Desk()


@pytest.fixture
def full():
    """The findings of a chapter that has something in every section."""
    return full_findings(Desk())


@pytest.fixture(params=["de", "en"])
def dossier(request, full):
    """The dossier of these, in each language."""
    return build_dossier([full], Options(language=request.param, made=MADE))
