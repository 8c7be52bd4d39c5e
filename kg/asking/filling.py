"""The parameters of a stored question, filled from what a question in words names."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.asking.hearing import Heard
from kg.asking.names import DEMONYM, Mention, Thing
from kg.asking.words import Speech, key_of
from kg.questions import Parameter

_PAIR = 2
"""So many things side by side stand for a way from the one to the other."""


@dataclass(frozen=True, slots=True)
class Filling:
    """Values for the parameters (name -> value as a stored question takes it), and the mentions that no parameter took."""

    values: Mapping[str, str]
    shown: Mapping[str, str]
    left: tuple[tuple[Mention, Thing], ...]

    @property
    def left_entities(self) -> int:
        """How many things with a name of their own found no parameter."""
        return sum(mention.stands_alone for mention, _ in self.left)


def fill(heard: Heard, parameters: Sequence[Parameter], speech: Speech, is_common: Callable[[Thing], bool]) -> Filling:
    """Give each mention to the parameter that its class and the word before it call for; then numbers, dates and choices.

    A concept that is common (migrants, for instance) fills nothing: it is said of everything.
    """
    values: dict[str, str] = {}
    shown: dict[str, str] = {}
    left: list[tuple[Mention, Thing]] = []
    for mention in heard.mentions:
        if mention.is_general:
            continue
        if not mention.is_entity and is_common(mention.things[0]):
            left.append((mention, mention.things[0]))
            continue
        taken = _home(heard, mention, [p for p in parameters if p.name not in values], speech)
        if taken:
            parameter, thing = taken
            values[parameter.name], shown[parameter.name] = thing.iri, thing.label
        else:
            left.append((mention, mention.things[0]))
    for name, value in _plain(heard, [p for p in parameters if not p.is_entity], speech):
        values[name] = shown[name] = value
    return Filling(values, shown, tuple(left))


def _home(heard: Heard, mention: Mention, free: Sequence[Parameter], speech: Speech) -> tuple[Parameter, Thing] | None:
    """The parameter that takes a mention, and the thing it is then taken for."""
    part = heard.before(mention, speech)
    fitting = [(p, thing) for p in free for thing in mention.things if p.is_entity and p.type in thing.classes and _called_so(p, thing, part, speech)]
    fitting.sort(key=lambda pair: (pair[0].name in speech.by_demonym) != (pair[1].rank == DEMONYM))
    if part and any(thing.rank != DEMONYM for thing in mention.things):
        called = [pair for pair in fitting if pair[0].name == part]
        fitting = called or [pair for pair in fitting if pair[0].name not in speech.before]
    elif any(p.name in speech.before for p, _ in fitting) and (heard.named < _PAIR or all(thing.rank == DEMONYM for thing in mention.things)):
        fitting = [pair for pair in fitting if pair[0].name not in speech.before]
    return fitting[0] if fitting else None


def _called_so(parameter: Parameter, thing: Thing, part: str, speech: Speech) -> bool:
    """A nationality is named by a demonym, or by the country that people come from."""
    return parameter.name not in speech.by_demonym or thing.rank == DEMONYM or part == "from" or not thing.is_entity


def _plain(heard: Heard, parameters: Sequence[Parameter], speech: Speech) -> Iterator[tuple[str, str]]:
    numbers, dates = iter(heard.bounds(speech)), iter(heard.dates)
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
