"""What actors are called in the language of a dossier."""

from collections.abc import Iterable, Mapping

from relazione.dossier.wording import wording
from relazione.errors import UnknownCode
from relazione.ontology.countries import country, is_state
from relazione.ontology.organisations import Organisation, organisation
from relazione.ontology.terms import listed
from relazione.records import ActorKind, Record
from relazione.resolution.claims import LedgerActor, Question

ONTOLOGY = "org:"


class Naming(Record, frozen=True, kw_only=True):
    """Names the actors of a ledger: states and known groups by the ontology, others as reports write them."""

    language: str
    actors: Mapping[str, LedgerActor]

    def name(self, actor: str) -> str:
        """Return an actor's name; of an actor that nobody knows, its id."""
        if is_state(actor):
            return state_name(actor, self.language)
        known = find_organisation(actor)
        if known:
            return known.name(self.language)
        return self.actors[actor].name if actor in self.actors else actor

    def asked(self, code: str) -> str:
        """Return the name of a state or group of a question, a user's own included."""
        known = is_state(code) or find_organisation(f"{ONTOLOGY}{code}") is not None
        return asked_name(code, self.language) if known else self.name(code)

    def names(self, actors: Iterable[str]) -> tuple[str, ...]:
        """Return the names of actors, each once."""
        return tuple(dict.fromkeys(self.name(actor) for actor in actors))

    def kind(self, actor: str) -> ActorKind:
        """Return an actor's kind; of an unknown one, that of a group."""
        if actor in self.actors:
            return self.actors[actor].kind
        return "state" if is_state(actor) else "group"


def state_name(code: str, language: str) -> str:
    """Return the name of a state."""
    return country(code).name(language)


def find_organisation(actor: str) -> Organisation | None:
    """Return the ontology's organisation or group of a ledger's id (`org:C6`), `None` where it holds none."""
    try:
        return organisation(actor.removeprefix(ONTOLOGY)) if actor.startswith(ONTOLOGY) else None
    except UnknownCode:
        return None


def asked_name(code: str, language: str) -> str:
    """Return the name of a state or group of a question."""
    return state_name(code, language) if is_state(code) else organisation(code).name(language)


def title_of(question: Question, naming: Naming) -> str:
    """Return what a dossier on a question is called: its state or group, or both sides of a relation."""
    words = wording(naming.language)
    asked = [naming.asked(code) for code in (question.first, question.second) if code]
    return listed(asked, naming.language) if asked else words["all_relations"]
