"""Alerts: which are raised, that each is raised once, and that outlets get them."""

import json
import socketserver
from email import message_from_bytes
from threading import Thread

import pytest

from relazione.errors import AlertError
from relazione.ledger.alerts import waiting_alerts
from relazione.ledger.feeds import SeenEntry, keep_entry, unjudged
from relazione.watching import Alerting, door_of
from relazione.watching.rules import (
    AgreementRule,
    AlertPlan,
    Bounds,
    ContradictionRule,
    EventRule,
    File,
    Mail,
    PromiseRule,
    Terminal,
    Webhook,
)

HOSTILE = EventRule(name="Hostile", between=("ISR", "KAZ"), score=Bounds(below=-3))
BETWEEN = ("ISR", "KAZ")
TERMINAL = (Terminal(),)


@pytest.fixture
def clock(simulated_clock):
    simulated_clock.now = 1_772_539_200.0  # 2026-03-03, noon
    return simulated_clock


@pytest.fixture
def take(kept):
    """Take a report into the ledger as a watcher does."""

    def take_in(made):
        document, reading = made.built
        with kept.writer() as writer:
            writer.add_all([(document, reading)])
            seen = SeenEntry(feed="https://a.example/rss", entry=document.id, document=document.id)
            keep_entry(writer.connection, seen, judged=False)
        return document.id

    return take_in


@pytest.fixture
def alerting(kept, clock, fetcher, shown):
    def make(*rules, outlets=TERMINAL, tell=pytest.fail, language="en"):
        plan = AlertPlan(rules=rules, outlets=outlets, language=language)
        return Alerting(kept, plan, [door_of(outlet, fetcher, shown.append) for outlet in outlets], clock, tell)

    return make


@pytest.fixture
def shown():
    return []


def expulsion(report, text="Kasachstan wies den Botschafter Israels aus.", **metadata):
    made = report(text, published="2026-03-03", publisher="Nordblatt", title="Ausweisung", **metadata)
    kaz, isr = made.state("KAZ", "Kasachstan"), made.state("ISR", "Israel")
    made.event("wies", "SANCTION", mode="expel", score=-5.5, quad=4, actor=(kaz,), recipient=(isr,), date="2026-03-03")
    return made


def visit(report):
    made = report("Israels Minister besuchte Astana.", published="2026-03-03")
    made.event("besuchte", mode="visit", score=4.0, actor=(made.state("ISR"),), recipient=(made.state("KAZ"),))
    return made


def test_a_new_event_is_told_of_once_with_its_exact_words(take, alerting, shown, report):
    one = alerting(HOSTILE)
    assert one.look() == 0
    take(visit(report))
    take(expulsion(report, url="https://nord.example/1"))
    assert one.look() == 1
    assert shown == [
        "Hostile: Kazakhstan expels representatives of Israel (−5.5)",
        "    “wies” (Nordblatt, Ausweisung, 2026-03-03, https://nord.example/1)",
    ]
    assert one.look() == 0
    assert alerting(HOSTILE).look() == 0
    assert len(shown) == 2


def test_an_event_that_is_known_already_is_no_news(take, alerting, kept, report):
    kept.add(*expulsion(report).built)
    one = alerting(HOSTILE)
    assert one.look() == 0
    take(expulsion(report, "Kasachstan wies Israels Botschafter aus, wie es hieß."))
    with kept.view() as view:
        (merged,) = view.told_by(unjudged_in(kept), [HOSTILE.question]).events
    assert len(merged.claims) == 2
    assert one.look() == 0


def unjudged_in(kept):
    with kept.transaction() as connection:
        return unjudged(connection)


@pytest.mark.parametrize(
    ("rule", "count"),
    [
        (EventRule(name="of one", of="ISR"), 2),
        (EventRule(name="of nobody there", of="NOR"), 0),
        (EventRule(name="of a group's members", between=("ISR", "C6")), 2),
        (EventRule(name="all"), 2),
        (EventRule(name="by type", type=("CONSULT",)), 1),
        (EventRule(name="by mode", mode=("expel",)), 1),
        (EventRule(name="by status", status=("planned",)), 0),
        (EventRule(name="by score", score=Bounds(above=-5.5, below=10)), 1),
    ],
)
def test_a_rule_says_which_events(take, alerting, report, rule, count):
    take(visit(report))
    take(expulsion(report))
    assert alerting(rule).look() == count


def test_a_promise_is_told_of_the_day_after_it_fell_due_and_an_old_one_never(take, alerting, clock, shown, report):
    rule = PromiseRule(name="Promises", between=BETWEEN)
    for due, deed in (("2026-03-03", "die Zölle auf Weizen zu senken"), ("2026-02-20", "die Visapflicht aufzuheben")):
        made = report(f"Kasachstan sagte Israel zu, {deed}.", published="2026-02-01")
        kaz, isr = made.state("KAZ", "Kasachstan"), made.state("ISR", "Israel")
        made.statement(deed, kaz, act="commit", addressee=(isr,), about=(isr,), due=due)
        take(made)
    one = alerting(rule)
    assert one.look() == 0
    clock.now += 86_400
    assert one.look() == 1
    assert shown[0].startswith("Promises: Kazakhstan → Israel: ")
    assert "overdue" in shown[0]
    assert "Weizen" in shown[1]
    clock.now += 86_400
    assert one.look() == 0


def test_a_stage_of_an_agreement_is_told_of(take, alerting, shown, report):
    made = report("Israel und Kasachstan schlossen ein Handelsabkommen.", published="2026-03-02")
    parties = (made.state("ISR", "Israel"), made.state("KAZ", "Kasachstan"))
    made.agreement("Handelsabkommen", {"signed": "2026-03-02"}, parties=parties)
    take(made)
    assert alerting(AgreementRule(name="In force", between=BETWEEN, stage=("in_force",))).look() == 0
    again = report("Das Handelsabkommen zwischen Israel und Kasachstan trat in Kraft.", published="2026-03-03")
    parties = (again.state("ISR", "Israel"), again.state("KAZ", "Kasachstan"))
    again.agreement("Handelsabkommen", {"in_force": "2026-03-03"}, parties=parties)
    take(again)
    assert alerting(AgreementRule(name="Stages", between=BETWEEN)).look() == 1
    assert shown[0] == "Stages: Handelsabkommen: in force"


def test_a_new_contradiction_is_told_of(take, alerting, shown, report):
    rule = ContradictionRule(name="Figures", between=BETWEEN, indicator=("trade_turnover",))
    for number, value in (("120", 120e6), ("150", 150e6), ("170", 170e6)):
        text = f"Der Handel Israels mit Kasachstan betrug 2025 {number} Millionen Euro."
        made = report(text, published="2026-03-03", publisher=f"Blatt {number}")
        parties = (made.state("ISR", "Israel"), made.state("KAZ", "Kasachstan"))
        made.figure(f"{number} Millionen Euro", value, period="2025", parties=parties)
        take(made)
        assert alerting(rule).look() == (number == "150")
    head, _, values = shown[0].rpartition(": ")
    assert head == "Figures: Trade turnover, Israel – Kazakhstan, 2025"
    assert set(values.split(" ≠ ")) == {"120 million EUR", "150 million EUR"}


def test_what_only_somebody_says_is_told_as_such(take, alerting, shown, report):
    made = report("Israel warf Kasachstan vor, den Botschafter ausgewiesen zu haben.", published="2026-03-03")
    isr, kaz = made.state("ISR", "Israel"), made.state("KAZ", "Kasachstan")
    said = made.statement("den Botschafter ausgewiesen zu haben", isr, about=(kaz,))
    made.event("ausgewiesen", "SANCTION", mode="expel", score=-5.5, actor=(kaz,), recipient=(isr,), attributed_to=said)
    take(made)
    alerting(HOSTILE).look()
    assert shown[0] == "Hostile: Kazakhstan expels representatives of Israel (−5.5) · according to Israel"


def test_sentences_are_in_the_language_asked_for(take, alerting, shown, report):
    take(expulsion(report))
    alerting(HOSTILE, language="de").look()
    assert shown[0] == "Hostile: Kasachstan weist Vertreter von Israel aus (−5,5)"


def test_what_reports_say_does_not_steer_the_terminal(take, alerting, shown, report):
    made = expulsion(report)
    made.metadata["title"] = "Ausweisung\x1b[2J\n\u202eALERT"
    take(made)
    alerting(HOSTILE).look()
    assert "Ausweisung [2J ALERT" in shown[1]


# outlets


def test_a_file_gets_a_line_of_json_for_each_alert(take, alerting, report, tmp_path):
    path = tmp_path / "new" / "alerts.jsonl"
    id_ = take(expulsion(report, url="https://nord.example/1"))
    alerting(HOSTILE, EventRule(name="All"), outlets=(File(path=str(path)),)).look()
    first, second = map(json.loads, path.read_text().splitlines())
    assert (first["rule"], second["rule"]) == ("Hostile", "All")
    assert first["score"] == -5.5
    (proof,) = first["evidence"]
    assert (proof["document"], proof["words"], proof["url"]) == (id_, "wies", "https://nord.example/1")
    assert expulsion(report).text[proof["start"] : proof["end"]] == "wies"


def test_a_webhook_gets_each_alert_and_keeps_those_that_it_did_not_take(
    take, alerting, clock, report, site, monkeypatch
):
    monkeypatch.setenv("HOOK", "secret")
    hook = Webhook(url=f"{site.url}/hook", token_env="HOOK", private=True)  # noqa: S106
    faults = []
    take(expulsion(report))
    one = alerting(HOSTILE, EventRule(name="All"), outlets=(hook,), tell=faults.append)
    answers = [(204, {}, b""), (503, {}, b"")]
    site.pages["/hook"] = lambda _: answers.pop(0) if answers else (204, {}, b"")
    assert one.look() == 2
    assert str(faults[0]) == "127.0.0.1: the webhook does not take it (the server answers 503)"
    one.look()
    assert len(site.asked) == 2  # the door stays closed for a while
    clock.now = one.next_time()
    one.look()
    rules = [json.loads(body)["rule"] for _, _, _, body in site.asked]
    assert len(rules) == 3
    assert set(rules[:2]) == {"Hostile", "All"}
    assert rules[2] == rules[1]
    assert {headers["authorization"] for _, _, headers, _ in site.asked} == {"Bearer secret"}
    assert one.next_time() is None


def test_an_alert_waits_for_its_outlet_over_a_restart(take, alerting, kept, report, site):
    hook = Webhook(url=f"{site.url}/hook", private=True)
    take(expulsion(report))
    alerting(HOSTILE, outlets=(hook, Terminal()), tell=lambda _: None).look()
    with kept.transaction() as connection:
        ((name,),) = [raised.pending for raised in waiting_alerts(connection)]
    assert name.startswith("webhook:")
    assert "/hook" not in name  # it may be a secret
    site.pages["/hook"] = (200, {}, b"")
    alerting(HOSTILE, outlets=(hook, Terminal())).look()
    with kept.transaction() as connection:
        assert waiting_alerts(connection) == []


def test_a_webhook_in_a_private_network_is_reached_only_where_it_says_so(take, alerting, report, site):
    faults = []
    take(expulsion(report))
    alerting(HOSTILE, outlets=(Webhook(url=f"{site.url}/hook"),), tell=faults.append).look()
    assert "not in the open internet" in str(faults[0])
    assert site.asked == []


def test_a_secret_that_is_not_set_is_told_of_at_once(alerting, monkeypatch):
    monkeypatch.delenv("NO_SECRET", raising=False)
    with pytest.raises(AlertError, match="NO_SECRET"):
        alerting(HOSTILE, outlets=(Webhook(url="https://a.example/", token_env="NO_SECRET"),))  # noqa: S106


class MailServer(socketserver.BaseRequestHandler):
    """As much of a mail server as takes a mail."""

    def handle(self):
        lines = self.request.makefile("rwb")
        self._say(lines, b"220 ready")
        while line := lines.readline():
            word = line.split()[0].upper()
            if word == b"DATA":
                self._say(lines, b"354 go on")
                mail = b""
                while (line := lines.readline()) != b".\r\n":
                    mail += line
                self.server.mails.append(mail)
            self._say(lines, b"221 bye" if word == b"QUIT" else b"250 ok")

    def _say(self, lines, text):
        lines.write(text + b"\r\n")
        lines.flush()


@pytest.fixture
def post():
    with socketserver.TCPServer(("127.0.0.1", 0), MailServer) as server:
        server.mails = []
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_the_alerts_of_a_round_come_in_one_mail(take, alerting, report, post):
    mail = Mail(
        host="127.0.0.1",
        port=post.server_address[1],
        sender="relazione@ministry.example",
        recipients=("desk@ministry.example", "night@ministry.example"),
        security="none",
    )
    take(expulsion(report, url="https://nord.example/1"))
    alerting(HOSTILE, EventRule(name="All"), outlets=(mail,)).look()
    (data,) = post.mails
    message = message_from_bytes(data)
    assert message["To"] == "desk@ministry.example, night@ministry.example"
    text = message.get_payload(decode=True).decode()
    assert "Hostile: Kazakhstan expels representatives of Israel (−5.5)" in text
    assert "All: " in text
    assert "“wies” (Nordblatt, Ausweisung, 2026-03-03, https://nord.example/1)" in text


def test_a_mail_server_that_is_not_there_keeps_the_alert_waiting(take, alerting, kept, report):
    mail = Mail(host="127.0.0.1", port=1, sender="a@a.example", recipients=("b@b.example",), security="none")
    faults = []
    take(expulsion(report))
    alerting(HOSTILE, outlets=(mail,), tell=faults.append).look()
    assert "127.0.0.1:1: does not take the mail" in str(faults[0])
    with kept.transaction() as connection:
        assert len(waiting_alerts(connection)) == 1


def test_forgetting_a_document_takes_its_words_out_of_alerts(take, alerting, kept, report):
    id_ = take(expulsion(report))
    faults = []
    hook = Webhook(url="http://127.0.0.1:9/")
    alerting(HOSTILE, outlets=(hook,), tell=faults.append).look()
    kept.forget(id_)
    with kept.transaction() as connection:
        assert waiting_alerts(connection) == []
        held = connection.exec_driver_sql("SELECT alert FROM alerts").scalars().all()
    assert held == [""]
