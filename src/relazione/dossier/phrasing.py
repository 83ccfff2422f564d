"""The lines of a dossier in the words of its language, for all renderers."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import PurePath

from relazione.dossier.amounts import say_percent, say_score, say_value
from relazione.dossier.dates import say_date, short_date
from relazione.dossier.tree import (
    ActorLine,
    AgreementLine,
    Chapter,
    Course,
    Dossier,
    Edge,
    Facts,
    FigureSet,
    Happening,
    Mark,
    Merge,
    Network,
    OfficeLine,
    PromiseLine,
    Saying,
    SourceLine,
    TurnLine,
    ValueLine,
)
from relazione.dossier.wording import Wording, wording
from relazione.ontology.indicators import indicator
from relazione.ontology.plover import event_type, mode
from relazione.ontology.terms import listed
from relazione.ontology.vocabulary import term
from relazione.records import Document
from relazione.resolution.claims import Source

ARROW = " → "
DOT = " · "
UNMARKED_STATUS = "occurred"
EDGES = 40


class Phrasing:
    """Says the parts of lines in one language."""

    def __init__(self, language: str) -> None:
        self.language = language

    @cached_property
    def words(self) -> Wording:
        return wording(self.language)

    def date(self, edtf: str | None) -> str:
        return say_date(edtf, self.language)

    def day(self, edtf: str | None) -> str:
        return short_date(edtf, self.language)

    def score(self, score: float | None) -> str:
        return say_score(score, self.language)

    def names(self, names: Sequence[str]) -> str:
        return listed(names, self.language) if names else ""

    def mark(self, mark: Mark | None) -> str:
        return self.words[f"mark_{mark}"] if mark else ""

    def code(self, vocabulary: str, code: str) -> str:
        """Return the label of a code of a vocabulary of readings."""
        return term(vocabulary, code).label[self.language]

    def quoted(self, words: str) -> str:
        return self.words.fill("quoted", words=" ".join(words.split()))

    def made(self, dossier: Dossier) -> str:
        """Return the day whose state a dossier shows, and since when its changes are."""
        parts = [self.words.fill("made", date=self.date(dossier.made))]
        if dossier.since:
            parts.append(self.words.fill("changes_since", date=self.date(dossier.since)))
        return DOT.join(parts)

    def facts(self, facts: Facts) -> tuple[tuple[str, str], ...]:
        """Return the facts of a chapter as label and value."""
        plain = ("events", "origins", "reports", "publishers", "statements", "agreements", "figures", "contradictions")
        rows = [(self.words[f"fact_{name}"], self.words.whole(getattr(facts, name))) for name in plain]
        states = ", ".join(f"{number} {self.state(state)}" for state, number in facts.promises.items())
        return (
            *rows,
            (self.words["fact_promises"], states or "0"),
            (self.words["fact_span"], self.span(facts)),
            (self.words["fact_mean"], self.score(facts.mean)),
            (self.words["fact_quads"], self.quads(facts) or "0"),
        )

    def quads(self, facts: Facts) -> str:
        """Return how many events are of which quad class."""
        counted = enumerate(facts.quads, 1)
        return ", ".join(f"{self.words.whole(number)} {self.quad(quad)}" for quad, number in counted if number)

    def span(self, facts: Facts) -> str:
        """Return from when to when the events of a chapter are."""
        return self.ends(facts.first, facts.last) or self.date(None)

    def ends(self, first: str | None, last: str | None) -> str:
        """Return two dates with a word between them, once where they are equal; what is unknown is left out."""
        said = dict.fromkeys(self.date(edtf) for edtf in (first, last) if edtf)
        return f" {self.words['to']} ".join(said)

    def state(self, state: str) -> str:
        return self.words[f"promise_{state}"]

    def quad(self, number: int) -> str:
        return self.words[f"quad_{number}"]

    def kind_of_event(self, line: Happening) -> str:
        found = mode(line.type, line.mode) if line.mode else event_type(line.type)
        return found.label[self.language]

    def details(self, line: Happening) -> str:
        """Return what an event's sentence leaves out: status, persons, place, subject, who vouches for it."""
        return DOT.join(self._details(line))

    def _details(self, line: Happening) -> Iterator[str]:
        words = self.words
        if line.status != UNMARKED_STATUS:
            yield self.code("status", line.status)
        yield from line.steps
        if line.according_to:
            yield words.fill("according_to", names=self.names(line.according_to))
        if line.participants:
            yield self.names(line.participants)
        if line.place:
            yield line.place
        if line.mediators:
            yield words.fill("mediated_by", names=self.names(line.mediators))
        if line.about:
            yield words.fill("about", names=self.names(line.about))
        if line.topics:
            yield ", ".join(line.topics)
        if line.origins > 1:
            yield words.fill("independent", number=line.origins)

    def uncounted(self, course: Course) -> str:
        """Return which events the course leaves out, nothing where it has all."""
        parts = [
            self.words.count(f"course_{name}", number)
            for name, number in (("undated", course.undated), ("ahead", course.ahead))
            if number
        ]
        return f"{self.words['course_without']} {'; '.join(parts)}" if parts else ""

    def agreement(self, line: AgreementLine) -> str:
        """Return an agreement's kind, parties, subject (where its name does not say it) and mediators."""
        subject = line.subject if line.subject and line.subject not in line.name else ""
        parts = [self.code("agreement_kind", line.kind), self.names(line.parties), subject]
        if line.mediators:
            parts.append(self.words.fill("mediated_by", names=self.names(line.mediators)))
        return DOT.join(part for part in parts if part)

    def standing(self, line: AgreementLine) -> str:
        """Return where an agreement stands, and whether an intention was followed up."""
        state = self.code("agreement_stage", line.state) if line.state else self.words["stage_unknown"]
        return state if line.followed_up else f"{state}{DOT}{self.words['not_followed_up']}"

    def figure(self, line: FigureSet) -> str:
        """Return what figures measure, of whom and when."""
        giver, taker = line.giver or "", line.taker or ""
        parties = ARROW.join(filter(None, (giver, taker))) if giver or taker else " – ".join(line.parties)
        label = indicator(line.indicator).label[self.language]
        label = label[:1].upper() + label[1:]
        period = self.date(line.period) if line.period else ""
        return ", ".join(part for part in (label, parties, period) if part)

    def value(self, line: ValueLine, unit: str) -> str:
        said = say_value(line, unit, self.language)
        return self.words.fill("change", value=said) if line.measure == "change" else said

    def giver(self, line: ValueLine) -> str:
        """Return who gave a figure and which report."""
        return DOT.join(filter(None, (self.names(line.speakers), self.source(line.source))))

    def verdict(self, line: FigureSet) -> str:
        """Return what comparing figures gave, and of a contradiction how far they lie apart."""
        if line.verdict is None:
            return ""
        verdict = self.words[f"verdict_{line.verdict}"]
        if line.difference is None:
            return verdict
        return f"{verdict}{DOT}{self.words.fill('apart', part=say_percent(line.difference, self.language))}"

    def promise(self, line: PromiseLine) -> str:
        """Return who promised whom."""
        parties = (self.names(line.who) or self.words["unnamed"], self.names(line.to))
        return ARROW.join(filter(None, parties))

    def dates_of(self, line: PromiseLine) -> str:
        """Return when a promise was made and is due."""
        parts = [self.words.fill("promised", date=self.date(line.made))]
        if line.due:
            parts.append(self.words.fill("due", date=self.date(line.due)))
        return DOT.join(parts)

    def turn(self, line: TurnLine) -> str:
        """Return what a report did to a promise, and when."""
        return f"{self.date(line.date)}: {self.words[f'turn_{line.turn}']}"

    def speaker(self, line: Saying) -> str:
        """Return who spoke, to whom."""
        speaker = line.speaker or self.words["unnamed"]
        return f"{speaker}{ARROW}{self.names(line.addressees)}" if line.addressees else speaker

    def manner(self, line: Saying) -> str:
        """Return how something was said, about whom and what, and by when it is to be done."""
        parts = [self.code("act", line.act), self.code("form", line.form)]
        if line.about:
            parts.append(self.words.fill("about", names=self.names(line.about)))
        if line.topics:
            parts.append(", ".join(line.topics))
        if line.due:
            parts.append(self.words.fill("due", date=self.date(line.due)))
        return DOT.join(parts)

    def saying(self, line: Saying) -> str:
        return self.quoted(line.words) if line.form == "direct" else line.words

    def actor(self, line: ActorLine) -> str:
        """Return an actor's kind, state, spellings and members."""
        parts = [self.code("actor_kind", line.kind), line.country or ""]
        if line.spellings:
            parts.append(self.words.fill("also", names=", ".join(line.spellings)))
        if line.members:
            parts.append(self.words.fill("members", names=", ".join(line.members)))
        return DOT.join(part for part in parts if part)

    def part(self, line: ActorLine) -> str:
        """Return in how many events and statements an actor takes part."""
        counted = (("count_events", line.events), ("count_statements", line.statements))
        return ", ".join(self.words.count(key, number) for key, number in counted if number)

    def office(self, line: OfficeLine) -> str:
        """Return an office, of which state or body, and the days that show it held."""
        head = f"{line.title} ({line.of})" if line.of else line.title
        held = self.ends(line.first, line.last)
        return f"{head}, {held}" if held else head

    def merge(self, line: Merge) -> str:
        """Return why two mentions are one actor, how sure that is and who decided."""
        who = self.words.fill("decided_by", name=line.who) if line.who else say_percent(line.score, self.language)
        return f"{line.reason} ({who})"

    def source(self, source: Source) -> str:
        """Return a source in short: publisher and day."""
        publisher = source.publisher or self.words["publisher_unknown"]
        return f"{publisher}, {self.day(source.published)}"

    def title(self, source: Source | Document) -> str:
        """Return a report's title on one line, else the name of its file; words that say so where neither is known."""
        named = source.title or PurePath((source.origin or "").replace("\\", "/")).name
        return " ".join(named.split()) or self.words["untitled"]

    def shelf(self, line: SourceLine) -> str:
        """Return a publisher and its state."""
        publisher = line.source.publisher or self.words["publisher_unknown"]
        return f"{publisher} ({line.country})" if line.country else publisher

    def missing(self, chapter: Chapter, section: str) -> str:
        """Return how many lines of a section are not listed, nothing where all are."""
        number = chapter.left_out.get(section, 0)
        return self.words.count("left_out", number) if number else ""

    def edges(self, network: Network) -> Iterator[tuple[str, str, Edge]]:
        """Yield the edges of a network with the names at their ends, as many as are listed."""
        names = {node.id: node.name for node in network.nodes}
        yield from ((names[edge.left], names[edge.right], edge) for edge in network.edges[:EDGES])

    def linked(self, source: Source | Document) -> bool:
        """Tell whether a source has an address that is safe to follow."""
        return (source.url or "").startswith(("https://", "http://"))

    def listed(self, numbers: Iterable[int]) -> str:
        """Return numbers of footnotes with runs drawn together: `1–3, 7`."""
        return ", ".join(_runs(sorted(set(numbers))))


def _runs(numbers: Sequence[int]) -> Iterator[str]:
    start = 0
    for end in range(1, len(numbers) + 1):
        if end == len(numbers) or numbers[end] != numbers[end - 1] + 1:
            first, last = numbers[start], numbers[end - 1]
            yield f"{first}" if first == last else f"{first}{'–' if last > first + 1 else ', '}{last}"
            start = end
