"""The gate: decides whether a claim, hand-read or proposed, may become a fact."""

from kg.gate.gate import Gate
from kg.gate.rulings import Evidence, Ruling

__all__ = ["Evidence", "Gate", "Ruling"]
