"""Training loops: an encoder shared by tagger, morphology, lemmas and parser, and one of its own for names."""

import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from training.names import NamedText
from training.trees import Sentence, to_doc

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.training import Example

Settings = Mapping[str, Any]


def prepare(seed: int) -> None:
    """Fixes the seeds and routes matrix products to numpy."""
    from thinc.api import NumpyOps, fix_random_seed, set_current_ops

    set_current_ops(NumpyOps(use_blis=False))
    fix_random_seed(seed)
    random.seed(seed)


def encoder(language: str, settings: Settings) -> dict[str, Any]:
    """The configuration of an encoder that reads words by `relazione.WordEmbed.v1`."""
    return {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "relazione.WordEmbed.v1",
            "language": language,
            "width": settings["width"],
            "piece": settings["piece"],
            "rows": list(settings["rows"]),
            "vectors": settings["vectors"],
            "lists": settings["lists"],
        },
        "encode": {
            "@architectures": "spacy.MaxoutWindowEncoder.v2",
            "width": settings["width"],
            "depth": settings["depth"],
            "window_size": 1,
            "maxout_pieces": 3,
        },
    }


def transitions(kind: str, hidden: int, source: dict[str, Any]) -> dict[str, Any]:
    """The configuration of a transition-based parser or name finder over an encoder."""
    return {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": kind,
        "extra_state_tokens": False,
        "hidden_width": hidden,
        "maxout_pieces": 2,
        "use_upper": True,
        "tok2vec": source,
    }


def blank_parser(language: str, settings: Settings) -> "Language":
    """An untrained pipeline of encoder, tagger, morphology, lemmas and parser."""
    import spacy

    from relazione.languages import components  # noqa: F401

    nlp = spacy.blank(language)
    listener = {
        "@architectures": "spacy.Tok2VecListener.v1",
        "width": settings["width"],
        "upstream": "tok2vec",
    }
    tagger = {"@architectures": "spacy.Tagger.v2", "tok2vec": listener}
    nlp.add_pipe("tok2vec", config={"model": encoder(language, settings)})
    nlp.add_pipe("tagger", config={"model": tagger})
    nlp.add_pipe("morphologizer", config={"model": tagger})
    nlp.add_pipe("trainable_lemmatizer", config={"model": tagger, "min_tree_freq": 3, "top_k": 3})
    nlp.add_pipe("parser", config={"model": transitions("parser", settings["hidden"], listener), "min_action_freq": 20})
    return nlp


def blank_names(language: str, settings: Settings) -> "Language":
    """An untrained pipeline that finds names."""
    import spacy

    from relazione.languages import components  # noqa: F401

    nlp = spacy.blank(language)
    model = transitions("ner", settings["hidden"], encoder(language, settings))
    nlp.add_pipe("ner", config={"model": model})
    return nlp


def unannotated(doc: "Doc") -> "Doc":
    """A Doc of the same words without annotation, but for the sentence starts of a tokenizer."""
    from spacy.tokens import Doc

    return Doc(doc.vocab, words=[token.text for token in doc], spaces=[bool(token.whitespace_) for token in doc])


def tree_examples(nlp: "Language", sentences: Sequence[Sentence]) -> "list[Example]":
    """Examples of one sentence each; the part of speech goes into the tag."""
    from spacy.training import Example

    examples = []
    for sentence in sentences:
        doc = to_doc(nlp.vocab, [sentence])
        for token in doc:
            token.pos = 0
        examples.append(Example(unannotated(doc), doc))
    return examples


def batches(examples: "list[Example]", words: tuple[int, int], steps: int) -> "Iterator[list[Example]]":
    """`steps` batches that grow from the first number of words to the second."""
    first, last = words
    made = 0
    while True:
        random.shuffle(examples)
        batch: list[Example] = []
        size = 0
        for example in examples:
            batch.append(example)
            size += len(example.reference)
            if size >= first + (last - first) * min(1.0, 2 * made / steps):
                yield batch
                made += 1
                if made == steps:
                    return
                batch, size = [], 0


def fit(
    nlp: "Language",
    examples: "list[Example]",
    settings: Settings,
    score: Callable[["Language"], tuple[float, str]],
    target: Path,
) -> float:
    """Trains the initialised pipeline and writes its best state; the best score.

    A state is the average of the weights so far; the learning rate falls to nought in a line.
    """
    from thinc.api import Adam

    optimizer = Adam(settings["learn_rate"], L2=0.01, grad_clip=1.0, use_averages=True, L2_is_weight_decay=True)
    best, began, steps = -1.0, time.time(), settings["steps"]
    low, high = settings["words"]
    for step, batch in enumerate(batches(examples, (low, high), steps), start=1):
        optimizer.learn_rate = settings["learn_rate"] * max(0.02, min(1.0, step / 100) * (1 - step / steps))
        fresh = [type(example)(unannotated_like(example), example.reference) for example in batch]
        nlp.update(fresh, sgd=optimizer, drop=settings["dropout"])
        if step % settings["evaluate_every"] == 0 or step == steps:
            with nlp.use_params(optimizer.averages):
                value, line = score(nlp)
                print(f"{step:6d} {time.time() - began:6.0f} s  {line}", flush=True)
                if value > best:
                    best = value
                    nlp.to_disk(target, exclude=["tokenizer"])
    return best


def copy_encoder(source: Path, nlp: "Language") -> None:
    """Gives the name finder the weights of a trained pipeline's encoder, of the same shape."""
    import spacy

    trained = spacy.load(source, exclude=["tokenizer"])
    given, taken = (
        [node for node in model.walk(order="dfs_pre") if node.param_names]
        for model in (
            trained.get_pipe("tok2vec").model,  # type: ignore[attr-defined]
            nlp.get_pipe("ner").model.get_ref("tok2vec"),  # type: ignore[attr-defined]
        )
    )
    for old, new in zip(given, taken, strict=False):
        for name in old.param_names:
            if old.get_param(name).shape != new.get_param(name).shape:
                raise ValueError(f"encoders differ in shape at {old.name}.{name}")
            new.set_param(name, old.get_param(name).copy())


def unannotated_like(example: "Example") -> "Doc":
    """A fresh Doc for the example's words; sentence starts that the tokenizer set stay."""
    from spacy.tokens import Doc

    doc = example.predicted
    given = doc.has_annotation("SENT_START") and not doc.has_annotation("DEP")
    starts: list[bool | int | None] | None = [token.is_sent_start for token in doc] if given else None
    return Doc(
        doc.vocab,
        words=[token.text for token in doc],
        spaces=[bool(token.whitespace_) for token in doc],
        sent_starts=starts,
    )


def name_example(nlp: "Language", named: NamedText) -> "Example":
    """An example of a text with names; names that cross a sentence start or white space are left out."""
    from spacy.training import Example

    doc = nlp.make_doc(named.text)
    reference = doc.copy()
    taken: set[int] = set()
    spans = []
    for start, end, label in sorted(named.spans, key=lambda span: span.start - span.end):
        span = reference.char_span(start, end, label, alignment_mode="expand")
        if span is None or taken & set(range(span.start, span.end)):
            continue
        if any(token.is_space or (token.i > span.start and token.is_sent_start) for token in span):
            continue
        taken |= set(range(span.start, span.end))
        spans.append(span)
    reference.ents = spans
    return Example(doc, reference)


def guesses(nlp: "Language", sentences: Sequence[Sentence]) -> "Iterator[list[tuple[str, str]]]":
    """For each sentence the features and lemmas that a trained pipeline gives its words."""
    from spacy.tokens import Doc

    docs = (
        Doc(
            nlp.vocab,
            words=[word.form for word in sentence.words],
            spaces=[word.space for word in sentence.words],
        )
        for sentence in sentences
    )
    for doc in nlp.pipe(docs):
        yield [(str(token.morph), token.lemma_) for token in doc]
