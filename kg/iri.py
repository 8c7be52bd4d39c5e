"""Minting and shortening IRIs: stable, never random, never dependent on order."""

from __future__ import annotations

from collections.abc import Iterable

BASE = "https://w3id.org/smuggling-kg/"
TERM = BASE + "ontology#"
ID = BASE + "id/"

PREFIXES = {
    "kg": TERM,
    "id": ID,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dct": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "eli": "http://data.europa.eu/eli/ontology#",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "void": "http://rdfs.org/ns/void#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "qb": "http://purl.org/linked-data/cube#",
    "m8g": "http://data.europa.eu/m8g/",
    "sh": "http://www.w3.org/ns/shacl#",
}


def term(name: str) -> str:
    """The IRI of a class or property of our ontology, by local name."""
    return TERM + name


def individual(ref: str) -> str:
    """The IRI of ``kind/slug``."""
    return ID + ref


def source(slug: str) -> str:
    """The IRI of a source; also the name of the graph that holds its facts."""
    return f"{BASE}source/{slug}"


def source_of(fact: str) -> str:
    """The IRI of the source that states a fact."""
    return source(fact.removeprefix(BASE + "fact/").partition("/")[0])


def catalogue() -> str:
    """The name of the graph that describes the build and its data sets."""
    return BASE + "catalogue"


def comparisons() -> str:
    """The name of the graph that holds facts against one another."""
    return BASE + "comparisons"


def fact(source_slug: str, raw: Iterable[str]) -> str:
    """``fact/<source>/<hash>`` over the fewest stable raw values, in the order given.

    160 bits of SHA-256 would do; 64 bits keep the IRI readable, and a clash inside one source is found by the gate.
    """
    import hashlib  # here, because loading OpenSSL takes longer than most of what this module is asked for
    digest = hashlib.sha256("\x1f".join(raw).encode("utf-8")).hexdigest()[:16]
    return f"{BASE}fact/{source_slug}/{digest}"


def local_name(iri: str) -> str:
    """The last part of an IRI: a term's name or an individual's ``kind/slug``."""
    if iri.startswith(TERM):
        return iri[len(TERM):]
    return iri[len(ID):] if iri.startswith(ID) else iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def compact(iri: str) -> str:
    """The IRI with a known prefix where one fits, else unchanged."""
    for prefix, base in PREFIXES.items():
        if iri.startswith(base) and len(iri) > len(base):
            return f"{prefix}:{iri[len(base):]}"
    return iri
