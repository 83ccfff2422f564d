"""From a question to what a ledger holds on it, chapter by chapter."""

import msgspec

from relazione.dossier.build import Findings
from relazione.dossier.tree import Scope
from relazione.ledger.view import LIMIT, View
from relazione.resolution.agreements import follow_agreements
from relazione.resolution.claims import Material, Question
from relazione.resolution.figures import line_up
from relazione.resolution.promises import follow_promises


def gather(view: View, question: Question, on: str, *, limit: int = LIMIT, figures: int = LIMIT) -> list[Findings]:
    """Return the findings of each chapter; the state of promises is that of the ISO day `on`.

    Two states, or one, make one chapter. A group makes two, kept apart: what its members do, and what reports say of
    the group as such. Of each kind of record, the newest `limit` are looked at, of
    figures the newest `figures`: lining them up takes the square of their number.
    """
    members = view.member_questions(question)
    own = view.material(question, limit=limit)
    if not members:
        return [_findings("pair" if question.second else "state", own, on, figures)]
    return [
        _findings("members", view.material_of(members, limit=limit), on, figures),
        _findings("group", own, on, figures),
    ]


def _findings(scope: Scope, whole: Material, on: str, figures: int) -> Findings:
    beyond = len(whole.figures) - figures
    material = whole
    if beyond > 0:
        left_out = whole.left_out | {"figures": beyond}
        material = msgspec.structs.replace(whole, figures=whole.figures[beyond:], left_out=left_out)
    told = [claim for merged in material.events for claim in merged.claims]
    return Findings(
        scope=scope,
        material=material,
        figures=line_up(material.figures, material.statements, told, material.actors, material.texts),
        agreements=follow_agreements(material.agreements, events=told, actors=material.actors),
        promises=follow_promises(material, on),
    )
