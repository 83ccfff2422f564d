"""From what a ledger holds on a question to a dossier."""

from collections.abc import Sequence

from relazione.dossier.changes import changes_since
from relazione.dossier.comparison import figure_sets
from relazione.dossier.course import course
from relazione.dossier.dates import iso_day, say_date
from relazione.dossier.facts import facts
from relazione.dossier.ladder import agreement_lines
from relazione.dossier.naming import Naming, asked_name, title_of
from relazione.dossier.network import network
from relazione.dossier.notes import Notebook
from relazione.dossier.promises import promise_lines
from relazione.dossier.roster import roster
from relazione.dossier.sayings import sayings
from relazione.dossier.shelf import shelf, shelved
from relazione.dossier.shortening import shortened
from relazione.dossier.timeline import by_place, timeline
from relazione.dossier.tree import Chapter, Dossier, Scope, Sections
from relazione.dossier.wording import wording
from relazione.records import Record
from relazione.resolution.claims import AgreementCourse, FigureLine, Material, Promise, Question

LINES = 400
SECTION_OF = {"event": "timeline", "statement": "statements", "figure": "figures", "agreement": "agreements"}


class Findings(Record, frozen=True, kw_only=True):
    """What a chapter is made from: a ledger's material on its scope and what lining it up gave."""

    scope: Scope
    material: Material
    figures: tuple[FigureLine, ...] = ()
    agreements: tuple[AgreementCourse, ...] = ()
    promises: tuple[Promise, ...] = ()


class Options(Record, frozen=True, kw_only=True):
    """How a dossier is made: its language, the ISO day that it is `made` on and shows the state of.

    `since` reduces it to what came after that ISO day; no section lists more than `lines`.
    """

    language: str
    made: str
    since: str | None = None
    lines: int = LINES


def build_dossier(findings: Sequence[Findings], options: Options) -> Dossier:
    """Return the dossier of one or more chapters on the same question."""
    question, notebook = _asked(findings), Notebook()
    actors = {id_: actor for found in findings for id_, actor in found.material.actors.items()}
    naming = Naming(language=options.language, actors=actors)
    whole = Dossier(
        title=title_of(question, naming),
        subtitle=_subtitle(question, findings[0].scope, options.language),
        question=question,
        language=options.language,
        made=options.made,
        chapters=tuple(_chapter(found, options, notebook) for found in findings),
        footnotes=notebook.footnotes(),
    )
    asked = changes_since(whole, options.since) if options.since else whole
    return shelved(shortened(asked, options.lines))


def _asked(findings: Sequence[Findings]) -> Question:
    """Return the question that was asked; that of a chapter on members is on one of them."""
    asked = [found.material.question for found in findings if found.scope != "members"]
    return [*asked, findings[0].material.question][0]


def _chapter(found: Findings, options: Options, notebook: Notebook) -> Chapter:
    material, language = found.material, options.language
    naming = Naming(language=language, actors=material.actors)
    spoken = by_place(material.statements)
    sections = Sections(
        timeline=timeline(material.events, spoken, by_place(material.agreements), naming, notebook),
        agreements=agreement_lines(found.agreements, naming, notebook),
        figures=figure_sets(found.figures, spoken, naming, notebook),
        promises=promise_lines(found.promises, naming, notebook),
        statements=sayings(material.statements, naming, notebook),
        actors=roster(material, naming, notebook),
        sources=shelf(material, language),
    )
    return Chapter(
        scope=found.scope,
        title=wording(language)[f"chapter_{found.scope}"],
        facts=facts(sections),
        course=course(sections.timeline, iso_day(options.made)),
        network=network(sections.timeline, naming),
        left_out=_left_out(material),
        **{name: getattr(sections, name) for name in sections.__struct_fields__},
    )


def _left_out(material: Material) -> dict[str, int]:
    """Return what the ledger left out, by the section that it would stand in."""
    return {SECTION_OF[kind]: number for kind, number in sorted(material.left_out.items()) if number}


def _subtitle(question: Question, scope: Scope, language: str) -> str:
    """Return what kind of dossier it is, and the period and the publishers that were asked for."""
    words = wording(language)
    parts = [words[f"subtitle_{scope if scope in ('pair', 'state') else 'group'}"]]
    if question.since or question.until:
        parts.append(say_date(f"{question.since or '..'}/{question.until or '..'}", language))
    if question.publishers:
        parts.append(words.fill("only_publishers", names=", ".join(question.publishers)))
    if question.countries:
        names = ", ".join(asked_name(code, language) for code in question.countries)
        parts.append(words.fill("only_countries", names=names))
    return " · ".join(parts)
