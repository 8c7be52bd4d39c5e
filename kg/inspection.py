"""All findings at once, over claims, the ontology, every view and the stored questions; nothing is written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kg.cleanliness import measure
from kg.graph.views import audiences, make_view, state
from kg.ledger import read_ledger
from kg.model import Finding
from kg.pipeline import located, make_store
from kg.quality import inspect_ontology, inspect_vocabularies
from kg.questions import read_questions


def inspect(seeds: Path, *, tell: Callable[[str], None] = lambda _: None) -> list[Finding]:
    """Every finding, each once, errors first."""
    ledger = read_ledger(seeds, tell=tell)
    named = {str(v) for r in ledger.accepted for values in r.claim.slots.values() for v in values}
    findings = [*ledger.findings(), *measure(ledger.ontology, named).findings()]
    findings += inspect_ontology(ledger.ontology, {name for r in ledger.accepted for name in (r.claim.type, *r.claim.slots)})
    findings += inspect_vocabularies(ledger.ontology)
    statements = state(ledger.ontology, ledger.readings, ledger.accepted)
    for audience in audiences(ledger.ontology):
        tell(f"view for {audience.split('/')[-1]}")
        findings += located(make_store(ledger, make_view(ledger.ontology, audience, ledger.readings, statements))[1], ledger)
    findings += [Finding("broken-question", "error", error.what, error.place, remedy=error.remedy) for error in read_questions()[1]]
    order = {"error": 0, "warning": 1, "info": 2}
    return sorted(dict.fromkeys(findings), key=lambda f: (order[f.severity], f.rule, f.where, f.focus))
