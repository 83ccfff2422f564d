"""A day of watching, by a simulated clock: two papers, an outage, a restart, alerts."""

import json
from collections import Counter

import pytest

from relazione.ledger import Ledger
from relazione.ledger.checks import find_faults
from relazione.sources.feeds import Feed
from relazione.watching import Alerting, door_of, keep_going, load_alerts

HOUR = 3600.0
RULES = """
rules:
  - name: Hostile acts
    when: event
    between: [ISR, KAZ]
    score: {below: -3}
  - name: Promises that fell due
    when: promise
    between: [ISR, KAZ]
outlets:
  - to: file
    path: PATH
"""
VISIT = "Israels Außenminister Lior Adan besuchte am Montag Astana und traf dort Präsident Daniar Ospan."
PROMISE = "Kasachstan sagte Israel zu, bis zum 3. März die Zölle auf israelischen Weizen zu senken."
EXPULSION = "Kasachstan wies am Dienstag den israelischen Botschafter Noam Barak aus."
AGAIN = "Wie es hieß, hat Kasachstan am Dienstag den israelischen Botschafter Noam Barak ausgewiesen."


@pytest.fixture
def day(paper):
    """Two papers and what appears in them by the hour; the second one is out of order from the third to the sixth."""
    north, south = paper("nordblatt"), paper("suedpost")
    north.publish(0, "Besuch in Astana", VISIT)
    north.publish(2, "Zölle auf Weizen", PROMISE)
    north.publish(9, "Botschafter ausgewiesen", EXPULSION)
    south.publish(
        4, "Handel", "Israel und Kasachstan unterzeichneten am Dienstag in Astana ein Abkommen über den Handel."
    )
    south.publish(15, "Ausweisung", AGAIN)
    south.outage = (3, 6, "7200")
    return north, south


@pytest.fixture
def rules(tmp_path):
    path = tmp_path / "alerts.yaml"
    path.write_text(RULES.replace("PATH", str(tmp_path / "alerts.jsonl")))
    return path


def alerts_in(tmp_path):
    path = tmp_path / "alerts.jsonl"
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def test_a_day_of_watching(day, rules, watcher, fetcher, simulated_clock, tmp_path, notices):
    north, south = day
    feeds = [Feed(url=north.url, title="Nordblatt"), Feed(url=south.url)]
    begin = simulated_clock.now

    def watch(until):
        with Ledger(tmp_path / "day.sqlite") as ledger:
            one = watcher(ledger=ledger, judges=True, stopped=lambda: simulated_clock.now >= begin + until * HOUR)
            plan = load_alerts(rules)
            doors = [door_of(outlet, fetcher, print) for outlet in plan.outlets]
            keep_going(one, feeds, Alerting(ledger, plan, doors, simulated_clock, pytest.fail))

    watch(12)
    assert [alert["rule"] for alert in alerts_in(tmp_path)] == ["Hostile acts"]
    watch(24)

    # every article once, in the order in which they appeared, with where it comes from
    added = [
        (notice.title, notice.document.publisher, notice.document.published)
        for notice in notices
        if notice.kind == "added"
    ]
    assert added == [
        ("Besuch in Astana", "Nordblatt", "2026-03-03"),
        ("Zölle auf Weizen", "Nordblatt", "2026-03-03"),
        ("Handel", "Suedpost", "2026-03-03"),
        ("Botschafter ausgewiesen", "Nordblatt", "2026-03-03"),
        ("Ausweisung", "Suedpost", "2026-03-03"),
    ]
    fetched = Counter(path for path in north.site.paths() if path.count("/") == 2)
    assert set(fetched.values()) == {1}
    assert len(fetched) == 5

    # the first paper was asked about every quarter of an hour, and mostly had nothing to send
    assert Counter(status for _, status in north.asked)[200] == 3
    assert 90 <= len(north.asked) <= 97
    # the second was left alone for as long as it asked for, twice
    failed = [hour for hour, status in south.asked if status == 503]
    assert failed == [pytest.approx(3, abs=0.3), pytest.approx(5, abs=0.3)]
    assert not [hour for hour, _ in south.asked if failed[0] < hour < failed[0] + 2]
    assert [notice.kind for notice in notices if notice.kind not in ("added", "quiet")] == ["failed", "failed"]

    # the expulsion was told of once though two papers report it, the promise once its day was over
    first, second = alerts_in(tmp_path)
    assert first["rule"] == "Hostile acts"
    assert first["score"] == -5.5
    (proof,) = first["evidence"]
    assert proof["words"] in EXPULSION
    assert (proof["url"], proof["origin"]) == (f"{north.url}/2", north.url)
    assert second["rule"] == "Promises that fell due"
    assert second["date"] == "2026-03-03"
    with Ledger(tmp_path / "day.sqlite") as ledger, ledger.transaction() as connection:
        assert list(find_faults(connection)) == []
