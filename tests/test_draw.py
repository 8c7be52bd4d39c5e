"""Pictures: the same bytes each time, with audience, markings, sources and quotes; and nothing in them that the audience may not see."""

import os
import re
import struct
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from kg import open_graph
from kg.api import KnowledgeGraph
from kg.drawing import Picture, kinds
from kg.drawing.networks import _edge
from kg.drawing.outlines import read_outlines
from kg.drawing.placing import Box, Wanted, place, spread
from kg.drawing.plans import read_plan, read_plans
from kg.drawing.scale import scale_of
from kg.engines import LocalGraph
from kg.errors import BuildError, MissingExtra, OntologyError, QuestionError, UnknownName, UsageError
from kg.pipeline import build
from kg.questions import question_files, read_question
from tests.small.world import PUBLIC_CLAIMS, make_seeds

ROOT = Path(__file__).parents[1]
NOTE = "without prejudice to positions on status"
LIMITED = "Tackling Migrant Smuggling"
MORE = '''
[[claim]]
type = "RouteLeg"
startsFrom = "country/bulgaria"
leadsTo = "country/serbia"
hedge = "mostly"
quote = "Migrants enter Serbia from Bulgaria, mostly on foot"

[[claim]]
type = "Hub"
hasPlace = "place/gevgelija"
hasHubRole = "hub-role/gathering"
hasPolarity = "polarity/denied"
quote = "It is not true that Gevgelija is an exit point."
'''


@pytest.fixture(scope="module")
def views(built: Path) -> dict[str, KnowledgeGraph]:
    return {name: open_graph(name, built) for name in ("public", "wb-ran")}


@pytest.fixture(scope="module")
def pictures(views: dict[str, KnowledgeGraph]) -> dict[tuple[str, str], Picture]:
    return {(kind, name): graph.draw(kind) for kind in kinds() for name, graph in views.items()}


def texts(picture: Picture) -> str:
    """All that the picture says: its labels, and what its parts say when one points at them."""
    return " ".join("".join(ElementTree.fromstring(picture.svg).itertext()).split())


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_a_picture_is_sound_svg_and_png_and_fetches_nothing(pictures: dict[tuple[str, str], Picture], kind: str) -> None:
    picture = pictures[kind, "public"]
    assert ElementTree.fromstring(picture.svg).tag == "{http://www.w3.org/2000/svg}svg"
    assert picture.png[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", picture.png[16:24]) == (1200, 900)
    assert not re.search(r"(?:href|src)=\"(?!#)|@import|url\((?!#)", picture.html)


@pytest.mark.parametrize("view", ["public", "wb-ran"])
@pytest.mark.parametrize("kind", sorted(kinds()))
def test_title_and_caption_name_audience_markings_and_sources(pictures: dict[tuple[str, str], Picture], kind: str, view: str) -> None:
    picture = pictures[kind, view]
    said = texts(picture)
    assert f"View: {view}" in said
    assert "; ".join(picture.markings) in said
    assert {c.title for c in picture.citations} <= {title for title in (c.title for c in picture.citations) if title in said}
    assert NOTE in said
    assert "What sources deny is not drawn." in said


@pytest.mark.parametrize(("kind", "labels"), [
    ("map", ["Kosovo*", "Serbia → Bosnia and Herzegovina", "500–700 euro, unit: person", "Natural Earth", "GeoNames", "Germany (outside)"]),
    ("timeline", ["EU–Turkey migration agreement", "DRINO II", "Albanian Helsinki Committee", "2019-05-22", "2018"]),
    ("network", ["Western Balkans – cooperates with – Frontex", "Border Department of the Kosovo* Police", "bodies and their parts", "Group 484"]),
])
def test_a_picture_says_what_is_told(pictures: dict[tuple[str, str], Picture], kind: str, labels: list[str]) -> None:
    said = texts(pictures[kind, "public"])
    assert [label for label in labels if label not in said] == []


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_each_fact_that_is_drawn_has_its_words_in_the_page(pictures: dict[tuple[str, str], Picture], kind: str) -> None:
    from html import escape
    picture = pictures[kind, "public"]
    assert len(picture.facts) > 50
    assert [c.fact for c in picture.citations if escape(" … ".join(c.quotes)) not in picture.html] == []


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_a_public_picture_holds_nothing_of_the_limited_report(pictures: dict[tuple[str, str], Picture], restricted: LocalGraph, public: LocalGraph, kind: str) -> None:
    picture = pictures[kind, "public"]
    assert picture.markings == ["no marking"]
    assert not any("joint-report" in fact for fact in picture.facts)
    names = 'PREFIX skos: <http://www.w3.org/2004/02/skos/core#> SELECT DISTINCT ?n WHERE { ?t skos:prefLabel ?n FILTER(LANG(?n) = "en" && STRLEN(?n) > 5) }'
    free = " ".join(row["n"].value for row in public.select(names).maps())
    secret = [row["n"].value for row in restricted.select(names).maps() if row["n"].value not in free]
    assert len(secret) > 20
    assert [word for word in [LIMITED, "LIMITED", *secret] if word in picture.html] == []


def test_the_markings_of_the_limited_report_stand_in_the_picture_of_those_who_may_see_it(pictures: dict[tuple[str, str], Picture]) -> None:
    picture = pictures["map", "wb-ran"]
    said = texts(picture)
    assert "Handling: Europol Unclassified – Basic Protection Level; LIMITED, releasable to WB-RAN; no marking" in said
    assert f"{LIMITED} in the Western Balkans (2020-01) [Europol Unclassified – Basic Protection Level; LIMITED, releasable to WB-RAN]" in said
    assert picture.html.count("LIMITED, releasable to WB-RAN; no marking.") == 2


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_the_same_build_gives_the_same_bytes(pictures: dict[tuple[str, str], Picture], built: Path, tmp_path: Path, kind: str) -> None:
    picture = pictures[kind, "public"]
    code = "import sys; from kg import open_graph; p = open_graph(build=sys.argv[1]).draw(sys.argv[2]); p.save(sys.argv[3] + '/a.svg'); p.save(sys.argv[3] + '/b.png')"
    subprocess.run([sys.executable, "-c", code, str(built), kind, str(tmp_path)], check=True, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": "7", "MPLBACKEND": "svg"})
    assert (tmp_path / "a.svg").read_bytes() == picture.svg.encode()
    assert (tmp_path / "b.png").read_bytes() == picture.png
    assert not re.search(r"\d{4}-\d\d-\d\dT|matplotlib v", picture.svg)


def test_a_picture_is_narrowed_by_parameters(views: dict[str, KnowledgeGraph], pictures: dict[tuple[str, str], Picture]) -> None:
    picture = views["public"].draw("map", state="Kosovo")
    assert "(state: Kosovo*)" in texts(picture)
    assert set(picture.facts) < set(pictures["map", "public"].facts)
    assert views["public"].draw("network", body="Interpol").facts
    one = views["public"].draw("timeline-of-agreements", since="2019-01-01")
    assert one.title.startswith("When were agreements, partnerships and programmes concluded")
    assert 0 < len(one.facts) < 10
    empty = views["public"].draw("timeline", year=1901)
    assert (empty.facts, "nothing drawn" in texts(empty)) == ((), True)


def test_the_kinds_are_drawn_from_questions_with_the_columns_and_parameters_named() -> None:
    for plan in read_plans().values():
        for layer in plan.layers:
            assert layer.question in question_files()
            question = read_question(layer.question)
            assert set(layer.columns.values()) <= {name for name, _ in question.columns}
            assert set(layer.takes.values()) <= {p.name for p in question.parameters}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    folder = tmp_path_factory.mktemp("draw")
    build(make_seeds(folder / "seeds", public_claims=PUBLIC_CLAIMS + MORE), folder / "build")
    return open_graph(build=folder / "build")


def test_doubt_is_dashed_and_what_is_denied_is_not_drawn(small: KnowledgeGraph) -> None:
    picture = small.draw("map")
    said = texts(picture)
    assert "Bulgaria → Serbia" in said
    assert "Belgrade → Sarajevo: 300–500 euro, unit: person" in said
    assert "Gevgelija" not in said
    parts = dict(re.findall(r'<g id="(part-\d+)">\n<title>([^\n<]*)', picture.svg))
    dashed = {name: "stroke-dasharray" in picture.svg.split(f'<g id="{part}">')[1].split("</g>")[0] for part, name in parts.items()}
    assert dashed == {"Bulgaria → Serbia": True, "Belgrade → Sarajevo: 300–500 euro, unit: person": False}


def test_what_is_written_is_escaped() -> None:
    from kg.drawing.pictures import with_titles
    assert with_titles('<g id="part-1"></g>', {"part-1": "a <b> & c"}) == '<g id="part-1">\n<title>a &lt;b&gt; &amp; c</title></g>'


def test_files_are_written_by_their_ending(small: KnowledgeGraph, tmp_path: Path) -> None:
    picture = small.draw("map")
    assert picture.save(tmp_path / "m.svg").read_text(encoding="utf-8") == picture.svg == picture._repr_svg_()
    assert picture.save(tmp_path / "m.png").read_bytes() == picture.png
    assert picture.save(tmp_path / "m.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    for name in ("m.gif", "m"):
        with pytest.raises(UsageError, match=r"Name a file that ends in .svg, .png, .html"):
            picture.save(tmp_path / name)
    with pytest.raises(BuildError, match="This file cannot be written"):
        picture.save(tmp_path / "nowhere" / "m.svg")


@pytest.mark.parametrize(("kind", "given", "error", "says"), [
    ("mpa", {}, UnknownName, "There is no drawing 'mpa'. Nearest: map, timeline, network"),
    ("map", {"stat": "Serbia"}, UnknownName, "There is no parameter of the drawing map 'stat'"),
    ("map", {"state": "Sebria"}, UnknownName, "There is no state 'Sebria'. Nearest: Serbia"),
    ("map", {"state": "Serbia", "from": "Serbia"}, UsageError, "No layer of the drawing map can be narrowed by state and from at once"),
])
def test_a_users_mistake_gets_a_clear_error(small: KnowledgeGraph, kind: str, given: dict[str, str], error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=says):
        small.draw(kind, **given)


@pytest.mark.parametrize("library", ["matplotlib", "networkx"])
def test_a_missing_library_is_named_with_its_remedy(monkeypatch: pytest.MonkeyPatch, small: KnowledgeGraph, library: str) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(MissingExtra, match=rf"This needs {library}, which is not installed. Run: pip install 'smuggling-kg\[draw\]'"):
        small.draw("map")


@pytest.mark.parametrize(("arguments", "code", "says"), [
    (("draw", "mpa"), 2, "There is no drawing 'mpa'"), (("draw", "map", "-o", "/dev/null/x.svg"), 1, "This file cannot be written"),
    (("draw", "map", "-o", "x.gif"), 2, "A picture cannot be written as 'gif'"), (("draw", "map", "-p", "state"), 2, "'state' is not KEY=VALUE"),
    (("draw", "map", "-a", "press"), 2, "There is no audience 'press'")])
def test_the_command_line_says_what_is_wrong_in_one_line(small: KnowledgeGraph, arguments: tuple[str, ...], code: int, says: str) -> None:
    done = subprocess.run([sys.executable, "-m", "kg", *arguments, "--build", str(small.build)], capture_output=True, text=True, cwd=ROOT, check=False)
    assert (done.returncode, done.stdout, says in done.stderr, "Traceback" in done.stderr) == (code, "", True, False)


def test_the_help_names_every_kind() -> None:
    from kg.cli.draw import command
    assert [kind for kind in kinds() if kind not in (command.help or "")] == []


def test_the_command_line_writes_svg_to_standard_output(small: KnowledgeGraph) -> None:
    done = subprocess.run([sys.executable, "-m", "kg", "draw", "map", "--build", str(small.build)], capture_output=True, text=True, cwd=ROOT, check=True)
    assert ElementTree.fromstring(done.stdout).tag.endswith("svg")
    assert "for public. Handling: no marking." in done.stderr


def test_a_plan_or_outline_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    for text in ("map: 1", "map: {title: x, layers: [{question: q, name: n, part: odd, columns: {}}]}", "- x", "a: ["):
        (tmp_path / "drawings.yaml").write_text(text)
        with pytest.raises(QuestionError, match="The drawings cannot be read"):
            read_plans(tmp_path / "drawings.yaml")
    (tmp_path / "outlines.json").write_text("{}")
    with pytest.raises(OntologyError, match="The outlines cannot be read"):
        read_outlines(tmp_path / "outlines.json")


def test_the_outlines_say_where_they_come_from_and_leave_one_line_open() -> None:
    outlines = read_outlines()
    assert "Natural Earth (public domain)" in outlines.remark
    assert sum(is_dashed for _, is_dashed in outlines.borders) == 1
    assert len(read_plan("map").frame) == 4


def test_labels_do_not_cover_one_another() -> None:
    wanted = [Wanted(100 + 3 * n, 100 + 2 * n, 60, 10) for n in range(12)]
    boxes = place(wanted, [(w.x, w.y) for w in wanted], Box(0, 0, 300, 300))
    assert [(a, b) for n, a in enumerate(boxes) for b in boxes[:n] if a.overlap(b) > 0] == []
    assert all(box.left >= 0 and box.right <= 300 for box in boxes)
    apart = spread([Box(10, 10, 60, 30)] * 6, Box(0, 0, 200, 200))
    assert [(a, b) for n, a in enumerate(apart) for b in apart[:n] if a.overlap(b) > 1] == []


def test_the_scale_of_time_gives_more_room_to_years_of_which_more_is_told() -> None:
    from datetime import date
    scale = scale_of([(date(2016, 1, 1), date(2016, 12, 31)), *[(date(2018, 3, 1), date(2018, 4, 1))] * 9], 0, 1000)
    widths = {year: right - left for year, left, right in scale.years}
    assert widths[2018] > widths[2016] > widths[2017]
    assert (scale.at(date(2016, 1, 1)), scale.after(date(2018, 12, 31))) == (0, pytest.approx(1000))
    assert scale_of([], 0, 10).years


def test_a_line_ends_at_the_edge_of_a_box() -> None:
    assert _edge((0, 5), Box(10, 0, 20, 10)) == (10, 5)
    assert _edge((15, 50), Box(10, 0, 20, 10)) == (15, 10)
