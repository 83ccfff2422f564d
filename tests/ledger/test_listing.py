import pytest

from relazione.errors import LedgerError
from relazione.ledger import listing
from relazione.ledger.listing import Listing, Position, Wanted
from relazione.resolution.claims import Question

DAYS = ("2026-01-05", "2026-01-06", "2026-01-07", "2026-01-08", "2026-01-09")
NAMES = {"NOR": "Liv Sandvik", "FRA": "Claire Dubois"}
PLACES = ("Turku", "Bergen", "Porto", "Split", "Varna")


def visit(report, place, day, *, published=None, first="NOR", second="PRT", **metadata):
    """A report of a visit and of what a minister said of it."""
    name = NAMES[first]
    told = f"Der Minister besuchte {place}. Man sei sich einig, sagte {name}. {metadata.get('publisher', '')}"
    made = report(told, published or day, **metadata)
    one, other = made.state(first), made.state(second)
    made.event("besuchte", actor=(one,), recipient=(other,), date=day, mode="visit", place={"name": place})
    made.statement("Man sei sich einig", made.person(name, first, "foreign_minister"), about=(other,))
    made.figure("einig", 5.0, parties=(one, other))
    return made.built


@pytest.fixture
def filled(ledger, report):
    ledger.add_all(visit(report, place, day) for place, day in zip(PLACES, DAYS, strict=True))
    return ledger


def parts(ask, limit):
    """Yield the parts that asking again and again gives."""
    place = None
    while True:
        part = ask(after=place, limit=limit)
        yield part
        place = part.next
        if place is None:
            return


def places(part):
    return [merged.claims[0].quotes[0].document for merged in part.items]


@pytest.mark.parametrize("question", [Question(first="NOR", second="PRT"), Question(first="PRT"), Question()])
def test_parts_together_are_the_whole_in_the_order_of_days(filled, question):
    with filled.view() as view:
        seen = Listing(view.connection)
        whole = seen.events(Wanted(question=question))
        assert whole.next is None
        assert [merged.event.date for merged in whole.items] == sorted(DAYS, reverse=True)
        split = [
            merged.id
            for part in parts(lambda **how: seen.events(Wanted(question=question), **how), 2)
            for merged in part.items
        ]
        assert split == [merged.id for merged in whole.items]


def test_claims_of_one_day_are_split_without_loss(ledger, report):
    ledger.add_all(visit(report, place, DAYS[0]) for place in PLACES)
    with ledger.view() as view:
        seen = Listing(view.connection)
        whole = [claim.id for claim in seen.claims("figure").items]
        assert len(whole) == 5
        assert [
            claim.id for part in parts(lambda **how: seen.claims("figure", **how), 2) for claim in part.items
        ] == whole


def test_what_is_added_meanwhile_neither_hides_nor_repeats_anything(filled, report):
    with filled.view() as view:
        whole = [merged.id for merged in Listing(view.connection).events().items]
        first = Listing(view.connection).events(limit=2)
    again = visit(report, PLACES[0], DAYS[0], published="2026-01-20", publisher="Nordblatt")
    later = visit(report, "Nizza", "2026-02-09"), visit(report, "Genua", "2026-01-06", first="FRA")
    filled.add_all([*later, again])
    with filled.view() as view:
        rest = [merged.id for merged in Listing(view.connection).events(after=first.next).items]
    seen = [merged.id for merged in first.items] + rest
    assert len(seen) == len(set(seen))
    assert set(whole) < set(seen)


def test_an_event_of_several_reports_stands_once_with_all_of_them(filled, report):
    filled.add(*visit(report, PLACES[2], DAYS[2], published="2026-02-01", publisher="Nordblatt"))
    with filled.view() as view:
        listed = [merged for part in parts(Listing(view.connection).events, 1) for merged in part.items]
    assert len({merged.id for merged in listed}) == len(listed)
    assert max(len(merged.claims) for merged in listed) == 2


def test_days_and_publishers_let_through_only_theirs(filled, report):
    filled.add(*visit(report, "Nizza", "2026-01-06", first="FRA", publisher="Nordblatt"))
    with filled.view() as view:
        seen = Listing(view.connection)
        days = [
            merged.event.date for merged in seen.events(Wanted(question=Question(since=DAYS[1], until=DAYS[2]))).items
        ]
        assert days == [DAYS[2], DAYS[1], DAYS[1]]
        (merged,) = seen.events(Wanted(question=Question(publishers=("Nordblatt",)))).items
        assert merged.event.place.name == "Nizza"


def test_a_filter_that_lets_little_through_ends_a_part_early_and_loses_nothing(filled, report, monkeypatch):
    filled.add(*visit(report, "Nizza", "2025-01-01", first="FRA"))
    monkeypatch.setattr(listing, "SCAN", 2)
    monkeypatch.setattr(listing, "BATCH", 1)
    visits, treaties = Wanted(slots={"mode": ("visit",)}), Wanted(slots={"kind": ("treaty",)})
    with filled.view() as view:
        seen = Listing(view.connection)
        found = list(parts(lambda **how: seen.events(visits, **how), 50))
        assert sum(len(part.items) for part in found) == 6
        assert len(found) > 2
        assert [part.items for part in parts(lambda **how: seen.claims("agreement", treaties, **how), 50)] == [()]
        assert len([source for part in parts(seen.documents, 1) for source in part.items]) == 6


def test_statements_of_one_speaker(filled, report):
    filled.add(*visit(report, "Nizza", "2026-01-02", first="FRA"))
    with filled.view() as view:
        seen = Listing(view.connection)
        people, following = seen.people(name="dubois", countries=("FRA",))
        assert following is None
        (french,) = people
        (said,) = seen.claims("statement", Wanted(speaker=french.id)).items
        assert said.record.speaker == french.id
        assert len(seen.claims("statement").items) == 6
        assert seen.claims("statement", Wanted(speaker="actor:nobody")).items == ()


def test_one_record_by_its_id(filled):
    with filled.view() as view:
        seen = Listing(view.connection)
        for kind in ("statement", "figure"):
            claim = seen.claims(kind).items[0]
            assert seen.claim(kind, claim.id).items == (claim,)
            with pytest.raises(LedgerError, match=f"no {kind} event:0"):
                seen.claim(kind, "event:0")
        merged = seen.events().items[0]
        assert seen.event(merged.id).items == (merged,)
        with pytest.raises(LedgerError, match="no event event:0"):
            seen.event("event:0")


def test_documents_are_listed_the_last_taken_in_first(filled, report):
    filled.add(*visit(report, "Nizza", "2026-01-01", first="FRA"))
    with filled.view() as view:
        seen = Listing(view.connection)
        listed = [source.published for part in parts(seen.documents, 2) for source in part.items]
        assert listed == ["2026-01-01", *reversed(DAYS)]
        assert [source.published for source in seen.documents(Question(first="FRA")).items] == ["2026-01-01"]
        assert len(seen.documents(Question(first="PRT", second="NOR", since=DAYS[1])).items) == 4
        assert seen.documents(languages=("en",)).items == ()
        source = seen.documents().items[0]
        assert seen.document(source.document) == source


def test_finds_of_words_part_by_part(filled, monkeypatch):
    with filled.view() as view:
        seen = Listing(view.connection)
        whole = seen.finds("minister")
        assert whole.next is None
        assert {hit.kind for hit in whole.items} == {"document"}
        assert len(whole.items) == 5
        assert [hit.kind for hit in seen.finds("einig", kinds=("statement",), limit=1).items] == ["statement"]
        monkeypatch.setattr(listing, "HITS", 1)
        split = [hit for part in parts(lambda **how: seen.finds("minister", **how), 2) for hit in part.items]
        assert split == list(whole.items)
        assert seen.finds("!").items == ()
        assert seen.finds("minister", after=Position(number=1)).items == ()


def test_actors_part_by_part_in_the_order_of_their_ids(filled, monkeypatch):
    with filled.view() as view:
        seen = Listing(view.connection)
        whole, following = seen.people()
        assert following is None
        ids = [actor.id for actor in whole]
        assert ids == sorted(ids)
        assert {"NOR", "PRT"} < set(ids)
        first, following = seen.people(limit=1)
        assert [actor.id for actor in [*first, *seen.people(after=following)[0]]] == ids
        assert [actor.name for actor in seen.people(name="SANDVIK", kinds=("person",))[0]] == ["Liv Sandvik"]
        monkeypatch.setattr(listing, "SCAN", 2)
        found, place = [], ""
        while place is not None:
            some, place = seen.people(after=place)
            found += [actor.id for actor in some]
        assert found == ids
