"""Rules for alerts, as people write them."""

import pytest

from relazione.errors import AlertError
from relazione.watching.rules import EventRule, Mail, PromiseRule, Terminal, load_alerts

GOOD = """\
language: de
rules:
  - name: Hostile acts
    when: event
    between: [ISR, KAZ]
    type: [SANCTION, COERCE]
    score: {below: -3}
  - name: Promises
    when: promise
    of: C6
    becomes: [overdue, broken]
outlets:
  - to: terminal
  - to: mail
    host: mail.ministry.example
    sender: relazione@ministry.example
    recipients: [desk@ministry.example]
    user: relazione
    password_env: MAIL_PASSWORD
"""


@pytest.fixture
def plan(tmp_path):
    def load(text):
        path = tmp_path / "alerts.yaml"
        path.write_text(text)
        return load_alerts(path)

    return load


def test_rules_and_outlets_are_read(plan):
    found = plan(GOOD)
    hostile, promises = found.rules
    assert isinstance(hostile, EventRule)
    assert hostile.question.first == "ISR"
    assert isinstance(promises, PromiseRule)
    assert promises.question.second is None
    assert isinstance(found.outlets[0], Terminal)
    assert isinstance(found.outlets[1], Mail)
    assert found.language == "de"


def test_alerts_go_to_the_terminal_where_nothing_else_is_said(plan):
    assert plan("rules: [{name: All, when: event}]").outlets == (Terminal(),)


@pytest.mark.parametrize(
    ("before", "after", "line", "fault"),
    [
        ("ISR, KAZ", "ISR, XXX", 3, "XXX"),
        ("of: C6", "of: NOWHERE", 8, "NOWHERE"),
        ("[SANCTION, COERCE]", "[SANCTIONS]", 3, "SANCTIONS"),
        ("below: -3", "below: cold", 7, "float"),
        ("below: -3", "under: -3", 7, "under"),
        ("becomes: [overdue, broken]", "becomes: [late]", 11, "late"),
        ("when: promise", "when: promised", 9, "promised"),
        ("name: Promises", "name: Hostile acts", 1, "two rules are called Hostile acts"),
        ("to: terminal", "to: pigeon", 13, "pigeon"),
        ("recipients: [desk@ministry.example]", "recipients: []", 14, "needs recipients"),
        ("language: de", "language: xx", 1, "not written in 'xx'"),
        ("user: relazione", "security: none\n    user: relazione", 14, "without encryption"),
        ("rules:", "rule:", 1, "rule"),
        ("- name: Hostile acts", "- name: [Hostile", 4, "is no YAML"),
    ],
)
def test_a_fault_names_file_and_line(plan, before, after, line, fault):
    assert before in GOOD
    with pytest.raises(AlertError, match=fault) as found:
        plan(GOOD.replace(before, after, 1))
    assert found.value.where.endswith(f"alerts.yaml:{line}")


def test_a_file_that_is_not_there_is_a_fault(tmp_path):
    with pytest.raises(AlertError, match="cannot be read"):
        load_alerts(tmp_path / "nothing.yaml")
