"""What a stored question must not do, so that every engine gives the same rows; queries/README.md says why. No engine is needed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.questions import question_files

FILES = sorted(question_files().values())
_TEXT = re.compile(r'"(?:[^"\\\n]|\\.)*"(@[a-z]+)?')
_NUMBERS = {"order", "min_amount", "max_amount", "number", "value", "start", "rank"}


def faults(query: str) -> Iterator[str]:
    """Each thing that engines answer differently."""
    text = "\n".join(line for line in query.splitlines() if not line.lstrip().startswith("#"))
    yield from (f"GROUP_CONCAT of a tagged text: {found[0]}; write STR({found[1]})" for found in re.finditer(r"GROUP_CONCAT\((?:DISTINCT )?(\?\w+)", text))
    yield from (f"GROUP_CONCAT(DISTINCT STR({found[1]}) …) has no order; give it one with ORDER BY in a sub-select that is the whole of its WHERE"
                for found in re.finditer(r'GROUP_CONCAT\(DISTINCT STR\((\?\w+)\); separator="(?! ")', text) if f"STR({found[1]})" not in _inner_order(text, found.end()))
    yield from (f"a sub-select in OPTIONAL that Virtuoso mixes up with its neighbours; write OPTIONAL {{ {{ SELECT {found[1]} … }} FILTER(BOUND(…)) }}"
                for found in re.finditer(r"OPTIONAL \{ SELECT (\?\w+)", text))
    yield from (f"CONCAT that is to fail when its part is unbound: {found[0]}; ask BOUND" for found in re.finditer(r"COALESCE\(CONCAT\([^()]*\?\w+", text))
    for call in _calls("CONCAT", text):
        yield from (f"{found[0]} in a CONCAT; write STR({found[0]}@en)" for found in _TEXT.finditer(call) if not found[0].isascii() and not found[1])
    yield from (f"?{found[1]} may be unbound in EXISTS, and then stands for anything; write BOUND(?{found[1]}) && EXISTS"
                for found in re.finditer(r"\|\| EXISTS \{ \?(\w+) kg:(?:isWithin|partOf)", text) if _optional(found[1], text))
    for line in re.findall(r"^ORDER BY (.*)$", text, re.MULTILINE):
        yield from _order_faults(line)
        yield from (f"STR(?{name}) in ORDER BY may be unbound, which rdflib cannot order; write COALESCE(STR(?{name}), \"\")"
                    for name in re.findall(r"(?<!COALESCE\()STR\(\?(\w+)\)", line) if _may_be_unbound(name, text))
        yield from (f"{found} in ORDER BY, which Virtuoso takes for bound; write COALESCE(STR(…), \"\") != \"\"" for found in re.findall(r"BOUND\(\?\w+\)", line))


def _order_faults(line: str) -> Iterator[str]:
    line = re.sub(r'\?\w+ = "', '"', line)  # a comparison with a text puts nothing in an order of its own
    bare = re.sub(r"\((?:[^()]|\([^()]*\))*\)", "()", line)
    yield from (f"ORDER BY ?{name}; write STR(?{name}), or COALESCE(STR(?{name}), \"\") where it may be unbound" for name in re.findall(r"\?(\w+)", bare) if name not in _NUMBERS)


def _may_be_unbound(variable: str, text: str) -> bool:
    """Whether nothing outside an OPTIONAL binds it."""
    where = text[text.find("WHERE {"):text.rfind("\nORDER BY ")]
    while (start := where.find("OPTIONAL {")) >= 0:
        where = where[:start] + where[_closing(where, start + len("OPTIONAL {"), "{}") + 1:]
    bare = re.sub(r"FILTER\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)", "", where)
    return not re.search(rf"\?{variable}\b", bare)


def _inner_order(text: str, start: int) -> str:
    """The ORDER BY of the sub-select that is the whole of the next WHERE, if it is one."""
    where = text.find("WHERE {", start) + len("WHERE {")
    body = text[where:_closing(text, where, "{}")].strip()
    if not body.startswith("{ SELECT ") or _closing(body, 1, "{}") != len(body) - 1:
        return ""
    return body.rpartition("} ORDER BY ")[2].rstrip("} ") if "} ORDER BY " in body else ""


def _calls(name: str, text: str) -> Iterator[str]:
    """The text between the brackets of each call."""
    yield from (text[found.end():_closing(text, found.end(), "()")] for found in re.finditer(rf"(?<!\w){name}\(", text))


def _closing(text: str, start: int, pair: str) -> int:
    """Where the bracket closes that is open at the start; brackets in texts do not count."""
    bare = _TEXT.sub(lambda m: "_" * len(m[0]), text)
    depth, end = 1, start
    while depth and end < len(text):
        depth += {pair[0]: 1, pair[1]: -1}.get(bare[end], 0)
        end += 1
    return end - 1


def _optional(variable: str, text: str) -> bool:
    """Whether the variable is bound only in an OPTIONAL of the outermost pattern."""
    return bool(re.search(rf"OPTIONAL \{{ \?\w+ [^ ]+ \?{variable}\b", text))


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_every_engine_reads_the_question_alike(file: Path) -> None:
    assert list(faults(file.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("query", [
    'SELECT ?s (GROUP_CONCAT(?n; separator="; ") AS ?names) WHERE { ?s ?p ?n } GROUP BY ?s',
    'SELECT * WHERE { BIND(COALESCE(CONCAT(", point ", ?point), "") AS ?x) }',
    'SELECT ?s (GROUP_CONCAT(DISTINCT STR(?n); separator="; ") AS ?names) WHERE { ?s ?p ?n } GROUP BY ?s',
    "SELECT * WHERE { ?s ?p ?o OPTIONAL { SELECT ?s (MAX(?v) AS ?most) WHERE { ?s kg:number ?v } GROUP BY ?s } }",
    'SELECT * WHERE { BIND(CONCAT(STR(?a), "–", STR(?b)) AS ?x) }',
    "SELECT * WHERE { OPTIONAL { ?fact kg:leadsTo ?end } FILTER(?w = ?end || EXISTS { ?end kg:isWithin ?w }) }",
    "SELECT * WHERE { ?s ?p ?o }\nORDER BY ?s",
    "SELECT * WHERE { ?s ?p ?o OPTIONAL { ?s kg:cause ?x } }\nORDER BY IF(BOUND(?x), 0, 1) STR(?s)",
    "SELECT * WHERE { ?s ?p ?o OPTIONAL { ?s kg:cause ?x } FILTER(!BOUND(?x)) }\nORDER BY STR(?x)",
    'SELECT ?s (GROUP_CONCAT(DISTINCT STR(?n); separator="; ") AS ?names) WHERE { { SELECT ?s ?n WHERE { ?s ?p ?n } ORDER BY STR(?p) } } GROUP BY ?s',
])
def test_a_fault_is_told(query: str) -> None:
    assert len(list(faults(query))) == 1


@pytest.mark.parametrize("query", [
    'SELECT ?s (GROUP_CONCAT(STR(?n); separator="; ") AS ?names) WHERE { ?s ?p ?n } GROUP BY ?s',
    'SELECT * WHERE { BIND(IF(BOUND(?point), CONCAT(", point (", ?point), "") AS ?x) FILTER(CONTAINS(?y, "–")) }',
    "SELECT * WHERE { ?s ?p ?o OPTIONAL { { SELECT ?s (MAX(?v) AS ?most) WHERE { ?s kg:number ?v } GROUP BY ?s } FILTER(BOUND(?most)) } }",
    'SELECT ?s (GROUP_CONCAT(DISTINCT STR(?n); separator="; ") AS ?names) WHERE { { SELECT ?s ?n WHERE { ?s ?p ?n } ORDER BY STR(?n) } } GROUP BY ?s',
    'SELECT ?s (GROUP_CONCAT(DISTINCT STR(?fact); separator=" ") AS ?facts) WHERE { ?fact kg:hasPlace ?s } GROUP BY ?s',
    'SELECT * WHERE { ?s ?p ?o }\nORDER BY IF(?o = "a", 0, IF(?o = "b", 1, 2)) STR(?s)',
    'SELECT * WHERE { BIND(CONCAT(STR(?a), STR("–"@en), STR(?b)) AS ?x) }',
    "SELECT * WHERE { OPTIONAL { ?fact kg:leadsTo ?end } FILTER(?w = ?end || (BOUND(?end) && EXISTS { ?end kg:isWithin ?w })) }",
    'SELECT * WHERE { ?fact dct:title ?source OPTIONAL { ?fact kg:hedge ?o } }\nORDER BY COALESCE(STR(?o), "") ?min_amount COALESCE(?order, 1000) STR(?source) xsd:integer(STRBEFORE(?place, "–")) STR(?fact)',
])
def test_what_is_alike_everywhere_is_let_pass(query: str) -> None:
    assert list(faults(query)) == []
