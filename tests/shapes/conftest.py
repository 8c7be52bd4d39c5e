"""The shapes, and the good graph: ``good.ttl`` with what every fact needs besides its slots, on top of classes, slots and vocabularies."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import iri, resources
from kg.validate import profile_files

HERE = Path(__file__).parent
PREFIXES = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in iri.PREFIXES.items())
HEAD = f"BASE <{iri.BASE}>\n{PREFIXES}"
# What every fact needs besides its slots; ?words are told apart from the quote so that each can be broken alone.
FURNISH = """
INSERT {
    ?fact rdfs:label "A fact"@en ; kg:statedIn ?source ; kg:quote "the words" ; kg:hasMarking ?marking ;
        kg:hasStatus <id/status/accepted> ; kg:hasBasis <id/basis/read-by-person> ; kg:hasEvidence ?evidence .
    ?evidence a kg:Evidence ; oa:hasSource ?source ; oa:hasSelector ?position, ?words .
    ?position a oa:TextPositionSelector ; oa:start 10 ; oa:end 19 .
    ?words a oa:TextQuoteSelector ; oa:exact "the words" ; oa:prefix "before" ; oa:suffix "after" .
} WHERE {
    ?fact a/rdfs:subClassOf* kg:Fact
    FILTER(ISIRI(?fact))
    BIND(IRI(REPLACE(STR(?fact), "/fact/([^/]*)/.*", "/source/$1")) AS ?source)
    ?source kg:hasMarking ?marking
    BIND(IRI(CONCAT(STR(?fact), "/evidence/1")) AS ?evidence)
    BIND(IRI(CONCAT(STR(?evidence), "/position")) AS ?position)
    BIND(IRI(CONCAT(STR(?evidence), "/words")) AS ?words)
} ;
INSERT DATA {
    <fact/paper/entry> kg:hasEvidence <fact/paper/entry/evidence/2> ; kg:hasCarriedEvidence <fact/paper/entry/evidence/2> .
    <fact/paper/entry/evidence/2> a kg:Evidence ; kg:carriesSlot kg:inCountry ; oa:hasSource <source/paper> ;
        oa:hasSelector <fact/paper/entry/evidence/1/position>, <fact/paper/entry/evidence/1/words> .
}
"""


def build() -> ox.Store:
    store = ox.Store()
    folder = resources.folder("ontology")
    for file in [*folder.glob("*.ttl"), *(folder / "vocabularies").glob("*.ttl"), HERE / "good.ttl"]:
        store.load(path=str(file))
    store.update(HEAD + FURNISH)
    return store


@pytest.fixture(scope="session")
def good() -> list[ox.Quad]:
    """The quads of the good graph, which no shape finds fault with."""
    return list(build())


@pytest.fixture(scope="session")
def shapes() -> list[Path]:
    """Every shape that a graph of ours must pass."""
    return profile_files("publishable")
