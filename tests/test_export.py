"""Exports are stable, and a second library reads them back as the same graph."""

import json
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import resources
from kg.errors import BuildError
from kg.export.context import context_text
from kg.export.files import FORMATS, export, write
from kg.export.jsonld import to_jsonld
from kg.vocab import read_ontology

RDFLIB = {"turtle": "turtle", "ntriples": "nt", "rdfxml": "xml", "trig": "trig", "nquads": "nquads", "jsonld": "json-ld"}
QUADS = {"trig", "nquads"}


@pytest.fixture(scope="module")
def store(small_build: Path) -> ox.Store:
    return ox.Store.read_only(str(small_build / "current" / "wb-ran"))


def quads_of(store: ox.Store, form: str) -> set[tuple[str, str, str, str]]:
    found = store if form in QUADS else store.quads_for_pattern(None, None, None, ox.DefaultGraph())
    return {(str(q.subject), str(q.predicate), str(q.object), "" if isinstance(q.graph_name, ox.DefaultGraph) else str(q.graph_name)) for q in found}


@pytest.mark.parametrize("form", FORMATS)
def test_each_format_is_read_back_by_rdflib_as_the_same_graph(store: ox.Store, form: str) -> None:
    import rdflib
    data = export(store, form)
    read = rdflib.Dataset()
    read.parse(data=data.decode(), format=RDFLIB[form])
    back = ox.Store()
    back.load(read.serialize(format="nquads").encode(), format=ox.RdfFormat.N_QUADS)
    assert {q[:3] if form not in QUADS else q for q in quads_of(back, "nquads")} == {q[:3] if form not in QUADS else q for q in quads_of(store, form)}


def test_json_ld_is_read_back_by_pyld_as_the_same_graph() -> None:
    """pyld is quadratic, so the graph is a handful of triples with every kind of value."""
    from pyld import jsonld
    context = json.loads((resources.folder("ontology") / "context.jsonld").read_text())
    xsd = "http://www.w3.org/2001/XMLSchema#"
    fact = ox.NamedNode("https://w3id.org/smuggling-kg/fact/a/b")
    def kg(name: str) -> ox.NamedNode:
        return ox.NamedNode("https://w3id.org/smuggling-kg/ontology#" + name)
    triples = [
        ox.Triple(fact, ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), kg("PriceObservation")),
        ox.Triple(fact, kg("minAmount"), ox.Literal("90.71", datatype=ox.NamedNode(xsd + "decimal"))),
        ox.Triple(fact, kg("order"), ox.Literal("3", datatype=ox.NamedNode(xsd + "integer"))),
        ox.Triple(fact, kg("order"), ox.Literal("9007199254740993", datatype=ox.NamedNode(xsd + "integer"))),
        ox.Triple(fact, kg("isOptional"), ox.Literal("true", datatype=ox.NamedNode(xsd + "boolean"))),
        ox.Triple(fact, kg("periodStart"), ox.Literal("2019-03-01", datatype=ox.NamedNode(xsd + "date"))),
        ox.Triple(fact, kg("hedge"), ox.Literal('some "quoted" \\ words\n')),
        ox.Triple(fact, kg("hasPlace"), ox.NamedNode("https://w3id.org/smuggling-kg/id/place/bihac")),
        ox.Triple(fact, ox.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel"), ox.Literal("Bihać", language="bs")),
        ox.Triple(fact, ox.NamedNode("http://elsewhere.example/p"), ox.NamedNode("http://elsewhere.example/o")),
    ]
    expanded = jsonld.to_rdf(json.loads(to_jsonld(triples, context)), {"format": "application/n-quads"})
    back = {q.triple for q in ox.parse(str(expanded).encode(), format=ox.RdfFormat.N_QUADS)}
    assert back == set(triples)


def test_the_context_in_the_ontology_folder_is_the_one_made_from_it() -> None:
    assert (resources.folder("ontology") / "context.jsonld").read_text(encoding="utf-8") == context_text(read_ontology())


def test_every_key_of_a_claims_file_is_a_term_of_the_context() -> None:
    from kg.curated import read_claims
    context = json.loads((resources.folder("ontology") / "context.jsonld").read_text())["@context"]
    used = {name for claim in read_claims(Path(__file__).parents[1] / "seeds" / "claims") for name in (claim.type, *claim.slots, *claim.carried)}
    assert used - set(context) == set()


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="cannot be written"):
        write(b"x", tmp_path / "missing" / "file.ttl")
    write(b"x", tmp_path / "file.ttl")
    assert [p.name for p in tmp_path.iterdir()] == ["file.ttl"]
