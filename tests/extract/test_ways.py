"""Ways from place to place, and the roles in which countries are named."""

from __future__ import annotations

import pytest

from kg.extract.mentions import ACTOR, BORDER, NATIONALITY, PLACE, find_borders, find_named
from kg.extract.ways import find_ways, tag
from kg.lexicon import Lexicon
from kg.vocab import Ontology

Places = tuple[str, ...]

WAYS: list[tuple[str, Places, Places, Places]] = [
    ("From Croatia and Slovenia to Italy: 300", ("Croatia", "Slovenia"), (), ("Italy",)),
    ("From Serbia (Belgrade) to Bihać, the cost", ("Belgrade",), (), ("Bihać",)),
    ("From Serbia to Austria (via Hungary), the cost", ("Serbia",), ("Hungary",), ("Austria",)),
    ("a journey from Serbia (Šabac) through Bosnia and Herzegovina to Slovenia", ("Šabac",), ("Bosnia and Herzegovina",), ("Slovenia",)),
    ("From Turkey through Bosnia and Herzegovina, costs", ("Turkey",), ("Bosnia and Herzegovina",), ()),
    ("goes from Tetovo, through Gostivar, Kičevo towards Bitola", ("Tetovo",), ("Gostivar", "Kičevo"), ("Bitola",)),
    ("they leave Turkey for Germany", ("Turkey",), (), ("Germany",)),
    ("Serbia to Hungary: 900 euros", ("Serbia",), (), ("Hungary",)),
    ("starts in Albania and follows the coast, leading to Montenegro", ("Albania",), (), ("Montenegro",)),
    ("from Bar to Luštica in Tivat", ("Bar",), (), ("Luštica",)),
    ("smuggling from Bihać and Sarajevo further to the EU", ("Bihać", "Sarajevo"), (), ("EU",)),
]


@pytest.mark.parametrize(("text", "origins", "passed", "goals"), WAYS, ids=[w[0] for w in WAYS])
def test_a_way_is_read(text: str, origins: Places, passed: Places, goals: Places, ontology: Ontology, lexicon: Lexicon) -> None:
    (way,) = find_ways(tag(text, find_named(text, lexicon, ontology)))
    assert tuple(tuple(p.text for p in part) for part in (way.origins, way.passed, way.goals)) == (origins, passed, goals)


def test_steps_after_the_first_goal(ontology: Ontology, lexicon: Lexicon) -> None:
    text = "The route runs from North Macedonia to Serbia and onwards to Croatia, Hungary or Romania, as told."
    (way,) = find_ways(tag(text, find_named(text, lexicon, ontology)))
    assert [[p.text for p in step] for step in way.steps] == [["Croatia", "Hungary", "Romania"]]
    assert text[way.start:way.end] == "from North Macedonia to Serbia and onwards to Croatia, Hungary or Romania"


@pytest.mark.parametrize("text", ["from Slovenia, Hungary and Croatia in May 2016", "In Serbia and Hungary", "from 100 to 300 EUR", "Serbian nationals from here to there", "\ue000 from \ue001 to \ue002", ""])
def test_what_is_no_way_is_not_read(text: str, ontology: Ontology, lexicon: Lexicon) -> None:
    assert list(find_ways(tag(text, find_named(text, lexicon, ontology)))) == []


@pytest.mark.parametrize(("text", "role"), [
    ("Serbian nationals were found", NATIONALITY), ("Serbian police were called", ACTOR), ("the Serbian side", PLACE), ("in Serbia", PLACE),
    ("smuggling of Afghans", NATIONALITY), ("nationals of Afghanistan", NATIONALITY), ("Bulgarian law enforcement authorities", ACTOR), ("Afghan smugglers", NATIONALITY), ("the Albanian coast", PLACE),
])
def test_the_role_of_a_name(text: str, role: str, ontology: Ontology, lexicon: Lexicon) -> None:
    assert find_named(text, lexicon, ontology)[0].role == role


@pytest.mark.parametrize("text", ["at the Serbian-Hungarian border", "the border between Serbia and Hungary", "Serbia’s border with Hungary", "the Hungarian–Serbian border"])
def test_a_border_is_a_pair(text: str, ontology: Ontology, lexicon: Lexicon) -> None:
    named = find_named(text, lexicon, ontology)
    assert {section for _, _, section in find_borders(text, named, ontology)} == {"border/hungary-serbia"}
    assert not any(one.role == NATIONALITY for one in named)


def test_a_border_by_name_has_the_role(ontology: Ontology, lexicon: Lexicon) -> None:
    assert BORDER in {one.role for one in find_named("at the Serbian-Hungarian border", lexicon, ontology)}
