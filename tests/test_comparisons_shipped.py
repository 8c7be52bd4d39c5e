"""The comparisons that ship: every judged pair is there, and the rules relate only told facts of different sources."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import iri, resources
from kg.builds import store_path
from kg.gate import Ruling
from kg.graph.comparisons import find_comparisons
from kg.ledger import Ledger, read_ledger
from kg.sources import read_register
from kg.text import fold_quote

SEEDS = Path(__file__).parents[1] / "seeds"
RULES = sorted((resources.folder("queries") / "comparisons").glob("*.rq"))
UNTOLD = {"planned", "proposed", "expected", "intended", "required"}
J, M, B, S, G = "joint-report-2020", "monitoring-report-2023", "berlin-process-paper-2019", "sirocco-2-press-item", "group-484-video-text-2023"
PAIRS = [  # first source and words of its quote, relation, second source and words of its quote
    (M, "charged between €500 and €700 per person", "updates", J, "From Serbia to Bosnia and Herzegovina: between EUR 300 and EUR 500"),
    (M, "From Serbia (Belgrade) to Bihać", "updates", J, "From Serbia to Bosnia and Herzegovina: between EUR 300 and EUR 500"),
    (M, "A journey from North Macedonia (Gevgelija) to Serbia", "refines", J, "From North Macedonia to Serbia: between EUR 150 and EUR 600"),
    (J, "The price for smuggling across North Macedonia", "refines", J, "From North Macedonia to Serbia: between EUR 150 and EUR 600"),
    (M, "prevalent in Serbia and North Macedonia", "refines", J, "through the Hawala system"),
    (M, "Payments to smugglers are made in cash", "corroborates", J, "Payment is done either in cash"),
    (B, "payment already received in advance", "conflicts-with", J, "only when they have arrived their destination"),
    (B, "Two main points of entry prevailed", "conflicts-with", J, "with Albania and North Macedonia as the main entry points"),
    (B, "so-called bottlenecks", "corroborates", J, "forms a bottleneck"),
    (B, "the overcrowded Vujcak camp", "corroborates", J, "such as Vucjak at the time"),
    (M, "Kumanovo- Lipkovo region", "corroborates", J, "Kumanovo – Lipokovo region"),
    (M, "has rendered this route obsolete", "updates", J, "goes from Medzhitlija"),
    (M, "opposing north-south route", "refines", J, "from Serbia via North Macedonia to Greece"),
    (M, "particularly through Novi Kneževac municipality", "updates", J, "with Kiknda as main exit area"),
    (M, "over 23,000 detections", "updates", B, "5869 was the number of detected irregular migrants"),
    (G, "over 106 000 detections", "updates", B, "Frontex recorded 7329"),
    (J, "90.71% increase", "refines", J, "a 90% increase in the number of apprehended"),
    (S, "580 smuggled migrants were arrested", "conflicts-with", S, "580 smuggled migrants were intercepted"),
    (B, "later that year", "conflicts-with", B, "in March 2016"),
    (M, "stalled negotiations on concluding a Status Agreement", "conflicts-with", M, "have not yet begun"),
    (M, "concluded a Memorandum of Cooperation", "conflicts-with", M, "concluded a Memorandum of Understanding"),
    (M, "witnesses a surge in migrants", "conflicts-with", M, "has witnessed a limited number of cases"),
    (M, "The first type of status agreement", "corroborates", B, "the Agreement with Montenegro was signed"),
    (M, "has been signed by North Macedonia, Albania and Montenegro", "updates", B, "entered into force in May 2019"),
    (J, "near reception centres and migrant camps", "corroborates", S, "Facilitators often appear in refugee camps"),
    (M, "some police officers share information", "refines", J, "law enforcement officers have found to be involved"),
]
PREFIXES = """@prefix kg: <https://w3id.org/smuggling-kg/ontology#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix id: <https://w3id.org/smuggling-kg/id/> .
@prefix state: <https://w3id.org/smuggling-kg/id/agreement-state/> . @prefix : <http://example.org/> .
:s dct:issued "2023" . :t dct:issued "2020-01" . :a skos:prefLabel "A"@en . :b skos:prefLabel "B"@en . :c skos:prefLabel "C"@en .
state:signed skos:prefLabel "signed"@en . state:negotiated skos:prefLabel "negotiated"@en .
"""
PERIOD = 'kg:periodStart "2019-01-01"^^xsd:date ; kg:periodEnd "2019-06-30"^^xsd:date'
PRICE = "a kg:PriceObservation ; kg:startsFrom :a ; kg:leadsTo :b ; kg:hasChargeUnit :u ; kg:hasCurrency :e ; kg:minAmount"
CASES = {  # rule -> what :f of the later source :s and :g of the earlier :t tell so that the rule finds them, and what :g tells so that it does not
    "agreement-told-in-a-later-state": ("a kg:AgreementStatus ; kg:hasAgreement :x ; kg:hasParty :a ; kg:hasAgreementState state:signed",
                                        "a kg:AgreementStatus ; kg:hasAgreement :x ; kg:hasParty :a ; kg:hasAgreementState state:negotiated",
                                        "a kg:AgreementStatus ; kg:hasAgreement :x ; kg:hasParty :b ; kg:hasAgreementState state:negotiated"),
    "agreement-told-in-the-same-state": ("a kg:AgreementStatus ; kg:hasAgreement :x ; kg:hasParty :a ; kg:hasAgreementState state:signed",
                                         "a kg:AgreementStatus ; kg:hasAgreement :x ; kg:hasParty :a ; kg:hasAgreementState state:signed",
                                         "a kg:AgreementStatus ; kg:hasAgreement :x ; kg:hasParty :a ; kg:hasAgreementState state:negotiated"),
    "cooperation-of-the-same-parties": ("a kg:Cooperation ; kg:hasParty :a ; kg:hasCounterpart :b", "a kg:Cooperation ; kg:hasParty :a ; kg:hasCounterpart :b",
                                        "a kg:Cooperation ; kg:hasParty :a ; kg:hasCounterpart :c"),
    "entry-point-at-the-same-place": ("a kg:EntryPoint ; kg:inCountry :a ; kg:hasPlace :b", "a kg:EntryPoint ; kg:inCountry :a ; kg:hasPlace :b",
                                      "a kg:EntryPoint ; kg:inCountry :a ; kg:hasPlace :c"),
    "entry-point-over-the-same-border": ("a kg:EntryPoint ; kg:inCountry :a ; kg:fromCountry :b", "a kg:EntryPoint ; kg:inCountry :a ; kg:fromCountry :b",
                                         "a kg:EntryPoint ; kg:inCountry :a ; kg:fromCountry :b ; kg:hasPlace :c"),
    "entry-point-with-its-place": ("a kg:EntryPoint ; kg:inCountry :a ; kg:fromCountry :b ; kg:hasPlace :c", "a kg:EntryPoint ; kg:inCountry :a ; kg:fromCountry :b",
                                   "a kg:EntryPoint ; kg:inCountry :a ; kg:fromCountry :c"),
    "exit-point-at-the-same-place": ("a kg:ExitPoint ; kg:inCountry :a ; kg:hasPlace :b", "a kg:ExitPoint ; kg:inCountry :a ; kg:hasPlace :b",
                                     "a kg:EntryPoint ; kg:inCountry :a ; kg:hasPlace :b"),
    "exit-point-over-the-same-border": ("a kg:ExitPoint ; kg:inCountry :a ; kg:toCountry :b", "a kg:ExitPoint ; kg:inCountry :a ; kg:toCountry :b",
                                        "a kg:ExitPoint ; kg:inCountry :a ; kg:toCountry :c"),
    "exit-point-with-its-place": ("a kg:ExitPoint ; kg:inCountry :a ; kg:toCountry :b ; kg:hasPlace :c", "a kg:ExitPoint ; kg:inCountry :a ; kg:toCountry :b",
                                  "a kg:ExitPoint ; kg:inCountry :a ; kg:toCountry :b ; kg:hasPlace :a"),
    "hub-with-the-same-part": ("a kg:Hub ; kg:hasPlace :a ; kg:hasHubRole :b", "a kg:Hub ; kg:hasPlace :a ; kg:hasHubRole :b", "a kg:Hub ; kg:hasPlace :a ; kg:hasHubRole :c"),
    "leg-of-the-same-route": ("a kg:RouteLeg ; kg:onRoute :r ; kg:startsFrom :a ; kg:leadsTo :b", "a kg:RouteLeg ; kg:onRoute :r ; kg:startsFrom :a ; kg:leadsTo :b",
                              "a kg:RouteLeg ; kg:onRoute :q ; kg:startsFrom :a ; kg:leadsTo :b"),
    "membership-alike": ("a kg:Membership ; kg:hasMember :a ; kg:hasOrganisation :b", "a kg:Membership ; kg:hasMember :a ; kg:hasOrganisation :b",
                         "a kg:Membership ; kg:hasMember :b ; kg:hasOrganisation :a"),
    "migrants-of-the-same-nationality": ("a kg:MigrantNationality ; kg:inCountry :a ; kg:hasNationality :b", "a kg:MigrantNationality ; kg:inCountry :a ; kg:hasNationality :b",
                                         "a kg:SmugglerNationality ; kg:inCountry :a ; kg:hasNationality :b"),
    "modus-operandi-in-the-same-country": ("a kg:ModusOperandi ; kg:inCountry :a ; kg:hasMethod :b ; kg:hasTransport :c", "a kg:ModusOperandi ; kg:inCountry :a ; kg:hasMethod :b ; kg:hasTransport :c",
                                           "a kg:ModusOperandi ; kg:inCountry :a ; kg:hasMethod :b ; kg:hasTransport :d"),
    "part-of-the-same-body": ("a kg:Structure ; kg:hasInstitution :a ; kg:hasParentBody :b", "a kg:Structure ; kg:hasInstitution :a ; kg:hasParentBody :b",
                              "a kg:Structure ; kg:hasInstitution :a ; kg:hasParentBody :c"),
    "payment-method-of-a-country": ("a kg:Payment ; kg:hasPaymentMethod :a ; kg:inCountry :b", "a kg:Payment ; kg:hasPaymentMethod :a ; kg:inCountry :b",
                                    "a kg:Payment ; kg:hasPaymentMethod :a ; kg:inCountry :c"),
    "payment-method-of-the-region": ('a kg:Payment ; kg:hasPaymentMethod :a ; kg:placeInSource "10–20"', 'a kg:Payment ; kg:hasPaymentMethod :a ; kg:placeInSource "5–9"',
                                     'a kg:Payment ; kg:hasPaymentMethod :a ; kg:inCountry :c ; kg:placeInSource "5–9"'),
    "price-of-the-same-way-alike": (f"{PRICE} 5 ; kg:maxAmount 7", f"{PRICE} 5 ; kg:maxAmount 7", f"{PRICE} 5 ; kg:maxAmount 8"),
    "price-of-the-same-way-told-later": (f"{PRICE} 5 ; kg:maxAmount 7", f"{PRICE} 3 ; kg:maxAmount 7", f"{PRICE} 5 ; kg:maxAmount 7"),
    "recruitment-by-the-same-channel": ("a kg:Recruitment ; kg:inCountry :a ; kg:hasRecruitmentChannel :b", "a kg:Recruitment ; kg:inCountry :a ; kg:hasRecruitmentChannel :b",
                                        "a kg:Recruitment ; kg:inCountry :a ; kg:hasRecruitmentChannel :c"),
    "route-used-by-the-same-nationals": ("a kg:RouteUse ; kg:onRoute :a ; kg:hasNationality :b", "a kg:RouteUse ; kg:onRoute :a ; kg:hasNationality :b",
                                         "a kg:RouteUse ; kg:onRoute :c ; kg:hasNationality :b"),
    "smugglers-of-the-same-nationality": ("a kg:SmugglerNationality ; kg:inCountry :a ; kg:hasNationality :b", "a kg:SmugglerNationality ; kg:inCountry :a ; kg:hasNationality :b",
                                          "a kg:SmugglerNationality ; kg:inCountry :a ; kg:hasNationality :c"),
    "statistic-alike": (f"kg:hasMeasure :m ; kg:inCountry :a ; kg:value 7 ; {PERIOD}", f"kg:hasMeasure :m ; kg:inCountry :a ; kg:value 7 ; {PERIOD}",
                        f"kg:hasMeasure :m ; kg:inCountry :a ; kg:value 7 ; kg:hasNationality :b ; {PERIOD}"),
    "statistic-otherwise": (f"kg:hasMeasure :m ; kg:inCountry :a ; kg:value 7 ; {PERIOD}", f"kg:hasMeasure :m ; kg:inCountry :a ; kg:value 8 ; {PERIOD}",
                            f"kg:hasMeasure :n ; kg:inCountry :a ; kg:value 8 ; {PERIOD}"),
}  # fmt: skip


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    return read_ledger(SEEDS)


@pytest.fixture(scope="module")
def rulings(ledger: Ledger) -> dict[str, Ruling]:
    return {r.iri: r for r in ledger.accepted}


def found(rule: Path, first: str, second: str, folder: Path) -> set[frozenset[str]]:
    """The pairs that one rule finds in a graph of two facts; the folder holds nothing but the rule."""
    (folder / rule.name).write_text(rule.read_text(encoding="utf-8"), encoding="utf-8")
    store = ox.Store()
    store.load(f"{PREFIXES} :f kg:statedIn :s ; {first} . :g kg:statedIn :t ; {second} .".encode(), format=ox.RdfFormat.TURTLE)
    return {frozenset((c.first, c.second)) for c in find_comparisons(store, folder)}


def test_every_judged_comparison_finds_its_two_facts(ledger: Ledger, rulings: dict[str, Ruling]) -> None:
    written = tomllib.loads((SEEDS / "comparisons.toml").read_text(encoding="utf-8"))["comparison"]
    assert len(ledger.comparisons) == len(written) >= 68
    assert {end for c in ledger.comparisons for end in (c.first, c.second)} <= set(rulings)


def test_no_pair_is_judged_twice_and_no_fact_held_against_itself(ledger: Ledger) -> None:
    pairs = [frozenset((c.first, c.second)) for c in ledger.comparisons]
    assert [p for p in pairs if len(p) != 2 or pairs.count(p) > 1] == []


def test_every_relation_is_used_and_every_reason_is_a_sentence(ledger: Ledger) -> None:
    assert {c.relation for c in ledger.comparisons} == {f"relation/{r}" for r in ("corroborates", "conflicts-with", "updates", "refines")}
    assert [c.reason for c in ledger.comparisons if not c.reason.endswith(".") or len(c.reason) > 200] == []


def test_what_corroborates_or_updates_is_another_source_and_what_updates_no_earlier_one(ledger: Ledger, rulings: dict[str, Ruling]) -> None:
    issued = {source.slug: source.issued for source in read_register(SEEDS)}
    for one in ledger.comparisons:
        first, second = rulings[one.first].claim.source, rulings[one.second].claim.source
        assert one.relation not in ("relation/corroborates", "relation/updates") or first != second, one.reason
        assert one.relation != "relation/updates" or issued[first][:4] >= issued[second][:4], one.reason


@pytest.mark.parametrize(("source", "words", "relation", "other", "others"), PAIRS)
def test_the_pair_is_held_against_one_another(ledger: Ledger, rulings: dict[str, Ruling], source: str, words: str, relation: str, other: str, others: str) -> None:
    def fits(fact: str, slug: str, stretch: str) -> bool:
        claim = rulings[fact].claim
        return claim.source == slug and any(fold_quote(stretch) in fold_quote(q.words) for q in claim.quotes)

    assert any(c.relation == f"relation/{relation}" and fits(c.first, source, words) and fits(c.second, other, others) for c in ledger.comparisons)


def test_there_is_a_case_for_every_rule() -> None:
    assert {rule.stem for rule in RULES} == set(CASES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.stem)
def test_the_rule_finds_what_it_says_and_nothing_else(rule: Path, tmp_path: Path) -> None:
    first, second, unlike = CASES[rule.stem]
    assert found(rule, first, second, tmp_path) == {frozenset(("http://example.org/f", "http://example.org/g"))}
    assert found(rule, first, unlike, tmp_path) == set()


@pytest.mark.parametrize("doubt", ["kg:hasModality id:modality\\/planned", "kg:hasModality id:modality\\/proposed", "kg:hasPolarity id:polarity\\/denied"])
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.stem)
def test_the_rule_leaves_out_what_is_planned_proposed_or_denied(rule: Path, doubt: str, tmp_path: Path) -> None:
    first, second, _ = CASES[rule.stem]
    assert found(rule, f"{first} ; {doubt}", second, tmp_path) == set()
    assert found(rule, first, f"{second} ; {doubt}", tmp_path) == set()


def test_the_rules_relate_only_told_facts_of_different_sources(built: Path, rulings: dict[str, Ruling]) -> None:
    pairs = list(find_comparisons(ox.Store.read_only(str(store_path(built, "audience/wb-ran")))))
    assert len(pairs) >= 20
    for one in pairs:
        first, second = rulings[one.first].claim, rulings[one.second].claim
        assert first.source != second.source, one.reason
        for claim in (first, second):
            assert not {f"modality/{m}" for m in UNTOLD} & set(claim.slots.get("hasModality", ())), claim.place
            assert "polarity/denied" not in claim.slots.get("hasPolarity", ()), claim.place


def test_the_judged_and_the_found_are_in_the_built_graph(built: Path, ledger: Ledger) -> None:
    store = ox.Store.read_only(str(store_path(built, "audience/wb-ran")))
    bases = []
    for quad in store.quads_for_pattern(None, ox.NamedNode(iri.term("hasBasis")), None, ox.DefaultGraph()):
        if isinstance(quad.subject, ox.NamedNode) and "/comparison/" in quad.subject.value and isinstance(quad.object, ox.NamedNode):
            bases.append(quad.object.value.removeprefix(iri.ID))
    assert bases.count("basis/read-by-person") == len(ledger.comparisons)
    assert bases.count("basis/rule") > 0
