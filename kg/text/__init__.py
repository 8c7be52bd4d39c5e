"""Documents as clean passages whose every character knows its place in the original file, and quotes found in them."""

from kg.text.offsets import OffsetText
from kg.text.passages import Document, Passage, read_document
from kg.text.quotes import Match, find_quote, fold_quote, nearest_passage

__all__ = [
    "Document",
    "Match",
    "OffsetText",
    "Passage",
    "find_quote",
    "fold_quote",
    "nearest_passage",
    "read_document",
]
