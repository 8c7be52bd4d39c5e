"""The parameters of a stored question, filled from what a question in words names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.asking.hearing import Heard
from kg.asking.names import Mention, Thing
from kg.asking.words import Speech, key_of
from kg.questions import Parameter


@dataclass(frozen=True, slots=True)
class Filling:
    """Values for the parameters (name -> value as a stored question takes it), and the mentions that no parameter took."""

    values: Mapping[str, str]
    shown: Mapping[str, str]
    left: tuple[tuple[Mention, Thing], ...]

    @property
    def left_entities(self) -> int:
        """How many things with a name of their own found no parameter."""
        return sum(mention.is_entity for mention, _ in self.left)


def fill(heard: Heard, parameters: Sequence[Parameter], speech: Speech) -> Filling:
    """Give each mention to the parameter that its class and the word before it call for; then numbers, dates and choices."""
    values: dict[str, str] = {}
    shown: dict[str, str] = {}
    left: list[tuple[Mention, Thing]] = []
    for mention in heard.mentions:
        taken = _home(heard, mention, [p for p in parameters if p.name not in values], speech)
        if taken:
            parameter, thing = taken
            values[parameter.name], shown[parameter.name] = thing.iri, thing.label
        else:
            left.append((mention, mention.things[0]))
    for name, value in _plain(heard, [p for p in parameters if not p.is_entity]):
        values[name] = shown[name] = value
    return Filling(values, shown, tuple(left))


def _home(heard: Heard, mention: Mention, free: Sequence[Parameter], speech: Speech) -> tuple[Parameter, Thing] | None:
    """The parameter that takes a mention, and the thing it is then taken for."""
    part = heard.before(mention, speech)
    fitting = [(p, thing) for p in free for thing in mention.things if p.is_entity and p.type in thing.classes]
    if part:
        called = [pair for pair in fitting if pair[0].name == part]
        fitting = called or [pair for pair in fitting if pair[0].name not in speech.before]
    elif any(p.name in speech.before for p, _ in fitting) and _bare(heard, speech) < 2:
        fitting = [pair for pair in fitting if pair[0].name not in speech.before]
    return fitting[0] if fitting else None


def _bare(heard: Heard, speech: Speech) -> int:
    """How many things of its own the question names: two beside one another stand for a way from the one to the other."""
    return sum(mention.is_entity for mention in heard.mentions)


def _plain(heard: Heard, parameters: Sequence[Parameter]) -> Iterator[tuple[str, str]]:
    numbers, dates = iter(heard.numbers), iter(heard.dates)
    said = f" {key_of(heard.text)} "
    for parameter in parameters:
        value = None
        if parameter.choices:
            value = next((choice for choice in parameter.choices if f" {key_of(choice)} " in said), None)
        elif parameter.type == "date":
            value = next(dates, None)
        elif parameter.type in ("integer", "decimal"):
            value = next(numbers, None)
        if value is not None:
            yield parameter.name, value
