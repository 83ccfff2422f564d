"""Who stands at a path of the tree: the words there, and the actors they name.

Weak trees are normal, so each step looks a little further than the textbook relation: prepositional phrases are taken
from the verb or from its object, genitives also from plain neighbourhood.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from relazione.extraction.findings import ActorBook, ActorMention
from relazione.extraction.frames import Path, load_frames
from relazione.extraction.syntax import (
    NOUNS,
    OBLIQUES,
    SUBJECTS,
    VERBS,
    auxiliaries,
    case_of,
    children,
    clause_tokens,
    coordinated,
    feature,
    finite,
    full_lemma,
    goes_on,
    is_attributive,
    is_gerund,
    is_infinitive_clause,
    is_passive,
    is_pointing,
    is_preposed_genitive,
    is_relative,
    phrasal,
    predicate_of,
    word_after,
    word_before,
)
from relazione.languages.pack import Pack

if TYPE_CHECKING:
    from relazione.languages.doc import Token

REACH = 200  # words before a noun in which the same thing was told of
QUANTITIES = ("DET", "NUM")
NAMED_AFTER = ("gen", "amod", "compound")  # steps to what a noun's name says
SHORTEST = 4  # letters of a noun that may end the name of the same thing


@dataclass(frozen=True, slots=True)
class Roles:
    """Resolves paths in one document; `pack` says which prepositions mark the agent of a passive, `timed` are tokens
    of dates.
    """

    book: ActorBook
    pack: Pack
    timed: frozenset[int] = frozenset()
    _words: dict[tuple[int, Path], list["Token"]] = field(default_factory=dict)

    def words(self, token: "Token", path: Path) -> list["Token"]:
        """Return the words at a path from a predicate, nearest first."""
        key = (token.i, path)
        if key not in self._words:
            found = [token] if len(path) == 1 else self.words(token, path[:-1])
            self._words[key] = [
                noun
                for start in found
                for word in self._step(start, path[-1])
                if not _is_postposed(word, self.pack.head.postpositions)
                for part in self._counted(word)
                for noun in self._meant(part)
            ]
        return self._words[key]

    def _counted(self, word: "Token") -> list["Token"]:
        """Return a word and, where it only says how much or which part, what it is of (`some of its troops`)."""
        quantity = word.pos_ in QUANTITIES or (word.pos_ == "NOUN" and word.lemma_ in self.pack.head.quantity_nouns)
        if not quantity or self.book.at[word.i] is not None:
            return [word]
        cases = ((part, case_of(part)) for part in children(word, "nmod"))
        whole = self.pack.head.genitive_prepositions
        return [word, *(part for part, case in cases if case is not None and case.lemma_ in whole)]

    def _meant(self, word: "Token") -> list["Token"]:
        """Return what a word at a path may mean: itself, what a relative pronoun stands for, or beside a personal
        pronoun that is no actor the thing that it takes up (`Sie handelten ein Abkommen aus. Es soll … werden`).
        """
        thing = word.pos_ == "PRON" and feature(word, "PronType") == "Prs" and feature(word, "Reflex") is None
        if not thing or self.book.at[word.i] is not None:
            return self._antecedents(word)
        noun = _thing_before(word)
        return [word] if noun is None else [word, noun]

    def actors(self, token: "Token", path: Path) -> list[str]:
        """Return the keys of the actors named at a path, coordinated ones included, each once."""
        keys: dict[str, None] = {}
        words = self.words(token, path)
        for word in words:
            listed = [other for other in words if (other.dep_, other.head) == ("conj", word.head)]
            for part in [word] if path[-1] == "compound" else dict.fromkeys((*coordinated(word), *listed)):
                keys.update(dict.fromkeys(self.named_by(part, only_modifier=path[-1] in ("amod", "compound"))))
            if keys:
                break
        return list(keys)

    def is_of_town(self, token: "Token", path: Path) -> bool:
        """Tell whether what stands at a path only says what town a noun is named after (`the Treaty of | London`)."""
        words = self.words(token, path) if path[-1] in NAMED_AFTER else []
        mentions = [self.book.at[word.i] for word in words]
        alone = len(words) == 1 and len(coordinated(words[0])) == 1
        return alone and any(one is not None and (one.metonym or one.place) for one in mentions)

    def named_by(self, word: "Token", *, only_modifier: bool = False) -> tuple[str, ...]:
        """Return the actors that a word names: itself, through its apposition, or through what it belongs to."""
        mention = self.book.at[word.i]
        if only_modifier:
            return mention.actors if mention is not None else ()
        listed = self._listed(word) if mention is None or mention.kind_of == "group" else ()
        if len(listed) > 1:
            return listed
        if mention is not None and mention.kind_of == "compound" and load_frames(self.pack).of_noun(word.lemma_):
            return ()
        if mention is not None and mention.kind_of != "adjective":
            return mention.actors
        for child in children(word, "flat", "appos"):
            mention = self.book.at[child.i]
            if mention is not None and mention.kind_of != "adjective":
                return mention.actors
        return self._owner(word)

    def _listed(self, noun: "Token") -> tuple[str, ...]:
        """Return the states that a plural noun is explained to be (`die beiden Nachbarn, Kenia und Somalia`)."""
        if feature(noun, "Number") != "Plur":
            return ()
        names = [part for child in children(noun, "appos") if child.i > noun.i for part in coordinated(child)]
        mentions = [self.book.at[name.i] for name in names]
        named = [one for one in mentions if one is not None and one.kind_of == "name"]
        return tuple(dict.fromkeys(key for one in named for key in one.actors)) if len(named) == len(names) else ()

    def _owner(self, word: "Token") -> tuple[str, ...]:
        """Return the actors a common noun belongs to: `russische Truppen`, `die Regierung Kasachstans`."""
        if word.pos_ not in NOUNS:
            return ()
        for step in (self._gen, self._adjectives, _poss):
            for owner in step(word):
                mention = self.book.at[owner.i]
                if mention is not None:
                    return mention.actors
        return self._owner_before(word)

    def _owner_before(self, word: "Token") -> tuple[str, ...]:
        """Return the actors that a noun standing for something known belongs to where it was told of before, under the
        same name or a longer one (`einen Grenzposten im Niger … der Posten`).
        """
        if word.pos_ != "NOUN" or not is_pointing(word):
            return ()
        name = word.lemma_.lower()
        for noun in reversed(word.doc[max(0, word.i - REACH) : word.i]):
            if noun.pos_ == "NOUN" and noun.lemma_.lower().endswith(name) and len(name) >= SHORTEST:
                return self._owner_told(noun)
        return ()

    def _owner_told(self, noun: "Token") -> tuple[str, ...]:
        """Return the actors that a noun's own phrase, or a place told beside it, says it belongs to."""
        located = (
            place
            for preposition in self.pack.head.locative_prepositions
            for holder in (noun, noun.head)
            for place in _own_prepositional(holder, preposition)
            if feature(place, "Case") != "Acc"  # `auf` a place is where to
        )
        for owner in (*self._gen(noun), *_amod(noun), *located):
            mention = self.book.at[owner.i]
            if mention is not None:
                return mention.actors
        return ()

    def _step(self, token: "Token", step: str) -> Iterator["Token"]:
        name, _, preposition = step.partition(":")
        if preposition:
            yield from _prepositional(token, preposition)
        elif name == "gen":
            yield from self._gen(token)
        elif name == "nsubj":
            yield from self._subject(token)
        elif name == "iobj":
            given = list(_iobj(token)) or self._first_of_two(token)
            yield from given or (self._fused(token)[1:] if any(children(token, "obj")) else ())
        elif name == "obj":
            fused = self._fused(token)
            first = fused[0] if fused else self._first_nominal(token)
            barred = [first, *self._first_of_two(token)]
            objects = (*_obj(token), *self._of_particle(token))
            found = _opening_object(token) or [word for word in objects if word not in barred]
            found = found and [*found, *self._second_object(token)]
            yield from found or [*fused[1:], *self._dated_object(token)] or self._bare_objects(token)
        elif name == "amod":
            yield from self._adjectives(token)
        elif name == "xcomp":
            yield from _complement(token)
            yield from self._second_object(token)
        else:
            yield from STEPS[name](token)

    def _first_of_two(self, verb: "Token") -> list["Token"]:
        """Return the actor that is the first of two objects, in a language whose nouns show no case (`gave | Sudan two
        ships`).
        """
        bare = [child for child in children(verb, "obj") if case_of(child) is None and feature(child, "Case") is None]
        bare += self._second_object(verb)
        if is_passive(verb) or not bare or bare[0].i < verb.i:
            return []
        first = bare[0] if len(bare) == 2 else self._name_opening(bare[0])
        return [first] if first is not None and self.book.at[first.i] is not None else []

    def _second_object(self, verb: "Token") -> list["Token"]:
        """Return the bare phrase behind the object of a verb that the tree took for an adverbial, and that is no time
        (`awarded the president | a medal`).
        """
        objects = [child for child in children(verb, "obj") if feature(child, "Case") is None and child.i > verb.i]
        if len(objects) != 1 or is_passive(verb):
            return []
        return [word for word in self._bare_nouns(verb) if word.i > objects[0].i and feature(word, "Case") is None][:1]

    def _name_opening(self, noun: "Token") -> "Token | None":
        """Return the name that opens an object, compounded with it by the tree (`offered | Yemen talks`)."""
        first = min(noun.subtree, key=lambda part: part.i)
        mention = self.book.at[first.i]
        if mention is None or mention.kind_of != "name":
            return None
        head = noun.doc[mention.head]
        return head if head.head == noun and head.dep_ == "compound" and case_of(noun) is None else None

    def _of_particle(self, verb: "Token") -> Iterator["Token"]:
        """Yield the object of a verb whose particle the tree took for the object's preposition (`called | off the
        talks`), where the lexicon knows the two together.
        """
        particle = word_after(verb)
        if particle is None or particle.dep_ != "case" or phrasal(verb) not in load_frames(self.pack).phrasals:
            return
        alone = list(children(particle.head, "case")) == [particle]
        if alone and particle.head.head == verb and not any(children(verb, "obj")):
            yield particle.head

    def _fused(self, verb: "Token") -> tuple["Token", ...]:
        """Return subject and object where the tree took their names for one (`hatte Liv Sandvik | Portugal
        besucht`).
        """
        for first in children(verb, "nsubj", "obj"):
            own = self.book.at[first.i]
            for word in first.subtree if own is not None and case_of(first) is None else ():
                mention = self.book.at[word.i]
                if word.dep_ not in ("flat", "appos") or mention is None or word.head != first:
                    continue
                if own is not None and mention.actor != own.actor and not self._is_name_of(mention, first):
                    return (first, word)
        return ()

    def _is_name_of(self, mention: ActorMention, noun: "Token") -> bool:
        """Tell whether a mention right behind a noun is the name of the body it says (`die Agentur Montsame`)."""
        own = self.book.at[noun.i]
        bodies = own is not None and {self.book.entry(own).kind, self.book.entry(mention).kind} == {"organisation"}
        return noun.pos_ == "NOUN" and mention.start == noun.i + 1 and bodies

    def _first_nominal(self, verb: "Token") -> "Token | None":
        """Return the actor that opens a clause without a subject, right before its finite verb, or stands beside its
        dative or an object: the subject, whatever the tree says (`Jordaniens Regierung versprach, …`).
        """
        word = finite(verb)
        if word is None or is_passive(verb) or any(child.dep_ in SUBJECTS for child in verb.children):
            return None
        bare = [child for child in children(verb, "obj") if case_of(child) is None]
        given = verb.dep_ != "conj" and (len(bare) > 1 or any(_iobj(verb)))
        for child in children(verb, "obj", "dep", "nmod"):
            closed = max(part.i for part in child.subtree) + 1 == word.i
            opens = closed and min(part.i for part in child.subtree) == min(part.i for part in verb.subtree)
            free = case_of(child) is None and feature(child, "Case") != "Dat"
            if (opens or given) and free and self.named_by(child) and not _is_accusative(child):
                return child
        return None

    def _name_beside_date(self, verb: "Token") -> Iterator["Token"]:
        """Yield a bare name that the tree hung on a date before it (`besuchte am 27. Januar | Lissabon`)."""
        for word in clause_tokens(verb):
            mention = self.book.at[word.i]
            named = mention is not None and mention.head == word.i and mention.kind_of == "name"
            if named and word.head.i in self.timed and word.head.i < word.i and case_of(word) is None:
                yield word

    def _dated_object(self, verb: "Token") -> Iterator["Token"]:
        """Yield the names hung on a date that are no subject: behind the verb, or of a verb that has its subject."""
        subjects = bool(_subjects(verb))
        yield from (name for name in self._name_beside_date(verb) if subjects or name.i > verb.i)

    def _bare_nouns(self, verb: "Token") -> Iterator["Token"]:
        """Yield the phrases without a preposition that the tree took for adverbials, and that are no times."""
        bare = (word for word in children(verb, "obl", "dep") if word.pos_ in NOUNS and case_of(word) is None)
        yield from (word for word in bare if word.i not in self.timed)

    def _bare_subject(self, verb: "Token") -> list["Token"]:
        """Return the nominative without a preposition that the tree took for an adverbial (`ist | ein Minister aus Oman
        nach Baku gereist`), or the name that it hung on a pronoun (`unter anderem | Jan Wolny`) or on a date (`on
        Monday | Peru recalled …`).
        """
        nominatives = (word for word in self._bare_nouns(verb) if _may_be_subject(word, verb))
        hung = (name for word in children(verb, "obl") if word.pos_ == "PRON" for name in children(word, "appos"))
        dated = (name for name in self._name_beside_date(verb) if name.i < verb.i)
        found = [*nominatives, *(name for name in hung if self.book.at[name.i] is not None), *dated][:1]
        return found or self._listed_before(verb)

    def _listed_before(self, verb: "Token") -> list["Token"]:
        """Return the actors between a comma and a finite verb that the tree coordinated to what stands before the comma
        (`After a row over the Atlantic, | Oman and Chad signed …`).
        """
        word = finite(verb)
        start = min((part.i for part in (verb, *auxiliaries(verb))), default=verb.i)
        names, place = [], start - 1
        while (
            word is not None
            and place > verb.sent.start
            and (self.book.at[place] is not None or verb.doc[place].dep_ == "cc")
        ):
            mention = self.book.at[place]
            if mention is not None and not mention.place:
                names.append(verb.doc[mention.head])
            place = mention.start - 1 if mention is not None else place - 1
        closed = word is not None and verb.doc[place].text == "," and all(name.dep_ == "conj" for name in names)
        return list(reversed(names)) if closed else []

    def _bare_objects(self, verb: "Token") -> list["Token"]:
        """Return bare phrases that the tree took for adverbials, of an active verb that has no object.

        Actors, else one thing where there is a subject; no times and no datives (`hatte | die Grenzen geschlossen`).
        """
        if verb.pos_ not in VERBS or is_passive(verb):
            return []
        bare = [word for word in self._bare_nouns(verb) if feature(word, "Case") != "Dat"]
        actors = [word for word in bare if self.named_by(word)]
        things = [word for word in bare if word.pos_ == "NOUN" and feature(word, "Case") in (None, "Acc", "Nom")]
        return actors or (things[:1] if any(child.dep_ in SUBJECTS for child in verb.children) else [])

    def _subject(self, verb: "Token") -> Iterator["Token"]:
        if is_passive(verb):
            phrases = _agents_within if is_attributive(verb) else _prepositional
            for preposition in self.pack.head.agent_prepositions:
                yield from phrases(verb, preposition)
            return
        own = _subjects(verb) or list(self._fused(verb)[:1])
        own = own or [word for word in (self._first_nominal(verb),) if word is not None] or self._bare_subject(verb)
        own = own or _gerund_before(verb)
        if own and not goes_on(verb):
            yield from own
        elif verb.dep_ in ("conj", "acl") and verb.head.pos_ in VERBS:
            aside = is_infinitive_clause(verb) and not is_infinitive_clause(verb.head)
            yield from self._controller(verb.head) if aside else self._subject(verb.head)
        elif verb.dep_ == "amod":
            yield verb.head
        elif verb.dep_.startswith("acl"):
            yield from self._holder(verb.head)
        elif verb.dep_ == "advcl" and _is_bare(verb) and verb.head.pos_ in VERBS:
            yield from self._subject(verb.head)
        elif (feature(verb, "VerbForm") == "Inf" or _says_what_else(verb)) and verb.head != verb:
            yield from self._controller(verb.head)

    def _antecedents(self, word: "Token") -> list["Token"]:
        """Return what a relative pronoun may stand for, the nearest noun first.

        That is the noun its clause hangs on, the noun a quantity is of (`eine Reihe von Abkommen, die …`), and, since
        the tree may err, the nouns that it belongs to (`das Abkommen zwischen den Staaten, das …`).
        """
        clause = predicate_of(word) if is_relative(word) else word
        if clause == word:
            return [word]
        before = _noun_before(clause)
        if not clause.dep_.startswith("acl"):
            return [word] if before is None or not _agrees(before, word) else [before]
        nouns = [clause.head, *(noun for noun in self._gen(clause.head) if noun.pos_ in NOUNS)]
        above = clause.head
        while above.dep_ in ("nmod", "conj", "appos") and above.head.pos_ in NOUNS:
            above = above.head
            nouns.append(above)
        if before is not None and _agrees(before, word) and not _agrees(clause.head, word):
            nouns.insert(0, before)
        return list(dict.fromkeys(nouns))

    def _gen(self, noun: "Token") -> Iterator["Token"]:
        own = list(self._own_genitives(noun))
        yield from own
        if not own:
            for other in children(noun, "conj"):
                yield from self._own_genitives(other)

    def _own_genitives(self, noun: "Token") -> Iterator["Token"]:
        for child in noun.children:
            if child.dep_ in OBLIQUES or child.dep_ in ("flat", "appos"):
                case = case_of(child)
                owned = case is None and (feature(child, "Case") == "Gen" or child.dep_ == "nmod")
                if owned or (case is not None and case.lemma_ in self.pack.head.genitive_prepositions):
                    yield child
        yield from _neighbour_genitive(noun)

    def _adjectives(self, noun: "Token") -> Iterator["Token"]:
        """Yield the adjectives of a noun, those of states right before it also where the tree took them for names
        (`the | Omani offer`).
        """
        yield from _amod(noun)
        before = word_before(noun)
        mention = self.book.at[before.i] if before is not None and before.pos_ == "PROPN" else None
        if before is not None and mention is not None and mention.kind_of == "adjective":
            yield before

    def _holder(self, noun: "Token") -> Iterator["Token"]:
        """Yield who holds an intention told by a noun (`die Entscheidung Omans, …`), else whom the clause gives it
        (`dem Iran bleibt nur die Möglichkeit, …`), else who governs the noun.
        """
        owners = [*self._gen(noun), *self._adjectives(noun), *_poss(noun)]
        yield from owners
        governor = predicate_of(noun)
        if owners or governor == noun:
            return
        given = [word for word in _iobj(governor) if self.book.at[word.i] is not None]
        yield from given or self._subject(governor)

    def _controller(self, governor: "Token") -> Iterator["Token"]:
        """Yield who does what an infinitive says: the object of the governing verb where it is an actor, else its
        subject; always the subject of a verb of promise or threat.
        """
        own = full_lemma(governor) in self.pack.head.promise_verbs
        for word in () if own else (*_iobj(governor), *_obj(governor)):
            if self.book.at[word.i] is not None:
                yield word
                return
        if governor.pos_ in NOUNS:
            yield from self._holder(governor)
        else:
            yield from self._subject(governor)


def _is_postposed(noun: "Token", postpositions: tuple[str, ...]) -> bool:
    """Tell whether a postposition behind a noun governs it, wherever the tree hung it (`lobte | der Zeitung „Sabah“
    zufolge | …`).
    """
    end = max(word.i for word in noun.subtree) + 1
    behind = (word for word in noun.doc[end : end + 3] if not word.is_quote)
    after = next(behind, None)
    return after is not None and after.lower_ in postpositions


def _thing_before(pronoun: "Token") -> "Token | None":
    """Return the noun of a pronoun's gender and number that is subject, else object, in its sentence before its clause
    or in the sentence before.
    """
    doc, sentence = pronoun.doc, pronoun.sent
    clause = min(part.i for part in predicate_of(pronoun).subtree)
    before = doc[sentence.start - 1].sent if sentence.start else sentence
    for start, end in ((sentence.start, clause), (before.start, before.end)):
        nouns = [word for word in doc[start:end] if word.pos_ == "NOUN" and _agrees(word, pronoun)]
        for relations in (SUBJECTS, ("obj",)):
            found = [noun for noun in nouns if noun.dep_ in relations and noun.i < pronoun.i]
            if found:
                return found[-1]
    return None


def _agrees(noun: "Token", pronoun: "Token") -> bool:
    if noun.pos_ == "PROPN" and not any(children(noun, "det")) and feature(pronoun, "Gender") == "Neut":
        return feature(pronoun, "Number") == "Sing"  # names without an article are neuter: lands, towns, bodies
    names = ("Number",) if feature(pronoun, "Number") == "Plur" else ("Gender", "Number")  # plurals have no gender
    told = [name for name in names if feature(noun, name) is not None]
    thing = "Gender" in told or feature(pronoun, "Gender") in (None, "Neut")
    return thing and all(feature(noun, name) == feature(pronoun, name) for name in told)


def _is_accusative(noun: "Token") -> bool:
    """Tell whether a noun's form can be no subject: masculine with an article that says so (`den Minister`)."""
    masculine = feature(noun, "Gender") == "Masc" and feature(noun, "Number") == "Sing"
    return masculine and any(feature(child, "Case") == "Acc" for child in children(noun, "det"))


def _may_be_subject(noun: "Token", verb: "Token") -> bool:
    """Tell whether a bare noun can be a subject: a nominative, or before its finite verb one that shows no case."""
    case = feature(noun, "Case")
    return case == "Nom" or (case is None and noun.dep_ == "obl" and noun.i < verb.i and finite(verb) is not None)


def _is_bare(verb: "Token") -> bool:
    """Tell whether a clause beside another has no subject of its own: for what purpose, or with what else done."""
    return feature(verb, "VerbForm") == "Inf" or _says_what_else(verb)


def _says_what_else(verb: "Token") -> bool:
    """Tell whether a verb without a subject says what else somebody does (`began withdrawing`, `sent a letter warning
    them`).
    """
    form, present = feature(verb, "VerbForm"), feature(verb, "Tense") in (None, "Pres")
    return verb.dep_ in ("xcomp", "advcl") and (form == "Ger" or (form == "Part" and present)) and finite(verb) is None


def _subjects(verb: "Token") -> list["Token"]:
    """Return what the tree calls the subject of a verb and can be it: an infinitive has none, and a plural none with a
    verb in the singular (`und hat | mehr Soldaten geschickt`).
    """
    if is_infinitive_clause(verb):
        return []
    called = _called_subjects(verb)
    return [child for child in called if not _disagrees(child, verb) and not _is_second(child, called, verb)]


def _gerund_before(verb: "Token") -> list["Token"]:
    """Return the verb in -ing that opens a clause without a subject, no comma behind it: a noun (`Fighting | broke
    out`).
    """
    found = [child for child in children(verb, "advcl") if is_gerund(child) and child.i < verb.i]
    return [
        word
        for word in found
        if min(part.i for part in word.subtree) == min(part.i for part in verb.subtree)
        and not any(part.is_punct for part in word.doc[word.i : verb.i])
    ][:1]


def _called_subjects(verb: "Token") -> list["Token"]:
    return [child for child in verb.children if child.dep_ in SUBJECTS] or _subject_before_clause(verb)


def _subject_before_clause(verb: "Token") -> list["Token"]:
    """Return the noun that the tree took, with the conjunction before it, for a phrase of the clause above (`came |
    after the rebels | released …`).
    """
    if verb.dep_ != "advcl" or finite(verb) is None or any(children(verb, "mark")):
        return []
    start = min(word.i for word in verb.subtree)
    above = (noun for noun in children(verb.head, "obl") if max(word.i for word in noun.subtree) + 1 == start)
    within = (noun for noun in children(verb, "obl") if min(word.i for word in noun.subtree) == start)
    return [noun for noun in (*above, *within) if feature(noun, "Case") is None and case_of(noun) is not None][:1]


def _is_second(subject: "Token", called: list["Token"], verb: "Token") -> bool:
    """Tell whether a verb already has a subject before it, so that the one behind it is its object (`found | the envoy
    guilty`), in a language whose nouns show no case.
    """
    bare = feature(subject, "Case") is None and not is_passive(verb)
    return bare and called[0].i < verb.i < subject.i and called[0] != subject


def _disagrees(subject: "Token", verb: "Token") -> bool:
    word = finite(verb)
    if word is None or feature(word, "Number") != "Sing" or verb.dep_ != "conj":
        return False
    return subject.pos_ == "NOUN" and feature(subject, "Number") == "Plur"


def _noun_before(clause: "Token") -> "Token | None":
    """Return the noun right before the comma that opens a clause."""
    comma = word_before(min(clause.subtree, key=lambda part: part.i))
    opening = next((part for part in clause.subtree if part.text == ","), comma)
    noun = word_before(opening) if opening is not None and opening.text == "," else None
    return noun if noun is not None and noun.pos_ in NOUNS else None


def _obj(verb: "Token") -> Iterator["Token"]:
    if is_passive(verb):
        patients = _called_subjects(verb)
        yield from patients
        if not patients and verb.dep_ == "conj" and is_passive(verb.head):
            yield from _obj(verb.head)
        if not patients and verb.dep_ in ("amod", "acl"):
            yield verb.head
        return
    own = list(children(verb, *(("obj", "nsubj") if goes_on(verb) else ("obj",))))
    for child in own or (*_let(verb), *_let_by(verb)):
        if feature(child, "Case") != "Dat" or not any(children(verb, "iobj")):
            yield child
    if not any(children(verb, "obj")):  # a bare name is no predicate (`angered | China`)
        yield from (child for child in children(verb, "xcomp") if child.pos_ == "PROPN" and case_of(child) is None)
    subjects = _subjects(verb)
    yield from (child for child in _called_subjects(verb) if child not in subjects)


def _let(verb: "Token") -> Iterator["Token"]:
    """Yield what a verb lets do something, or be done, where the tree hung it on the infinitive (`ließ | das Treffen
    platzen`).
    """
    for infinitive in children(verb, "xcomp"):
        if feature(infinitive, "VerbForm") == "Inf" and not is_infinitive_clause(infinitive):
            yield from children(infinitive, "obj", "nsubj")


def _let_by(infinitive: "Token") -> Iterator["Token"]:
    """Yield the object of the verb that lets it do what a bare infinitive says (`ließ | die Frist verstreichen`)."""
    if infinitive.dep_ == "xcomp" and feature(infinitive, "VerbForm") == "Inf" and not is_infinitive_clause(infinitive):
        yield from children(infinitive.head, "obj")


def _opening_object(infinitive: "Token") -> list["Token"]:
    """Return what opens an infinitive clause right behind its comma, hung by the tree before it (`bemüht sich darum, |
    Oman und Katar davon abzubringen`).
    """
    within = feature(infinitive, "VerbForm") == "Inf" and infinitive.lower_ != infinitive.lemma_.lower()
    if not (within or is_infinitive_clause(infinitive)):
        return []
    opening = infinitive.i
    while opening > infinitive.sent.start and not infinitive.doc[opening - 1].is_punct:
        opening -= 1
    words = [word for word in infinitive.doc[opening : infinitive.i] if word.pos_ in NOUNS and case_of(word) is None]
    return [word for word in words if word.head.i < opening and not _goes_on_list(word)][:1]


def _goes_on_list(noun: "Token") -> bool:
    """Tell whether a noun is coordinated to one before it in a list that a conjunction closes."""
    joined = any(child.dep_ == "cc" for word in coordinated(noun) for child in word.children)
    return noun.dep_ == "conj" and noun.head.pos_ in NOUNS and joined


def _iobj(verb: "Token") -> Iterator["Token"]:
    yield from children(verb, "iobj")
    for child in verb.children:
        bare = case_of(child) is None and feature(child, "Case") == "Dat"
        if bare and child.dep_ in ("obj", *OBLIQUES):
            yield child
    for word in clause_tokens(verb):
        # A bare dative is never a noun's attribute: the verb it is an object of lost it to the noun before.
        if word.dep_ == "nmod" and feature(word, "Case") == "Dat" and case_of(word) is None and word.pos_ in NOUNS:
            yield word


def _neighbour_genitive(noun: "Token") -> Iterator["Token"]:
    """Yield a name in the genitive right before or after a noun, whatever the tree says (`Omans Beitritt`)."""
    for word in (word_before(noun), word_after(noun)):
        if word is not None and word.pos_ == "PROPN" and word.lower_.endswith(("s", "’", "'")):
            yield word


def _amod(noun: "Token") -> Iterator["Token"]:
    yield from children(noun, "amod")
    word = word_before(noun)
    while word is not None and word.pos_ == "ADJ":
        yield word
        word = word_before(word)


def _poss(noun: "Token") -> Iterator["Token"]:
    for child in noun.children:
        if feature(child, "Poss") == "Yes" or child.dep_ in ("det:poss", "nmod:poss") or is_preposed_genitive(child):
            yield child


def _compound(noun: "Token") -> Iterator["Token"]:
    yield noun
    yield from (child for child in noun.children if child.dep_ == "compound" and child.i < noun.i)


def _complement(verb: "Token") -> Iterator["Token"]:
    """Yield the clauses and predicatives that complete a verb, an infinitive also where the tree hung it on whom the
    verb is said to (`bat den Nachbarn, | zu helfen`); not what only explains its object behind a colon.
    """
    for child in verb.children:
        kinds = ("ADJ",) if child.dep_ == "advmod" else (*VERBS, *NOUNS, "ADJ")
        if child.dep_ in ("xcomp", "ccomp", "acl", "advcl", "advmod") and child.pos_ in kinds:
            if not (_is_behind_colon(child) and any(children(verb, "obj"))):
                yield child
        elif verb.pos_ == "VERB" and child.dep_ in ("obj", "iobj", "obl", "obl:arg"):
            yield from (clause for clause in children(child, "acl") if feature(clause, "VerbForm") == "Inf")
    yield from _clause_behind(verb)
    objects = [child for child in children(verb, "obj") if feature(child, "Case") is None]
    yield from objects[1:]
    for noun in objects:  # what is said of an object behind it (`called the conduct | unacceptable`)
        yield from (child for child in children(noun, "amod") if child.i > noun.i and child.pos_ == "ADJ")


def _is_behind_colon(clause: "Token") -> bool:
    first = min(clause.subtree, key=lambda part: part.i)
    return clause.dep_ == "ccomp" and ":" in (first.text, getattr(word_before(first), "text", ""))


def _clause_behind(noun: "Token") -> Iterator["Token"]:
    """Yield the infinitive right behind a subject, hung by the tree on its verb (`the agreement | to share … came`)."""
    if noun.pos_ not in NOUNS or noun.dep_.split(":")[0] != "nsubj":
        return
    end = max(part.i for part in noun.subtree) + 1
    for child in children(noun.head, "advcl"):
        if is_infinitive_clause(child) and min(part.i for part in child.subtree) == end and child.i < noun.head.i:
            yield child


def _case(noun: "Token") -> Iterator["Token"]:
    yield from children(noun, "case")


def _adverb(verb: "Token") -> Iterator["Token"]:
    """Yield adverbs, and predicative adjectives, which the tree may take for them (`nannte den Bericht einseitig`)."""
    for child in children(verb, "advmod", "xcomp", "compound"):
        if child.dep_ == "advmod" or child.pos_ == "ADJ" or feature(child, "VerbForm") == "Part":
            yield child


def _prepositional(token: "Token", preposition: str) -> Iterator["Token"]:
    near = [child for holder in (token, *_neighbourhood(token)) for child in _own_prepositional(holder, preposition)]
    above = list(_own_prepositional(token.head, preposition)) if token.pos_ in NOUNS else []
    behind = [word for word in _behind(token) if word in above] if above else []
    yield from dict.fromkeys((*near, *behind))


def _behind(noun: "Token") -> Iterator["Token"]:
    """Yield what stands right behind a noun, given to its verb by the tree: before the finite verb of a main clause is
    room for one phrase only (`nach Schüssen | auf einen Posten hat Thailand …`), and behind a subject or object a
    phrase is more often the noun's (`hat die Klage Gambias | gegen Myanmar zugelassen`).
    """
    clause = noun.head
    if noun.pos_ not in NOUNS or clause.pos_ not in VERBS:
        return
    limit = _forefield_end(noun)
    if limit is None and noun.dep_ not in ("nsubj", "nsubj:pass", "obj"):
        return
    end = max(word.i for word in noun.subtree) + 1
    for sibling in clause.children:
        if min(word.i for word in sibling.subtree) == end and (limit is None or sibling.i < limit):
            end = max(word.i for word in sibling.subtree) + 1
            yield sibling


def _forefield_end(noun: "Token") -> int | None:
    """Return the place of the finite verb of a main clause behind a noun, `None` where it stands elsewhere or last."""
    verb = finite(noun.head)
    if verb is None or noun.i > verb.i:
        return None
    return verb.i if any(word.i > verb.i and not word.is_punct for word in clause_tokens(noun.head)) else None


def _own_prepositional(token: "Token", preposition: str) -> Iterator["Token"]:
    for child in token.children:
        if not child.children:
            continue
        marks = ("case", "mark") if is_gerund(child) else ("case",)  # `from | entering the country`
        if any(preposition in (case.lemma_.lower(), case.lower_) for case in children(child, *marks)):
            yield child


def _agents_within(participle: "Token", preposition: str) -> Iterator["Token"]:
    """Yield what stands after a preposition before an attributive participle, also where the tree hung it on a time
    before it (`im Mai | von Oslo unterzeichneten`).
    """
    own = list(_own_prepositional(participle, preposition))
    yield from own
    if not own:
        for child in children(participle, *OBLIQUES):
            yield from _own_prepositional(child, preposition)


def _neighbourhood(token: "Token") -> list["Token"]:
    """Return where a misattached prepositional phrase may hang: the verb's nominals, or a noun's verb and object; of
    an attribute also what hangs on its noun (`das geplante Treffen mit Oslo`).
    """
    if is_attributive(token):
        return [token.head]
    if token.pos_ in NOUNS:
        return [child for child in token.children if child.dep_ in OBLIQUES]
    return [child for child in token.children if child.pos_ in NOUNS]


STEPS: dict[str, Callable[["Token"], Iterator["Token"]]] = {
    "obj": _obj,
    "iobj": _iobj,
    "poss": _poss,
    "compound": _compound,
    "ccomp": _complement,
    "advmod": _adverb,
    "case": _case,
}
