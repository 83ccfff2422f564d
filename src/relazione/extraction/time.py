"""Time expressions: where they stand, which day, month, year or interval they mean (EDTF), and which words they date.

The grammar is data (`lexicon/time.yaml`, matched by `timewords`); `reckoning` resolves what matched relative to
publication, to the day the report told of last, and to the tense of the clause.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from relazione.errors import PackError
from relazione.extraction.edtf import Moment, bounds, end_of, last_day, parse_published, start_of, to_moment
from relazione.extraction.findings import TimeFinding
from relazione.extraction.reckoning import NEAR, RESOLVERS, UNDATED, Setting
from relazione.extraction.syntax import (
    auxiliaries,
    char_span,
    children,
    clause_tokens,
    feature,
    finite,
    full_lemma,
    is_attributive,
    predicate_of,
)
from relazione.extraction.timewords import Ahead, Parse, TimeMatcher, TimeWords
from relazione.languages.forms import Forms
from relazione.languages.pack import Pack

if TYPE_CHECKING:
    from relazione.languages.doc import Doc, Token

__all__ = [
    "date_for",
    "date_of_deed",
    "due_in",
    "find_times",
    "outlook",
    "parse_published",
    "principal_day",
    "times_in",
]

TOLD_SENTENCES = 1  # how many sentences back an explicit year still holds for days without one


def find_times(doc: "Doc", pack: Pack, published: str | None) -> list[TimeFinding]:
    """Return the time expressions of a document in order of the text; `published` is an EDTF date or `None`."""
    return TimeReader(doc, pack, published).findings()


class TimeReading(NamedTuple):
    """A match, the setting it stands in, and the EDTF value that follows (None where it cannot be resolved)."""

    parse: Parse
    setting: Setting
    value: str | None


class TimeReader:
    """Reads the time expressions of one document from its beginning, keeping in mind the days told of."""

    def __init__(self, doc: "Doc", pack: Pack, published: str | None) -> None:
        self.doc, self.code, self.forms = doc, pack.code, pack.forms
        self.words = pack.lexicon("time", TimeWords)
        _require_resolvers(self.words, str(pack.folder / "lexicon" / "time.yaml"))
        self.matcher = TimeMatcher(doc, pack)
        self.published = to_moment(published) if published else None
        self.sentence = _sentence_numbers(doc)
        self.days: list[tuple[int, Moment]] = []  # token and day of what was resolved so far
        self.near: tuple[int, Moment] | None = None  # sentence and value of the last expression resolved
        self.year: tuple[int, int] | None = None  # sentence and year of the last expression with a year of its own

    def findings(self) -> list[TimeFinding]:
        """Return what is found, never overlapping."""
        return [self._finding(said) for said in self.readings()]

    def readings(self) -> Iterator["TimeReading"]:
        """Yield what is found in order of the text, never overlapping."""
        place = 0
        while place < len(self.doc):
            said = self._at(place)
            if said:
                yield said
            place = said.parse.end if said else place + 1

    def _at(self, place: int) -> "TimeReading | None":
        parses = self.matcher.parses(place)
        if not parses:
            return None
        setting = self._setting(parses[0])
        for parse in parses:
            value = RESOLVERS[parse.pattern.value](parse, setting)
            if value is None and not _may_be_unknown(parse, setting):
                continue
            self._remember(parse, value)
            return TimeReading(parse, setting, value)
        return None

    def _finding(self, said: "TimeReading") -> TimeFinding:
        return TimeFinding(
            span=char_span(self.doc, said.parse.start, said.parse.end),
            start=said.parse.start,
            end=said.parse.end,
            value=said.value,
            kind=_kind(said.parse, said.value),
            rule=f"{self.code}.time.{said.parse.pattern.id}",
            ahead=self._ahead(said),
        )

    def _ahead(self, said: "TimeReading") -> str | None:
        """Return the value of an expression in a clause that looks ahead, if it is then not past."""
        if said.value is None or not self._is_past(said.value):
            return said.value
        resolve = RESOLVERS[said.parse.pattern.value]
        turned = resolve(said.parse, replace(said.setting, outlook=2, year=None))
        return None if turned is None or self._is_past(turned) else turned

    def _is_past(self, value: str) -> bool:
        over = last_day(value)
        return bool(over and self.published and over < self.published.first())

    def _setting(self, parse: Parse) -> Setting:
        direction = outlook(self.doc, parse.start, self.words.ahead, self.forms)
        near = self.near[1] if self.near and self.near[0] == self.sentence[parse.start] else None
        return Setting(self.published, self._told(parse.start), direction, self._year_at(parse.start, direction), near)

    def _told(self, place: int) -> Moment | None:
        """Return the day told of last: in this or the last two sentences, else the last one that is news."""
        if not self.days:
            return None
        token, day = self.days[-1]
        if self.sentence[place] - self.sentence[token] <= 2 or self.published is None:
            return day
        return next((earlier for _, earlier in reversed(self.days) if self._is_news(earlier)), day)

    def _is_news(self, day: Moment) -> bool:
        return self.published is not None and abs(day.first() - self.published.first()) <= timedelta(days=NEAR)

    def _year_at(self, place: int, direction: int) -> int | None:
        if self.year is None:
            return None
        sentence, year = self.year
        if self.published is None:
            return year
        told_before = direction <= 0 and self.published.year is not None and year < self.published.year
        return year if told_before and self.sentence[place] - sentence <= TOLD_SENTENCES else None

    def _remember(self, parse: Parse, value: str | None) -> None:
        if value is None or parse.pattern.value in ("since", "until", "before") or _is_aside(parse):
            return
        day = to_moment(start_of(value))
        if day:
            self.near = (self.sentence[parse.start], day)
        if day and day.is_day:
            self.days.append((parse.start, day))
        if day and day.month and day.year and (parse.has("YEAR") or parse.has("DATE")):
            self.year = (self.sentence[parse.start], day.year)


def _require_resolvers(words: TimeWords, where: str) -> None:
    unknown = sorted({pattern.value for pattern in words.compiled} - RESOLVERS.keys())
    if unknown:
        raise PackError(
            f"patterns with unknown values: {', '.join(unknown)}", where=where, allowed=", ".join(sorted(RESOLVERS))
        )


def _sentence_numbers(doc: "Doc") -> list[int]:
    return [number for number, sentence in enumerate(doc.sents) for _ in sentence]


def _is_aside(parse: Parse) -> bool:
    """Tell whether an expression looks back from the day told of, which goes on being told of (`am Vortag`)."""
    return parse.pattern.value == "told" and parse.get("TOLD_DAY", parse.get("TOLD_ADVERB")) < 0


def _kind(parse: Parse, value: str | None) -> str:
    if parse.pattern.value in ("duration", "age"):
        return "duration"
    if parse.pattern.value in ("set", "set_of"):
        return "set"
    return "interval" if value and "/" in value else "date"


def _may_be_unknown(parse: Parse, setting: Setting) -> bool:
    """Tell whether an expression is one although its date stays unknown."""
    if parse.pattern.wraps or parse.pattern.value in ("told", "same"):
        return False
    return parse.pattern.value in UNDATED or setting.published is None or not setting.published.is_day


# Which way a clause looks -------------------------------------------------------------------------------------------


def outlook(doc: "Doc", place: int, words: Ahead, forms: Forms) -> int:
    """Return 2 where the clause of a token looks ahead, 3 where it looks back at what was planned, 1 where it stands
    in the present, -1 where it looks back, else 0.
    """
    before = {token.lower_ for token in doc[max(0, place - 2) : place]}
    parsed, token = doc.is_parsed, doc[place]
    if parsed and _is_planned(token, words):
        # What was planned when the clause looks back may have come or not: `der für Mai geplante Besuch fiel aus`.
        return 3 if _clause_outlook(predicate_of(token), words) == -1 else 2
    if before & words.prepositions:
        return 2
    if not parsed:
        return 2 if {token.lower_ for token in _sentence(doc, place)} & words.forms else -1
    if any(is_attributive(word) and forms.verb_of_participle(word.lemma_) for word in (token.head, token.head.head)):
        return -1
    way = _clause_outlook(predicate_of(token), words)
    return -1 if way == 1 and {token.lower_, *before} & words.behind else way


def _sentence(doc: "Doc", place: int) -> list["Token"]:
    start = end = place
    while start > 0 and doc[start].is_sent_start is not True:
        start -= 1
    while end + 1 < len(doc) and doc[end + 1].is_sent_start is not True:
        end += 1
    return list(doc[start : end + 1])


def _is_planned(token: "Token", words: Ahead) -> bool:
    """Tell whether a word of planning stands over or beside a time expression (`der für Mai geplante Besuch`)."""
    for word in (token, token.head, token.head.head):
        nearby = [word, *children(word, "amod")]
        if any(near.lemma_.lower() in words.adjectives for near in nearby if near.pos_ in ("ADJ", "VERB", "ADV")):
            return True
    return False


def _clause_outlook(predicate: "Token", words: Ahead) -> int:
    helpers = auxiliaries(predicate)
    lemmas = {helper.lemma_.lower() for helper in helpers} | {full_lemma(predicate)}
    if lemmas & words.verbs:
        return -1 if any(_is_of_perfect(helper, words) for helper in helpers) else 2
    verb = finite(predicate)
    form = feature(predicate, "VerbForm")
    if verb is None:
        return 2 if form == "Inf" else 0
    future = verb.lemma_.lower() in words.future and form == "Inf"
    if feature(verb, "Tense") == "Past":
        return 2 if future and feature(verb, "Mood") == "Sub" else -1
    if future:
        return 2
    perfect = form == "Part" and verb != predicate and verb.lemma_.lower() in words.perfect
    return -1 if perfect or feature(verb, "Tense") != "Pres" else 1


def _is_of_perfect(helper: "Token", words: Ahead) -> bool:
    """Tell whether an auxiliary is the infinitive of a perfect (`soll abgereist sein`)."""
    return helper.lemma_.lower() in words.perfect and feature(helper, "VerbForm") == "Inf"


# Which expression governs a word ------------------------------------------------------------------------------------


def times_in(times: Sequence[TimeFinding], start: int, end: int) -> Sequence[TimeFinding]:
    """Return those of some time expressions, given in order of the text, that reach into a token range."""
    first = bisect_left(times, start, key=lambda time: time.start)
    first -= first > 0 and times[first - 1].end > start
    return times[first : bisect_left(times, end, key=lambda time: time.start)]


def date_of_deed(times: Sequence[TimeFinding], doc: "Doc", place: int) -> str | None:
    """Return `date_for` a token that tells of a deed: the year of a thing that is dealt with is not the deed's."""
    if not doc.is_parsed:
        return date_for(times, doc, place)
    sentence = doc[place].sent
    near = times_in(times, sentence.start, sentence.end)
    return date_for([time for time in near if not _is_of_other_noun(doc, time, place)], doc, place)


def date_for(times: Sequence[TimeFinding], doc: "Doc", place: int) -> str | None:
    """Return the EDTF date of the expression that governs a token: within its phrase, its clause, its sentence.

    A clause without one takes that of the clause it is joined to; `None` where nothing is said. `times` are in order
    of the text.
    """
    token, parsed = doc[place], doc.is_parsed
    near = times_in(times, token.sent.start, token.sent.end) if parsed else times
    dated = [time for time in near if time.value and time.kind in ("date", "interval")]
    if not dated:
        return None
    if not parsed:
        return _value(_nearest([time for time in dated if _shares_sentence(doc, time, place)], place))
    if token.pos_ in ("NOUN", "PROPN"):
        subtree = {word.i for word in token.subtree}
        within = [time for time in dated if time.start in subtree and _reaches(doc, time, token)]
        if within:
            return _value(_nearest(within, place))
    predicate: Token | None = predicate_of(token)
    while predicate is not None:
        found = _in_clause(dated, doc, predicate, place)
        if found:
            return found.value
        predicate = _joined_to(predicate)
    return None


def date_within(times: Sequence[TimeFinding], tokens: Iterable[int], place: int) -> str | None:
    """Return the EDTF date of the expression nearest to a token among those that begin at some tokens."""
    inside = frozenset(tokens)
    near = times_in(times, min(inside), max(inside) + 1)
    dated = [time for time in near if time.value and time.kind in ("date", "interval") and time.start in inside]
    return _value(_nearest(dated, place))


def _value(time: TimeFinding | None) -> str | None:
    return time.value if time else None


def _nearest(times: Iterable[TimeFinding], place: int) -> TimeFinding | None:
    return min(times, key=lambda time: (_is_loose(time), abs(time.start - place)), default=None)


def _is_loose(time: TimeFinding) -> bool:
    """Tell whether an expression is open at one end, so that one with a day is the better date."""
    return time.value is not None and ".." in time.value


def _shares_sentence(doc: "Doc", time: TimeFinding, place: int) -> bool:
    low, high = sorted((time.start, place))
    return not any(doc[i].is_sent_start for i in range(low + 1, high + 1))


def _top(doc: "Doc", time: TimeFinding) -> "Token":
    """Return the token of an expression that hangs on a word outside it."""
    for token in doc[time.start : time.end]:
        outside = not time.start <= token.head.i < time.end or token.head == token
        if outside and token.dep_ not in ("case", "punct", "cc"):
            return token
    return doc[time.start]


def _reaches(doc: "Doc", time: TimeFinding, noun: "Token") -> bool:
    """Tell whether an expression belongs to a noun's phrase and not to a clause inside it."""
    word = _top(doc, time)
    while word != noun:
        if word.dep_.split(":")[0] in ("acl", "advcl", "ccomp") or word.head == word:
            return False
        word = word.head
    return True


def _in_clause(dated: list[TimeFinding], doc: "Doc", predicate: "Token", place: int) -> TimeFinding | None:
    clause = {token.i for token in clause_tokens(predicate)}
    inside = [time for time in dated if time.start in clause or _top(doc, time).i in clause]
    direct = [time for time in inside if _top(doc, time).head == predicate]
    return _nearest(direct, place) or _nearest((time for time in inside if not _is_participial(doc, time)), place)


def _is_participial(doc: "Doc", time: TimeFinding) -> bool:
    """Tell whether an expression belongs to a participle before a noun (`der für 2027 geplante Besuch`)."""
    return _top(doc, time).head.dep_ == "amod"


def _is_of_other_noun(doc: "Doc", time: TimeFinding, place: int) -> bool:
    """Tell whether an expression is the bare year of a noun that is no part of a noun's phrase (`das Abkommen von 2019`
    in `sie sprachen über …`).
    """
    top, deed = _top(doc, time), doc[place]
    is_year_of_noun = top.text.isdigit() and top.head != top and top.head.pos_ in ("NOUN", "PROPN")
    return is_year_of_noun and not (deed.pos_ in ("NOUN", "PROPN") and top in deed.subtree)


def _joined_to(predicate: "Token") -> "Token | None":
    """Return the predicate of the clause that a clause without a date goes on from."""
    joined = predicate.dep_.split(":")[0] in ("conj", "xcomp", "advcl")
    return predicate_of(predicate.head) if joined and predicate.head != predicate else None


def due_in(times: Sequence[TimeFinding], content: Iterable[tuple[int, int]]) -> str | None:
    """Return the EDTF date by which something promised in these character spans falls due, `None` if none is said."""
    spans = list(content)
    inside = [time for time in times if any(start <= time.span[0] < end for start, end in spans)]
    dated = [time for time in inside if time.ahead and end_of(time.ahead) not in ("", "..") and not _is_now(time)]
    best = min(dated, key=lambda time: (not time.ahead.startswith("../"), time.start), default=None)  # type: ignore[union-attr]
    return end_of(best.ahead) if best and best.ahead else None


def _is_now(time: TimeFinding) -> bool:
    return time.rule.split(".")[2].startswith("deictic")


def principal_day(times: Sequence[TimeFinding], published: str | None) -> str | None:
    """Return the day a report is about: the one named most often near its publication, `None` where none is named."""
    days = [
        time.value for time in times if time.value and len(time.value) == len("2026-01-27") and "/" not in time.value
    ]
    limits = bounds(published)
    if limits:
        low, high = limits[0] - timedelta(days=NEAR), limits[1] + timedelta(days=NEAR)
        days = [day for day in days if (there := to_moment(day)) and there.year and low <= there.first() <= high]
    counted = Counter(days)
    return max(counted, key=lambda day: (counted[day], -days.index(day)), default=None)
