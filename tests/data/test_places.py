"""Countries, places and border sections: names, bounds and links of the reference data."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

ROOT = Path(__file__).parents[2]
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
BASE = "https://w3id.org/smuggling-kg/"
KG = f"{BASE}ontology#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
LABELS = ("prefLabel", "altLabel", "hiddenLabel")
CLASSES = {
    "Country", "WesternBalkanCountry", "EuMemberState", "Region", "GenericPlace", "Settlement", "Municipality",
    "AdministrativeArea", "BorderCrossingPoint", "BorderArea", "Mountain", "River", "Sea", "Facility", "Area",
    "BorderSection",
}  # fmt: skip
NAMES = (  # as they stand in the documents, misspellings included
    "Afghan park", "Albania", "Bar", "Belasica", "Bihac", "Bihać", "BiH", "Bijelo Polje", "Bileća", "Bosanska Gradiška",
    "Božaj", "Budapest", "Canary Islands", "Centre for Asylum Seekers", "Czech Republic", "Danube", "Demir Hisar",
    "Dojran", "Dorjan", "Drina river", "EU+", "Fushë Kosova", "Gejkovac", "Gevgelija", "Gjirokaster", "Greek-Albanian border",
    "Hani i Hotit", "Herceg Novi", "Ilino Brdo", "Istanbul", "Kakavia", "Karlovacka", "Kichevo", "Kiknda", "Korca",
    "Kosovo*", "Krnjača asylum center", "Krstac", "Leposavic", "Leposaviq", "Lipjan Municipality", "Lipokovo", "Lojane",
    "Luštica", "Magura village", "Maljevac", "Medzhitlija", "Metaljka area", "Middle East", "Mitrovica", "Morina",
    "Muriqan", "N. Maced.", "Novi Grad", "Obrenovac", "Ogražden", "Pasin Potok", "Poznan", "Preševo municipality",
    "Prizren region", "Saranda", "Shkoder", "Shtip", "Sukobin – Murićani", "Tabanovce border crossing", "Tisa",
    "Turkey", "Una-Sana Canton", "Una River", "Vaksinci", "Velika Kladusa", "Vizbegovo", "Vračenovići", "Vucjak",
    "Vujcak", "Vukovarsko Srijemska", "Vërmicë", "Western Balkans", "Zelenika", "Zhegra village", "northern Vojvodina",
    "former Yugoslav Republic of Macedonia", "Macedonian-Serbian border", "Serbian – Hungarian border",
    "Bosnia and Herzegovina-Croatia border", "North-Macedonia–Greece border",
)  # fmt: skip
DEMONYMS = {
    "Afghanis": "afghanistan", "Serbs": "serbia", "Turks": "turkiye", "Syrian": "syria", "Iraqis": "iraq",
    "Libyans": "libya", "Moroccans": "morocco", "Cuban": "cuba", "Ukrainian": "ukraine", "Dutch": "netherlands",
    "Danish": "denmark", "Macedonian": "north-macedonia", "Montenegrin": "montenegro", "Bangladeshis": "bangladesh",
}  # fmt: skip


@pytest.fixture(scope="module")
def store() -> ox.Store:
    store = ox.Store()
    for name in ("countries", "places"):
        store.load(path=str(ROOT / "ontology" / "entities" / f"{name}.ttl"), format=ox.RdfFormat.TURTLE)
    return store


def values(store: ox.Store, node: str | None, prop: str) -> list[tuple[str, str]]:
    """All (subject, object) pairs of one property, both as plain strings."""
    subject = ox.NamedNode(node) if node else None
    pairs = []
    for quad in store.quads_for_pattern(subject, ox.NamedNode(prop), None):
        assert isinstance(quad.subject, ox.NamedNode)
        assert isinstance(quad.object, ox.NamedNode | ox.Literal)
        pairs.append((quad.subject.value, quad.object.value))
    return pairs


def objects(store: ox.Store, node: str, prop: str) -> list[str]:
    return [value for _, value in values(store, node, prop)]


def slug(node: str) -> str:
    return node.rsplit("/", 1)[1]


def individuals(store: ox.Store) -> dict[str, set[str]]:
    kinds: dict[str, set[str]] = {}
    for node, kind in values(store, None, RDF_TYPE):
        kinds.setdefault(node, set()).add(kind.removeprefix(KG))
    return kinds


def fold(label: str) -> str:
    """Lower case without diacritics, one kind of dash and space: what a careless reader takes for the same name."""
    plain = "".join(c for c in unicodedata.normalize("NFD", label) if not unicodedata.combining(c))
    return re.sub(r"\s+", " ", re.sub(r"\s*[-–—]\s*", "-", plain)).strip().casefold()


def labels(store: ox.Store) -> Iterator[tuple[str, str, ox.Literal]]:
    for kind in LABELS:
        for quad in store.quads_for_pattern(None, ox.NamedNode(SKOS + kind), None):
            assert isinstance(quad.subject, ox.NamedNode)
            assert isinstance(quad.object, ox.Literal)
            yield quad.subject.value, kind, quad.object


def number(store: ox.Store, node: str, name: str) -> float | None:
    found = list(store.quads_for_pattern(ox.NamedNode(node), ox.NamedNode(KG + name), None))
    if not found:
        return None
    (literal,) = (quad.object for quad in found)
    assert isinstance(literal, ox.Literal)
    assert literal.datatype.value.endswith("#decimal"), f"{node}: {name} is no decimal"
    assert not re.search(r"\.\d*0$|\.$", literal.value), f"{node}: {literal.value} is not canonical"
    return float(literal.value)


def test_every_individual_is_of_known_classes_and_has_a_slug(store: ox.Store) -> None:
    for node, kinds in individuals(store).items():
        assert re.fullmatch(re.escape(BASE) + r"id/(country|place|border)/[a-z0-9]+(-[a-z0-9]+)*", node)
        assert kinds <= CLASSES and len(kinds - {"Country"}) <= 1, (node, kinds)


def test_nothing_is_described_without_a_class(store: ox.Store) -> None:
    assert {str(quad.subject) for quad in store} == {f"<{node}>" for node in individuals(store)}


def test_one_preferred_label_a_language_and_always_an_english_one(store: ox.Store) -> None:
    languages: dict[str, list[str | None]] = {node: [] for node in individuals(store)}
    for node, kind, label in labels(store):
        if kind == "prefLabel":
            languages[node].append(label.language)
    for node, found in languages.items():
        assert "en" in found and len(found) == len(set(found)), node
        assert set(found) <= {"en", "sq", "bs", "hr", "sr", "mk", "cnr"}, node


def test_no_label_is_given_twice_to_one_thing_in_one_language(store: ox.Store) -> None:
    seen = [(node, label.value, label.language) for node, _, label in labels(store)]
    assert not [item for item, times in Counter(seen).items() if times > 1]


def test_no_label_names_two_places_of_one_class_in_one_country(store: ox.Store) -> None:
    owner: dict[tuple[str, str, str], str] = {}
    kinds = individuals(store)
    for node, _, label in labels(store):
        for country in objects(store, node, f"{KG}withinCountry") or [""]:
            for kind in kinds[node]:
                first = owner.setdefault((fold(label.value), kind, country), node)
                assert first == node, (label.value, node, first)


def test_links_lead_to_things_of_the_right_kind(store: ox.Store) -> None:
    kinds = individuals(store)
    for name in ("withinCountry", "withinPlace", "betweenCountry"):
        pairs = values(store, None, KG + name)
        assert pairs
        for node, target in pairs:
            assert target in kinds and target != node, (node, target)
            assert ("Country" in kinds[target]) == (name != "withinPlace"), (node, target)


def test_a_place_lies_in_the_country_of_the_larger_place(store: ox.Store) -> None:
    for node, target in values(store, None, f"{KG}withinPlace"):
        here, there = (set(objects(store, n, f"{KG}withinCountry")) for n in (node, target))
        assert here == there, node


def test_every_place_but_regions_seas_and_the_like_has_a_country(store: ox.Store) -> None:
    free = {"Country", "Region", "GenericPlace", "Sea", "BorderSection"}
    lost = {slug(node) for node, kinds in individuals(store).items()
            if not kinds & free and not objects(store, node, f"{KG}withinCountry")}  # fmt: skip
    assert lost == {"eu-external-border", "schengen-southeast-border"}


def test_coordinates_come_in_pairs_with_their_precision(store: ox.Store) -> None:
    for node, kinds in individuals(store).items():
        lat, lon = number(store, node, "latitude"), number(store, node, "longitude")
        words = objects(store, node, f"{KG}coordinatePrecision")
        assert (lat is None) == (lon is None), node
        assert len(words) == (lat is not None), node
        assert set(words) <= ({"centroid"} if "Country" in kinds else {"town", "approximate"}), node


def test_places_lie_near_the_middle_of_their_country(store: ox.Store) -> None:
    kinds, checked = individuals(store), 0
    for node, country in values(store, None, f"{KG}withinCountry"):
        lat, lon = number(store, node, "latitude"), number(store, node, "longitude")
        if lat is None or lon is None:
            continue
        assert 34 < lat < 55 and -1 < lon < 45, node
        if "WesternBalkanCountry" in kinds[country]:
            middle_lat, middle_lon = number(store, country, "latitude"), number(store, country, "longitude")
            assert middle_lat is not None
            assert middle_lon is not None
            assert abs(lat - middle_lat) < 2.3 and abs(lon - middle_lon) < 2.4, (node, lat, lon)
            checked += 1
    assert checked > 60


def test_every_present_country_has_its_codes_and_its_match(store: ox.Store) -> None:
    former = {"yugoslavia", "state-union-of-serbia-and-montenegro"}
    codes = []
    for node, kinds in individuals(store).items():
        if "Country" not in kinds or slug(node) in former:
            continue
        (two,) = objects(store, node, f"{KG}isoAlpha2")
        (match,) = objects(store, node, f"{SKOS}exactMatch")
        three = objects(store, node, f"{KG}isoAlpha3")
        assert len(three) == (slug(node) != "kosovo"), node
        assert match == f"http://publications.europa.eu/resource/authority/country/{three[0] if three else '1A0'}"
        codes.append(two)
    assert len(codes) == len(set(codes)) >= 60
    assert all(re.fullmatch("[A-Z]{2}", code) for code in codes)


def test_the_groups_of_countries_are_complete(store: ox.Store) -> None:
    kinds = individuals(store)
    six = {slug(node) for node, k in kinds.items() if "WesternBalkanCountry" in k}
    assert six == {"albania", "bosnia-and-herzegovina", "kosovo", "montenegro", "north-macedonia", "serbia"}
    assert sum("EuMemberState" in k for k in kinds.values()) == 27


def test_a_border_section_joins_the_two_countries_its_name_says(store: ox.Store) -> None:
    sections = [node for node, kinds in individuals(store).items() if "BorderSection" in kinds]
    assert len(sections) >= 28
    for node in sections:
        sides = sorted(slug(country) for country in objects(store, node, f"{KG}betweenCountry"))
        assert len(sides) == 2
        assert node == f"{BASE}id/border/{'-'.join(sides)}"


def test_the_designation_stands_wherever_the_name_does(store: ox.Store) -> None:
    for node, kind, label in labels(store):
        bare = re.search(r"\bKosovo\b(?! Polje|\*)", label.value)
        # The sources write the bare name of the country too.
        assert not bare or (slug(node), kind) == ("kosovo", "altLabel"), (node, label.value)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_as_a_document_writes_it_is_a_label(name: str, store: ox.Store) -> None:
    assert name in {label.value for _, _, label in labels(store)}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_of_the_hand_list_stands_in_a_document(name: str) -> None:
    if not SEEDS:
        pytest.skip("the documents are not here")
    assert any(name in re.sub(r"\s+", " ", path.read_text(encoding="utf-8")) for path in SEEDS)


@pytest.mark.parametrize(("name", "owner"), sorted(DEMONYMS.items()))
def test_a_demonym_belongs_to_one_country(name: str, owner: str, store: ox.Store) -> None:
    assert [slug(node) for node, value in values(store, None, f"{KG}demonym") if value == name] == [owner]
