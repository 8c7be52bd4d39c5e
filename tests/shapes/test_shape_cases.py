"""Each fault, put into a graph that has none, is found by its shape, at its node, and nothing else is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import iri
from kg.validate import ShapeFinding, validate

ENTRY, PRICE, GROUND = "fact/paper/entry", "fact/paper/price", "fact/paper/ground"
NOTE = "skos:editorialNote"
COMPARISON = "comparison/one"


def put(node: str, predicate: str, value: str) -> str:
    """Replaces all values."""
    return (
        f"DELETE {{ <{node}> {predicate} ?v }} INSERT {{ <{node}> {predicate} {value} }} WHERE {{ OPTIONAL {{ <{node}> {predicate} ?v }} }}"
    )


def add(node: str, predicate: str, value: str) -> str:
    return f"INSERT DATA {{ <{node}> {predicate} {value} }}"


def cut(node: str, *predicates: str) -> str:
    return " ; ".join(f"DELETE WHERE {{ <{node}> {predicate} ?v }}" for predicate in predicates)


# (update, the findings it must give: node and rule)
CASES: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "comparison without a reason": (cut(COMPARISON, "kg:reason"), [(COMPARISON, "ComparisonShape-reason:MinCount")]),
    "comparison without a relation": (cut(COMPARISON, "kg:hasRelation"), [(COMPARISON, "ComparisonShape-hasRelation:MinCount")]),
    "comparison without a basis": (cut(COMPARISON, "kg:hasBasis"), [(COMPARISON, "ComparisonShape-hasBasis:MinCount")]),
    "comparison of nothing": (cut(COMPARISON, "kg:comparesFact"), [(COMPARISON, "ComparisonShape-comparesFact:MinCount")]),
    "comparison with nothing": (cut(COMPARISON, "kg:withFact"), [(COMPARISON, "ComparisonShape-withFact:MinCount")]),
    "no source": (
        cut(ENTRY, "kg:statedIn"),
        [
            (ENTRY, "FactShape-statedIn:MinCount"),
            (ENTRY, "FactShape-sourceMarking:Equals"),
            (ENTRY, "FactShape-sourceOfEvidence:Equals"),
        ],
    ),
    "no evidence": (
        cut(ENTRY, "kg:hasEvidence"),
        [
            (ENTRY, "FactShape-hasEvidence:MinCount"),
            (ENTRY, "FactShape-sourceOfEvidence:Equals"),
            (f"{ENTRY}/evidence/1", "EvidenceShape-used:MinCount"),
        ],
    ),
    "empty quote": (
        put(ENTRY, "kg:quote", '" "'),
        [(ENTRY, "quoteSlot:Pattern"), (ENTRY, "quoteSlot:Not")],
    ),
    "quote with a blank at its end": (put(ENTRY, "kg:quote", '"the words "'), [(ENTRY, "quoteSlot:Not")]),
    "quote over two lines is a quote": (put(ENTRY, "kg:quote", '"the\\nwords"'), []),
    "label in another language": (put(ENTRY, "rdfs:label", '"Ulaz"@hr'), [(ENTRY, "FactShape-label:LanguageIn")]),
    "label without the designation": (
        put(ENTRY, "rdfs:label", '"Entry to Kosovo"@en'),
        [(ENTRY, "FactShape-labelDesignation:Not")],
    ),
    "label with the designation": (put(ENTRY, "rdfs:label", '"Entry to Kosovo* from Aland"@en'), []),
    "label that names the declaration": (put(ENTRY, "rdfs:label", '"Opinion on the Kosovo Declaration"@en'), []),
    "marked less than its source": (
        put(ENTRY, "kg:hasMarking", "<id/marking/europol-bpl>"),
        [(ENTRY, "FactShape-sourceMarking:Equals"), (ENTRY, "FactShape-sourceMarking:Equals")],
    ),
    "evidence of another source": (
        put(f"{ENTRY}/evidence/1", "oa:hasSource", "<source/other>"),
        [(ENTRY, "FactShape-sourceOfEvidence:Equals")],
    ),
    "period upside down": (
        put(ENTRY, "kg:periodEnd", '"2019-02-01"^^xsd:date'),
        [(ENTRY, "FactShape-period:LessThanOrEquals")],
    ),
    "period of one day": (put(ENTRY, "kg:periodEnd", '"2019-03-01"^^xsd:date'), []),
    "period as text": (
        put(ENTRY, "kg:periodStart", '"March 2019"'),
        [(ENTRY, "periodStartSlot:Datatype"), (ENTRY, "FactShape-period:LessThanOrEquals")],
    ),
    "excepts its own country": (
        add(ENTRY, "kg:isExceptFor", "<id/country/aland>"),
        [(ENTRY, "FactShape-exception:Disjoint")],
    ),
    "a sentence for a description": (
        put(ENTRY, "kg:description", f'"{"word " * 40}"'),
        [(ENTRY, "FactShape-wording:MaxLength")],
    ),
    "corroborates its own source": (
        add(ENTRY, "kg:corroborates", "<fact/paper/exit>"),
        [(ENTRY, "CorroborationShape-source:Disjoint")],
    ),
    "carried without a slot": (
        cut(f"{ENTRY}/evidence/2", "kg:carriesSlot"),
        [(f"{ENTRY}/evidence/2", "CarriedEvidenceShape-carriesSlot:MinCount")],
    ),
    "carries what is no slot": (
        put(f"{ENTRY}/evidence/2", "kg:carriesSlot", "kg:Fact"),
        [(f"{ENTRY}/evidence/2", "carriesSlotSlot:Or")],
    ),
    "evidence without offsets": (
        f"DELETE WHERE {{ <{ENTRY}/evidence/1> oa:hasSelector <{ENTRY}/evidence/1/position> }}",
        [(f"{ENTRY}/evidence/1", "EvidenceShape-position:QualifiedMinCount")],
    ),
    "evidence without words": (
        f"DELETE WHERE {{ <{ENTRY}/evidence/1> oa:hasSelector <{ENTRY}/evidence/1/words> }}",
        [(f"{ENTRY}/evidence/1", "EvidenceShape-words:QualifiedMinCount")],
    ),
    "evidence of no source": (
        put(f"{PRICE}/evidence/1", "oa:hasSource", "<id/country/aland>"),
        [
            (f"{PRICE}/evidence/1", "EvidenceShape-hasSource:Class"),
            (PRICE, "FactShape-sourceOfEvidence:Equals"),
            (PRICE, "FactShape-sourceOfEvidence:Equals"),
        ],
    ),
    "offsets of no length": (
        put(f"{PRICE}/evidence/1/position", "oa:end", "10"),
        [(f"{PRICE}/evidence/1/position", "TextPositionShape-order:LessThan")],
    ),
    "offset below zero": (
        put(f"{PRICE}/evidence/1/position", "oa:start", "-1"),
        [(f"{PRICE}/evidence/1/position", "TextPositionShape-start:MinInclusive")],
    ),
    "offset with a fraction": (
        put(f"{PRICE}/evidence/1/position", "oa:start", "1.5"),
        [(f"{PRICE}/evidence/1/position", "TextPositionShape-start:Or")],
    ),
    "offsets as the Web Annotation model types them": (
        put(f"{PRICE}/evidence/1/position", "oa:start", '"1"^^xsd:nonNegativeInteger'),
        [],
    ),
    "words that are none": (
        put(f"{PRICE}/evidence/1/words", "oa:exact", '""'),
        [(f"{PRICE}/evidence/1/words", "TextQuoteShape-exact:Pattern")],
    ),
    "hash of the wrong length": (
        put("source/paper", "kg:sha256", '"abc"'),
        [("source/paper", "SourceShape-sha256:Pattern")],
    ),
    "file name with a folder": (
        put("source/paper", "kg:fileName", '"a/b.txt"'),
        [("source/paper", "SourceShape-fileName:Pattern")],
    ),
    "date in words": (put("source/paper", "dct:issued", '"January"'), [("source/paper", "SourceShape-issued:Pattern")]),
    "date to the day": (put("source/paper", "dct:issued", '"2020-01-31"'), []),
    "two English labels": (
        add("id/country/aland", "skos:prefLabel", '"Åland"@en'),
        [
            ("id/country/aland", "EntityShape-prefLabel:QualifiedMaxCount"),
            ("id/country/aland", "EntityShape-prefLabel:UniqueLang"),
        ],
    ),
    "no English label": (
        put("id/country/beland", "skos:prefLabel", '"Belandija"@hr'),
        [("id/country/beland", "EntityShape-prefLabel:QualifiedMinCount")],
    ),
    "label without a language": (
        add("id/country/beland", "skos:prefLabel", '"BL"'),
        [("id/country/beland", "EntityShape-prefLabel:Datatype")],
    ),
    "other name that repeats the label": (
        put("id/country/beland", "skos:altLabel", '"Beland"@en'),
        [("id/country/beland", "EntityShape-altLabel:Disjoint")],
    ),
    "misspelling that is spelt right": (
        put("id/country/aland", "skos:hiddenLabel", '"Alandia"@en'),
        [("id/country/aland", "EntityShape-hiddenLabel:Disjoint")],
    ),
    "place without the designation": (
        put("id/place/town", "skos:prefLabel", '"Northern Kosovo"@en'),
        [("id/place/town", "EntityShape-designation:Not")],
    ),
    "Kosovo* without its asterisk": (
        put("id/country/kosovo", "skos:prefLabel", '"Kosovo"@en') + " ; " + cut("id/country/kosovo", "skos:altLabel"),
        [("id/country/kosovo", "KosovoLabelShape:Or"), ("id/country/kosovo", "EntityShape-designation:Not")],
    ),
    "Kosovo* without its note": (cut("id/country/kosovo", NOTE), [("id/country/kosovo", "KosovoNoteShape:Or")]),
    "Kosovo* with one note more": (add("id/country/kosovo", NOTE, '"The code is user-assigned."@en'), []),
    "term in two schemes": (
        add("id/status/accepted", "skos:inScheme", "<id/scheme/basis>"),
        [("id/status/accepted", "TermShape-inScheme:MaxCount")],
    ),
    "term in the scheme of another class": (
        put("id/status/accepted", "skos:inScheme", "<id/scheme/basis>"),
        [("id/status/accepted", "StatusShape-scheme:HasValue")],
    ),
    "definition without a full stop": (
        put("id/status/accepted", "skos:definition", '"Read and accepted"@en'),
        [("id/status/accepted", "TermShape-definition:Pattern")],
    ),
    "broader than what is no term": (
        put("id/status/accepted", "skos:broader", "<id/country/aland>"),
        [("id/status/accepted", "TermShape-broader:Class")],
    ),
    "currency by its sign": (
        put("id/currency/EUR", "skos:notation", '"€"'),
        [("id/currency/EUR", "CurrencyShape-notation:Pattern")],
    ),
    "scheme with two English titles": (
        add("id/scheme/status", "dct:title", '"Stage"@en'),
        [("id/scheme/status", "ConceptSchemeShape-title:UniqueLang")],
    ),
    "named person with a nationality": (
        add("id/person/speaker", "kg:hasNationality", "<id/country/aland>"),
        [("id/person/speaker", "PersonShape-privacy:MaxCount")],
    ),
    "place far beyond the pole": (
        put("id/country/aland", "kg:latitude", "95.5"),
        [("id/country/aland", "latitudeSlot:MaxInclusive")],
    ),
    "latitude alone": (
        cut("id/country/aland", "kg:longitude"),
        [("id/country/aland", "LatitudeCompanionShape:MinCount")],
    ),
    "longitude alone": (
        cut("id/country/aland", "kg:latitude"),
        [("id/country/aland", "LongitudeCompanionShape:MinCount")],
    ),
    "coordinates of unknown exactness": (
        put("id/country/aland", "kg:coordinatePrecision", '"good"'),
        [("id/country/aland", "coordinatePrecisionSlot:In")],
    ),
    "code in small letters": (
        put("id/country/aland", "kg:isoAlpha2", '"aa"'),
        [("id/country/aland", "isoAlpha2Slot:Pattern")],
    ),
    "three-letter code with two": (
        put("id/country/aland", "kg:isoAlpha3", '"AA"'),
        [("id/country/aland", "isoAlpha3Slot:Pattern")],
    ),
    "border of one country": (
        put("id/border/aland-beland", "kg:betweenCountry", "<id/country/aland>"),
        [("id/border/aland-beland", "BorderSectionShape-betweenCountry:MinCount")],
    ),
    "border of three countries": (
        add("id/border/aland-beland", "kg:betweenCountry", "<id/country/celand>"),
        [("id/border/aland-beland", "BorderSectionShape-betweenCountry:MaxCount")],
    ),
    "entry without a way": (
        cut(ENTRY, "kg:hasPlace", "kg:fromCountry", "kg:atBorderSection"),
        [(ENTRY, "EntryPointShape-way:MinCount")],
    ),
    "entry from itself": (
        put(ENTRY, "kg:fromCountry", "<id/country/aland>"),
        [(ENTRY, "EntryPointShape-fromCountryOther:Disjoint")],
    ),
    "entry over a border elsewhere": (
        put(ENTRY, "kg:atBorderSection", "<id/border/beland-celand>"),
        [(ENTRY, "EntryPointBorderShape:Or")],
    ),
    "entry at a place elsewhere": (put(ENTRY, "kg:hasPlace", "<id/place/port>"), [(ENTRY, "EntryPointPlaceShape:Or")]),
    "entry at a place on the far side": (
        put(ENTRY, "kg:hasPlace", "<id/place/port>") + " ; " + put("id/place/port", "kg:withinCountry", "<id/country/beland>"),
        [],
    ),
    "exit to itself": (
        put("fact/paper/exit", "kg:toCountry", "<id/country/aland>"),
        [("fact/paper/exit", "ExitPointShape-toCountryOther:Disjoint")],
    ),
    "exit over a border elsewhere": (
        put("fact/paper/exit", "kg:atBorderSection", "<id/border/beland-celand>"),
        [("fact/paper/exit", "ExitPointBorderShape:Or")],
    ),
    "exit at a place elsewhere": (
        put("fact/paper/exit", "kg:hasPlace", "<id/place/port>"),
        [("fact/paper/exit", "ExitPointPlaceShape:Or")],
    ),
    "leg that ends where it begins": (
        put("fact/paper/leg", "kg:leadsTo", "<id/place/town>"),
        [("fact/paper/leg", "RouteLegShape-startsFromOther:Disjoint")],
    ),
    "stop number nought": (put("fact/paper/stop", "kg:order", "0"), [("fact/paper/stop", "orderSlot:MinInclusive")]),
    "part of itself": (
        put("fact/paper/structure", "kg:hasParentBody", "<id/institution/police>"),
        [("fact/paper/structure", "StructureShape-hasParentBodyOther:Disjoint")],
    ),
    "listed under itself": (
        put("fact/paper/listing", "kg:hasParentBody", "<id/institution/police>"),
        [("fact/paper/listing", "InstitutionListingShape-hasParentBodyOther:Disjoint")],
    ),
    "member of itself": (
        put("fact/paper/member", "kg:hasMember", "<id/institution/agency>"),
        [("fact/paper/member", "MembershipShape-hasMemberOther:Disjoint")],
    ),
    "cooperates with itself": (
        put("fact/paper/cooperation", "kg:hasCounterpart", "<id/institution/police>"),
        [("fact/paper/cooperation", "CooperationSidesShape:Or")],
    ),
    "those of a region cooperate": (
        put("fact/paper/cooperation", "kg:hasCounterpart", "<id/place/south>")
        + " ; "
        + put("fact/paper/cooperation", "kg:hasParty", "<id/place/south>"),
        [],
    ),
    "statistic upside down": (
        put("fact/paper/statistic", "kg:maxValue", "1.0"),
        [("fact/paper/statistic", "StatisticShape-valueOrder:LessThanOrEquals")],
    ),
    "statistic in words": (cut("fact/paper/statistic", "kg:value", "kg:maxValue"), []),
    "statistic without a number": (
        cut("fact/paper/statistic", "kg:value", "kg:maxValue", "kg:valueText", "kg:changePercent", "kg:rank"),
        [("fact/paper/statistic", "StatisticShape-number:MinCount")],
    ),
    "falls by more than all": (
        put("fact/paper/statistic", "kg:changePercent", "-120.0"),
        [("fact/paper/statistic", "changePercentSlot:MinInclusive")],
    ),
    "rank nought": (put("fact/paper/statistic", "kg:rank", "0"), [("fact/paper/statistic", "rankSlot:MinInclusive")]),
    "article without an act": (cut(GROUND, "kg:hasAct", "kg:hasProvision"), [(GROUND, "ArticleActShape:MinCount")]),
    "paragraph and point without an article": (
        cut(GROUND, "kg:article"),
        [(GROUND, "ParagraphArticleShape:MinCount"), (GROUND, "PointArticleShape:MinCount")],
    ),
    "article with its paragraph": (put(GROUND, "kg:article", '"52(2)"'), [(GROUND, "articleSlot:Pattern")]),
    "article with a letter": (put(GROUND, "kg:article", '"52a"'), []),
    "point in words": (put(GROUND, "kg:point", '"third"'), [(GROUND, "pointSlot:Pattern")]),
    "paragraph in words": (put(GROUND, "kg:paragraph", '"two"'), [(GROUND, "paragraphSlot:Pattern")]),
    "provision of another act": (
        put(GROUND, "kg:hasProvision", "<id/provision/abroad-1>"),
        [(GROUND, "ResidenceGroundActShape:Or")],
    ),
    "act of another country": (
        put(GROUND, "kg:inCountry", "<id/country/beland>"),
        [(GROUND, "ResidenceGroundJurisdictionShape:Or")],
    ),
    "provision of two acts": (
        add("id/provision/abroad-1", "kg:isProvisionOf", "<id/act/foreigners>"),
        [("id/provision/abroad-1", "LegalProvisionShape-isProvisionOf:MaxCount")],
    ),
    "provision without the word article": (
        put("id/provision/abroad-1", "eli:number", '"52(2)"'),
        [("id/provision/abroad-1", "LegalProvisionShape-number:Pattern")],
    ),
    "price without an amount": (
        cut(PRICE, "kg:minAmount", "kg:maxAmount"),
        [(PRICE, "PriceObservationShape-amount:MinCount")],
    ),
    "price up to an amount": (cut(PRICE, "kg:minAmount"), []),
    "price without a currency": (
        cut(PRICE, "kg:hasCurrency"),
        [(PRICE, "PriceObservationShape-hasCurrency:MinCount"), (PRICE, "MoneyShape:MinCount")],
    ),
    "money without a currency elsewhere": (
        add("fact/paper/factor", "kg:maxAmount", "20.0"),
        [("fact/paper/factor", "MoneyShape:MinCount")],
    ),
    "price upside down": (
        put(PRICE, "kg:minAmount", "300.0"),
        [(PRICE, "PriceObservationShape-minAmountOrder:LessThanOrEquals")],
    ),
    "price of one amount": (put(PRICE, "kg:minAmount", "250.5"), []),
    "price below zero": (put(PRICE, "kg:minAmount", "-1.0"), [(PRICE, "minAmountSlot:MinInclusive")]),
    "price of nothing": (
        put(PRICE, "kg:maxAmount", "0.0") + " ; " + cut(PRICE, "kg:minAmount"),
        [(PRICE, "maxAmountSlot:MinExclusive")],
    ),
    "price in words": (
        put(PRICE, "kg:maxAmount", '"three thousand"'),
        [
            (PRICE, "maxAmountSlot:Datatype"),
            (PRICE, "maxAmountSlot:MinExclusive"),
            (PRICE, "PriceObservationShape-minAmountOrder:LessThanOrEquals"),
        ],
    ),
    "more persons at least than at most": (
        put(PRICE, "kg:minPersons", "9"),
        [(PRICE, "PriceObservationShape-minPersonsOrder:LessThanOrEquals")],
    ),
    "a country that is no country": (
        put("fact/paper/limit", "kg:inCountry", "<id/place/town>"),
        [("fact/paper/limit", "inCountrySlot:Class")],
    ),
    "a country by its name": (
        put("fact/paper/limit", "kg:inCountry", '"Aland"'),
        [("fact/paper/limit", "inCountrySlot:Class"), ("fact/paper/limit", "inCountrySlot:NodeKind")],
    ),
}


def found(graph: ox.Store, shapes: list[Path]) -> list[tuple[str, str]]:
    return sorted((f.focus.removeprefix(iri.BASE), f.rule) for f in validate(graph, shapes))


@pytest.mark.parametrize("name", CASES)
def test_a_fault_is_found_where_it_is(name: str, broken: Callable[[str], ox.Store], shapes: list[Path]) -> None:
    update, expected = CASES[name]
    assert found(broken(update), shapes) == sorted(expected)


def test_a_fact_without_an_iri_is_found(good: Iterable[ox.Quad], shapes: list[Path]) -> None:
    fact, blank = ox.NamedNode(iri.BASE + PRICE), ox.BlankNode("b")
    renamed = [ox.Quad(blank, q.predicate, q.object) if q.subject == fact else q for q in good]
    (finding,) = validate(renamed, shapes)
    assert finding.focus.startswith("_:")
    assert finding.rule == "FactShape:NodeKind"


def test_the_good_graph_has_no_fault(good: Iterable[ox.Quad], shapes: list[Path]) -> None:
    assert validate(good, shapes) == []


def test_both_engines_find_the_same(good: Iterable[ox.Quad], broken: Callable[[str], ox.Store], shapes: list[Path]) -> None:
    """On the good graph, and on a graph with all faults at once."""
    worst = broken(" ; ".join(update for update, _ in CASES.values()))
    for graph in (list(good), list(worst)):
        fast, reference = validate(graph, shapes), validate(graph, shapes, "pyshacl")
        assert {key(f) for f in fast} == {key(f) for f in reference}
    assert len(fast) > len(CASES) / 2


def key(finding: object) -> tuple[str, ...]:
    assert isinstance(finding, ShapeFinding)
    return finding.focus, finding.path, finding.component, finding.severity, finding.value, finding.rule, finding.remedy
