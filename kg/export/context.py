"""``ontology/context.jsonld``, made from the ontology: the one vocabulary of claims files, JSON-LD and API."""

from __future__ import annotations

import json
from typing import Any

from kg import iri
from kg.vocab import Ontology, Slot

_BORROWED = {
    "label": "rdfs:label", "prefLabel": "skos:prefLabel", "altLabel": "skos:altLabel", "hiddenLabel": "skos:hiddenLabel", "definition": "skos:definition",
    "notation": "skos:notation", "exact": "oa:exact", "prefix": "oa:prefix", "suffix": "oa:suffix", "issued": "dct:issued", "publisher": "dct:publisher",
    "language": "dct:language",
}
_BORROWED_LINKS = {"inScheme": "skos:inScheme", "broader": "skos:broader", "topConceptOf": "skos:topConceptOf", "exactMatch": "skos:exactMatch", "hasSource": "oa:hasSource",
                   "hasSelector": "oa:hasSelector", "subClassOf": "rdfs:subClassOf", "subPropertyOf": "rdfs:subPropertyOf"}
_BORROWED_NUMBERS = {"start": "oa:start", "end": "oa:end"}


def make_context(ontology: Ontology) -> dict[str, Any]:
    """Prefixes, then every term with its IRI and the type its values are read with. Our own terms win over borrowed ones."""
    terms: dict[str, Any] = {"id": "@id", "type": "@type", "graph": "@graph"}
    prefixes = {("thing" if prefix == "id" else prefix): base for prefix, base in iri.PREFIXES.items()}
    borrowed = {**_BORROWED, **{k: {"@id": v, "@type": "@id"} for k, v in _BORROWED_LINKS.items()},
                **{k: {"@id": v, "@type": "xsd:integer"} for k, v in _BORROWED_NUMBERS.items()}}
    terms |= {name: value for name, value in sorted(borrowed.items()) if name not in ontology.slots}
    terms |= {name: f"kg:{name}" for name in sorted(ontology.kinds)}
    terms |= {name: _coerced(slot) for name, slot in sorted(ontology.slots.items())}
    return {"@context": {"@version": 1.1, **prefixes, **terms}}


def _coerced(slot: Slot) -> str | dict[str, str]:
    if slot.is_object:
        return {"@id": f"kg:{slot.name}", "@type": "@id"}
    kind = slot.range.removeprefix(iri.PREFIXES["xsd"])
    return f"kg:{slot.name}" if kind in ("", "string") else {"@id": f"kg:{slot.name}", "@type": f"xsd:{kind}"}


def context_text(ontology: Ontology) -> str:
    """The file's text."""
    return json.dumps(make_context(ontology), ensure_ascii=False, indent=1) + "\n"
