"""What can be drawn: ``queries/drawings.yaml``, read and checked. A drawing is made of layers, each of the rows of one stored question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kg import resources
from kg.errors import QuestionError, UnknownName, UsageError
from kg.kept import parsed
from kg.questions import read_question

PARTS = ("leg", "price", "hub", "bar", "tie", "branch")


@dataclass(frozen=True, slots=True)
class Layer:
    """Rows of one question and what becomes of them: ``columns`` names the column for each role, ``takes`` the question's name of a parameter."""

    question: str
    name: str
    part: str
    columns: Mapping[str, str]
    takes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Plan:
    """A drawing: its title and layers; ``remark`` goes into its caption, ``frame`` is what a map shows (west, south, east, north)."""

    kind: str
    title: str
    layers: tuple[Layer, ...]
    remark: str = ""
    frame: tuple[float, ...] = ()

    @property
    def parameters(self) -> list[str]:
        """The parameters that one layer or another takes."""
        return list(dict.fromkeys(name for layer in self.layers for name in layer.takes))

    def narrowed(self, given: Mapping[str, str]) -> tuple[Layer, ...]:
        """The layers that take all parameters given. Raises UnknownName for one that none takes, or with no layer for all."""
        for name in given:
            if name not in self.parameters:
                raise UnknownName(f"parameter of the drawing {self.kind}", name, self.parameters)
        left = tuple(layer for layer in self.layers if set(given) <= set(layer.takes))
        if not left:
            raise UsageError(f"No layer of the drawing {self.kind} can be narrowed by {' and '.join(given)} at once.", remedy="Give one of them.")
        return left


def read_plans(file: Path | None = None) -> dict[str, Plan]:
    """The drawings there are, by name. Raises QuestionError where the file is not as it should be."""
    file = file or resources.folder("queries") / "drawings.yaml"
    try:
        return {str(kind): _plan(str(kind), entry) for kind, entry in parsed(file.read_text(encoding="utf-8"), file.name).items()}
    except (OSError, AttributeError, KeyError, TypeError, ValueError) as error:
        raise QuestionError(f"The drawings cannot be read: {' '.join(str(error).split())}.", where=file, remedy="Give each drawing a title and layers.") from error


def read_plan(name: str, file: Path | None = None) -> Plan:
    """One drawing by name, or the layer of one by its question's name. Raises UnknownName with the drawings there are."""
    plans = read_plans(file)
    if name in plans:
        return plans[name]
    for plan in plans.values():
        for layer in plan.layers:
            if layer.question == name:
                return _single(plan, layer)
    raise UnknownName("drawing", name, plans)


def _single(plan: Plan, layer: Layer) -> Plan:
    """A drawing of one question alone, which takes the question's own parameters."""
    question = read_question(layer.question)
    return replace(plan, title=question.title, layers=(replace(layer, takes={p.name: p.name for p in question.parameters}),))


def _plan(kind: str, entry: Mapping[str, Any]) -> Plan:
    return Plan(kind, str(entry["title"]), tuple(map(_layer, entry["layers"])), str(entry.get("remark", "")), tuple(float(n) for n in entry.get("frame", ())))


def _layer(entry: Mapping[str, Any]) -> Layer:
    if entry["part"] not in PARTS:
        raise ValueError(f"there is no part {entry['part']}")
    return Layer(str(entry["question"]), str(entry["name"]), str(entry["part"]), dict(entry["columns"]), dict(entry.get("takes") or {}))
