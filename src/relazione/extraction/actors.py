"""Actors: who does, suffers or says something, every mention of them, and the offices they hold.

Names come first (gazetteer, offices before names, given names, the pipeline's entities), then the bodies and
collectives that common nouns name, then what points back to any of them (`coreference`).
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from relazione.extraction.allegiance import PLACES, Allegiances, Person
from relazione.extraction.coreference import resolve_anaphors
from relazione.extraction.findings import ActorBook, ActorEntry, ActorMention
from relazione.extraction.gazetteer import STATE_KINDS, Hit, find_known, split_hyphens
from relazione.extraction.measures import measures_of
from relazione.extraction.offices import Body, OfficeFinder, Title, citation
from relazione.extraction.people import NameFinder, NameSpan, plain, same_name
from relazione.extraction.syntax import (
    NOUNS,
    VERBS,
    case_of,
    coordinated,
    feature,
    first_coordinated,
    word_before,
)
from relazione.extraction.words import base_forms
from relazione.languages.pack import Pack
from relazione.ontology import places, vocabulary
from relazione.ontology.atlas import ONTOLOGY, Atlas
from relazione.ontology.own import OwnPerson
from relazione.records import Office

if TYPE_CHECKING:
    from relazione.languages.doc import Doc, Span, Token

ACRONYM = re.compile(r"[A-ZÄÖÜ][A-Za-zÄÖÜäöü]*[A-ZÄÖÜ][A-ZÄÖÜ0-9]*")
COMMA_REACH = 8  # tokens from an office to the comma before its holder
GROUNDS = ("obj", "iobj", "obl", "obl:arg", "nmod")  # relations of a town that something is done to or in


def find_actors(
    doc: "Doc", pack: Pack, atlas: Atlas = ONTOLOGY, published: str | None = None
) -> tuple[ActorBook, list[Hit]]:
    """Return the actors of a document with all their mentions, and the known names found on the way; `published` tells
    which offices of an own person are held.
    """
    builder = ActorBuilder(doc, pack, atlas, published)
    builder.add_known()
    builder.add_named_bodies()
    builder.add_persons()
    builder.add_organisations()
    builder.add_bodies()
    builder.add_places()
    resolve_anaphors(doc, pack, builder)
    if builder.add_allegiances():
        resolve_anaphors(doc, pack, builder)
    return builder.book(), builder.hits


class ActorBuilder:
    """Collects entries and mentions of one document; later mentions do not replace earlier ones."""

    def __init__(self, doc: "Doc", pack: Pack, atlas: Atlas, published: str | None) -> None:
        self.doc, self.pack, self.atlas, self.published = doc, pack, atlas, published
        self.entries: dict[str, ActorEntry] = {}
        self.at: list[ActorMention | None] = [None] * len(doc)
        self.hits = [hit for hit in find_known(doc, pack.code, atlas) if not _is_of_currency(doc, hit, pack)]
        self.hit_at = {index: hit for hit in self.hits for index in range(hit.start, hit.end)}
        actors = {index: hit for index, hit in self.hit_at.items() if hit.kind not in PLACES}
        self.offices = OfficeFinder(doc, pack, actors)
        self.titles = {title.token: title for title in self.offices.titles()}
        self.titles_to: dict[int, Title] = {}  # by the tokens that may begin the name of their holder
        for title in self.titles.values():
            for place in (title.end, title.token + 1):
                self.titles_to.setdefault(place, title)
        self.bodies: list[Body] = []
        self.named: set[int] = set()  # tokens of bodies with a name and of their names
        self.open_titles: dict[int, Title] = dict(self.titles)
        self.persons: list[Person] = []

    def book(self) -> ActorBook:
        """Return the finished book."""
        mentions = list(dict.fromkeys(mention for mention in self.at if mention is not None))
        return ActorBook(self.entries, mentions, self.at, self.atlas)

    def add_mention(self, mention: ActorMention) -> None:
        """Take a mention where no other stands yet."""
        tokens = range(mention.start, mention.end)
        if all(self.at[index] is None for index in tokens):
            for index in tokens:
                self.at[index] = mention

    def state(self, code: str) -> str:
        """Return the key of a state's entry, made on first use."""
        if code not in self.entries:
            known = self.atlas.country(code)
            self.entries[code] = ActorEntry(
                key=code,
                kind="state",
                name=known.name(self.pack.code),
                country=code,
                identifiers=self.atlas.identifiers(code),
                confidence=0.98,
                rule=f"{self.pack.code}.gazetteer.state",
            )
        return code

    def organisation(self, id_: str) -> str:
        """Return the key of a known organisation's or group's entry, made on first use."""
        key = f"o:{id_}"
        if key not in self.entries:
            known = self.atlas.organisation(id_)
            self.entries[key] = ActorEntry(
                key=key,
                kind=known.kind,
                name=known.name(self.pack.code),
                country=known.country,
                members=known.members,
                identifiers={
                    "relazione": known.id,
                    **({"plover": known.plover} if known.plover else {}),
                    **self.atlas.identifiers(id_),
                },
                confidence=0.95,
                rule=f"{self.pack.code}.gazetteer.{known.kind}",
            )
        return key

    def add_known(self) -> None:
        """Take the states, seats, nationalities and organisations of the gazetteer."""
        for hit in self.hits:
            keys = self.keys_of(hit)
            if not keys:
                continue
            place = hit.kind in ("seat", "state") and self.is_place(hit)
            kind_of = "adjective" if hit.kind == "adjective" else "compound" if hit.part == "first" else "name"
            metonym = hit.kind == "seat" and not place and not hit.part
            self.add_mention(
                ActorMention(
                    keys[0],
                    hit.start,
                    hit.end,
                    self.doc.span(hit.start, hit.end).root.i,
                    kind_of,
                    metonym=metonym,
                    place=place and kind_of == "name",
                    also=keys[1:],
                )
            )

    def keys_of(self, hit: Hit) -> tuple[str, ...]:
        """Return the keys of the actors that a known name stands for; none for a mere place."""
        if hit.kind in (*STATE_KINDS, "adjective"):
            return tuple(self.state(code) for code in hit.keys)
        if hit.kind == "organisation":
            return tuple(self.organisation(id_) for id_ in hit.keys)
        return ()

    def is_place(self, hit: Hit) -> bool:
        """Tell whether a state's or seat's name stands after a preposition of place."""
        prepositions = self.pack.head.place_prepositions
        if self._is_genitive(hit):
            return False
        case = case_of(self.doc.span(hit.start, hit.end).root)
        if case is not None and case.i < hit.start:
            return case.lemma_.lower() in prepositions
        before = word_before(self.doc[hit.start])
        return before is not None and (before.lower_ in prepositions or before.lemma_.lower() in prepositions)

    def _is_genitive(self, hit: Hit) -> bool:
        """Tell whether a known name stands in the genitive before its noun (`durch Omans Präsident`)."""
        name = self.doc.span(hit.start, hit.end).text
        mark = self.doc[hit.end].lower_ if hit.end < len(self.doc) and self.doc[hit.end].dep_ == "case" else None
        if mark is not None and mark in self.pack.head.genitive_prepositions and not mark.isalpha():
            return True
        follows = self.doc[hit.end].pos_ in ("NOUN", "ADJ", "PROPN") if hit.end < len(self.doc) else False
        return follows and name.endswith("s") and name not in (self.entries[key].name for key in self.keys_of(hit))

    def add_named_bodies(self) -> None:
        """Take the organisations that a common noun and a name behind it name together, and the name wherever it
        stands alone.
        """
        for body, end in self.offices.named_bodies(set(self.titles)):
            name = self.doc.span(body.token + 1, end)
            words = tuple(_nameless_ending(word.text, self.pack) for word in name)
            key = next(
                (key for key in self.entries if key.startswith("o:") and key.endswith(f":{'_'.join(words)}")), None
            )
            if key is None:
                key = f"o:{body.noun.lower()}:{'_'.join(words)}"
                self._enter_body(key, body, name)
            self.add_mention(ActorMention(key, body.token, body.token + 1, body.token, "title"))
            self.named.add(body.token)
            self._spread_name(words, key)

    def _enter_body(self, key: str, body: Body, span: "Span") -> None:
        name, end = span.text, span.end
        states = [code for code in body.keys if self.atlas.is_state(code)]
        self.entries[key] = ActorEntry(
            key=key,
            kind="organisation",
            name=name,
            country=self.state(states[0]) if len(states) == 1 else self.home(body.token, end),
            confidence=0.93,
            rule=f"{self.pack.code}.organisation.apposition",
        )

    def home(self, noun: int, end: int) -> str | None:
        """Return the state that a body is told to be of by what stands right behind it (`der Bauernbund von Mossul`,
        `Diplomaten aus Chile`); `None` where nothing tells.
        """
        hit = self.hit_at.get(end + 1)
        if hit is None or self.doc[end].pos_ != "ADP":
            return None
        origin = self.doc[end].lower_ in self.pack.head.origin_prepositions
        if hit.kind not in (*PLACES, "seat") and not (origin and hit.kind == "state"):
            return None
        name = self.doc[hit.start]
        attached = self.doc[noun] in name.ancestors or (origin and name.head == self.doc[noun].head)
        country = places.places(self.pack.code)[hit.keys[0]].country if hit.kind in PLACES else hit.keys[0]
        return self.state(country) if attached and country is not None else None

    def _spread_name(self, words: tuple[str, ...], key: str) -> None:
        """Take every place where the words of a name stand, in whatever case."""
        for start in self._nameless[words[0]]:
            span = self.doc.span(start, start + len(words))
            if tuple(_nameless_ending(word.text, self.pack) for word in span) == words:
                self.add_mention(ActorMention(key, span.start, span.end, span.root.i, "name"))
                self.named.update(range(span.start, span.end))

    @cached_property
    def _nameless(self) -> Mapping[str, Sequence[int]]:
        """The tokens in capital letters by their word without the endings of case."""
        found = defaultdict(list)
        for token in self.doc:
            if token.text[:1].isupper():
                found[_nameless_ending(token.text, self.pack)].append(token.i)
        return found

    def add_persons(self) -> None:
        """Take the persons, joined by surname, with the offices beside their names."""
        known = (index for index, hit in self.hit_at.items() if hit.part != "first" and hit.kind not in PLACES)
        taken = frozenset((*known, *self.named))
        places = frozenset(index for index, hit in self.hit_at.items() if hit.kind in PLACES)
        self.names = NameFinder(self.doc, self.pack, taken, frozenset(self.titles), places)
        persons = self._joined([*self.names.persons(), *self._own_persons()])
        self._complete(persons)
        for person in persons:
            self._take_person(person)
        for person in persons:
            self._give_offices(person)
            self._give_known(person)
        self._give_offices_in_turn(persons)
        persons.sort(key=lambda person: person.first)
        allegiances = Allegiances(self)
        for person in persons:
            allegiances.give_told(person)
        book = self.book()
        for person in persons:
            allegiances.give_other(person, book)
        self.persons = persons

    def add_allegiances(self) -> bool:
        """Give the persons whose state is still unknown the one that the passage tells of; tell whether any got one."""
        allegiances, book = Allegiances(self), self.book()
        unknown = [person for person in self.persons if self.entries[person.key].country is None]
        for person in unknown:
            allegiances.give_around(person, book)
            allegiances.give_other(person, book)
        return any(self.entries[person.key].country is not None for person in unknown)

    def _joined(self, spans: list[NameSpan]) -> list[Person]:
        persons: list[Person] = []
        named: dict[str, list[Person]] = defaultdict(list)
        for span in sorted(spans, key=lambda span: (span.end - span.start == 1, span.start)):
            words = self._words_of(span)
            title = self._title_beside(span)
            gender = title.gender if title is not None else None
            same = (person for person in named[_name_key(words[-1])] if _is_same_person(person.words, words))
            known = next((person for person in same if gender in (None, person.gender) or person.gender is None), None)
            if known is None:
                key = f"p:{'_'.join(words).lower()}"
                persons.append(Person(key, self._bare(words), [span], span.sure, gender=gender))
                for word in {_name_key(words[0]), _name_key(words[-1])}:
                    named[word].append(persons[-1])
            else:
                known.spans.append(span)
                known.gender = known.gender or gender
                known.sure = known.sure or span.sure
        return persons

    def _own_persons(self) -> Iterator[NameSpan]:
        """Yield the places where the text names a user's own persons."""
        for hit in self.hits:
            if hit.kind == "person" and not hit.part:
                yield NameSpan(hit.start, hit.end, "person", sure=True)

    def _words_of(self, span: NameSpan) -> tuple[str, ...]:
        """Return the words of a name, those of its first name for an own person."""
        hit = self.hit_at.get(span.start)
        if hit is not None and hit.kind == "person":
            return _words(self.atlas.person(hit.keys[0]).called(self.pack.code)[0].shown)
        return tuple(plain(token.text) for token in self.doc[span.start : span.end])

    def _give_known(self, person: Person) -> None:
        """Give a person what a user says of who bears that name, unless the text says that it is another's."""
        entry = self.entries[person.key]
        own = next((own for own in self.atlas.persons if self._is_own(own, person, entry)), None)
        if own is None:
            return
        entry.name = own.called(self.pack.code)[0].shown
        entry.identifiers = own.identifiers
        entry.confidence, entry.rule = 0.95, f"{self.pack.code}.own.person"
        entry.country = self.state(own.state) if own.state else entry.country
        if own.role and own.holds_office(self.published):
            title = vocabulary.term("role", own.role).label[self.pack.code]
            if all((office.role, office.country) != (own.role, own.state) for office in entry.offices):
                entry.offices.append(Office(title=title, role=own.role, country=own.state))

    def _is_own(self, own: OwnPerson, person: Person, entry: ActorEntry) -> bool:
        names = (_words(name.shown) for name in own.called(self.pack.code))
        same = any(_is_same_person(words, person.words) for words in names)
        return same and (entry.country is None or own.state is None or entry.country == own.state)

    def _bare(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """Return a name's words with the genitive taken off where the document also has the bare form."""
        last = words[-1]
        genitive = last.endswith("s") and len(last) > 3
        bare = genitive and (last[:-1] in self._plain or any(map(_is_attribute, self._plain.get(last, ()))))
        return (*words[:-1], last[:-1]) if bare else words

    @cached_property
    def _plain(self) -> "Mapping[str, Sequence[Token]]":
        """The tokens of the document by their text as a name's word."""
        found = defaultdict(list)
        for token in self.doc:
            found[plain(token.text)].append(token)
        return dict(found)

    def _complete(self, persons: list[Person]) -> None:
        """Find bare surnames of persons known by their full names everywhere in the document, and bare given names that
        one of them alone bears.
        """
        full = [person for person in persons if len(person.words) > 1]
        surnames = {person.words[-1]: person for person in full}
        bearers = Counter(person.words[0] for person in full)
        given = {person.words[0]: person for person in full if bearers[person.words[0]] == 1}
        used = {index for person in persons for span in person.spans for index in range(span.start, span.end)}
        for token in self.doc:
            if token.i in used or token.i in self.titles or token.i in self.hit_at or not token.text[:1].isupper():
                continue
            word = plain(token.text)
            person = surnames.get(word) or surnames.get(word.removesuffix("s"))
            if person is None and _stands_alone(token):
                person = given.get(word)
            if person is not None:
                person.spans.append(NameSpan(token.i, token.i + 1, "person", sure=True))
            elif token.pos_ == "NOUN" and (named := surnames.get(split_hyphens(word)[0])) is not None:
                self.add_mention(ActorMention(named.key, token.i, token.i + 1, token.i, "compound"))

    def _take_person(self, person: Person) -> None:
        longest = max(person.spans, key=lambda span: (span.end - span.start, -span.start))
        name = _without_genitive(self.doc.span(longest.start, longest.end).text, person.words)
        self.entries[person.key] = ActorEntry(
            key=person.key,
            kind="person",
            name=name,
            confidence=0.93 if person.sure else 0.65,
            rule=f"{self.pack.code}.person.{'name' if person.sure else 'label'}",
        )
        for span in person.spans:
            self.add_mention(
                ActorMention(person.key, span.start, span.end, self.doc.span(span.start, span.end).root.i, "name")
            )

    def _give_offices(self, person: Person) -> None:
        entry = self.entries[person.key]
        for span in sorted(person.spans, key=lambda span: span.start):
            for title in self._titles_beside(span):
                self.open_titles.pop(title.token, None)
                if title.token < span.start and self.doc[span.start - 1].text == ",":
                    self.add_mention(ActorMention(entry.key, title.token, title.token + 1, title.token, "title"))
                own = self._as_colleague(title, span.start) if title.colleague else title
                person.titles.append(own)
                self._add_office(entry, own)

    def _give_offices_in_turn(self, persons: list[Person]) -> None:
        """Give the holders of one office in several states, named behind these, each his own (`the ministers of
        Oman and Chad, Salim Haddad and Idriss Mahamat, …`).
        """
        by_start = {span.start: person for person in persons for span in person.spans}
        for title in self.titles.values():
            states = self._states_of(title)
            holders = self._holders_behind(states[-1].end, by_start) if len(states) > 1 else []
            if len(states) == len(holders):
                for hit, person in zip(states, holders, strict=True):
                    noun = self.doc[title.token]
                    own = replace(title, text=title.text.replace(noun.text, noun.lemma_), keys=hit.keys)
                    self._add_office(self.entries[person.key], own)

    def _states_of(self, title: Title) -> list[Hit]:
        """Return the states that an office in the plural is told to be of, coordinated behind it."""
        if feature(self.doc[title.token], "Number") != "Plur":
            return []
        behind = (self.hit_at.get(index) for index in range(title.token + 1, min(title.token + 5, len(self.doc))))
        first = next((hit for hit in behind if hit is not None and hit.kind in STATE_KINDS), None)
        if first is None:
            return []
        names = coordinated(self.doc.span(first.start, first.end).root)
        return list(dict.fromkeys(hit for name in names if (hit := self.hit_at.get(name.i)) is not None))

    def _holders_behind(self, comma: int, by_start: dict[int, Person]) -> list[Person]:
        """Return the persons listed behind a comma, up to the next one that no name follows."""
        found, place = [], comma + 1
        listed = comma < len(self.doc) and self.doc[comma].text == ","
        while listed and place < len(self.doc):
            person = by_start.get(place)
            if person is not None:
                found.append(person)
                place = next(span.end for span in person.spans if span.start == place)
            elif self.doc[place].pos_ == "CCONJ" or (self.doc[place].text == "," and place + 1 in by_start):
                place += 1
            else:
                break
        return found

    def _titles_beside(self, span: NameSpan) -> Iterator[Title]:
        """Yield the office beside a name, and a second one in apposition behind it (`General Roe, chief of staff`)."""
        title = self._title_beside(span)
        if title is None:
            return
        yield title
        second = self._title_after(span) if title.token < span.start else None
        if second is not None and self._is_apposition(second, span):
            yield second

    def _is_apposition(self, title: Title, span: NameSpan) -> bool:
        """Tell whether an office behind a name is in apposition to it, and not before the name of another."""
        noun = self.doc[title.token]
        closed = title.end >= len(self.doc) or self.doc[title.end].is_punct
        return closed and noun.dep_ in ("appos", "conj") and span.start <= noun.head.i < span.end

    def _title_beside(self, span: NameSpan) -> Title | None:
        """Return the office right before a name, or in apposition right after it."""
        start = span.start
        while start > 0 and self.names.is_honorific(self.doc[start - 1]):
            start -= 1
        start -= start > 0 and start != span.start and self.doc[start - 1].text == ","
        if start in self.titles_to:
            return self.titles_to[start]
        return self._title_after(span) or self._title_before_commas(span)

    def _title_after(self, span: NameSpan) -> Title | None:
        """Return the office behind the comma or bracket that follows a name."""
        after = span.end
        if after < len(self.doc) and self.doc[after].text in (",", "("):
            limit = after + 7
            for token in self.doc[after + 1 : limit]:
                if token.i in self.titles and self.titles[token.i].start <= after + 3:
                    return self.titles[token.i]
                if token.is_punct or token.pos_ in (*VERBS, "CCONJ"):
                    break
        return None

    def _title_before_commas(self, span: NameSpan) -> Title | None:
        """Return the office that a name between commas explains (`die Sprecherin des Ministeriums in Oslo, Liv
        Sandvik, sagte`).
        """
        comma = word_before(self.doc[span.start])
        closed = span.end < len(self.doc) and self.doc[span.end].is_punct
        if not closed or comma is None or comma.text != ",":
            return None
        word = word_before(comma)
        while word is not None and not word.is_punct and word.pos_ not in VERBS and comma.i - word.i <= COMMA_REACH:
            title = self.open_titles.get(word.i)
            if title is not None:
                whole = self.open_titles.get(word.head.i, title) if word.dep_.startswith("nmod") else title
                return whole if feature(self.doc[whole.token], "Number") != "Plur" else None
            word = word_before(word)
        return None

    def _as_colleague(self, title: Title, place: int) -> Title:
        """Return the title of a colleague with the role of the office-holder named last before."""
        for index in range(place - 1, -1, -1):
            mention = self.at[index]
            offices = self.entries[mention.actor].offices if mention and mention.kind_of != "adjective" else []
            if offices:
                return replace(title, role=offices[0].role)
            earlier = self.titles.get(index)
            if earlier is not None and not earlier.colleague:
                return replace(title, role=earlier.role)
        return title

    def _add_office(self, entry: ActorEntry, title: Title) -> None:
        country, organisation = self._belongs(title.keys)
        office = Office(title=title.text, role=title.role, country=country, organisation=organisation)
        if all((known.role, known.country) != (office.role, office.country) for known in entry.offices):
            entry.offices.append(office)
        entry.country = entry.country or country
        entry.gender = "Fem" if title.gender == "Fem" else entry.gender or title.gender

    def _belongs(self, keys: tuple[str, ...]) -> tuple[str | None, str | None]:
        """Return the state and the organisation that an office belongs to."""
        for key in keys:
            if self.atlas.is_state(key):
                return self.state(key), None
            known = self.atlas.organisation(key)
            return known.country, known.name(self.pack.code)
        return None, None

    def add_organisations(self) -> None:
        """Take organisations that only the pipeline or their form shows, with acronyms in parentheses."""
        named = defaultdict(list)
        for key, entry in self.entries.items():
            if entry.kind == "organisation":
                named[_name_key(entry.name)].append(key)
        for span in self.names.organisations():
            name = self.doc.span(span.start, span.end).text
            alias = self._acronym_after(span.end)
            same = (key for key in named[_name_key(name)] if same_name(self.entries[key].name, name))
            key = next(same, f"o:{name.lower()}")
            if key not in self.entries:
                self.entries[key] = ActorEntry(
                    key=key,
                    kind="organisation",
                    name=name,
                    confidence=0.6,
                    rule=f"{self.pack.code}.organisation.label",
                )
                named[_name_key(name)].append(key)
            mention = ActorMention(key, span.start, span.end, self.doc.span(span.start, span.end).root.i, "name")
            (self._cover if span.sure else self.add_mention)(mention)
            if alias is not None:
                self._spread(self.doc[alias].text, key)

    def _acronym_after(self, end: int) -> int | None:
        if (
            end + 2 < len(self.doc)
            and self.doc[end].text == "("
            and self.doc[end + 2].text == ")"
            and ACRONYM.fullmatch(self.doc[end + 1].text)
        ):
            return end + 1
        return None

    def _spread(self, word: str, key: str) -> None:
        for token in self._plain.get(word, ()):
            previous = self.at[token.i]
            if previous is not None and previous.actor != key and previous.end - previous.start == 1:
                self.at[token.i] = None
            self.add_mention(ActorMention(key, token.i, token.i + 1, token.i, "name"))

    def add_bodies(self) -> None:
        """Take institutions and collectives named by common nouns with the state they belong to."""
        several = {token for token in self.open_titles if feature(self.doc[token], "Number") == "Plur"}
        bodies = self.offices.bodies(set(self.titles) - several)
        self.bodies = [body for body in bodies if body.token not in self.named]
        for body in self.bodies:
            self.open_titles.pop(body.token, None)
        for body in self.bodies:
            if body.keys:
                self._take_body(body)

    def _take_body(self, body: Body) -> None:
        keys = tuple(self.state(key) if self.atlas.is_state(key) else self.organisation(key) for key in body.keys)
        is_state = self.entries[keys[0]].kind == "state"
        name = citation(self.doc, body.start, body.end, body.token, self.pack)
        if is_state and (body.government or self._joins_states(body)):
            self._cover(ActorMention(keys[0], body.start, body.end, body.token, "name", metonym=True, also=keys[1:]))
            return
        key = f"{body.kind[0]}:{body.noun.lower()}:{'-'.join(keys)}"
        if key not in self.entries:
            self.entries[key] = ActorEntry(
                key=key,
                kind=body.kind,
                name=name,
                country=keys[0] if is_state and len(keys) == 1 else None,
                confidence=0.93,
                rule=f"{self.pack.code}.{body.kind}.noun",
                named=body.kind == "organisation",
                sector=body.sector,
            )
        self._cover(ActorMention(key, body.start, body.end, body.token, "name"))

    def _joins_states(self, body: Body) -> bool:
        """Tell whether a body in the plural is of several states by its adjectives (`Omani and Qatari men`)."""
        joint = any(word.pos_ == "CCONJ" for word in self.doc[body.start : body.token])
        return len(body.keys) > 1 and joint and feature(self.doc[body.token], "Number") == "Plur"

    def add_places(self) -> None:
        """Take the state that a town or region lies in where something is done to it or happens there (`bombed |
        Aleppo`); who acts is the town itself.
        """
        for hit in self.hits:
            country = (
                places.places(self.pack.code)[hit.keys[0]].country if hit.kind in PLACES and not hit.part else None
            )
            word = self.doc.span(hit.start, hit.end).root
            if country is not None and first_coordinated(word).dep_ in GROUNDS:
                self.add_mention(ActorMention(self.state(country), hit.start, hit.end, word.i, "name", place=True))

    def _cover(self, mention: ActorMention) -> None:
        """Take a mention over the nationality or name inside it."""
        for index in range(mention.start, mention.end):
            inner = self.at[index]
            if inner is not None and inner.start >= mention.start and inner.end <= mention.end:
                self.at[index] = None
        self.add_mention(mention)


def _words(name: str) -> tuple[str, ...]:
    """Return the words of a name as those of a text are compared."""
    return tuple(plain(word) for word in name.split())


def _name_key(word: str) -> str:
    """Return what words that are one name (`same_name`) have in common."""
    return plain(word).rstrip("s")


def _is_of_currency(doc: "Doc", hit: Hit, pack: Pack) -> bool:
    """Tell whether a name is the first part of a currency's (`US dollars`)."""
    unit = measures_of(pack).unit_at(doc, hit.start)
    return unit is not None and unit.sort == "currency" and unit.end > hit.end


def _stands_alone(name: "Token") -> bool:
    """Tell whether a proper noun is no part of a longer name."""
    beside = (name.nbor(step) for step in (-1, 1) if 0 <= name.i + step < len(name.doc))
    return name.pos_ == "PROPN" and not any(token.pos_ == "PROPN" for token in beside)


def _is_same_person(known: tuple[str, ...], words: tuple[str, ...]) -> bool:
    if len(words) == 1 and len(known) > 1 and same_name(known[0], words[0]):
        return True
    shared = min(len(known), len(words))
    if all(map(same_name, known[-shared:], words[-shared:])):
        return True
    if not same_name(known[-1], words[-1]):
        return False
    return same_name(known[0], words[0]) or (known[0][0] == words[0][0] and min(len(known[0]), len(words[0])) <= 2)


def _is_attribute(name: "Token") -> bool:
    """Tell whether a name stands in the genitive right before its noun (`Sandviks Regierung`)."""
    noun = name.nbor() if name.i + 1 < len(name.doc) else name
    return name.dep_ == "nmod" and name.head.i > name.i and noun.pos_ in NOUNS and feature(name, "Case") == "Gen"


def _without_genitive(name: str, words: tuple[str, ...]) -> str:
    return name[:-1] if name.endswith("s") and not words[-1].endswith("s") else name


def _nameless_ending(word: str, pack: Pack) -> str:
    """Return a name's word for comparison, without the endings of case (`Roten`, `Rote`)."""
    return min(base_forms(plain(word).lower(), pack), key=len, default=word.lower())
