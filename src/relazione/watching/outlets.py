"""Where alerts go: the terminal, a file, a webhook, a mail."""

import os
import smtplib
import ssl
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from pathlib import Path
from typing import Protocol

import msgspec

from relazione.errors import AlertError, FetchError
from relazione.resolution.identity import identity
from relazione.sources.exchange import place_of
from relazione.sources.fetching import Fetcher
from relazione.watching.judging import Alert, Proof
from relazione.watching.rules import File, Mail, Outlet, Terminal, Webhook

PATIENCE = 30.0  # seconds for a mail server
WORDS = 400  # characters of a proof that are shown

Print = Callable[[str], None]


class Door(Protocol):
    """An outlet at work; `name` is the one under which the ledger knows what still waits for it.

    `singly` where alerts are handed over one by one.
    """

    name: str
    singly: bool

    def hand_over(self, alerts: Sequence[Alert]) -> None:
        """Hand over alerts; raises `AlertError` where they are not taken."""


def door_of(outlet: Outlet, fetcher: Fetcher, show: Print) -> Door:
    """Return an outlet at work; webhooks keep the fetcher's limits, and `show` prints a line on the terminal."""
    match outlet:
        case Terminal():
            return TerminalDoor(show)
        case File():
            return FileDoor(Path(outlet.path))
        case Webhook():
            return WebhookDoor(outlet, fetcher)
        case Mail():
            return MailDoor(outlet, fetcher)


def lines_of(alert: Alert) -> list[str]:
    """Return an alert as lines of text: what there is, then the exact words with their source.

    What is no sign that can be printed becomes a blank.
    """
    return [plain(f"{alert.rule}: {alert.sentence}"), *(f"    {plain(_said(proof))}" for proof in alert.evidence)]


def plain(text: str) -> str:
    """Return a text on one line, without characters that steer a terminal."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _said(proof: Proof) -> str:
    source = ", ".join(filter(None, (proof.publisher, proof.title, proof.published, proof.url or proof.origin)))
    words = proof.words if len(proof.words) <= WORDS else f"{proof.words[:WORDS]}…"
    return f"“{words}” ({source or proof.document})"


class TerminalDoor:
    """Prints alerts."""

    name, singly = "terminal", False

    def __init__(self, show: Print) -> None:
        self._show = show

    def hand_over(self, alerts: Sequence[Alert]) -> None:
        for alert in alerts:
            for line in lines_of(alert):
                self._show(line)


class FileDoor:
    """Appends alerts to a file, one JSON object a line."""

    singly = False

    def __init__(self, path: Path) -> None:
        self._path, self.name = path, f"file {path}"

    def hand_over(self, alerts: Sequence[Alert]) -> None:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("ab") as file:
                file.write(b"".join(msgspec.json.encode(alert) + b"\n" for alert in alerts))
        except OSError as error:
            raise AlertError(f"cannot be written ({error.strerror})", where=str(self._path)) from error


class WebhookDoor:
    """Sends each alert as JSON to an address."""

    singly = True

    def __init__(self, webhook: Webhook, fetcher: Fetcher) -> None:
        self._webhook, self._host = webhook, place_of(webhook.url).host
        self.name = f"{identity('webhook', webhook.url)} {self._host}"  # the address itself may be a secret
        self._token = secret(webhook.token_env) if webhook.token_env else None
        self._fetcher = Fetcher(allow_private=webhook.private, clock=fetcher.clock, wire=fetcher.wire)

    def hand_over(self, alerts: Sequence[Alert]) -> None:
        for alert in alerts:
            try:
                self._fetcher.post(self._webhook.url, msgspec.json.encode(alert), token=self._token)
            except FetchError as error:
                raise AlertError(f"the webhook does not take it ({error.what})", where=self._host) from error


class MailDoor:
    """Mails alerts, those of one round in one mail."""

    singly = False

    def __init__(self, mail: Mail, fetcher: Fetcher) -> None:
        self._mail, self._clock = mail, fetcher.clock
        self.name = f"mail {', '.join(mail.recipients)}"
        self._password = secret(mail.password_env) if mail.password_env else None

    def hand_over(self, alerts: Sequence[Alert]) -> None:
        try:
            with self._server() as server:
                if self._mail.user and self._password:
                    server.login(self._mail.user, self._password)
                server.send_message(self._message(alerts))
        except (OSError, smtplib.SMTPException) as error:
            raise AlertError(
                f"does not take the mail ({error})", where=f"{self._mail.host}:{self._mail.port}"
            ) from error

    def _server(self) -> smtplib.SMTP:
        mail, context = self._mail, ssl.create_default_context()
        if mail.security == "tls":
            return smtplib.SMTP_SSL(mail.host, mail.port, timeout=PATIENCE, context=context)
        server = smtplib.SMTP(mail.host, mail.port, timeout=PATIENCE)
        try:
            if mail.security == "starttls":
                server.starttls(context=context)
        except BaseException:
            server.close()
            raise
        return server

    def _message(self, alerts: Sequence[Alert]) -> EmailMessage:
        message = EmailMessage()
        message["From"], message["To"] = self._mail.sender, ", ".join(self._mail.recipients)
        message["Message-ID"] = make_msgid(domain=self._mail.sender.rpartition("@")[2].rstrip(">"))
        message["Date"] = format_datetime(datetime.fromtimestamp(self._clock.time(), UTC))
        first = plain(f"{alerts[0].rule}: {alerts[0].sentence}")[:150]
        message["Subject"] = f"Relazione: {first}" + (f" (+{len(alerts) - 1})" if len(alerts) > 1 else "")
        message.set_content("\n\n".join("\n".join(lines_of(alert)) for alert in alerts) + "\n")
        return message


def secret(variable: str) -> str:
    """Return what an environment variable holds; raises `AlertError` where it holds nothing."""
    found = os.environ.get(variable, "").strip()
    if not found:
        raise AlertError("is not set", where=f"${variable}", mend="set the environment variable, or take its name out")
    return found
