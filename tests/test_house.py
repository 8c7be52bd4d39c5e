"""The house rules: layers, no circles, size budgets, one label and definition a term, no domain fact in code."""

import ast
import re
import subprocess
import sys
import tokenize
from pathlib import Path
from statistics import quantiles

import pytest

from kg import iri
from kg.vocab import read_ontology

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "kg").rglob("*.py"))
TREES = {p: ast.parse(p.read_text(encoding="utf-8")) for p in MODULES}
ONTOLOGY = read_ontology()
SKOS = iri.PREFIXES["skos"]


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_of(tree: ast.AST, known: set[str]) -> set[str]:
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found & known


def functions() -> list[tuple[str, int]]:
    found = []
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                body = node.body[1:] if ast.get_docstring(node) and len(node.body) > 1 else node.body
                found.append((f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", (body[-1].end_lineno or 0) - body[0].lineno + 1))
    return found


def test_each_layer_imports_only_what_is_below() -> None:
    done = subprocess.run([str(Path(sys.executable).with_name("lint-imports"))], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stdout


def test_no_modules_import_one_another_in_a_circle() -> None:
    known = {name_of(p) for p in MODULES}
    graph = {name_of(p): {i for i in imports_of(t, known) if not name_of(p).startswith(i)} for p, t in TREES.items()}
    done: set[str] = set()

    def walk(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, " -> ".join((*path, name))
        if name not in done:
            for target in sorted(graph[name]):
                walk(target, (*path, name))
            done.add(name)

    for name in sorted(graph):
        walk(name, ())


def test_no_module_is_longer_than_250_lines() -> None:
    sizes = {str(p.relative_to(ROOT)): len(p.read_text(encoding="utf-8").splitlines()) for p in MODULES}
    assert {p: n for p, n in sizes.items() if n > 250} == {}


def test_functions_are_short() -> None:
    sizes = functions()
    assert [f for f in sizes if f[1] > 40] == []
    assert quantiles([n for _, n in sizes], n=10)[-1] <= 20


def test_no_module_is_a_drawer() -> None:
    assert [p.name for p in MODULES if p.stem in ("utils", "helpers", "common", "manager", "handler", "misc")] == []


def test_only_the_command_line_prints_or_exits() -> None:
    calls = [(str(p.relative_to(ROOT)), node.lineno) for p, tree in TREES.items() if "cli" not in p.parts for node in ast.walk(tree)
             if isinstance(node, ast.Call) and ast.unparse(node.func) in ("print", "sys.exit", "exit", "click.echo")]
    assert calls == []


def test_no_exception_is_swallowed() -> None:
    silent = [(str(p.relative_to(ROOT)), node.lineno) for p, tree in TREES.items() for node in ast.walk(tree)
              if isinstance(node, ast.ExceptHandler) and not any(isinstance(n, ast.Raise) for n in ast.walk(node))
              and (node.type is None or ast.unparse(node.type) in ("Exception", "BaseException") or isinstance(node.body[0], ast.Pass))]
    assert silent == []


def literals(path: Path) -> list[str]:
    """The string literals of a module that are no docstrings of modules, classes, functions or constants."""
    documentation = {id(n.value) for n in ast.walk(TREES[path]) if isinstance(n, ast.Expr)}
    return [n.value for n in ast.walk(TREES[path]) if isinstance(n, ast.Constant) and isinstance(n.value, str) and id(n) not in documentation]


def test_no_domain_label_stands_in_code() -> None:
    """Neither the names of things (countries, places, bodies, laws) nor references to them; grammar words of the system are no facts."""
    things = {name for one in ONTOLOGY.individuals.values() if "Entity" in one.classes for name in one.names if len(name) > 3 and name[0].isupper()}
    refs = {ref for ref, one in ONTOLOGY.individuals.items() if "Entity" in one.classes}
    found = [(str(p.relative_to(ROOT)), text) for p in MODULES for text in literals(p) if text in refs
             or any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) for name in things if name in text)]
    assert found == []


TERMS = sorted(s for s in {t.subject.value for t in ONTOLOGY.triples if hasattr(t.subject, "value")} if s.startswith(iri.TERM))


@pytest.mark.parametrize("term", TERMS, ids=[t.removeprefix(iri.TERM) for t in TERMS])
def test_each_term_has_one_label_and_one_definition_that_is_a_sentence(term: str) -> None:
    labels, definitions = ONTOLOGY.values(term, SKOS + "prefLabel"), ONTOLOGY.values(term, SKOS + "definition")
    assert (len(labels), len(definitions)) == (1, 1)
    assert definitions[0][0].isupper()
    assert definitions[0].endswith(".")


def test_no_two_terms_share_a_label() -> None:
    by_label: dict[str, list[str]] = {}
    for term in TERMS:
        by_label.setdefault(ONTOLOGY.values(term, SKOS + "prefLabel")[0], []).append(term)
    assert {label: terms for label, terms in by_label.items() if len(terms) > 1} == {}


def test_every_term_that_queries_and_shapes_use_is_declared() -> None:
    used = set()
    for path in [*(ROOT / "queries").rglob("*.rq"), *(ROOT / "shapes").glob("*.ttl")]:
        text = re.sub(r'"[^"\n]*"|#\+[^\n]*|(?<=\s)#[^\n]*', "", path.read_text(encoding="utf-8"))
        used |= set(re.findall(r"\bkg:([A-Za-z]\w*)", text))
    assert used - {t.removeprefix(iri.TERM) for t in TERMS} == set()


def test_every_reference_in_queries_is_an_individual() -> None:
    used = {(path.name, ref) for path in (ROOT / "queries").rglob("*.rq") for ref in re.findall(rf"<{re.escape(iri.ID)}([\w./-]+)>", path.read_text(encoding="utf-8"))}
    assert {(file, ref) for file, ref in used if ref not in ONTOLOGY.individuals} == set()


def test_no_comment_marks_unfinished_work() -> None:
    marks = []
    for path in MODULES:
        with path.open("rb") as file:
            marks += [(path.name, t.string) for t in tokenize.tokenize(file.readline) if t.type == tokenize.COMMENT and re.search(r"TODO|FIXME|XXX|HACK", t.string)]
    assert marks == []


def test_no_file_of_ours_holds_a_path_of_a_machine() -> None:
    files = subprocess.run(["git", "ls-files", "-z", "--", ":!seeds/*.txt"], capture_output=True, text=True, cwd=ROOT, check=False).stdout.split("\0")
    if not files[0]:
        pytest.skip("not a git checkout")
    odd = re.compile("/(?:work|root|home|farm)/")
    assert [f for f in files if f and (ROOT / f).suffix in (".py", ".md", ".toml", ".ttl", ".rq", "") and (ROOT / f).is_file() and odd.search((ROOT / f).read_text(encoding="utf-8"))] == []
