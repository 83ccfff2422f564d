"""Loading of a trained pipeline."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language


def load_pipeline(path: Path) -> "Language":
    """The trained pipeline in the folder, with the pack's tokenizer; calls give parsed Docs.

    The pack is the folder's parent: its `lexicon/abbreviations.yaml` feeds the tokenizer.
    """
    import spacy
    from thinc.api import NumpyOps, get_current_ops, set_current_ops

    from relazione.languages import components  # noqa: F401  (registers the components)
    from relazione.languages.tokenizer import Splitter, Tokenizer, load_stop_words

    before = get_current_ops()
    # Matrix products by numpy: the kernels of the blis wheel are generic on many processors.
    set_current_ops(NumpyOps(use_blis=False))
    try:
        nlp = spacy.load(path, exclude=["tokenizer"])
    finally:
        set_current_ops(before)
    words = load_stop_words(path.parent / "lexicon" / "abbreviations.yaml")
    nlp.tokenizer = Tokenizer(nlp.vocab, Splitter(words))
    return nlp
