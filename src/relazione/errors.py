"""The tree of errors that Relazione raises on purpose.

RelazioneError
├── SourceError        a report cannot be read
│   └── FetchError     a page cannot be fetched
├── LanguageError      a language has no pack, or its pack is faulty
│   ├── PackError      faults in the data of a pack, all of them at once
│   └── PipelineError  a pipeline that cannot be loaded or used
├── ActorError         faults in a user's own actors, all of them at once
├── UnknownCode        a code that an ontology does not hold
├── DateError          a date that cannot be understood
├── DecisionError      what a person decided of a record cannot stand
├── LedgerError        a ledger cannot be opened, read or written
├── AccountError       an account that there is not, or cannot be
├── AlertError         rules for alerts that cannot be understood, or an outlet that cannot be reached
├── ExportError        records that a format cannot take
├── BulkError          a run over many reports cannot start or go on
└── MissingLibrary     an optional library is not installed
"""


class RelazioneError(Exception):
    """What went wrong, where, what would have been right and what to do next.

    `str(error)` is one line made of the parts that are not empty.
    """

    def __init__(self, what: str, *, where: str = "", allowed: str = "", mend: str = "") -> None:
        self.what, self.where, self.allowed, self.mend = what, where, allowed, mend
        super().__init__(what)

    def __str__(self) -> str:
        head = f"{self.where}: {self.what}" if self.where else self.what
        tail = [f"allowed: {self.allowed}" if self.allowed else "", self.mend]
        return "; ".join([head, *(part for part in tail if part)])


class SourceError(RelazioneError):
    """A report that cannot be read."""


class FetchError(SourceError):
    """A page that cannot be fetched.

    `status` is the HTTP status where the server answered with one, `passing` says that a later try may succeed, `wait`
    after how many seconds the server asks for it.
    """

    def __init__(
        self, what: str, *, status: int | None = None, passing: bool = False, wait: float | None = None, **parts: str
    ) -> None:
        super().__init__(what, **parts)
        self.status, self.passing, self.wait = status, passing, wait


class LanguageError(RelazioneError):
    """A language that cannot be read."""


class PackError(LanguageError):
    """Faults in the data of a language pack."""


class PipelineError(LanguageError):
    """A pipeline that cannot be loaded, or does not give what reading needs."""


class ActorError(RelazioneError):
    """Faults in the actors that a user brings."""


class UnknownCode(RelazioneError):
    """A code that an ontology does not hold."""


class DateError(RelazioneError):
    """A date that cannot be understood."""


class DecisionError(RelazioneError):
    """What a person decided of a record cannot stand; `slots` says what is wrong by slot."""

    def __init__(self, what: str, *, slots: dict[str, str] | None = None, **parts: str) -> None:
        super().__init__(what, **parts)
        self.slots = slots or {}


class LedgerError(RelazioneError):
    """A ledger that cannot be opened, read or written."""


class AccountError(RelazioneError):
    """An account of the web application that there is not, or that cannot be."""


class AlertError(RelazioneError):
    """Rules for alerts that cannot be understood, or an outlet that does not take them."""


class ExportError(RelazioneError):
    """Records that a format cannot take, or a place that cannot be written."""


class BulkError(RelazioneError):
    """A run over many reports that cannot start or go on."""


class MissingLibrary(RelazioneError):
    """An optional library that is not installed."""


def unforeseen(error: Exception, where: str = "") -> RelazioneError:
    """Return an error of another kind as one that says where it stopped the reader."""
    what = f"stopped the reader ({type(error).__name__}: {error})"
    return RelazioneError(what, where=where, mend="this is a fault of Relazione; please report it with the text")
