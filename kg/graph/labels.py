"""A fact's label, put together from the template of its class.

``{slot}`` is the label of the slot's value (several joined by commas), ``{a|b}`` the first slot that is filled, ``{a..b}`` a range whose
equal ends are shown once, and a part in square brackets is left out where one of its slots is empty.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from kg.model import Claim
from kg.vocab import Ontology

_PART = re.compile(r"\[([^\]]*)\]|([^\[\]]+)")
_TWICE = re.compile(r"(^|: )(.+) – \2$")
"""A phrase that a template says twice because one slot stands in for another."""
_SLOT = re.compile(r"\{([\w|.]+)\}")


def shown(ontology: Ontology, claim: Claim) -> dict[str, str]:
    """Each slot of a claim as a reader sees it."""
    return {name: ", ".join(show(ontology, name, value) for value in values) for name, values in claim.slots.items()}


def show(ontology: Ontology, slot: str, value: object) -> str:
    """One value as a reader sees it: an individual's label, a plain number, a text."""
    known = ontology.slots.get(slot)
    if known and known.is_object and str(value) in ontology.individuals:
        return ontology.individuals[str(value)].label
    return f"{value:g}" if isinstance(value, float) else str(value).lower() if isinstance(value, bool) else str(value)


def label(template: str, values: Mapping[str, str]) -> str:
    """The template filled in."""
    parts = []
    for optional, plain in _PART.findall(template):
        part = optional or plain
        if not optional or all(_pick(m[1], values) for m in _SLOT.finditer(part)):
            parts.append(_SLOT.sub(lambda m: _pick(m[1], values), part))
    text = re.sub(r"\s+", " ", "".join(parts)).strip(" :,–")
    return _TWICE.sub(r"\1\2", text)


def _pick(choice: str, values: Mapping[str, str]) -> str:
    for one in choice.split("|"):
        filled = [values[name] for name in one.split("..") if values.get(name)]
        if filled:
            return "–".join(dict.fromkeys(filled))
    return ""
