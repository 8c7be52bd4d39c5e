"""Is the ontology itself well made? Style by shapes (``shapes/style.ttl``), pitfalls by queries (``queries/checks/ontology``), and so
the vocabularies (``queries/checks/vocabularies``).

The queries see the ontology as the default graph, and in one more graph which files refer to which of our terms. Their P numbers
are those of the OOPS! catalogue (Poveda-Villalón et al., 2014); only pitfalls that need no network and no judgement are there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

import pyoxigraph as ox

from kg import iri, resources
from kg.checks import Check, read_checks, run_checks
from kg.model import Finding
from kg.validate import validate
from kg.vocab import Ontology

_USES = ox.NamedNode(iri.BASE + "graph/uses")
_REFERENCES = ox.NamedNode(iri.PREFIXES["dct"] + "references")
_PROSE = re.compile(r'"[^"\n]*"|#\+[^\n]*|(?<=\s)#[^\n]*')
_TERM = re.compile(r"\bkg:([A-Za-z]\w*)")
_STYLED = (iri.TERM, iri.BASE + "ontology/")


def inspect_ontology(ontology: Ontology, claimed: Iterable[str]) -> list[Finding]:
    """What is wrong with the style and the make of the ontology.

    Args:
        ontology: all of it, with its vocabularies and things.
        claimed: the local names of classes and slots that claims use.
    """
    found = [*style_findings(ontology.triples), *run_checks(store_of(ontology, claimed), pitfall_checks())]
    return [replace(f, where=_where(f.focus) or f.where) for f in found]


def inspect_vocabularies(ontology: Ontology) -> list[Finding]:
    """What is wrong with the vocabularies as SKOS schemes."""
    return [replace(f, where=_where(f.focus) or f.where) for f in run_checks(store_of(ontology, ()), vocabulary_checks())]


def pitfall_checks() -> list[Check]:
    """The checks of the ontology itself."""
    return read_checks(resources.folder("queries") / "checks" / "ontology")


def vocabulary_checks() -> list[Check]:
    """The checks of the vocabularies, most of them those of qSKOS (Mader, Haslhofer and Isaac, 2012)."""
    return read_checks(resources.folder("queries") / "checks" / "vocabularies")


def style_findings(triples: Iterable[ox.Triple]) -> list[Finding]:
    """What the style shapes find in the terms and modules that are ours."""
    own = [t for t in triples if isinstance(t.subject, ox.NamedNode) and t.subject.value.startswith(_STYLED)]
    return list(validate(own, [resources.folder("shapes") / "style.ttl"]))


def store_of(ontology: Ontology, claimed: Iterable[str]) -> ox.Store:
    """The ontology as the default graph, and the uses of its terms in a graph of their own."""
    store = ox.Store()
    store.bulk_extend(ox.Quad(*t) for t in ontology.triples)
    store.bulk_extend(ox.Quad(ox.NamedNode(iri.BASE + file), _REFERENCES, ox.NamedNode(iri.term(name)), _USES) for file, name in _uses(claimed))
    return store


def _uses(claimed: Iterable[str]) -> Iterator[tuple[str, str]]:
    """File and local name, for each term that a claim, a shape of data or a query refers to."""
    yield from (("seeds/claims", name) for name in sorted(set(claimed)))
    for kind, suffix in (("shapes", ".ttl"), ("queries", ".rq")):
        for file in resources.data_files(kind, suffix):
            if file.stem != "style" and file.parent.name not in ("ontology", "vocabularies"):
                text = _PROSE.sub("", file.read_text(encoding="utf-8"))
                yield from ((f"{kind}/{file.stem}", name) for name in sorted(set(_TERM.findall(text))))


def _where(focus: str) -> str:
    return _places().get(focus, "")


@cache
def _places() -> dict[str, str]:
    """File and line at which each term, concept and scheme is declared."""
    places: dict[str, str] = {}
    for file in sorted([*(ontology := resources.folder("ontology")).glob("*.ttl"), *(ontology / "vocabularies").glob("*.ttl")]):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            if match := re.match(r"kg:(\w+) a owl:|<(id/[^>]+)> a ", line):
                places.setdefault(iri.term(match[1]) if match[1] else iri.BASE + match[2], f"ontology/{file.relative_to(ontology)}:{number}")
    return places
