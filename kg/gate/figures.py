"""Numbers, dates and phrases of a claim held against the words it rests on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from kg import iri
from kg.gate.rulings import Evidence, supporting_words
from kg.model import Claim, Raw
from kg.text import fold_quote
from kg.text.numbers import numbers, written
from kg.vocab import Ontology

_XSD = iri.PREFIXES["xsd"]
_NUMERIC = {_XSD + "decimal", _XSD + "integer"}
_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
_VERBATIM = ("hedge", "periodText")
_LONGEST = 400


def fits(range_iri: str, value: Raw) -> bool:
    """Whether a value as written can be a literal of this datatype."""
    match range_iri.removeprefix(_XSD):
        case "string":
            return isinstance(value, str)
        case "integer":
            return isinstance(value, int) and not isinstance(value, bool)
        case "decimal":
            return isinstance(value, int | float) and not isinstance(value, bool)
        case "boolean":
            return isinstance(value, bool)
        case "date":
            return isinstance(value, str) and _DATE.fullmatch(value) is not None
    return True


def check_figures(ontology: Ontology, claim: Claim, evidence: list[Evidence]) -> Iterator[str]:
    """Every number of a slot or of its phrases is a number of the words; every date can be read in them."""
    for name, values in claim.slots.items():
        slot = ontology.slots[name]
        words = supporting_words(evidence, name)
        if slot.is_reading:
            continue
        if slot.range in _NUMERIC:
            yield from (f"{name} {value} is not a number of the quote." for value in values if not numbers(words) >= {Decimal(str(value))})
        elif slot.range == _XSD + "date":
            dated = " | ".join([words, supporting_words(evidence, "periodText")])
            yield from (f"{name} {value} cannot be read in the quote." for value in values if not _date_stands(str(value), dated))
        elif slot.range == _XSD + "string" and name not in ("note", "attribution"):
            yield from _phrases(name, values, " | ".join(e.words for e in evidence))


def _date_stands(value: str, words: str) -> bool:
    """The year stands in the words; a day of a month that opens or closes no year or half-year also needs the month's name or number,
    or words such as 'first eight months' and 'first quarter'."""
    match = _DATE.fullmatch(value)
    if not match:
        return False
    year, month = match[1], int(match[2])
    edge = (match[2], match[3]) in (("01", "01"), ("12", "31"), ("06", "30"), ("07", "01"))
    named = rf"{_MONTHS[month - 1]}|\b0?{month}[./]|[./-]{match[2]}\b"
    return year in words and (edge or re.search(named, words) is not None or Decimal(month) in _last_months(words))


def _last_months(words: str) -> set[Decimal]:
    """The months with which the stretches of a year end that the words open with 'first'."""
    counted = {n for m in re.finditer(r"first (\w+) months", words) for n in numbers(m[1])}
    return counted | ({Decimal(3)} if re.search(r"first quarter", words) else set())


def _phrases(name: str, values: Iterable[Raw], words: str) -> Iterator[str]:
    have = numbers(words)
    for value in map(str, values):
        if len(value) > _LONGEST:
            yield f"{name} is a whole paragraph; write a phrase."
        invented = sorted(written(value) - have)
        if invented:
            yield f"{name} holds the number {invented[0]}, which is not in the quote."


def check_verbatim(claim: Claim, evidence: list[Evidence]) -> Iterator[str]:
    """Hedges and periods are the words of the source themselves."""
    for name in _VERBATIM:
        if name not in claim.slots:
            continue
        words = fold_quote(supporting_words(evidence, name)).casefold()
        for value in map(str, claim.slots[name]):
            parts = [fold_quote(p).casefold() for p in re.split(r"\s*[;…]\s*", value) if p]
            yield from (f"{name} {part!r} is not in the quote." for part in parts if part not in words)
