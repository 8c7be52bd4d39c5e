"""How sure it is that rows answer a question: signs of it, weighed as ``queries/sureness.yaml`` says."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass

from kg import resources
from kg.errors import QuestionError
from kg.kept import parsed


@dataclass(frozen=True, slots=True)
class Weighing:
    """For rows of one kind: what they begin with, and what each sign adds (logistic regression)."""

    start: float
    weights: Mapping[str, float]

    def sure(self, signs: Mapping[str, float]) -> float:
        """0 to 1: the share of questions with such signs whose rows were right when it was measured."""
        return 1 / (1 + math.exp(-(self.start + sum(self.weights[name] * value for name, value in signs.items() if name in self.weights))))


@dataclass(frozen=True, slots=True)
class Sureness:
    """How stored questions and looked-up facts are weighed, and from where on they are shown as an answer."""

    stored: Weighing
    facts: Weighing
    least: float

    @classmethod
    def of_json(cls, text: str) -> Sureness:
        """As the index keeps it."""
        data = json.loads(text)
        stored, facts = (Weighing(float(data[part]["start"]), {str(name): float(w) for name, w in data[part]["signs"].items()}) for part in ("stored", "facts"))
        return cls(stored, facts, float(data["least"]))


def read_sureness() -> str:
    """``queries/sureness.yaml`` as JSON. Raises QuestionError where it does not parse or lacks a part."""
    file = resources.folder("queries") / "sureness.yaml"
    try:
        text = json.dumps(parsed(file.read_text(encoding="utf-8"), file.name))
        Sureness.of_json(text)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise QuestionError(f"The weights cannot be read: {error}.", where=file, remedy="Mend the YAML.") from error
    return text
