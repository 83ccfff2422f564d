"""Figures: numbers that measure something about the actors, with unit, bound, indicator, period and parties.

A figure begins with a number expression (`numerals`) and a unit or counted noun beside it. What it measures is read off
the words around it: first within its phrase and clause, then in the rest of the sentence.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from relazione.extraction.edtf import end_of, start_of
from relazione.extraction.findings import ActorMention, FigureFinding, Known, TimeFinding, states_of
from relazione.extraction.measures import Unit, measures_of
from relazione.extraction.numerals import Numeral, find_numerals, number
from relazione.extraction.syntax import (
    NOUNS,
    OBLIQUES,
    VERBS,
    case_of,
    char_span,
    children,
    clause_tokens,
    coordinated,
    feature,
    full_lemma,
    is_relative,
    predicate_of,
)
from relazione.extraction.time import date_for, times_in
from relazione.languages.pack import Pack
from relazione.ontology.indicators import indicators
from relazione.records import Bound

if TYPE_CHECKING:
    from relazione.languages.doc import Doc, Token

BETWEEN_TWO = frozenset({"trade_turnover", "investment", "exports", "imports"})  # these need two parties
OF_ITSELF = frozenset({"count"})  # what is only counted is hardly about the states told around it
PEOPLE = "people"
RATES = frozenset({"share", "rate"})
MONEY = frozenset({"trade_turnover", "exports", "imports", "investment", "aid", "loan", "debt", "price", "loss"})
CUES = {  # which indicators a word nearby may name for what sort of unit; the rest keep the unit's own
    "currency": MONEY,
    "percent": RATES,
    "change": MONEY | RATES | {"volume", "people", "troops", "casualties"},
    "measure": frozenset({"exports", "imports"}),
    "people": frozenset({"casualties"}),
}
DEFAULTS = {"currency": "volume", "percent": "share", "change": "rate"}
LOOK_BACK = 6  # sentences within which a pair of states is still spoken of
PAIR = 2  # of things or people that nothing more is told of, up to here, in words, are counted off too
PLAIN_COUNTS = frozenset({"count", "people"})
FEW = 6  # states up to here, in words, are counted off, not measured
SAME = ("value", "value_max", "unit", "bound", "measure", "indicator")  # what a figure told again has in common
PHRASE = 5  # words between a number and the noun it counts


def find_figures(doc: "Doc", pack: Pack, known: Known) -> list[FigureFinding]:
    """Return the figures of a document in order of the text."""
    reader = FigureReader(doc, pack, known)
    found: list[FigureFinding] = []
    alike: dict[tuple[object, ...], list[int]] = defaultdict(list)  # places in what was found
    for quantity in reader.quantities():
        for figure in reader.figures(quantity):
            told = reader.taken_up(quantity, figure, found[-1] if found else None)
            before = alike[_measured(told)]
            same = next((number for number in before if _may_be_same(found[number], told)), None)
            if same is None:
                before.append(len(found))
                found.append(told)
            else:
                found[same] = _joined(found[same], told)
    return found


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, bound and token range."""

    numeral: Numeral
    unit: Unit
    bound: Bound
    start: int
    end: int
    shared: float = 1  # what the number is multiplied by where it shares the scale of the number after it

    @property
    def place(self) -> int:
        """The token that stands for the quantity in the tree, which may take a currency for a verb (`5 won`)."""
        return self.numeral.end - 1 if self.unit.sort == "currency" else self.end - 1

    @property
    def factor(self) -> float:
        return self.unit.factor * self.shared


class FigureReader:
    """Reads the figures of one document."""

    def __init__(self, doc: "Doc", pack: Pack, known: Known) -> None:
        self.doc, self.book, self.times = doc, known.book, known.times
        self.statements, self.published = known.statements, known.published
        self.code = pack.code
        self.measures = measures_of(pack)
        self.words = self.measures.words
        self.lower = [token.lower_ for token in doc]
        self.numerals = find_numerals(doc, pack)
        self.counting = {place for numeral in self.numerals for place in range(numeral.start, numeral.end)}
        self.counting |= {token.i for token in doc if self.measures.unit_at(doc, token.i)}
        self.dated = {place for time in self.times if self._is_date(time) for place in range(time.start, time.end)}
        self.sentences = doc.sents

    # Number and unit ---------------------------------------------------------------------------------------------

    def quantities(self) -> Iterator[Quantity]:
        """Yield the numbers that have a unit, in order of the text."""
        by_start = {numeral.start: numeral for numeral in self.numerals}
        for numeral in self.numerals:
            if numeral.start in self.dated or numeral.end - 1 in self.dated:
                continue
            unit, shared = self._unit_of(numeral), 1.0
            if unit is None and numeral.against is None and not numeral.tail:
                unit, shared = self._shared_unit(numeral, by_start)
            if unit and self._counts(numeral, unit):
                yield self._quantity(numeral, unit, shared)

    def _is_date(self, time: TimeFinding) -> bool:
        """Tell whether the numbers in a time expression only say when; how long something yet to be takes is a
        figure.
        """
        if time.kind in ("duration", "set"):
            return False
        if time.value is None and time.rule.endswith(".lasting"):
            return False
        if time.value is None or self.published is None or not time.rule.endswith(".last"):
            return True
        start, end = start_of(time.value), end_of(time.value)
        return not (self.published.startswith(start) and end > start)

    def _unit_of(self, numeral: Numeral) -> Unit | None:
        before = self.measures.unit_before(self.doc, numeral.start)
        if numeral.fraction:
            return Unit("percent", "percent", 100, None, numeral.end) if self._is_share(numeral) else None
        after = self._unit_in_word(numeral) if numeral.tail else self._unit_after(numeral.end)
        if after is None and before is not None:
            return Unit("currency", before[0].code, 1, None, numeral.end)
        return after if numeral.tail else after or self._counted(numeral.end)

    def _unit_after(self, place: int) -> Unit | None:
        """Return the unit that begins at a token and belongs to the number before it; a sign written together with the
        number behind it belongs to that.
        """
        unit = self.measures.unit_at(self.doc, place) or self._national(place)
        sign = unit is not None and unit.end < len(self.doc) and self.doc[unit.end - 1]
        leads = sign and not sign.text.isalpha() and not sign.whitespace_ and self.doc[sign.i + 1].text[0].isdigit()
        return None if leads else unit

    def _national(self, place: int) -> Unit | None:
        """Return the currency at a token whose name several states share: that of the state told of nearest to it."""
        currencies = self.measures.national_at(self.doc, place)
        if not currencies:
            return None
        told = (mention for mention in self.book.mentions if mention.actor in currencies)
        sentence = self._sentence_number(place)
        near = min(
            told, key=lambda one: (self._sentence_number(one.head) != sentence, abs(one.head - place)), default=None
        )
        codes = set(currencies.values()) if near is None else {currencies[near.actor]}
        return Unit("currency", codes.pop(), 1, None, place + 1) if len(codes) == 1 else None

    def _unit_in_word(self, numeral: Numeral) -> Unit | None:
        """Return the unit inside a word that begins with a number (`360-Millionen-Dollar-Marke`, `zweitägig`)."""
        place, first = numeral.start, numeral.tail[0]
        unit = self.measures.unit_in(first, place + 1)
        if unit is None or (unit.sort == "duration" and self._is_age(place)):
            return None
        solid = "-" not in self.doc[place].text and len(numeral.tail) == 1
        adjectival = unit.sort in ("duration", "percent") and first.islower()
        counted = unit.sort == "measure" and self.doc[place].text[0].isdigit()
        return unit if adjectival or counted or not solid else None

    def _is_age(self, place: int) -> bool:
        """Tell whether `64-jährig` at a token is somebody's age."""
        if self.words.of_age not in self.lower[place]:
            return False
        if self.doc[place].text.rpartition("-")[2][:1].isupper() or place + 1 >= len(self.doc):
            return True
        following = self.doc[place + 1]
        counted = self.measures.counted_as(following.lemma_, place + 2)
        mention = self.book.at[place + 1]
        person = mention is not None and self.book.entry(mention).kind == "person"
        return person or following.pos_ == "PROPN" or (counted is not None and counted.code == "people")

    def _is_share(self, numeral: Numeral) -> bool:
        """Tell whether a part of a whole is one (`ein Drittel der Exporte`, `um ein Drittel`), not a name or a
        place.
        """
        following = self.lower[numeral.end] if numeral.end < len(self.lower) else ""
        before = self.lower[numeral.start - 1] if numeral.start else ""
        return following in self.words.whole or before in self.words.change

    def _counted(self, place: int) -> Unit | None:
        """Return the noun that a number counts, adjectives in between (`100 führenden Unternehmen`)."""
        for token in self.doc[place : place + PHRASE]:
            if token.pos_ in NOUNS or (not token.pos_ and token.text[:1].isupper()):
                return self.measures.counted_as(token.lemma_ or token.text, token.i + 1)
            linked = token.pos_ in ("ADJ", "ADV", "CCONJ", "DET") or (token.pos_ == "VERB" and token.dep_ == "amod")
            if token.is_sent_start or not (linked or not token.pos_ or token.text == ","):
                return None
        return None

    def _shared_unit(self, numeral: Numeral, by_start: dict[int, Numeral]) -> tuple[Unit | None, float]:
        """Return the unit (and scale) that a number shares with the next (`von 3 auf 5 Milliarden Dollar`)."""
        following = by_start.get(numeral.end + 1)
        if numeral.article or following is None or self.lower[numeral.end] not in self.words.sharing:
            return None, 1
        unit = self._unit_of(following)
        if unit is None or following.tail or following.start in self.dated or following.fraction:
            return None, 1
        small = following.scaled and not numeral.scaled
        scale = self._scale(following) if small and numeral.value < 1000 else 1.0
        return Unit(unit.sort, unit.code, unit.factor, unit.indicator, numeral.end), scale

    def _scale(self, numeral: Numeral) -> float:
        """Return by what the scale word of a number multiplies it."""
        return next((step for step in (1e12, 1e9, 1e6, 1e3) if numeral.value >= step), 1.0)

    def _counts(self, numeral: Numeral, unit: Unit) -> bool:
        """Tell whether number and unit make a figure: no lone article, age or ordinal."""
        if numeral.article and unit.sort not in ("percent", "currency"):
            return False
        if numeral.against is not None and unit.sort != "counted":
            return False
        if unit.sort == "counted" and self._is_enumeration(numeral, unit):
            return False
        if unit.sort == "duration" and unit.end < len(self.lower) and self.lower[unit.end] in self.words.age:
            return False
        return numeral.value > 0 or unit.sort == "percent" or numeral.against is not None

    def _is_enumeration(self, numeral: Numeral, unit: Unit) -> bool:
        """Tell whether a number only counts off who is spoken of (`die fünf Länder`, `zwei Staaten`)."""
        before = self.doc[numeral.start - 1] if numeral.start else None
        definite = before is not None and feature(before, "Definite") == "Def"
        least = FEW if unit.code == "states" else PAIR if unit.indicator in PLAIN_COUNTS else 0
        few = numeral.value <= least and not numeral.digits
        return numeral.against is None and (
            few or (definite and unit.code in ("states", "people") and not numeral.scaled)
        )

    def _quantity(self, numeral: Numeral, unit: Unit, shared: float) -> Quantity:
        start = self._start_with_sign(numeral, unit)
        bound: Bound = "range" if numeral.value_max is not None else "exact"
        if numeral.vague:
            bound = "at_least"
        found = self.measures.bound_before(self.lower, start)
        if found and bound == "exact" and self._bounds(found[1], found[0], unit):
            bound, start = found
        end = max(unit.end, numeral.end)
        end, bound = self._or_more(end, bound)
        if bound == "exact" and self._is_passed(numeral):
            bound = "more_than"
        return Quantity(numeral, unit, bound, start, end, shared)

    def _start_with_sign(self, numeral: Numeral, unit: Unit) -> int:
        """Return where a number begins, with the currency's sign before it where that is its unit."""
        signed = unit.sort == "currency" and unit.end == numeral.end
        before = self.measures.unit_before(self.doc, numeral.start) if signed else None
        return numeral.start if before is None else before[1]

    def _bounds(self, place: int, bound: str, unit: Unit) -> bool:
        """Tell whether a word before a number bounds it (`über 100 Firmen`) and is no preposition of a noun."""
        word = self.lower[place]
        if word in self.words.not_counted and (unit.sort == "counted" or bound == "at_least"):
            return False
        after_noun = place > 0 and self.doc[place - 1].pos_ in NOUNS
        return not (word in self.words.amount and after_noun and unit.sort == "currency")

    def _or_more(self, end: int, bound: Bound) -> tuple[int, Bound]:
        """Return the end of the phrase and the bound with `oder mehr` taken in."""
        tail = self.lower[end : end + 2]
        more = len(tail) == 2 and tail[0] == self.words.or_ and tail[1] in self.words.or_more
        return (end + 2, "at_least") if more else (end, bound)

    def _is_passed(self, numeral: Numeral) -> bool:
        """Tell whether the number is a threshold that the clause says was passed."""
        place = numeral.end - 1
        marked = any(self.measures.is_mark(part) for part in numeral.tail) or any(
            self.measures.is_mark(token.text) for token in self.doc[max(0, numeral.start - 3) : numeral.end + 3]
        )
        lemmas = {full_lemma(token) for token in self._clause(place) if token.pos_ in VERBS}
        direct = self.measures.lexicon.passed & lemmas
        return bool(direct) and (marked or not self._is_change_at(numeral.start))

    # What it measures --------------------------------------------------------------------------------------------

    def figures(self, quantity: Quantity) -> Iterator[FigureFinding]:
        """Yield the figure of a quantity; a ratio (`90:9 Stimmen`) gives one for each number."""
        numeral = quantity.numeral
        sign = self._change(quantity)
        indicator, cue = self._indicator(quantity, changed=sign != 0)
        parties, source, goal = self._parties(quantity, indicator)
        for value in (numeral.value, numeral.against):
            if value is None:
                continue
            yield FigureFinding(
                indicator=indicator,
                measure="change" if sign else "level",
                value=number((sign or 1) * value * quantity.factor),
                unit=quantity.unit.code,
                bound=quantity.bound,
                span=char_span(self.doc, quantity.start, quantity.end),
                start=quantity.start,
                end=quantity.end,
                rule=f"{self.code}.figure.{quantity.unit.sort}{'.cue' if cue else ''}",
                confidence=0.9 if cue or quantity.unit.indicator else 0.85,
                value_max=None
                if numeral.value_max is None
                else number((sign or 1) * numeral.value_max * quantity.factor),
                period=self._date_behind(quantity) or date_for(self.times, self.doc, quantity.place),
                parties=parties,
                from_=source,
                to=goal,
            )

    def _date_behind(self, quantity: Quantity) -> str | None:
        """Return the date right behind a number (`from 3 to 5 million euros | in 2020`), `None` where there is none."""
        near = times_in(self.times, quantity.end, quantity.end + 2)
        behind = (time for time in near if time.start >= quantity.end)
        dates = (time.value for time in behind if time.kind in ("date", "interval") and self._joins(quantity, time))
        return next(dates, None)

    def _joins(self, quantity: Quantity, time: TimeFinding) -> bool:
        return time.start == quantity.end or self.doc[quantity.end].pos_ == "ADP"

    def taken_up(self, quantity: Quantity, figure: FigureFinding, before: FigureFinding | None) -> FigureFinding:
        """Return an amount that no word names as one of what the figure before it measures, where its subject is a
        pronoun (`Exports fell to 3 million euros. In 2020 they had stood at 5 million`).
        """
        subjects = list(children(predicate_of(self.doc[quantity.place]), "nsubj"))
        pronoun = bool(subjects) and all(word.pos_ == "PRON" and self.book.at[word.i] is None for word in subjects)
        near = before is not None and self._sentence_number(quantity.start) - self._sentence_number(before.start) in (
            0,
            1,
        )
        plain = quantity.unit.sort == "currency" and figure.indicator == DEFAULTS["currency"]
        if before is None or not (pronoun and near and plain and before.indicator in MONEY):
            return figure
        return replace(figure, indicator=before.indicator, parties=before.parties, from_=before.from_, to=before.to)

    def _clause(self, place: int) -> list["Token"]:
        """Return the tokens of the clause of a token, in order of the text."""
        if self.doc.is_parsed:
            return clause_tokens(predicate_of(self.doc[place]))
        sentence = self._sentence(place)
        start = end = place
        while start > sentence[0].i and not self.doc[start - 1].is_punct:
            start -= 1
        while end < sentence[-1].i and not self.doc[end + 1].is_punct:
            end += 1
        return list(self.doc[start : end + 1])

    def _sentence(self, place: int) -> list["Token"]:
        return list(self.sentences[self._sentence_number(place)])

    def _sentence_number(self, place: int) -> int:
        return bisect_right(self.sentences, place, key=lambda sentence: sentence.end)

    def _is_change_at(self, place: int) -> bool:
        return place > 0 and self.lower[place - 1] in self.words.change

    def _change(self, quantity: Quantity) -> int:
        """Return 1 where a quantity is a rise, -1 where it is a fall, 0 where it is a level."""
        if quantity.unit.sort == "duration":
            return 0
        following = self.lower[quantity.end] if quantity.end < len(self.lower) else ""
        if following in self.words.more or following in self.words.less:
            compared = quantity.unit.sort == "percent"
            return 0 if not compared else 1 if following in self.words.more else -1
        way = self._noun_of_change(quantity) or self._way_before(quantity) or self._way_of_verb(quantity)
        if way:
            return way
        if not self._is_change_at(quantity.start):
            return 0
        return next((way for token in self._near(quantity) if (way := self.measures.change(token))), 0)

    def _way_before(self, quantity: Quantity) -> int:
        """Return the way of `up 18 percent`."""
        before = self.lower[quantity.start - 1] if quantity.start else ""
        percent = quantity.unit.sort == "percent"
        return 0 if not percent else int(before in self.words.rising) - int(before in self.words.falling)

    def _way_of_verb(self, quantity: Quantity) -> int:
        """Return the way of a verb of change that a percentage without a preposition measures (`rose 12 percent`)."""
        word = self.doc[quantity.place]
        bare = quantity.unit.sort == "percent" and case_of(word) is None and word.head.pos_ in VERBS
        return self.measures.change(word.head) if bare and word.head.i < quantity.start else 0

    def _noun_of_change(self, quantity: Quantity) -> int:
        """Return the way of `ein Anstieg von 50 Prozent` or `ein 20-prozentiger Anstieg`."""
        if quantity.numeral.tail:
            following = self.doc[quantity.end : quantity.end + 1]
            return next((self.measures.change(token) for token in following if token.pos_ in NOUNS), 0)
        start = quantity.start
        if start < 2 or self.lower[start - 1] not in self.words.of:
            return 0
        noun = self.doc[start - 2]
        return self.measures.change(noun) if noun.pos_ in NOUNS else 0

    def _near(self, quantity: Quantity) -> list["Token"]:
        """Return the words of the clause, the nearest first, then those of the rest of the sentence."""
        clause = self._clause(quantity.place)
        inside = {token.i for token in clause}
        rest = [token for token in self._sentence(quantity.start) if token.i not in inside]

        def distance(token: "Token") -> int:
            return min(abs(token.i - quantity.start), abs(token.i - quantity.end + 1))

        return sorted(clause, key=distance) + sorted(rest, key=distance)

    def _indicator(self, quantity: Quantity, *, changed: bool) -> tuple[str, "Token | None"]:
        """Return the indicator and the word that names it, `None` for the unit's own."""
        unit = quantity.unit
        sort = "people" if unit.code == "people" else unit.sort
        if changed and sort in ("percent", "currency"):
            sort = "change" if sort == "percent" else sort
        parts = (self.measures.cue_in(part) for part in reversed(quantity.numeral.tail))
        tail = next((part for part in parts if part), None)
        if tail and tail in CUES.get(sort, ()):
            return tail, self.doc[quantity.start]
        own = unit.indicator or DEFAULTS.get(sort, "count")
        cue = self._cue(quantity, CUES.get(sort, frozenset()))
        return (self.measures.cue(cue) or own, cue) if cue is not None else (own, None)

    def _cue(self, quantity: Quantity, allowed: frozenset[str]) -> "Token | None":
        """Return the word that names one of these indicators: in the clause before the sentence, a noun before a
        verb.
        """
        if not allowed:
            return None
        clause = {token.i for token in self._clause(quantity.place)} | self._described(quantity.place)
        inside = range(quantity.start, quantity.end)
        found = [
            token
            for token in self._near(quantity)
            if (token.i not in inside or token.pos_ == "ADJ") and self.measures.cue(token) in allowed
            if not self._is_in_name(token)
        ]
        if quantity.unit.code in ("people", "percent") and quantity.unit.sort != "change":
            found = [token for token in found if token.i in clause]

        def rank(token: "Token") -> tuple[bool, bool, bool]:
            return token.i not in clause, token.lemma_ in self.words.transparent, token.pos_ not in NOUNS

        return min(found, key=rank, default=None)

    def _is_in_name(self, token: "Token") -> bool:
        """Tell whether a word is part of a body's name (`the Monetary Fund`)."""
        mention = self.book.at[token.i]
        named = mention is not None and mention.kind_of == "name" and token.pos_ == "PROPN"
        return named and mention is not None and self.book.entry(mention).kind == "organisation"

    def _described(self, place: int) -> set[int]:
        """Return the token of the noun that a token's clause is an attribute of, often wrongly (`Exports | grew by 15
        percent`), as a set.
        """
        predicate = predicate_of(self.doc[place])
        noun = predicate.head
        return {noun.i} if predicate.dep_.startswith("acl") and noun.pos_ in NOUNS else set()

    # Whose it is -------------------------------------------------------------------------------------------------

    def _parties(self, quantity: Quantity, indicator: str) -> tuple[tuple[str, ...], str | None, str | None]:
        """Return the parties of a figure and, where it goes from one to another, whence and whither."""
        mentions = self._mentions(quantity)
        keys = _keys(mentions) or self._of_subject(quantity)
        if keys and indicator == PEOPLE:
            keys = tuple(dict.fromkeys((*keys, *self._state_of_people(quantity))))
        if (len(keys) < 2 and indicator in BETWEEN_TWO) or (not keys and self._is_bilateral(quantity)):
            pair = self._pair(quantity.start)
            keys = pair if set(keys) <= set(pair) else keys
        keys = keys or (() if indicator in OF_ITSELF else self._around(quantity))
        if not indicators()[indicator].directed:
            return keys, None, None
        source, goal = self._ends(mentions, indicator)
        if source is None and goal is None and len(keys) == 2:
            source = next((key for key in self._of_subject(quantity) if key in keys), None)
        if len(keys) == 2 and (source is None) != (goal is None):
            other = next((key for key in keys if key not in (source, goal)), None)
            source, goal = source or other, goal or other
        if source is None or goal is None or source == goal:
            return keys, None, None
        return (source, goal), source, goal

    def _of_subject(self, quantity: Quantity) -> tuple[str, ...]:
        """Return the state whose body or office-holder is the subject of a figure's clause (`das Heer kauft …`)."""
        if not self.doc.is_parsed:
            return ()
        subjects = children(predicate_of(self.doc[quantity.place]), "nsubj")
        words = (word for subject in subjects for word in coordinated(subject) if word.i not in self.counting)
        mentions = (self.book.at[word.i] for word in words)
        return tuple(states_of(self.book.entries, mentions))

    def _around(self, quantity: Quantity) -> tuple[str, ...]:
        """Return the states that the sentence of a figure tells of, places included, else that of whoever names it."""
        sentence = self._sentence(quantity.start)
        mentions = (self.book.at[token.i] for token in sentence if token.i not in self.counting)
        states = states_of(self.book.entries, mentions)
        if states:
            return tuple(states) if len(states) <= 2 else ()
        start, end = char_span(self.doc, quantity.start, quantity.end)
        spoken = (said.speaker for said in self.statements if any(a <= start and end <= b for a, b in said.content))
        speaker = next((self.book.entries[key].country for key in spoken if key is not None), None)
        return (speaker,) if speaker is not None and speaker in self.book.entries else ()

    def _is_bilateral(self, quantity: Quantity) -> bool:
        return quantity.unit.sort in ("currency", "percent")

    def _mentions(self, quantity: Quantity) -> list[ActorMention]:
        """Return the mentions of states and groups that a figure is about: of its clause, else of what the clause
        hangs on.
        """
        place = quantity.place
        for tokens in self._scopes(place):
            found = self._mentions_in(tokens)
            if found:
                return found
        return []

    def _scopes(self, place: int) -> Iterator[Iterable["Token"]]:
        yield self._clause(place)
        if not self.doc.is_parsed:
            return
        predicate = predicate_of(self.doc[place])
        dep = predicate.dep_.split(":")[0]
        if dep == "acl":
            noun = predicate.head
            inner = {token.i for token in predicate.subtree}
            yield [token for token in noun.subtree if token.i not in inner]
        elif dep in ("conj", "advcl", "xcomp"):
            yield clause_tokens(predicate_of(predicate.head))

    def _mentions_in(self, tokens: Iterable["Token"]) -> list[ActorMention]:
        found: list[ActorMention] = []
        for token in tokens:
            mention = self._meant(token)
            if mention is None or mention in found or not self._is_party(mention):
                continue
            found.append(mention)
        return found

    def _meant(self, token: "Token") -> ActorMention | None:
        """Return what names an actor at a token; at a relative pronoun as a subject that is what it stands for."""
        mention = self.book.at[token.i]
        clause = predicate_of(token)
        if mention is not None or not is_relative(token) or not clause.dep_.startswith("acl"):
            return mention
        told = self.book.at[clause.head.i]
        return replace(told, head=token.i) if told is not None and token.dep_.startswith("nsubj") else None

    def _state_of_people(self, quantity: Quantity) -> Iterator[str]:
        """Yield the state whose people are counted (`140 kambodschanische Arbeiter`), nothing where none is told."""
        for mention in self.book.at[quantity.start : quantity.end]:
            entry = self.book.entry(mention) if mention is not None else None
            if entry is not None and entry.kind == "group" and entry.country in self.book.entries:
                yield str(entry.country)

    def _is_party(self, mention: ActorMention) -> bool:
        """Tell whether a mention is of a state or group in its own right and does not merely describe a person."""
        entry = self.book.entry(mention)
        acts = entry.is_public and entry.country is None and self._is_subject(mention)
        if entry.kind != "state" and not acts and not (entry.kind == "group" and entry.members):
            return False
        head = self.doc[mention.head].head
        holder = self.book.at[head.i]
        described = holder is not None and holder is not mention and self.book.entry(holder).kind == "person"
        return not described and not any(place in self.counting for place in range(mention.start, mention.end))

    def _pair(self, place: int) -> tuple[str, ...]:
        """Return the pair of states last spoken of, () where there is none."""
        here = self._sentence_number(place)
        for sentence in reversed(self.sentences[max(0, here - LOOK_BACK) : here + 1]):
            mentions = [
                self.book.at[place] for place in range(sentence.start, sentence.end) if place not in self.counting
            ]
            states = states_of(self.book.entries, mentions)
            if len(states) == 2:
                return tuple(states)
        return ()

    def _ends(self, mentions: list[ActorMention], indicator: str) -> tuple[str | None, str | None]:
        """Return whence and whither, as prepositions, cases, adjectives and the subject tell."""
        ends: dict[str, str] = {}
        for mention in sorted(mentions, key=self._is_subject):
            end = self._end(mention, indicator)
            if end == "to" and self._is_subject(mention) and "to" in ends:
                end = "from"  # `Japan leiht der Mongolei …`: whom it is given to is said
            if end and not mention.also:
                ends.setdefault(end, mention.actor)
        return ends.get("from"), ends.get("to")

    def _is_subject(self, mention: ActorMention) -> bool:
        return self.doc[mention.head].dep_.startswith("nsubj")

    def _end(self, mention: ActorMention, indicator: str) -> str | None:
        token = self.doc[mention.head]
        flip = indicator == "imports"
        before = self.lower[mention.start - 1] if mention.start else ""
        case = case_of(token)
        words = {before} | ({case.lower_} if case is not None else set())
        if words & self.words.toward:
            return "to"
        if words & self.words.away:
            return "from"
        if mention.kind_of in ("adjective", "compound") or feature(token, "Case") == "Gen":
            return "to" if flip else "from"
        if token.dep_ == "iobj" or (feature(token, "Case") == "Dat" and token.dep_ in OBLIQUES and case is None):
            return "to"
        if token.dep_.startswith("nsubj"):
            receiving = full_lemma(predicate_of(token)) in self.words.receiving
            return "to" if receiving or flip else "from"
        return None


def _keys(mentions: Iterable[ActorMention]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for mention in mentions for key in mention.actors))


def _measured(figure: FigureFinding) -> tuple[object, ...]:
    return tuple(getattr(figure, name) for name in SAME)


def _may_be_same(one: FigureFinding, other: FigureFinding) -> bool:
    """Tell whether the same number of the same things is told again: at the same time, of the same parties."""
    dated = one.period == other.period or None in (one.period, other.period)
    parties, others = set(one.parties), set(other.parties)
    return dated and (parties <= others or others <= parties)


def _joined(one: FigureFinding, other: FigureFinding) -> FigureFinding:
    """Return a figure told twice with what either place tells, and both places."""
    fuller = other if len(other.parties) > len(one.parties) or (other.to and not one.to) else one
    return replace(
        one,
        period=one.period or other.period,
        parties=fuller.parties,
        from_=fuller.from_,
        to=fuller.to,
        again=(*one.again, other.span),
    )
