"""The closure: OWL 2 RL rules and our own derivation rules, as CONSTRUCT files run to a fixpoint in the store.

The rule files of ``queries/rules/owl`` are named after the W3C rule table (OWL 2 Profiles, section 4.3) and hold the rules that the
ontology needs; owlrl is the oracle in the tests. Those of ``queries/rules/facts`` derive short two-ended properties from facts.
"""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg import iri, resources
from kg.errors import BuildError, OntologyError

_CONSTRUCT = re.compile(r"^CONSTRUCT\s*\{", re.MULTILINE)
_ROUNDS = 50
"""No closure of ours needs more than a handful of rounds; this bound turns a runaway rule into an error."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One CONSTRUCT query."""

    name: str
    text: str
    file: Path


def read_rules(folder: Path | None = None) -> list[Rule]:
    """All rule files, the OWL rules and the derivation rules together."""
    files = sorted((folder or resources.folder("queries") / "rules").rglob("*.rq"))
    return [Rule(f.stem, f.read_text(encoding="utf-8"), f) for f in files]


def close(store: ox.Store, rules: list[Rule]) -> int:
    """Add all that follows to the default graph, and say how many triples that were."""
    before = len(store)
    for _ in range(_ROUNDS):
        size = len(store)
        for rule in rules:
            _apply(store, rule)
        if len(store) == size:
            return size - before
    raise BuildError(f"The closure found no end in {_ROUNDS} rounds.", remedy="Look for a rule that makes new terms.")


def _apply(store: ox.Store, rule: Rule) -> None:
    """Run a rule inside the store: CONSTRUCT and INSERT share their syntax, and so no consequence passes through Python."""
    insert, changed = _CONSTRUCT.subn("INSERT {", rule.text, count=1)
    if not changed:
        raise BuildError(f"The rule {rule.name} is no CONSTRUCT query.", where=rule.file, remedy="Write it as CONSTRUCT { ... } WHERE { ... }.")
    try:
        store.update(insert)
    except SyntaxError as error:
        raise BuildError(f"The rule {rule.name} does not parse: {error}.", where=rule.file, remedy="Mend the query.") from error


@dataclass(frozen=True, slots=True)
class Consistency:
    """What a description logic reasoner says."""

    is_consistent: bool
    unsatisfiable: tuple[str, ...]
    inferred: tuple[tuple[str, str], ...] = ()
    """Pairs of class and superclass that follow, but from no chain of asserted rdfs:subClassOf."""


def check_consistency(triples: list[ox.Triple]) -> Consistency:
    """OWL 2 DL consistency and satisfiability of every class, by HermiT through owlready2.

    HermiT knows only the OWL 2 datatype map: xsd:date is mapped to xsd:dateTime, gYear and gYearMonth to strings.
    Raises BuildError where there is no Java: the check is never skipped silently.
    """
    import shutil

    if shutil.which("java") is None:
        raise BuildError("HermiT needs Java, and there is none on this machine.", remedy="Install a Java runtime of version 8 or later.")
    import owlready2

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "all.nt"
        file.write_bytes(ox.serialize((_mapped(t) for t in triples if _is_logical(t)), format=ox.RdfFormat.N_TRIPLES) or b"")
        world = owlready2.World()
        try:
            world.get_ontology(file.as_uri()).load()
            asserted = _classified(world)
            owlready2.sync_reasoner_hermit(world, debug=0)
        except owlready2.OwlReadyInconsistentOntologyError:
            return Consistency(False, ())
        except owlready2.OwlReadyOntologyParsingError as error:
            raise OntologyError(f"owlready2 cannot read the ontology: {error}.") from error
        unsatisfiable = tuple(sorted(c.iri for c in world.inconsistent_classes() if not c.iri.endswith("#Nothing")))
        return Consistency(True, unsatisfiable, tuple(sorted(_classified(world) - asserted)))


def _classified(world: Any) -> set[tuple[str, str]]:
    """Each named class with each named class above it, the class itself and owl:Thing left out."""
    thing = iri.PREFIXES["owl"] + "Thing"
    return {(c.iri, above.iri) for c in world.classes() for above in c.ancestors() if above is not c and above.iri != thing}


def _is_logical(triple: ox.Triple) -> bool:
    return triple.predicate.value != iri.PREFIXES["owl"] + "imports"


def _mapped(triple: ox.Triple) -> ox.Triple:
    if isinstance(triple.object, ox.NamedNode) and triple.object.value == iri.PREFIXES["xsd"] + "date":
        return ox.Triple(triple.subject, triple.predicate, ox.NamedNode(iri.PREFIXES["xsd"] + "dateTime"))
    if not isinstance(triple.object, ox.Literal):
        return triple
    kind = triple.object.datatype.value.removeprefix(iri.PREFIXES["xsd"])
    if kind == "date":
        return ox.Triple(triple.subject, triple.predicate, ox.Literal(triple.object.value + "T00:00:00", datatype=ox.NamedNode(iri.PREFIXES["xsd"] + "dateTime")))
    return ox.Triple(triple.subject, triple.predicate, ox.Literal(triple.object.value)) if kind in ("gYear", "gYearMonth") else triple
