"""Which sums of a text are prices: the trigger word nearest to a sum decides, or the lead-in of the list it stands in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from kg.extract.amounts import Amount
from kg.extract.mentions import amount_grammar
from kg.extract.scenes import Scene, lead_in
from kg.extract.sentences import Stretch, clause_of
from kg.sources import Reading
from kg.vocab import Ontology

# Trigger words, as data. The word of either list that stands nearest to a sum decides what the sum is.
PRICE = re.compile(r"\b(?:prices?|priced|costs?|costing|fees?|charg(?:e|es|ed|ing)|pa(?:y|ys|id|ying)|tariffs?|asks?|asked|demand(?:s|ed)?|required|expenses|rates?|sells?|sold|payments?|sum|cheaper|cheapest|expensive|dearer)\b", re.IGNORECASE)
_OTHER = re.compile(r"\b(?:fines?|fined|budgets?|projects?|worth|grants?|granted|fund(?:s|ed|ing)?|invest\w*|seiz\w+|confiscat\w+|profits?|earn\w*|turnover|bail|salar\w+|wages?|brib\w+|ransoms?|donat\w+|"
                    r"allocat\w+|revenues?|damages?|penalt\w+|reward\w*|deposit\w*|stole\w*|robb\w+|found|carrying|generat\w+|loans?|debts?|allowances?|aid|permits?|visas?|passports?|tax(?:es)?|customs|courts?)\b", re.IGNORECASE)
_CHANGE = re.compile(r"\b(?:r[oi]se\w*|rose|increas\w+|grow\w*|grew|f[ae]ll\w*|fell|drop\w*|decreas\w+|declin\w+|jump\w*|climb\w*|doubl\w+|went up|gone up|up|down)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_DIFFERENCE = re.compile(r"\s+(?:more|less|cheaper|dearer|higher|lower|extra)\b")
_JOINT = re.compile(r"(?:,|\band\b|\bor\b)")
_THAN = re.compile(r"\bthan\b")
_GOING_ON = re.compile(r"\b(?:transport\w*|cross\w*|journey|transfer|accommodation|ranges?|varies|amounts?)\b", re.IGNORECASE)
_SCALED_AT_MOST = Decimal(1_000_000)
NEAR_BEHIND = 30


@dataclass(frozen=True)
class Priced:
    """A sum in its sentence: ``clause`` around it, ``left`` and ``right`` the bounds (in the sentence) of the words that speak of it alone."""

    scene: Scene
    amount: Amount
    clause: Stretch
    left: int
    right: int
    first: int
    """Where the first sum of the clause begins."""

    @property
    def zone(self) -> str:
        """The words that speak of this sum alone."""
        return self.scene.text[self.left:self.right]


def priced_sums(scene: Scene, ontology: Ontology) -> list[Priced]:
    """The sums of a sentence, each with the words that speak of it alone."""
    amounts = list(amount_grammar(ontology).find(scene.text))
    clauses = [clause_of(scene.sentence, scene.sentence.start + amount.start) for amount in amounts]
    found = []
    for at, (amount, clause) in enumerate(zip(amounts, clauses, strict=True)):
        first = min(other.start for other, its in zip(amounts, clauses, strict=True) if its == clause)
        left = max([clause.start - scene.sentence.start, *(a.end for a in amounts[:at])])
        right = min([clause.end - scene.sentence.start, *(a.start for a in amounts[at + 1:])])
        # "cheaper (EUR 800) than by lorry (EUR 900)": what is compared with has nothing to do with this sum
        right = min([right, *(m.start() for m in _THAN.finditer(scene.text, amount.end, right))])
        if first < amount.start and not any(way.end <= first for way in scene.ways):
            # each sum stands before the words on it: what follows the sum before belongs to that one
            left += max((m.start() for m in _JOINT.finditer(scene.text[left:amount.start])), default=0)
        found.append(Priced(scene, amount, clause, left, right, first))
    return found


def is_price(priced: Priced, reading: Reading) -> bool:
    """Whether the word nearest to the sum in its clause is one of price; a list item may have it in its lead-in or heading."""
    amount, text = priced.amount, priced.scene.text
    if amount.is_scaled and (amount.low or amount.high or 0) >= _SCALED_AT_MOST:
        return False
    if _DIFFERENCE.match(text, amount.end):
        return False
    if amount.lead == "from" and _CHANGE.search(text[:amount.start]):
        return False
    start, end = priced.clause.start - priced.scene.sentence.start, priced.clause.end - priced.scene.sentence.start
    price, other = (_nearest(pattern, text, amount, start, end) for pattern in (PRICE, _OTHER))
    if price is None and other is None and start > 0:
        price, other = (_nearest(pattern, text, amount, 0, len(text)) for pattern in (PRICE, _OTHER))
    if price is None and other is None:
        return bool(priced.scene.ways) and _is_introduced(priced, reading)
    return price is not None and (other is None or price < other)


def is_silent(priced: Priced) -> bool:
    """Whether the sentence has no trigger of its own and goes on about what is sold, so that the sentence before it decides."""
    text = priced.scene.text
    return not PRICE.search(text) and not _OTHER.search(text) and _GOING_ON.search(text) is not None


def _nearest(pattern: re.Pattern[str], text: str, amount: Amount, start: int, end: int) -> int | None:
    """How far the nearest trigger stands from the sum; what follows the sum counts as twice as far, and not at all far behind."""
    found = list(pattern.finditer(text, start, end))
    before = [amount.start - m.end() for m in found if m.end() <= amount.start]
    after = [2 * (m.start() - amount.end) for m in found if amount.end <= m.start() < amount.end + NEAR_BEHIND]
    return min([*before, *after], default=None)


def _is_introduced(priced: Priced, reading: Reading) -> bool:
    passage = priced.scene.sentence.passage
    intro = lead_in(reading.document.passages, passage) if passage.kind in ("item", "row") else None
    return any(PRICE.search(words) and not _OTHER.search(words) for words in [*passage.headings[-1:], *([intro.text.text[-200:]] if intro else [])])
