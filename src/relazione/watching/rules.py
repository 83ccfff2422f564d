"""What to be told of: `alerts.yaml`, its rules and the outlets that alerts go to.

language: en
rules:
  - name: Hostile acts
    when: event
    between: [ISR, KAZ]
    score: {below: -3}
  - name: Promises that fell due
    when: promise
    of: C6
    becomes: [overdue]
outlets:
  - to: terminal
  - to: file
    path: alerts.jsonl
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal

import msgspec

from relazione.dossier.wording import languages
from relazione.errors import AlertError, RelazioneError
from relazione.languages.pack import read_lexicon
from relazione.ledger.view import View
from relazione.ontology import countries, organisations
from relazione.ontology.indicators import indicator
from relazione.ontology.plover import event_type
from relazione.ontology.vocabulary import term
from relazione.records import Event, Status
from relazione.resolution.claims import PromiseState, Question

ONGOING: tuple[Status, ...] = ("occurred", "ongoing")


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The common base of what the file is made of: a slot that there is not is a fault."""


class Bounds(Part, frozen=True):
    """Between which numbers something must lie; the bounds themselves do not count."""

    below: float | None = None
    above: float | None = None

    def hold(self, number: float) -> bool:
        """Tell whether a number lies within the bounds."""
        return (self.below is None or number < self.below) and (self.above is None or number > self.above)


class Rule(Part, frozen=True, tag_field="when"):
    """What to be told of: `between` two states or groups, or `of` one with everybody; of all where neither is given."""

    name: str
    between: tuple[str, str] | None = None
    of: str | None = None

    def __post_init__(self) -> None:
        if self.between and self.of:
            raise ValueError("a rule is between two sides or of one, not both")
        for code in (*(self.between or ()), *filter(None, [self.of])):
            _known(_side, code)

    @property
    def question(self) -> Question:
        """What the rule asks of a ledger."""
        first, second = self.between or (self.of, None)
        return Question(first=first, second=second)

    def questions(self, view: View) -> Sequence[Question]:
        """Return what the rule asks of a ledger, of the members of its groups as well."""
        return [self.question, *view.member_questions(self.question)]


class EventRule(Rule, frozen=True, tag="event"):
    """A new event that no report told of before: of some PLOVER types, modes and statuses, with a score in bounds."""

    type: tuple[str, ...] = ()
    mode: tuple[str, ...] = ()
    status: tuple[Status, ...] = ONGOING
    score: Bounds = Bounds()

    def __post_init__(self) -> None:
        super().__post_init__()
        for code in self.type:
            _known(event_type, code)

    def fits(self, event: Event) -> bool:
        """Tell whether the rule is about an event."""
        return (
            (not self.type or event.type in self.type)
            and (not self.mode or event.mode in self.mode)
            and event.status in self.status
            and self.score.hold(event.score)
        )


class PromiseRule(Rule, frozen=True, tag="promise"):
    """A promise that fell due and is not known to be kept (`overdue`), or that was kept or broken."""

    becomes: tuple[PromiseState, ...] = ("overdue",)


class AgreementRule(Rule, frozen=True, tag="agreement"):
    """An agreement that reached a stage; any stage where none is named."""

    stage: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        super().__post_init__()
        for code in self.stage:
            _known(lambda code: term("agreement_stage", code), code)


class ContradictionRule(Rule, frozen=True, tag="contradiction"):
    """Figures that contradict one another now; of any indicator where none is named."""

    indicator: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        super().__post_init__()
        for code in self.indicator:
            _known(indicator, code)


AnyRule = EventRule | PromiseRule | AgreementRule | ContradictionRule


class Terminal(Part, frozen=True, tag_field="to", tag="terminal"):
    """Alerts are printed."""


class File(Part, frozen=True, tag_field="to", tag="file"):
    """Alerts are appended to a file, one JSON object a line."""

    path: str


class Webhook(Part, frozen=True, tag_field="to", tag="webhook"):
    """Each alert is sent as JSON to an address; `token_env` names the environment variable that holds a bearer token.

    `private` lets it lie in a private network.
    """

    url: str
    token_env: str | None = None
    private: bool = False


class Mail(Part, frozen=True, tag_field="to", tag="mail"):
    """Alerts are mailed; `password_env` names the environment variable that holds the password of `user`."""

    host: str
    sender: str
    recipients: tuple[str, ...]
    port: int = 587
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: str | None = None
    password_env: str | None = None

    def __post_init__(self) -> None:
        if not self.recipients:
            raise ValueError("a mail needs recipients")
        if any(character in address for address in (self.sender, *self.recipients) for character in "\r\n"):
            raise ValueError("an address is one line")
        if self.user and self.security == "none":
            raise ValueError("a password is never sent without encryption: take starttls or tls")


Outlet = Terminal | File | Webhook | Mail


class AlertPlan(Part, frozen=True):
    """The contents of `alerts.yaml`; `language` is that of the sentences."""

    rules: tuple[AnyRule, ...]
    outlets: tuple[Outlet, ...] = (Terminal(),)
    language: str = "en"

    def __post_init__(self) -> None:
        if self.language not in languages():
            raise ValueError(f"alerts are not written in {self.language!r}; allowed: {', '.join(languages())}")
        names = [rule.name for rule in self.rules]
        doubled = sorted({name for name in names if names.count(name) > 1})
        if doubled:
            raise ValueError(f"two rules are called {', '.join(doubled)}")


def load_alerts(path: Path) -> AlertPlan:
    """Return the rules and outlets of a file; raises `AlertError` naming file and line of a fault."""
    return read_lexicon(path, AlertPlan, AlertError)


def _side(code: str) -> object:
    """Return the state or group of a code; raises `UnknownCode` for one that the ontology does not know."""
    return countries.country(code) if countries.is_state(code) else organisations.organisation(code)


def _known(find: Callable[[str], object], code: str) -> None:
    """Raise `ValueError` where a vocabulary does not know a code."""
    try:
        find(code)
    except RelazioneError as error:
        raise ValueError(str(error)) from error
