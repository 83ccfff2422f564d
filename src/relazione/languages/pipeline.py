"""Loading of a trained pipeline: the pack's own, or any of spaCy that gives Universal Dependencies."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

from relazione.errors import PipelineError

if TYPE_CHECKING:
    from spacy.language import Language

    from relazione.languages.doc import Doc
    from relazione.languages.pack import Pack

# Of Universal Dependencies 2, https://universaldependencies.org/u/dep/
RELATIONS = frozenset(
    "acl advcl advmod amod appos aux case cc ccomp clf compound conj cop csubj dep det discourse dislocated expl fixed "
    "flat goeswith iobj list mark nmod nsubj nummod obj obl orphan parataxis punct reparandum root "
    "vocative xcomp".split()
)
SECTION = 20_000  # characters
_GAP = re.compile(r"\n\s*\n")
MEND = "a spaCy pipeline trained on a treebank of Universal Dependencies: an installed package, or a folder"


def parse(nlp: "Language", text: str) -> "Doc":
    """The parsed Doc of a text; a long one is parsed in sections of whole paragraphs, so that time and memory grow no
    faster than its length.
    """
    from relazione.languages.doc import Doc

    return Doc.of(nlp(section) for section in sections(text))


def sections(text: str) -> list[str]:
    """The text cut behind empty lines into sections of at least SECTION characters; joined, they give the text."""
    found, start = [], 0
    for gap in _GAP.finditer(text):
        if gap.end() - start >= SECTION and len(text) - gap.end() >= SECTION:
            found.append(text[start : gap.end()])
            start = gap.end()
    return [*found, text[start:]]


def load_pipeline(path: Path) -> "Language":
    """The trained pipeline in the folder, with the pack's tokenizer; calls give parsed Docs.

    The pack is the folder's parent: its `lexicon/abbreviations.yaml` feeds the tokenizer.
    """
    return _load(path, path.parent)


def load_other(name: str, pack: "Pack") -> "Language":
    """The pipeline of an installed package or in a folder, with the pack's tokenizer.

    Raises `PipelineError` where there is none, or one of another language or with relations other than those of
    Universal Dependencies.
    """
    try:
        nlp = _load(name, pack.folder)
    except (OSError, ValueError) as error:
        raise PipelineError("cannot be loaded as a spaCy pipeline", where=name, allowed=MEND) from error
    if nlp.lang != pack.code:
        raise PipelineError(f"is a pipeline for {nlp.lang}, not for {pack.code}", where=name)
    _require_relations(nlp, name)
    return nlp


def _load(name: Path | str, pack: Path) -> "Language":
    import spacy
    from thinc.api import NumpyOps, get_current_ops, set_current_ops

    from relazione.languages import components, namefinder, treeparser  # noqa: F401  (they register the components)
    from relazione.languages.tokenizer import Splitter, Tokenizer, load_stop_words

    before = get_current_ops()
    # Matrix products by numpy: the kernels of the blis wheel are generic on many processors.
    set_current_ops(NumpyOps(use_blis=False))
    try:
        nlp = spacy.load(name, exclude=["tokenizer"])
    finally:
        set_current_ops(before)
    nlp.tokenizer = Tokenizer(nlp.vocab, Splitter(load_stop_words(pack / "lexicon" / "abbreviations.yaml")))
    return nlp


def _require_relations(nlp: "Language", name: str) -> None:
    labels = set(nlp.get_pipe("parser").labels) if "parser" in nlp.pipe_names else set()  # type: ignore[attr-defined]
    if not labels:
        raise PipelineError("has no parser", where=name, allowed=MEND)
    strange = sorted(label for label in labels if label.lower().partition(":")[0] not in RELATIONS)
    if strange:
        told = ", ".join(strange[:5])
        raise PipelineError(f"names relations that Universal Dependencies has not ({told})", where=name, allowed=MEND)
