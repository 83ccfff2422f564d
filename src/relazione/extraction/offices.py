"""Offices, institutions and collectives: the common nouns that name actors, with the state they belong to."""

from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING

import msgspec

from relazione.extraction.frames import Lemmas, as_tuple
from relazione.extraction.gazetteer import APOSTROPHES, HYPHENS, STATE_KINDS, Hit, split_hyphens
from relazione.extraction.syntax import NOUNS, coordinated, feature, word_before
from relazione.extraction.words import base_forms, ends, stems
from relazione.languages.grammar import Grammar
from relazione.languages.pack import Pack

if TYPE_CHECKING:
    from relazione.languages.doc import Doc, Token

# Sectors (PLOVER) whose bodies belong to a state: a name behind one is that of its head (`die Regierung Lehto`).
STATE_SECTORS = frozenset({"GOV", "LEG", "MIL", "COP", "SPY", "JUD"})
ABROAD = frozenset({"ambassador", "envoy"})  # roles of those who serve in another state
LONGEST = 4  # words of a name behind the noun for its bearer


class TitleEntry(msgspec.Struct, frozen=True):
    """Titles of one role; `country` where the title itself implies a state."""

    title: Lemmas
    role: str
    country: str | None = None
    body: str | None = None


class DomainTitle(msgspec.Struct, frozen=True):
    """A head noun whose role follows from the genitive beside it (`Chef der Diplomatie`)."""

    head: Lemmas
    of: Lemmas
    role: str


class NounEntry(msgspec.Struct, frozen=True):
    """Nouns that name an unnamed actor: an institution or a collective; one `abroad` is of no state that it is in."""

    noun: Lemmas
    kind: str = "organisation"
    sector: str | None = None
    government: bool = False
    abroad: bool = False


class Prefixes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """First elements of titles that say something of their holder."""

    former: tuple[str, ...] = ()
    deputy: tuple[str, ...] = ()


class OfficeLexicon(msgspec.Struct, frozen=True):
    """The contents of `lexicon/offices.yaml`."""

    titles: tuple[TitleEntry, ...]
    heads: dict[str, str]
    domains: tuple[DomainTitle, ...] = ()
    former: frozenset[str] = frozenset()
    deputy: frozenset[str] = frozenset()
    prefixes: Prefixes = Prefixes()
    links: frozenset[str] = frozenset()  # between a noun and the state it belongs to
    colleagues: frozenset[str] = frozenset()
    institutions: tuple[NounEntry, ...] = ()
    collectives: tuple[NounEntry, ...] = ()
    feminine_endings: tuple[str, ...] = ()
    named: frozenset[str] = frozenset()  # collectives that are bodies with a name of their own
    state_nouns: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Title:
    """An office named at a token: `keys` are the states or organisations it belongs to, `end` covers a genitive
    after it.
    """

    token: int
    start: int
    end: int
    text: str
    role: str
    keys: tuple[str, ...]
    colleague: bool = False
    former: bool = False
    gender: str | None = None  # Masc | Fem of its holder


@dataclass(frozen=True, slots=True)
class Body:
    """An institution or collective named by a common noun at a token range."""

    token: int
    start: int
    end: int
    kind: str  # organisation | group
    noun: str
    keys: tuple[str, ...]
    government: bool
    sector: str | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """Several words in a document that the lexicon lists as one office or body: their range, the token of the noun."""

    start: int
    end: int
    head: int
    entry: TitleEntry | NounEntry


@cache
def _title_table(pack: Pack) -> dict[str, TitleEntry]:
    lexicon = pack.lexicon("offices", OfficeLexicon)
    return {_folded(title, pack): entry for entry in lexicon.titles for title in as_tuple(entry.title)}


@cache
def _phrase_table(pack: Pack) -> dict[str, list[tuple[tuple[str, ...], TitleEntry | NounEntry]]]:
    """Return the offices and bodies of several words by their first, the longest first."""
    lexicon = pack.lexicon("offices", OfficeLexicon)
    listed: list[tuple[str, TitleEntry | NounEntry]] = []
    listed += [(title, entry) for entry in lexicon.titles for title in as_tuple(entry.title)]
    bodies = (*lexicon.collectives, *lexicon.institutions)
    listed += [(noun, body) for body in bodies for noun in as_tuple(body.noun)]
    table: dict[str, list[tuple[tuple[str, ...], TitleEntry | NounEntry]]] = {}
    for name, entry in listed:
        words = tuple(_folded(name, pack).split())
        if len(words) > 1:
            table.setdefault(words[0], []).append((words, entry))
    for rows in table.values():
        rows.sort(key=lambda row: -len(row[0]))
    return table


def _folded(word: str, pack: Pack) -> str:
    """Return a word as the lexicon's entries are compared: in small letters where capitals mean names."""
    return word if pack.head.capital_common_nouns else word.lower()


def is_common(token: "Token", pack: Pack) -> bool:
    """Tell whether a word may be a common noun: by its capital where all nouns have one, else by its tag."""
    return token.text[:1].isupper() if pack.head.capital_common_nouns else token.pos_ in NOUNS


@cache
def _domain_table(pack: Pack) -> dict[str, list[DomainTitle]]:
    table: dict[str, list[DomainTitle]] = {}
    for entry in pack.lexicon("offices", OfficeLexicon).domains:
        for head in as_tuple(entry.head):
            table.setdefault(head, []).append(entry)
    return table


@cache
def _noun_table(pack: Pack) -> dict[str, NounEntry]:
    lexicon = pack.lexicon("offices", OfficeLexicon)
    entries = (*lexicon.collectives, *lexicon.institutions)
    return {_folded(noun, pack): entry for entry in entries for noun in as_tuple(entry.noun)}


def citation(doc: "Doc", start: int, end: int, head: int, pack: Pack) -> str:
    """Return a phrase as an actor is listed: its noun and adjectives uninflected (`der nepalesischen Behörden`)."""
    noun = doc[head]
    plural = feature(noun, "Number") == "Plur"
    ending = pack.head.attributive_endings.get("Plur" if plural else feature(noun, "Gender") or "")
    if not pack.head.attributive_endings:
        return doc.span(start, end).text
    words = [
        _attributive(token.text, ending, pack.grammar)
        if token.pos_ == "ADJ" and token.i < head and ending
        else token.text
        for token in doc[start:head]
    ]
    bare = (
        plural or feature(noun, "Case") == "Nom"
    )  # an adjectival noun is `Beamter` with one article, `Beamte` with another
    return " ".join([*words, noun.text if bare else noun.lemma_ or noun.text, *(t.text for t in doc[head + 1 : end])])


def _attributive(adjective: str, ending: str, grammar: Grammar) -> str:
    stem = next(stems(adjective, grammar))
    return stem + ending if stem != adjective else adjective


@dataclass(frozen=True)
class OfficeFinder:
    """Finds offices and bodies in one document, given the known names in it."""

    doc: "Doc"
    pack: Pack
    hits: dict[int, Hit]

    @property
    def _lexicon(self) -> OfficeLexicon:
        return self.pack.lexicon("offices", OfficeLexicon)

    @cached_property
    def _phrases(self) -> dict[int, Phrase]:
        """The listed offices and bodies of several words, by each of their tokens, none inside another."""
        table, place = _phrase_table(self.pack), 0
        found: dict[int, Phrase] = {}
        while table and place < len(self.doc):
            rows = table.get(_folded(self.doc[place].text, self.pack), ())
            phrase = next((phrase for words, entry in rows if (phrase := self._phrase(place, words, entry))), None)
            if phrase is not None:
                found |= dict.fromkeys(range(phrase.start, phrase.end), phrase)
            place = phrase.end if phrase is not None else place + 1
        return found

    def _phrase(self, start: int, words: tuple[str, ...], entry: TitleEntry | NounEntry) -> Phrase | None:
        """Return the phrase of these words at a place, its noun in any number, `None` where they do not stand there."""
        end = start + len(words)
        tokens = self.doc[start:end]
        texts = [_folded(token.text, self.pack) for token in tokens]
        head = next((place for place, word in enumerate(words) if word in self._lexicon.links), len(words)) - 1
        same = [text == word for text, word in zip(texts, words, strict=False)]
        if len(tokens) < len(words) or not all(same[:head] + same[head + 1 :]):
            return None
        noun = tokens[head]
        fits = same[head] or words[head] in (noun.lemma_, noun.lemma_.lower(), *base_forms(texts[head], self.pack))
        return Phrase(start, end, start + head, entry) if fits else None

    def titles(self) -> list[Title]:
        """Return the offices named, in order of the text."""
        return [title for token in self.doc if (title := self._title(token)) is not None]

    def bodies(self, titles: set[int]) -> list[Body]:
        """Return the institutions and collectives named, in order of the text; `titles` are tokens of offices."""
        found = []
        for token in self.doc:
            whole = is_common(token, self.pack) and token.text[-1] not in HYPHENS
            if token.i not in titles and whole and self._is_free(token):
                body = self._body(token)
                if body is not None:
                    found.append(body)
        return found

    def named_bodies(self, titles: set[int]) -> list[tuple[Body, int]]:
        """Return the organisations that a common noun and the name behind it name together, with the end of the name
        (`die Gewerkschaft Nova Frente`).
        """
        nouns = (token for token in self.doc if token.i not in titles and self._bears_name(token))
        ends = ((noun, self._name_end(noun, titles)) for noun in nouns)
        return [(self._bearer(noun), end) for noun, end in ends if end > noun.i + 1]

    def _bears_name(self, noun: "Token") -> bool:
        """Tell whether a noun is of an organisation that is none of a state, so that a name behind it is its own."""
        if not is_common(noun, self.pack) or noun.text[-1] in HYPHENS or feature(noun, "Number") == "Plur":
            return False
        entry = _noun_entry(noun.lemma_, noun.text, self.pack)
        civil = entry is not None and entry.kind == "organisation" and entry.sector not in STATE_SECTORS
        return self._is_free(noun) and (
            civil or bool({noun.lemma_, *base_forms(noun.text, self.pack)} & self._lexicon.named)
        )

    def _bearer(self, noun: "Token") -> Body:
        start, end, keys = self._belonging(noun, None)
        return Body(noun.i, start, end, "organisation", noun.lemma_, keys, government=False)

    def _name_end(self, noun: "Token", titles: set[int]) -> int:
        """Return the end of the name right behind a noun, the noun's own end where there is none."""
        end = noun.i + 1
        while end < min(len(self.doc), noun.i + 1 + LONGEST) and self._is_name_part(self.doc[end], noun, titles):
            end += 1
        last = self.doc[end - 1]
        return end if last == noun or last.pos_ != "ADJ" or end - noun.i > 2 else noun.i + 1

    def _is_name_part(self, token: "Token", noun: "Token", titles: set[int]) -> bool:
        """Tell whether a word goes on with the name behind a noun: no common noun, unless the name holds it."""
        plain = token.text[:1].isupper() and token.text[1:2].islower() and token.i not in titles
        if not plain or token.is_sent_start or token.i in self.hits:
            return False
        if token.pos_ == "ADJ":
            return token.i == noun.i + 1 and token.head.i == token.i + 1
        before = self.doc[token.i - 1]
        held = before != noun and (token.head == before or before.head == token)
        return held or not self.pack.forms.is_noun(token.text)

    def _is_free(self, token: "Token") -> bool:
        hit = self.hits.get(token.i)
        return hit is None or hit.part == "first"

    def _title(self, token: "Token") -> Title | None:
        if not is_common(token, self.pack) or token.text[-1] in HYPHENS or token.is_punct or not self._is_free(token):
            return None
        word = split_hyphens(token.text.translate(APOSTROPHES))[-1]
        role, country = self._role(token, word)
        if role is None:
            return None
        start, end, keys = self._belonging(token, country, abroad=role in ABROAD)
        text = self.doc.span(self._first(token), self._last(token) + 1).text
        modifiers = {self.doc[index].lemma_.lower() for index in range(start, token.i)}
        deputy = bool(modifiers & self._lexicon.deputy) or token.text.startswith(self._lexicon.prefixes.deputy)
        if deputy and role in ("minister", "foreign_minister", "defence_minister"):
            role = "deputy_minister"
        former = bool(modifiers & self._lexicon.former) or token.text.startswith(self._lexicon.prefixes.former)
        colleague = any(form in self._lexicon.colleagues for form in base_forms(word, self.pack))
        return Title(token.i, start, end, text, role, keys, colleague, former, self._gender(token, word))

    def _gender(self, token: "Token", word: str) -> str | None:
        """Return the gender of who holds an office: the feminine by its form, the masculine where the noun is one."""
        if any(form.endswith(self._lexicon.feminine_endings) for form in (word, *base_forms(word, self.pack))):
            return "Fem"
        forms = {feats for reading in self.pack.forms.analyses(word) for feats in reading.feats.split("|")}
        plural = feature(token, "Number") == "Plur"
        return "Masc" if "Gender=Masc" in forms and "Gender=Fem" not in forms and not plural else None

    def _role(self, token: "Token", word: str) -> tuple[str | None, str | None]:
        """Return the role of a title and the state that the word itself implies."""
        phrase = self._phrases.get(token.i)
        if phrase is not None:
            entry = phrase.entry
            whole = token.i == phrase.head and isinstance(entry, TitleEntry)
            return (entry.role, entry.country) if whole else (None, None)  # type: ignore[union-attr]
        listed = _listed_role(token.text, token.lemma_, word, self.pack)
        if listed is not None:
            return listed
        head = _head_role(word, self.pack) if token.pos_ in (*NOUNS, "ADJ") else None
        return self._domain_role(token, word) or head, None

    def _domain_role(self, token: "Token", word: str) -> str | None:
        table = _domain_table(self.pack)
        entries = [entry for form in base_forms(word, self.pack) for entry in table.get(form, ())]
        if not entries:
            return None
        following = self.doc[token.i + 1 : token.i + 5]
        after = {form for near in following for form in base_forms(split_hyphens(near.text)[-1], self.pack)}
        return next((entry.role for entry in entries if after & set(as_tuple(entry.of))), None)

    def _belonging(
        self, token: "Token", country: str | None, *, abroad: bool = False
    ) -> tuple[int, int, tuple[str, ...]]:
        """Return the token range of a noun with its belonging, and the keys of whom it belongs to."""
        start, end, keys = self._before(token)
        own = self.hits.get(token.i)
        if own is not None and own.part:
            keys = own.keys
        if not keys:
            end, keys = self._after(token, abroad=abroad)
        if country and not keys:
            keys = (country,)
        return start, end, keys

    def _before(self, token: "Token") -> tuple[int, int, tuple[str, ...]]:
        """Look left over adjectives for a nationality or a name in the genitive (`Omans neuer Außenminister`)."""
        start, word = self._first(token), word_before(self.doc[self._first(token)])
        keys: tuple[str, ...] = ()
        while word is not None and (
            word.pos_ in ("ADJ", "NUM")
            or word.i in self.hits
            or self._is_owning(word)
            or self._is_compounded(word, token)
        ):
            word = word.nbor(-1) if self._is_owning(word) else word
            hit = self.hits.get(word.i)
            if hit is not None and hit.part == "first" and word.pos_ not in NOUNS:  # `the Riga-based envoy`
                hit = None
            if hit is not None and hit.kind != "adjective":
                if self._is_owner(word, token) and hit.kind in (*STATE_KINDS, "organisation") and not keys:
                    return hit.start, self._last(token) + 1, hit.keys
                break
            if hit is not None:
                keys = keys or hit.keys
                if hit.kind == "adjective" and (other := self._coordinated_before(word)) is not None:
                    return other.start, self._last(token) + 1, (*other.keys, *keys)
            start, word = word.i, word_before(word)
        return start, self._last(token) + 1, keys

    def _coordinated_before(self, adjective: "Token") -> Hit | None:
        """Return the nationality coordinated with another before a noun (`Omani | and Qatari troops`)."""
        joint = word_before(adjective)
        hit = self.hits.get(joint.i - 1) if joint is not None and joint.pos_ == "CCONJ" else None
        return hit if hit is not None and hit.kind == "adjective" else None

    def _first(self, token: "Token") -> int:
        """Return the first token of an office or body of several words, else its only one."""
        return self._phrases[token.i].start if token.i in self._phrases else token.i

    def _last(self, token: "Token") -> int:
        return self._phrases[token.i].end - 1 if token.i in self._phrases else token.i

    def _is_compounded(self, word: "Token", noun: "Token") -> bool:
        """Tell whether a word is the first part of a noun in a language whose compounds are several words."""
        open_ = not self.pack.head.solid_compounds and word.pos_ == "NOUN"
        return open_ and word.dep_ == "compound" and word.head == noun

    def _is_owning(self, word: "Token") -> bool:
        """Tell whether a word makes the name before it a genitive (`Oman | 's new minister`)."""
        owning = word.dep_ == "case" and word.i > 0 and word.i - 1 in self.hits
        return owning and word.lower_ in self.pack.head.genitive_prepositions and not word.is_sent_start

    def _is_owner(self, name: "Token", noun: "Token") -> bool:
        """Tell whether a name before a noun says whose it is: in the genitive, or as a part of an open compound."""
        if self.pack.head.capital_common_nouns:
            return name.text.endswith(("s", "’", "'", "‘"))
        after = name.nbor()
        return self._is_owning(after) or after.i == self._first(noun) or name.dep_ == "compound"

    def _after(self, token: "Token", *, abroad: bool) -> tuple[int, tuple[str, ...]]:
        """Look right for a genitive or `von` name: `Außenminister Omans`, `Präsident der Türkei`, `Sprecher des
        Kremls`; who is abroad is in another state than his own.
        """
        first = place = self._last(token) + 1
        words = self.doc
        while place < min(len(words), first + 4):
            hit = self.hits.get(place)
            seats = (*self.pack.head.locative_prepositions, *self.pack.head.origin_prepositions)
            if hit is not None and hit.kind == "seat" and words[place - 1].lower_ in seats:
                return hit.end, hit.keys
            if hit is not None and hit.kind in (*STATE_KINDS, "organisation") and hit.start == place:
                direct = place == first or words[place - 1].pos_ in ("DET", "ADP", "ADJ", "NOUN")
                genitive = place > first or words[hit.end - 1].text.endswith(("s", "’", "'"))
                return (hit.end, hit.keys) if direct and genitive else (first, ())
            if hit is not None and hit.kind == "adjective":
                return self._institution_end(place), hit.keys
            linking = (*self._lexicon.links, *self.pack.head.origin_prepositions)
            is_link = words[place].lower_ in linking or words[place].pos_ == "ADJ"
            if abroad and words[place].lower_ in self.pack.head.locative_prepositions:
                break
            if not (is_link or self._is_institution_between(token, words[place])):
                break
            place += 1
        return first, ()

    def _is_institution_between(self, token: "Token", word: "Token") -> bool:
        """Tell whether a word names what an office is held in (`Sprecher des Außenministeriums in Oslo`)."""
        linked = word.i > token.i + 1 and word.pos_ == "NOUN"
        return linked and _noun_entry(word.lemma_, word.text, self.pack) is not None

    def _institution_end(self, place: int) -> int:
        """Return the end of the noun phrase that a nationality adjective opens (`der israelischen Diplomatie`)."""
        while place + 1 < len(self.doc) and self.doc[place].pos_ == "ADJ":
            place += 1
        return place + 1

    def _body(self, token: "Token") -> Body | None:
        phrase = self._phrases.get(token.i)
        entry = _noun_entry(token.lemma_, token.text, self.pack) if phrase is None else phrase.entry
        if not isinstance(entry, NounEntry) or (phrase is not None and phrase.head != token.i):
            return None
        start, end, keys = self._belonging(token, None, abroad=entry.abroad)
        if entry.government and feature(token, "Number") == "Plur":
            keys = self._all_owners(end, keys)
        return Body(token.i, start, end, entry.kind, token.lemma_, keys, entry.government, entry.sector)

    def _all_owners(self, end: int, keys: tuple[str, ...]) -> tuple[str, ...]:
        """Return the states that governments are of: that whose name ends at a token, and those coordinated to it (`die
        Regierungen von Mali | und Niger`).
        """
        others = [self.hits.get(name.i) for name in coordinated(self.doc[end - 1])[1:]]
        named = (key for hit in others if hit is not None and hit.kind in STATE_KINDS for key in hit.keys)
        return tuple(dict.fromkeys((*keys, *named))) if keys else keys


@lru_cache(maxsize=50_000)
def _listed_role(text: str, lemma: str, word: str, pack: Pack) -> tuple[str, str | None] | None:
    """Return the role of a word that the lexicon lists, whole or by its last element, and the state it implies."""
    table = _title_table(pack)
    for form in (
        *base_forms(text, pack),
        *base_forms(word, pack),
        *(() if pack.head.capital_common_nouns else (lemma,)),
    ):
        entry = table.get(_folded(form, pack))
        if entry is not None:
            return entry.role, entry.country
    colleagues = pack.lexicon("offices", OfficeLexicon).colleagues
    return ("other", None) if any(form in colleagues for form in base_forms(word, pack)) else None


@lru_cache(maxsize=50_000)
def _head_role(word: str, pack: Pack) -> str | None:
    """Return the role of the last element of a compound (`Handelsministerin`)."""
    heads = pack.lexicon("offices", OfficeLexicon).heads
    ends_of = ends if pack.head.solid_compounds else lambda _: ()
    found = (heads[end] for form in base_forms(word.lower(), pack) for end in (form, *ends_of(form)) if end in heads)
    return next(found, None)


def sector_of(noun: "Token", pack: Pack) -> str | None:
    """Return the sector (PLOVER) of the body or collective that a noun names, `None` where it names none."""
    entry = _noun_entry(noun.lemma_, noun.text, pack) if noun.pos_ in NOUNS else None
    return entry.sector if entry is not None else None


@lru_cache(maxsize=50_000)
def _noun_entry(lemma: str, text: str, pack: Pack) -> NounEntry | None:
    """Return the entry of a noun of institutions and collectives, also as the last element of a compound."""
    table = _noun_table(pack)
    last = split_hyphens(text)[-1]
    forms = (_folded(form, pack) for form in (lemma, *base_forms(text, pack), *base_forms(last, pack)))
    whole = next((table[form] for form in forms if form in table), None)
    if whole is not None or not pack.head.solid_compounds:
        return whole
    heads = (end.capitalize() for form in base_forms(last.lower(), pack) for end in ends(form, least=6, cut=2))
    return next((table[head] for head in heads if head in table), None)
