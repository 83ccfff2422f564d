"""`relazione watch`: a ledger that keeps itself current."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated, Self

import typer

from relazione.cli.options import AllowPrivate, Contact, LedgerPlace, fetcher_of, open_ledger

if TYPE_CHECKING:
    from rich.status import Status

    from relazione.errors import RelazioneError
    from relazione.ledger import Ledger
    from relazione.records import Reading
    from relazione.sources.fetching import Fetcher
    from relazione.watching import Alerting, Notice
    from relazione.watching.rules import AlertPlan

Sources = Annotated[
    list[str], typer.Argument(metavar="FEEDS...", help="Addresses of feeds, lists of feeds (OPML), files of addresses.")
]
Every = Annotated[str, typer.Option(metavar="TIME", help="How often to ask each feed: 15m, 2h, 1d.")]
AlertFile = Annotated[
    Path | None, typer.Option("--alerts", metavar="FILE", help="Rules for alerts, and where they go (YAML).")
]
Once = Annotated[bool, typer.Option("--once", help="Ask each feed once and end: for cron.")]


def watch_command(
    feeds: Sources,
    every: Every = "15m",
    alerts: AlertFile = None,
    once: Once = False,
    contact: Contact = None,
    allow_private: AllowPrivate = False,
    ledger: LedgerPlace = None,
) -> None:
    """Watch feeds: read what is new in them into a ledger, and tell what somebody wants to be told of.

    Examples: relazione watch feeds.opml --ledger israel.sqlite --alerts alerts.yaml

    relazione watch https://nordblatt.example/rss --once

    Ctrl-C ends it after the report at hand. Where it stopped it goes on: no report is lost, none read twice.
    """
    from relazione.sources.clock import SystemClock
    from relazione.watching import Hooks, Watcher, go_round, keep_going, load_alerts, subscriptions
    from relazione.watching.schedule import seconds_of

    listed, seconds = subscriptions(feeds), seconds_of(every)
    plan = load_alerts(alerts) if alerts else None
    with open_ledger(ledger, new=True) as kept, _stopping() as stop, _Screen(len(listed)) as screen:
        fetcher = fetcher_of(allow_private, contact, clock=SystemClock(stop.is_asked))
        alerting = _alerting(kept, plan, fetcher, screen) if plan else None
        hooks = Hooks(tell=screen.tell, complain=screen.complain, stopped=stop.is_asked)
        watcher = Watcher(kept, fetcher, seconds, hooks=hooks, judges=alerting is not None)
        if not once:
            keep_going(watcher, listed, alerting, waiting=screen.wait)
        elif go_round(watcher, listed, alerting, early=True):
            raise typer.Exit(1)


def _alerting(kept: "Ledger", plan: "AlertPlan", fetcher: "Fetcher", screen: "_Screen") -> "Alerting":
    from relazione.watching import Alerting, door_of

    doors = [door_of(outlet, fetcher, screen.alert) for outlet in plan.outlets]
    return Alerting(kept, plan, doors, fetcher.clock, screen.complain)


class _Stop:
    """Whether somebody asked to stop: the first time ends it after the report at hand, the second time at once."""

    def __init__(self) -> None:
        self._asked = False

    def is_asked(self) -> bool:
        return self._asked

    def ask(self, number: int, _: FrameType | None) -> None:
        if self._asked and number == signal.SIGINT:
            raise KeyboardInterrupt
        self._asked = True


@contextmanager
def _stopping() -> Iterator[_Stop]:
    stop = _Stop()
    before = {number: signal.signal(number, stop.ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class _Screen:
    """Shows what comes in: a line each, and on a terminal below them one that lives."""

    def __init__(self, feeds: int) -> None:
        from rich.console import Console

        self._console = Console(highlight=False, markup=False, soft_wrap=True)
        self._feeds, self._added = feeds, 0
        self._status: Status | None = self._console.status("") if self._console.is_terminal else None

    def __enter__(self) -> Self:
        if self._status:
            self._status.start()
        self._live("asking")
        return self

    def __exit__(self, *_: object) -> None:
        if self._status:
            self._status.stop()

    def tell(self, notice: "Notice") -> None:
        """Show what a poll brought; a feed without news says nothing."""
        if notice.kind == "quiet":
            return
        self._added += notice.kind == "added"
        self._line(notice.kind, ": ".join(filter(None, (_title(notice), notice.reason))) + _again(notice.until))
        self._live("reading")

    def wait(self, until: float) -> None:
        """Show until when nothing will happen."""
        self._live(f"next at {_clock(until)}")

    def alert(self, line: str) -> None:
        """Show a line of an alert."""
        self._console.print(line if line.startswith(" ") else f"ALERT  {line}")

    def complain(self, error: "RelazioneError") -> None:
        """Show that an outlet does not take alerts, or the ledger no reports."""
        self._line("waiting", str(error))

    def _line(self, kind: str, text: str) -> None:
        from relazione.watching.outlets import plain

        self._console.print(f"{_clock(datetime.now().timestamp())}  {kind:8}  {plain(text)}")  # noqa: DTZ005

    def _live(self, doing: str) -> None:
        if self._status:
            self._status.update(f"feeds: {self._feeds} · reports added: {self._added} · {doing}  (Ctrl-C ends)")


def _title(notice: "Notice") -> str:
    if notice.kind != "added" or notice.document is None or notice.reading is None:
        return notice.title
    document = notice.document
    source = ", ".join(filter(None, (document.publisher, document.published)))
    parts = (f"{document.id[7:15]} {notice.title}" + (f" ({source})" if source else ""), _counts(notice.reading))
    return " · ".join(filter(None, parts))


def _counts(reading: "Reading") -> str:
    counted = {name: len(getattr(reading, name)) for name in ("events", "statements", "figures", "agreements")}
    return ", ".join(f"{number} {name if number > 1 else name[:-1]}" for name, number in counted.items() if number)


def _again(until: float | None) -> str:
    return f"; again at {_clock(until)}" if until else ""


def _clock(moment: float) -> str:
    """Return a moment as the time of day that it is here, with the day where that is another."""
    there, now = datetime.fromtimestamp(moment), datetime.now()  # noqa: DTZ005, DTZ006  (the reader's own clock)
    return there.strftime("%H:%M:%S" if there.date() == now.date() else "%Y-%m-%d %H:%M")
