"""One accepted ruling -> the quads of its fact; one source -> the triples that describe it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pyoxigraph as ox

from kg import iri
from kg.gate import Evidence, Ruling
from kg.graph.labels import label, shown
from kg.model import Raw, Source, Span
from kg.sources import Reading
from kg.vocab import Ontology, Slot

_CONTEXT = 160
"""Characters of prefix and suffix kept with a quote: a sentence or so, enough to read it in its context."""
_TYPE = ox.NamedNode(iri.PREFIXES["rdf"] + "type")
_LABEL = ox.NamedNode(iri.PREFIXES["rdfs"] + "label")
_OA = iri.PREFIXES["oa"]
_DCT = iri.PREFIXES["dct"]
Node = ox.NamedNode | ox.Literal


def _kg(name: str) -> ox.NamedNode:
    return ox.NamedNode(iri.term(name))


def fact_triples(ontology: Ontology, ruling: Ruling, reading: Reading) -> Iterator[ox.Triple]:
    """The triples of one fact: class, label, source, markings, status, basis, slots, quotes and evidence."""
    claim, source = ruling.claim, reading.source
    fact = ox.NamedNode(ruling.iri)
    yield ox.Triple(fact, _TYPE, _kg(claim.type))
    yield ox.Triple(fact, _LABEL, ox.Literal(label(ontology.kind(claim.type).template, shown(ontology, claim)) or claim.type, language="en"))
    yield ox.Triple(fact, _kg("statedIn"), ox.NamedNode(iri.source(source.slug)))
    yield ox.Triple(fact, _kg("hasStatus"), ox.NamedNode(iri.individual("status/accepted")))
    yield ox.Triple(fact, _kg("hasBasis"), ox.NamedNode(iri.individual(claim.basis)))
    for marking in source.markings:
        yield ox.Triple(fact, _kg("hasMarking"), ox.NamedNode(iri.individual(marking)))
    for name, values in claim.slots.items():
        slot = ontology.slot(name)
        yield from (ox.Triple(fact, _kg(name), _term(slot, value)) for value in values)
    own = [found for found in ruling.evidence if not found.slot]
    yield ox.Triple(fact, _kg("quote"), ox.Literal(" … ".join(found.words for found in own)))
    yield ox.Triple(fact, _kg("placeInSource"), ox.Literal(", ".join(f"{s.start}–{s.end}" for found in own for s in found.spans)))
    yield from _evidence(fact, ruling.evidence, reading)


def _term(slot: Slot, value: Raw) -> Node:
    """A slot's value as a canonical RDF term, because the store would rewrite any other form of a number."""
    if slot.is_object:
        return ox.NamedNode(iri.individual(str(value)))
    if isinstance(value, bool):
        return ox.Literal("true" if value else "false", datatype=ox.NamedNode(slot.range))
    if slot.range.endswith("decimal"):
        return ox.Literal(format(Decimal(str(value)).normalize(), "f"), datatype=ox.NamedNode(slot.range))
    return ox.Literal(str(value)) if slot.range.endswith("string") else ox.Literal(str(value), datatype=ox.NamedNode(slot.range))


def _evidence(fact: ox.NamedNode, evidence: tuple[Evidence, ...], reading: Reading) -> Iterator[ox.Triple]:
    """Links to the stretches of words; facts that rest on the same words share the node, named by its place in the source."""
    for found in evidence:
        for span in found.spans:
            place = f"{iri.BASE}evidence/{reading.source.slug}/{span.start}-{span.end}"
            node = ox.NamedNode(f"{place}/{found.slot}" if found.slot else place)
            yield ox.Triple(fact, _kg("hasCarriedEvidence" if found.slot else "hasEvidence"), node)
            if found.slot:
                yield ox.Triple(node, _kg("carriesSlot"), _kg(found.slot))
            yield from _selectors(node, span, reading)


def _selectors(node: ox.NamedNode, span: Span, reading: Reading) -> Iterator[ox.Triple]:
    raw = reading.document.raw
    position, words = ox.NamedNode(node.value + "/position"), ox.NamedNode(node.value + "/words")
    integer = ox.NamedNode(iri.PREFIXES["xsd"] + "integer")
    yield ox.Triple(node, _TYPE, _kg("Evidence"))
    yield ox.Triple(node, ox.NamedNode(_OA + "hasSource"), ox.NamedNode(iri.source(reading.source.slug)))
    for selector, kind in ((position, "TextPositionSelector"), (words, "TextQuoteSelector")):
        yield ox.Triple(node, ox.NamedNode(_OA + "hasSelector"), selector)
        yield ox.Triple(selector, _TYPE, ox.NamedNode(_OA + kind))
    yield ox.Triple(position, ox.NamedNode(_OA + "start"), ox.Literal(str(span.start), datatype=integer))
    yield ox.Triple(position, ox.NamedNode(_OA + "end"), ox.Literal(str(span.end), datatype=integer))
    yield ox.Triple(words, ox.NamedNode(_OA + "exact"), ox.Literal(raw[span.start:span.end]))
    yield ox.Triple(words, ox.NamedNode(_OA + "prefix"), ox.Literal(raw[max(0, span.start - _CONTEXT):span.start]))
    yield ox.Triple(words, ox.NamedNode(_OA + "suffix"), ox.Literal(raw[span.end:span.end + _CONTEXT]))


def source_triples(source: Source) -> Iterator[ox.Triple]:
    """What the register says of a source."""
    node = ox.NamedNode(iri.source(source.slug))
    yield ox.Triple(node, _TYPE, _kg("Source"))
    yield ox.Triple(node, ox.NamedNode(_DCT + "title"), ox.Literal(source.title, language=source.language))
    yield ox.Triple(node, _LABEL, ox.Literal(source.title, language=source.language))
    yield ox.Triple(node, ox.NamedNode(_DCT + "language"), ox.Literal(source.language))
    yield from (ox.Triple(node, ox.NamedNode(_DCT + "publisher"), ox.Literal(name)) for name in source.publishers)
    yield from (ox.Triple(node, _kg("hasMarking"), ox.NamedNode(iri.individual(marking))) for marking in source.markings)
    for name, value in (("fileName", source.file), ("sha256", source.sha256), ("documentKind", source.kind)):
        yield ox.Triple(node, _kg(name), ox.Literal(value))
    if source.issued:
        yield ox.Triple(node, ox.NamedNode(_DCT + "issued"), issued(source.issued))


def issued(date: str) -> ox.Literal:
    """A publication date as exact as it is known: a year, a month or a day."""
    kind = {4: "gYear", 7: "gYearMonth", 10: "date"}[len(date)]
    return ox.Literal(date, datatype=ox.NamedNode(iri.PREFIXES["xsd"] + kind))
