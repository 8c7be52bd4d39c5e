"""One fault that a shape found, in the words a person can act on."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kg import iri
from kg.model import Finding

_SH = iri.PREFIXES["sh"]
_SEVERITY = {_SH + "Violation": "error", _SH + "Warning": "warning", _SH + "Info": "info"}
_RANK = {"error": 0, "warning": 1, "info": 2}
_SUFFIX = "ConstraintComponent"
_LONGEST = 80  # characters of a value that a message shows; the finding holds it whole
# What is wrong, by kind of constraint; what to do about it stands in the shape's own message.
_WRONG = {
    "MinCount": "{path} is missing or has too few values.",
    "MaxCount": "{path} has too many values.",
    "Class": "{path} points at {value}, which is not of the class it must be of.",
    "Datatype": "{path} holds {value}, which is not of the datatype it must be of.",
    "NodeKind": "{path} holds {value}, which is not the kind of term it must be.",
    "Pattern": "{path} holds {value}, which does not have the form it must have.",
    "LanguageIn": "{path} holds {value}, which is not in a language it may be in.",
    "UniqueLang": "{path} has two values in one language.",
    "HasValue": "{path} lacks a value that it must have.",
    "In": "{path} holds {value}, which is not one of the values it may have.",
    "MinInclusive": "{path} holds {value}, which is too low.",
    "MinExclusive": "{path} holds {value}, which is too low.",
    "MaxInclusive": "{path} holds {value}, which is too high.",
    "MaxExclusive": "{path} holds {value}, which is too high.",
    "MinLength": "{path} holds {value}, which is too short.",
    "MaxLength": "{path} holds {value}, which is too long.",
    "LessThan": "{path} holds {value}, which is not below what it must be below.",
    "LessThanOrEquals": "{path} holds {value}, which is above what it must not exceed.",
    "Equals": "{path} holds {value} on one side only, where both sides must be the same.",
    "Disjoint": "{path} holds {value}, which it must not share.",
    "QualifiedMinCount": "{path} has too few values of the kind asked for.",
    "QualifiedMaxCount": "{path} has too many values of the kind asked for.",
}
_OTHERWISE = "{path} breaks the rule “{name}” with {value}."


@dataclass(frozen=True, slots=True)
class ShapeFinding(Finding):
    """A finding of a shape. ``message`` says what is wrong, ``remedy`` is the shape's ``sh:message``.

    ``path`` is in SPARQL property-path syntax with full IRIs ("" for the node itself), ``value`` in N-Triples syntax;
    ``shape``, ``component`` and ``severity_iri`` are IRIs.
    """

    path: str = ""
    value: str = ""
    shape: str = ""
    component: str = ""
    severity_iri: str = ""


def short(text: str) -> str:
    """The text with every ``<IRI>`` of a known namespace written with its prefix."""

    def prefixed(match: re.Match[str]) -> str:
        for prefix, namespace in iri.PREFIXES.items():
            local = match[1].removeprefix(namespace)
            if local != match[1] and re.fullmatch(r"[\w/.-]+", local):
                return f"{prefix}:{local}"
        return match[0]

    return re.sub(r"<([^<>\s]*)>", prefixed, text)


def plain(term: str) -> str:
    """An IRI without its angle brackets; any other N-Triples term as it is."""
    return term[1:-1] if term.startswith("<") and term.endswith(">") else term


def finding(
    *, focus: str, path: str, value: str, shape: str, component: str, severity: str, messages: Iterable[str], name: str
) -> ShapeFinding:
    """A finding from one result; terms in N-Triples syntax, but ``shape``, ``component`` and ``severity`` bare IRIs."""
    kind = plain(component).rsplit("#", 1)[-1].rsplit("/", 1)[-1].removesuffix(_SUFFIX)
    said = "; ".join(sorted(set(messages)))
    wrong = _WRONG.get(kind, _OTHERWISE)
    return ShapeFinding(
        rule=f"{_local(shape)}:{kind}",
        severity=_SEVERITY.get(severity, "error"),
        message=wrong.format(path=short(path) or "The node", value=_clip(short(value)) or "what it has", name=name or _local(shape)),
        focus=plain(focus),
        remedy=said,
        path=path,
        value=value,
        shape=shape,
        component=component,
        severity_iri=severity,
    )


def in_order(findings: Iterable[ShapeFinding]) -> list[Finding]:
    """Each finding once, the gravest first, then by node: an order that does not depend on the engine."""
    return [*sorted(set(findings), key=lambda f: (_RANK[f.severity], f.focus, f.rule, f.path, f.value))]


def _local(shape: str) -> str:
    return re.split(r"[/#]", shape)[-1] or "shape"


def _clip(value: str) -> str:
    return value if len(value) <= _LONGEST else f"{value[: _LONGEST - 1]}…"
