"""What points back: bare offices, periphrases, pairs, unnamed groups, pronouns.

Each resolver looks left from its word for the nearest actor that fits; nothing fitting leaves the word unresolved.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Protocol

import msgspec

from relazione.extraction.findings import OF_STATES, ActorEntry, ActorMention, states_of
from relazione.extraction.gazetteer import Hit, split_hyphens
from relazione.extraction.offices import STATE_SECTORS, Body, Title, citation
from relazione.extraction.paragraphs import headline_end
from relazione.extraction.syntax import (
    NOUNS,
    SUBJECTS,
    ancestors,
    coordinated,
    feature,
    phrase_start,
    predicate_of,
    word_before,
)
from relazione.extraction.words import base_forms, stems
from relazione.languages.pack import Pack
from relazione.ontology.atlas import Atlas
from relazione.records import Office

if TYPE_CHECKING:
    from relazione.languages.doc import Doc, Token

SHORTEST_STEM = 4  # letters that an ending must leave
REACH = 400  # words that an anaphor looks back
NEAR = 120  # words that a pronoun looks back
MINISTERS = frozenset({"minister", "foreign_minister", "defence_minister"})
HEADS = frozenset({"head_of_state", "head_of_government"})
VOICES = frozenset({"official", "spokesperson"})  # who speaks for others without being named


class Pronouns(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Third-person pronouns and possessives of a language; `neuter` and `plural` where they differ from these."""

    masculine: frozenset[str]
    feminine: frozenset[str]
    neuter: frozenset[str] = frozenset()
    plural: frozenset[str] = frozenset()


class PeriphrasisLexicon(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The contents of `lexicon/periphrases.yaml`."""

    fixed: dict[str, tuple[str, ...]]
    state: frozenset[str]
    pair: frozenset[str]
    both: frozenset[str]
    sides: frozenset[str]
    articles: frozenset[str]
    plural_articles: frozenset[str]
    mutual: frozenset[str]
    neighbours: frozenset[str]
    groups: frozenset[str]
    group_adjectives: frozenset[str]
    pronouns: Pronouns
    experts: frozenset[str]


class Builder(Protocol):
    """What resolvers of anaphors and of allegiances need of the actor builder."""

    doc: "Doc"
    pack: Pack
    atlas: Atlas
    entries: dict[str, ActorEntry]
    at: list[ActorMention | None]
    hit_at: dict[int, Hit]
    open_titles: dict[int, Title]
    bodies: list[Body]

    def state(self, code: str) -> str: ...
    def is_place(self, hit: Hit) -> bool: ...
    def home(self, noun: int, end: int) -> str | None: ...
    def add_mention(self, mention: ActorMention) -> None: ...


def resolve_anaphors(doc: "Doc", pack: Pack, builder: Builder) -> None:
    """Add to the builder every mention that points back, in order of the text."""
    resolver = Resolver(doc, pack, builder)
    bodies = {body.token: body for body in builder.bodies if not body.keys}
    for token in doc:
        if builder.at[token.i] is not None and token.i not in builder.open_titles:
            continue
        if token.i in builder.open_titles:
            resolver.title(builder.open_titles[token.i])
        elif token.i in bodies:
            resolver.body(bodies[token.i])
        elif token.pos_ in ("NOUN", "PROPN"):
            resolver.noun(token)
        elif resolver.means_both(token):
            resolver.both(token)
        elif token.pos_ in ("PRON", "DET") and token.lower_ in resolver.pronouns:
            resolver.pronoun(token)
        elif feature(token, "PronType") == "Dem":
            resolver.demonstrative(token)


@cache
def _fixed(pack: Pack) -> dict[str, str]:
    """Return the normal form of a fixed periphrasis → alpha-3 code."""
    lexicon = pack.lexicon("periphrases", PeriphrasisLexicon)
    return {_normal(phrase.split(), pack): code for code, phrases in lexicon.fixed.items() for phrase in phrases}


@cache
def _fixed_words(pack: Pack) -> frozenset[str]:
    """Return the normal forms of the words of fixed periphrases."""
    return frozenset(word for phrase in _fixed(pack) for word in phrase.split())


def _normal(words: list[str], pack: Pack) -> str:
    """Return a phrase without endings, so that inflected forms compare equal."""
    return " ".join(_stem(word.lower(), pack) for word in words)


@lru_cache(maxsize=50_000)
def _stem(word: str, pack: Pack) -> str:
    ended = (word.removesuffix(ending) for ending in pack.grammar.endings if word.endswith(ending))
    return next((stem for stem in ended if len(stem) >= SHORTEST_STEM), word)


class Resolver:
    """Resolves the anaphors of one document, left to right."""

    def __init__(self, doc: "Doc", pack: Pack, builder: Builder) -> None:
        self.doc, self.pack, self.builder = doc, pack, builder
        self.words = pack.lexicon("periphrases", PeriphrasisLexicon)
        kinds = self.words.pronouns
        self.pronouns = kinds.masculine | kinds.feminine | kinds.neuter | kinds.plural

    # --- bare offices -------------------------------------------------------------------------------------------

    def title(self, title: Title) -> None:
        """Resolve an office without a name to its holder, else take it as an unnamed person of its own."""
        token = self.doc[title.token]
        if feature(token, "Number") == "Plur" and not title.keys:
            self.noun(token)
            return
        owned = tuple(key for key in title.keys if self.builder.atlas.is_state(key))
        several = (self._coordinated_states(token) or owned) if feature(token, "Number") == "Plur" else ()
        if len(several) > 1:
            start = title.start if several == owned else title.token
            span = ActorMention(several[0], start, title.token + 1, title.token, "periphrasis", also=several[1:])
            self._cover(span)
            return
        if self._is_indefinite(token):
            holder, title = None, self._of_state_told(title)
        else:
            holder = self._holder(title)
        if holder is None and title.keys and not title.colleague:
            holder = self._unnamed(title)
        if holder is not None:
            self._cover(ActorMention(holder, title.start, title.end, title.token, "title"))

    def _coordinated_states(self, token: "Token") -> tuple[str, ...]:
        """Return the states in a list of genitives after a plural office (`die Außenminister Omans, Katars und
        Kuwaits`).
        """
        mentions = [
            self.builder.at[word.i] for child in token.children if child.i > token.i for word in coordinated(child)
        ]
        keys = (key for mention in mentions if mention is not None for key in mention.actors)
        return tuple(dict.fromkeys(key for key in keys if self.builder.atlas.is_state(key)))

    def _holder(self, title: Title) -> str | None:
        """Return the person told of before who holds an office; one of unknown state takes the state told here."""
        states = [key for key in title.keys if self.builder.atlas.is_state(key)]
        holders = [
            entry
            for entry in self._persons_before(title.token, REACH)
            if any(_fits(office, title.role) for office in entry.offices)
            and (entry.gender is None or title.gender is None or entry.gender == title.gender)
        ]
        if not states:
            return holders[0].key if holders else None
        for holder in holders:
            if holder.country in states:
                return holder.key
        stateless = next((holder for holder in holders if holder.country is None), None)
        if stateless is None:
            return self._only_one_of(states[0], title)
        stateless.country = self.builder.state(states[0])
        return stateless.key

    def _of_state_told(self, title: Title) -> Title:
        """Return an official's or speaker's title with the state that the subject of the sentence before is or acts
        for, where his own words name none (`Der Präsident lehnte ab. Ein Regierungssprecher sagte, …`).
        """
        own = self.doc[title.token].sent
        before = self.doc[own.start - 1].sent if own.start and "\n" not in self.doc[own.start - 1].text else None
        if title.keys or title.role not in VOICES or before is None or self._is_of_another(title):
            return title
        told = (
            entry.country
            for entry, mention in self._mentions_in(before.start, before.end)
            if self._is_in_subject(mention)
        )
        state = next((country for country in told if country in self.builder.entries), None)
        if state is None:
            return title
        return replace(title, keys=(state,), start=min(title.start, phrase_start(self.doc[title.token])))

    def _is_of_another(self, title: Title) -> bool:
        """Tell whether a title's own words say whose it is, if nobody known (`ein Sprecher der Reederei`)."""
        token = self.doc[title.token]
        owners = (child for child in token.children if child.i > token.i and child.pos_ in NOUNS)
        return any(owners) or len(split_hyphens(token.text)) > 1

    def _only_one_of(self, state: str, title: Title) -> str | None:
        """Return the one person told of before as of a state, without an office, whom the head of that state may be."""
        persons = {entry.key: entry for entry in self._persons_before(title.token, REACH) if entry.country == state}
        free = [entry for entry in persons.values() if not entry.offices and entry.named]
        return free[0].key if title.role in HEADS and len(persons) == len(free) == 1 else None

    def _unnamed(self, title: Title) -> str | None:
        keys = [key for key in title.keys if self.builder.atlas.is_state(key)]
        country = self.builder.state(keys[0]) if keys else None
        several = feature(self.doc[title.token], "Number") == "Plur"
        key = f"{'g' if several else 'p'}:{title.role}:{'-'.join(title.keys)}"
        office = Office(title=title.text, role=title.role, country=country)
        if key not in self.builder.entries:
            self.builder.entries[key] = ActorEntry(
                key=key,
                kind="group" if several else "person",
                name=citation(self.doc, title.start, title.end, title.token, self.pack),
                country=country,
                offices=[] if several else [office],
                sector="GOV" if title.role in OF_STATES else None,
                confidence=0.7,
                rule=f"{self.pack.code}.person.office",
                named=False,
            )
        return key

    # --- bodies, periphrases, groups ------------------------------------------------------------------------------

    def body(self, body: Body) -> None:
        """Resolve an institution or collective without a state to the one named before, else take it for itself."""
        if self._pair(self.doc[body.token]):
            return
        known = self._owner_after(body) or self._expert_institute(body) or self._earlier_body(body)
        if known is None:
            phrase_from = self._phrase_of_body(body)
            country = self.builder.home(body.token, body.end) or self._state_of(body)
            if country is not None and body.government:
                self._cover(ActorMention(country, body.start, body.end, body.token, "periphrasis"))
                return
            known = f"{body.kind[0]}:{self.doc.span(phrase_from, body.token + 1).text.lower()}"
            if known not in self.builder.entries:
                self.builder.entries[known] = ActorEntry(
                    key=known,
                    kind=body.kind,
                    name=citation(self.doc, phrase_from, body.token + 1, body.token, self.pack),
                    country=country,
                    confidence=0.8,
                    rule=f"{self.pack.code}.{body.kind}.noun",
                    named=False,
                    sector=body.sector,
                )
            self._cover(ActorMention(known, phrase_from, body.token + 1, body.token, "group"))
            return
        self._cover(ActorMention(known, body.start, body.end, body.token, "periphrasis"))

    def _phrase_of_body(self, body: Body) -> int:
        """Return where the phrase that names a body begins, with the nouns compounded in it (`customs department`)."""
        noun = self.doc[body.token]
        nouns = [child.i for child in noun.children if child.dep_ == "compound" and child.i < noun.i]
        solid = self.pack.head.solid_compounds
        return phrase_start(noun if solid or not nouns else self.doc[min(nouns)])

    def _state_of(self, body: Body) -> str | None:
        """Return the state that a definite body of state belongs to where no word says so: the one spoken of last."""
        if body.sector not in STATE_SECTORS or not self._is_definite(self.doc[body.token]):
            return None
        countries_before = (entry.country for entry in self._before(body.token, NEAR))
        return next((code for code in countries_before if code in self.builder.entries), None)

    def _owner_after(self, body: Body) -> str | None:
        """Return the organisation that experts belong to (`Fachleute aus dem Institut`)."""
        if not self._is_expert(body):
            return None
        institutes = {other.token: other for other in self.builder.bodies if other.kind == "organisation"}
        for index in range(body.token + 1, min(body.token + 4, len(self.doc))):
            if index in institutes and self.builder.at[index] is None:
                self.body(institutes[index])
            mention = self.builder.at[index]
            if mention is not None and self.builder.entries[mention.actor].kind == "organisation":
                return mention.actor
        return None

    def _is_expert(self, body: Body) -> bool:
        return body.noun in self.words.experts or any(
            form in self.words.experts for form in base_forms(body.noun, self.pack)
        )

    def _expert_institute(self, body: Body) -> str | None:
        if not self._is_expert(body) or not self._is_definite(self.doc[body.token]):
            return None
        before = (entry for entry in self._before(body.token, NEAR) if not entry.members)
        return next((entry.key for entry in before if entry.kind == "organisation"), None)

    def _earlier_body(self, body: Body) -> str | None:
        if not self._is_definite(self.doc[body.token]):
            return None
        start = f"{body.kind[0]}:{body.noun.lower()}"
        return next((entry.key for entry in self._before(body.token, REACH) if entry.key.startswith(start)), None)

    def noun(self, token: "Token") -> None:
        """Resolve a periphrasis, a pair or a described group of states."""
        if self._fixed(token) or self._pair(token):
            return
        if self._is_plural(token):
            self._group(token)
        else:
            self._state(token)

    def _fixed(self, token: "Token") -> bool:
        phrases = _fixed(self.pack)
        if _normal([token.text], self.pack) not in _fixed_words(self.pack):
            return False
        for start in range(max(token.sent.start, token.i - 3), token.i + 1):
            for end in range(token.i + 1, min(token.i + 4, len(self.doc)) + 1):
                code = phrases.get(_normal([word.text for word in self.doc[start:end]], self.pack))
                if code:
                    self._cover(ActorMention(self.builder.state(code), start, end, token.i, "name"))
                    return True
        return False

    def _pair(self, token: "Token") -> bool:
        """Resolve `beide Länder`, `den Seiten`, `die beiden Präsidenten` to the two states told of last."""
        title = self.builder.open_titles.get(token.i)
        office = title is not None and not title.keys and title.role in OF_STATES
        if not self._is_plural(token) or not (office or self._is_noun(token, self.words.pair)):
            return False
        start = phrase_start(token)
        modifiers = [word.lemma_.lower() for word in self.doc[start : token.i]]
        determiner = word_before(self.doc[start])
        before = determiner.lower_ if determiner is not None else ""
        counts = {_stem(one, self.pack) for one in self.words.both}
        both = any(_stem(word, self.pack) in counts for word in (*modifiers, before))
        plain = not modifiers and before in self.words.plural_articles and token.head.dep_ != "appos"
        if not both and not (plain and self._is_noun(token, self.words.sides)):
            return False
        states = self._states_before(token.i)
        if len(states) < 2:
            return False
        start -= _stem(before, self.pack) in counts
        self._cover(ActorMention(states[0], start, token.i + 1, token.i, "periphrasis", also=(states[1],)))
        return True

    def _states_before(self, place: int) -> list[str]:
        """Return the two states that the nearest sentence before a place tells of together, in its own paragraph or,
        where the headline names no pair, before it; else the two told of last.
        """
        single: list[str] = []
        end, headline = place, headline_end(self.doc)
        named = states_of(self.builder.entries, self._acting(0, headline))
        while end > max(0, place - REACH):
            if len(named) == 2 and "\n" in self.doc[end - 1].text:
                return named
            start = self.doc[end - 1].sent.start
            found = states_of(self.builder.entries, self._acting(start, end))
            if len(found) == 2:
                return found
            if len(found) > 2:
                return self._most_told(place, found)
            single += (state for state in found if state not in single)
            end = start
        return single[:2]

    def _acting(self, start: int, end: int) -> list[ActorMention]:
        """Return the mentions in a stretch, those of mere places only where there are no two others."""
        mentions = [mention for mention in self.builder.at[start:end] if mention is not None]
        acting = [mention for mention in mentions if not mention.place]
        return acting if len(states_of(self.builder.entries, acting)) > 1 else mentions

    def _most_told(self, place: int, states: Sequence[str]) -> list[str]:
        """Return the two of some states that the text up to a place names most, in the order given."""
        told = Counter(key for mention in self.builder.at[:place] if mention is not None for key in mention.actors)
        most = sorted(states, key=lambda state: -told[state])[:2]
        return [state for state in states if state in most]

    def _state(self, token: "Token") -> None:
        """Resolve `das Land`, `die Republik`, `sein Land` to a state told of before."""
        if not self._is_noun(token, self.words.state):
            return
        start = self._compound_start(token)
        determiner = word_before(self.doc[start])
        if determiner is None or determiner.pos_ not in ("DET", "PRON", "ADP"):
            return
        if determiner.lower_ in self.pronouns:
            key = self._possessor_state(determiner)
        elif start == self._compound_start(token, bare=True) and (
            feature(determiner, "Definite") == "Def" or determiner.lower_ in self.words.articles
        ):
            own = self._subjects_of(token) if self._is_noun(token, self.words.neighbours) else frozenset()
            key = self._last_state(token.i, own)
        else:
            return
        if key is not None:
            self._cover(ActorMention(key, start, token.i + 1, token.i, "periphrasis"))

    def _compound_start(self, token: "Token", *, bare: bool = False) -> int:
        """Return where a noun's phrase begins, with the noun before it where the lexicon knows both as one (`island |
        nation`); `bare`: its adjectives left off.
        """
        before = word_before(token)
        known = before is not None and f"{before.lower_} {token.lemma_.lower()}" in self.words.state
        noun = before if before is not None and known else token
        return noun.i if bare else phrase_start(noun)

    def _possessor_state(self, determiner: "Token") -> str | None:
        mention = self.builder.at[determiner.i]
        if mention is None:
            self.pronoun(determiner)
            mention = self.builder.at[determiner.i]
        country = self.builder.entries[mention.actor].country if mention else None
        return self.builder.state(country) if country else None

    def _last_state(self, place: int, without: frozenset[str | None] = frozenset()) -> str | None:
        """Return the state named last, some left out: subjects of the same or the previous sentence first."""
        for entry, _ in self._mentions_before(place, REACH if without else NEAR):
            if entry.kind == "state" and entry.key not in without:
                return entry.key
        return None

    def _subjects_of(self, token: "Token") -> frozenset[str | None]:
        """Return the states that the subjects of a token's sentence are or act for: none of them is its own
        neighbour.
        """
        mentions = self._mentions_in(token.sent.start, token.sent.end)
        return frozenset(entry.country for entry, mention in mentions if self._is_in_subject(mention))

    def _group(self, token: "Token") -> None:
        """Take a described or counted group of states or office-holders as an actor of its own."""
        if not self._is_noun(token, self.words.groups):
            return
        start = phrase_start(token)
        modifiers = list(self.doc[start : token.i])
        counted = any(word.pos_ == "NUM" for word in modifiers)
        described = any(self._is_group_adjective(word) for word in modifiers)
        if not (counted or described):
            return
        text = self.doc.span(start, token.i + 1).text
        key = f"g:{_normal(text.split(), self.pack)}"
        if key not in self.builder.entries:
            nation = next((mention.actor for mention in self.builder.at[start : token.i] if mention), None)
            self.builder.entries[key] = ActorEntry(
                key=key,
                kind="group",
                name=citation(self.doc, start, token.i + 1, token.i, self.pack),
                country=self.builder.entries[nation].country if nation else None,
                confidence=0.6,
                rule=f"{self.pack.code}.group.described",
                named=False,
                sector="GOV",
            )
        self._cover(ActorMention(key, start, token.i + 1, token.i, "group"))

    def _is_group_adjective(self, word: "Token") -> bool:
        text = word.lower_
        return any(
            form in self.words.group_adjectives for form in (*stems(text, self.pack.grammar), word.lemma_.lower())
        )

    # --- pronouns -------------------------------------------------------------------------------------------------

    def pronoun(self, token: "Token") -> None:
        """Resolve a third-person pronoun or possessive to the person or, for possessives, the actor told of last."""
        possessive = feature(token, "Poss") == "Yes" or token.pos_ == "DET"
        feminine = token.lower_ in self.words.pronouns.feminine
        if token.lower_ in self.words.pronouns.neuter or (possessive and token.lower_ in self.words.pronouns.plural):
            self._neuter(token, possessive=possessive)
            return
        plural = token.lower_ in self.words.pronouns.plural or not self._has_singular_verb(token)
        if not possessive and plural and (feminine or token.lower_ in self.words.pronouns.plural):
            self._plural(token)
            return
        body = None if possessive else self._body_before(token)
        if body is not None:
            self.builder.add_mention(ActorMention(body, token.i, token.i + 1, token.i, "pronoun"))
            return
        for entry, mention in self._mentions_before(token.i, NEAR):
            if entry.kind == "person" and self._gender_fits(entry, feminine=feminine):
                self.builder.add_mention(ActorMention(entry.key, token.i, token.i + 1, token.i, "pronoun"))
                if not self.pack.head.gendered_offices:
                    entry.gender = "Fem" if feminine else "Masc"
                return
            same_sentence = self.doc[mention.start].sent == token.sent
            if (
                possessive
                and same_sentence
                and entry.kind in ("state", "organisation", "group")
                and _is_subject(self.doc[mention.head])
            ):
                self.builder.add_mention(ActorMention(entry.key, token.i, token.i + 1, token.i, "pronoun"))
                return
        if not possessive:
            self._takes_up_teller(token)

    def _neuter(self, token: "Token", *, possessive: bool) -> None:
        """Resolve a pronoun for what is no person to the state, body or group that is the subject: of its own sentence
        for a possessive, else of the sentence before.
        """
        sentence = token.sent
        before = self.doc[sentence.start - 1].sent if sentence.start else None
        if not possessive and self._takes_up_teller(token):
            return
        places = [(sentence.start, token.i)] if possessive else []
        if before is not None and (possessive or _is_main_subject(token)):
            places.append((before.start, before.end))
        several = token.lower_ in self.words.pronouns.plural
        for start, end in places:
            fitting = [
                mention
                for entry, mention in self._mentions_in(start, end)
                if entry.kind != "person" and not mention.place and self._is_in_subject(mention)
            ]
            keys = tuple(dict.fromkeys(key for mention in fitting[: None if several else 1] for key in mention.actors))
            if keys:
                self.builder.add_mention(ActorMention(keys[0], token.i, token.i + 1, token.i, "pronoun", also=keys[1:]))
                return

    def _takes_up_teller(self, token: "Token") -> bool:
        """Resolve the subject pronoun of a content clause to the subject, no person, of the clause that says it (`the
        rebels said they had …`), where that is of its number; tell whether there is one.
        """
        clause = predicate_of(token)
        if not _is_subject(token) or clause.dep_ != "ccomp" or clause.pos_ != "VERB":
            return False
        subjects = [word for child in clause.head.children if _is_subject(child) for word in coordinated(child)]
        several = len(subjects) > 1 or any(map(self._is_plural, subjects))
        mentions = [self.builder.at[word.i] for word in subjects]
        keys = tuple(dict.fromkeys(key for mention in mentions if mention is not None for key in mention.actors))
        persons = any(self.builder.entries[key].kind == "person" for key in keys)
        if not keys or persons or several != (token.lower_ in self.words.pronouns.plural):
            return False
        self.builder.add_mention(ActorMention(keys[0], token.i, token.i + 1, token.i, "pronoun", also=keys[1:]))
        return True

    def demonstrative(self, token: "Token") -> None:
        """Resolve a demonstrative that opens a sentence as its subject (`Dieser könnte …`) to the last noun of its
        gender and number in the sentence before, where that is a person, a body or a group.
        """
        if token.pos_ != "PRON" or not token.is_sent_start or not _is_main_subject(token):
            return
        before = self.doc[token.sent.start - 1].sent if token.sent.start else ()
        same = (word for word in reversed(before) if word.pos_ in NOUNS and _agrees(word, token))
        noun = next(same, None)
        mention = self.builder.at[noun.i] if noun is not None else None
        if mention is not None and mention.counts and self.builder.entries[mention.actor].kind != "state":
            self.builder.add_mention(ActorMention(mention.actor, token.i, token.i + 1, token.i, "pronoun"))

    def _plural(self, token: "Token") -> None:
        """Resolve a plural subject pronoun to the subject of the sentence before that names several actors."""
        if token.lower_ in self.words.pronouns.plural and self._takes_up_teller(token):
            return
        before = self.doc[token.sent.start - 1].sent if token.sent.start else None
        if before is None or not _is_main_subject(token):
            return
        subjects = (
            mention for _, mention in self._mentions_in(before.start, before.end) if self._is_in_subject(mention)
        )
        keys = tuple(dict.fromkeys(key for mention in subjects for key in mention.actors))
        if len(keys) > 1:
            self.builder.add_mention(ActorMention(keys[0], token.i, token.i + 1, token.i, "pronoun", also=keys[1:]))

    def means_both(self, token: "Token") -> bool:
        """Tell whether a word is the subject of its sentence and stands for two told of before (`Beide schwiegen`)."""
        counts = {_stem(one, self.pack) for one in self.words.both}
        alone = token.pos_ in ("PRON", "DET", "ADJ") and _is_main_subject(token)
        return alone and _stem(token.lower_, self.pack) in counts

    def both(self, token: "Token") -> None:
        """Resolve a word for two to the two subjects of the sentence before, else to the only two persons, or the only
        two states, that it tells of, else to the two states told of before.
        """
        before = self.doc[token.sent.start - 1].sent if token.sent.start else None
        if before is None:
            return
        mentions = [mention for _, mention in self._mentions_in(before.start, before.end) if mention.counts]
        subjects = [mention for mention in mentions if self._is_in_subject(mention)]
        for told, kinds in ((subjects, None), (mentions, ("person",)), (mentions, ("state",))):
            keys = tuple(dict.fromkeys(key for mention in told for key in mention.actors if self._is_of(key, kinds)))
            if len(keys) == 2:
                break
        else:
            keys = tuple(self._states_before(token.i))
        if len(keys) == 2:
            self.builder.add_mention(ActorMention(keys[0], token.i, token.i + 1, token.i, "pronoun", also=keys[1:]))

    def _is_of(self, key: str, kinds: tuple[str, ...] | None) -> bool:
        return kinds is None or self.builder.entries[key].kind in kinds

    def _body_before(self, token: "Token") -> str | None:
        """Return the organisation or group that a subject pronoun takes up: the subject of the sentence before, of
        its gender.
        """
        before = self.doc[token.sent.start - 1].sent if token.sent.start else None
        if before is None or not _is_main_subject(token):
            return None
        for entry, mention in self._mentions_in(before.start, before.end):
            noun = self.doc[mention.head]
            while noun.dep_ in ("appos", "flat") and noun.head.pos_ in NOUNS:
                noun = noun.head
            if entry.kind in ("organisation", "group") and _is_main_subject(noun) and _agrees(noun, token):
                return entry.key
        return None

    def _is_in_subject(self, mention: ActorMention) -> bool:
        """Tell whether a mention is a subject, coordinated to one, or the name of one."""
        word = self.doc[mention.head]
        while word.dep_ in ("conj", "appos", "flat") and word.head.pos_ in NOUNS:
            word = word.head
        return _is_main_subject(word)

    def _gender_fits(self, entry: ActorEntry, *, feminine: bool) -> bool:
        if entry.gender is None:
            return not (feminine and self.pack.head.gendered_offices)
        return (entry.gender == "Fem") == feminine

    def _has_singular_verb(self, token: "Token") -> bool:
        verb = next((word for word in ancestors(token) if word.pos_ in ("VERB", "AUX")), None)
        if verb is None:
            return False
        words = [verb, *(child for child in verb.children if child.dep_ in ("aux", "aux:pass", "cop"))]
        return any(feature(word, "Number") == "Sing" and feature(word, "Person") == "3" for word in words)

    # --- looking back ---------------------------------------------------------------------------------------------

    def _persons_before(self, place: int, reach: int) -> Iterator[ActorEntry]:
        return (entry for entry in self._before(place, reach) if entry.kind == "person")

    def _before(self, place: int, reach: int) -> Iterator[ActorEntry]:
        return (entry for entry, _ in self._mentions_before(place, reach))

    def _mentions_before(self, place: int, reach: int) -> Iterator[tuple[ActorEntry, ActorMention]]:
        """Yield the actors mentioned before a place, nearest sentence first and in it subjects first."""
        sentence = self.doc[place].sent
        start = place
        while start > max(0, place - reach):
            mentions = self._mentions_in(sentence.start, start)
            yield from sorted(mentions, key=lambda pair: (not _is_subject(self.doc[pair[1].head]), -pair[1].start))
            start = sentence.start
            if start == 0:
                return
            sentence = self.doc[start - 1].sent

    def _mentions_in(self, start: int, end: int) -> list[tuple[ActorEntry, ActorMention]]:
        found = dict.fromkeys(
            mention
            for mention in self.builder.at[start:end]
            if mention is not None and mention.kind_of not in ("adjective", "compound")
        )
        return [(self.builder.entries[mention.actor], mention) for mention in found]

    def _cover(self, mention: ActorMention) -> None:
        """Take a mention over the nationality or name that stands inside it."""
        for index in range(mention.start, mention.end):
            inner = self.builder.at[index]
            if inner is not None and mention.start <= inner.start and inner.end <= mention.end:
                self.builder.at[index] = None
        self.builder.add_mention(mention)

    def _is_noun(self, token: "Token", nouns: frozenset[str]) -> bool:
        return token.lemma_ in nouns or any(form in nouns for form in base_forms(token.text, self.pack))

    def _is_plural(self, token: "Token") -> bool:
        return feature(token, "Number") == "Plur"

    def _is_indefinite(self, token: "Token") -> bool:
        return any(feature(child, "Definite") == "Ind" for child in token.children if child.i < token.i)

    def _is_definite(self, token: "Token") -> bool:
        start = phrase_start(token)
        return start > 0 and self.doc[start - 1].lower_ in self.words.articles


def _fits(office: Office, role: str) -> bool:
    """Tell whether a bare title may mean the holder of an office (`der Minister` for a foreign minister)."""
    if office.role == role:
        return True
    return (role == "minister" and office.role in MINISTERS) or (role in HEADS and office.role in HEADS)


def _is_subject(token: "Token") -> bool:
    return token.dep_ in SUBJECTS


def _agrees(noun: "Token", pronoun: "Token") -> bool:
    return all(feature(noun, name) == feature(pronoun, name) for name in ("Gender", "Number"))


def _is_main_subject(token: "Token") -> bool:
    """Tell whether a word is the subject of its sentence's main clause."""
    clause = predicate_of(token)
    return _is_subject(token) and clause.head == clause
