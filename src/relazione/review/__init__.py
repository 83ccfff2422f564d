"""What analysts decide: what to look at next, how far they agree, how right the reader was, and gold from it all."""

from relazione.review.agreement import alpha, alpha_of
from relazione.review.gold import gold_of
from relazione.review.precision import Precision, precisions_of
from relazione.review.queue import Item, next_items

__all__ = ["Item", "Precision", "alpha", "alpha_of", "gold_of", "next_items", "precisions_of"]
