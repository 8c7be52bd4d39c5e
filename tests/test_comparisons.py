"""Facts held against one another: found by rule or judged, and never shown without both facts."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import iri
from kg.errors import ClaimError
from kg.ledger import read_ledger
from kg.pipeline import build
from tests.small.world import PUBLIC, PUBLIC_CLAIMS, RESTRICTED_CLAIMS, make_seeds

LATER = PUBLIC.replace("\n\nThe agreement", "\n\nThe boat from Serbia to Hungary is EUR 1 500 per group now.\n\nThe agreement")
LATER_CLAIM = (PUBLIC_CLAIMS + RESTRICTED_CLAIMS[RESTRICTED_CLAIMS.index("\n[[claim]]\ntype = \"Price"):]).replace("EUR 1 000 per group.", "EUR 1 500 per group now.").replace(
    "Hungary costs", "Hungary is").replace("= 1000", "= 1500")
JUDGED = """
[[comparison]]
relation = "refines"
first = { source = "public-note", quote = "Migrants enter Serbia" }
second = { source = "restricted-note", type = "Hub", quote = "Smugglers gather", hasPlace = "place/kikinda" }
reason = "A judgement made up for a test."
"""


def comparisons(path: Path) -> list[tuple[str, str]]:
    store = ox.Store.read_only(str(path))
    found = store.query("PREFIX kg: <https://w3id.org/smuggling-kg/ontology#> SELECT ?r ?why WHERE { ?c a kg:Comparison ; kg:hasRelation ?r ; kg:reason ?why } ORDER BY ?r")
    return [(row["r"].value.removeprefix(iri.ID), row["why"].value) for row in found]


def test_a_later_price_of_the_same_way_updates_the_earlier_and_only_where_both_are_seen(tmp_path: Path) -> None:
    seeds = make_seeds(tmp_path / "seeds", public=LATER, public_claims=LATER_CLAIM)
    register = (seeds / "register.toml").read_text()
    (seeds / "register.toml").write_text(register.replace('issued = "2021"', 'issued = "2023"', 1))
    build(seeds, tmp_path / "out")
    assert comparisons(tmp_path / "out" / "current" / "wb-ran") == [("relation/updates", "The same way, told later: 1500–1500 after 1000–1000.")]
    assert comparisons(tmp_path / "out" / "current" / "public") == []


def test_a_judged_comparison_is_in_a_view_only_with_both_facts(tmp_path: Path) -> None:
    seeds = make_seeds(tmp_path / "seeds")
    (seeds / "comparisons.toml").write_text(JUDGED)
    build(seeds, tmp_path / "out")
    assert comparisons(tmp_path / "out" / "current" / "wb-ran") == [("relation/refines", "A judgement made up for a test.")]
    store = ox.Store.read_only(str(tmp_path / "out" / "current" / "wb-ran"))
    assert len(list(store.quads_for_pattern(None, ox.NamedNode(iri.term("refines")), None, ox.DefaultGraph()))) == 1
    public = ox.Store.read_only(str(tmp_path / "out" / "current" / "public"))
    assert comparisons(tmp_path / "out" / "current" / "public") == []
    assert "made up for a test" not in "".join(map(str, public))


@pytest.mark.parametrize(("old", "new", "says"), [
    ('quote = "Migrants enter Serbia"', 'quote = "Migrants leave Serbia"', "0 claims fit"),
    (', hasPlace = "place/kikinda"', "", "2 claims fit"),
    ('reason = "A judgement made up for a test."', 'reason = ""', "needs relation, first, second and reason"),
])
def test_a_faulty_comparison_stops_the_build(tmp_path: Path, old: str, new: str, says: str) -> None:
    seeds = make_seeds(tmp_path / "seeds")
    assert old in JUDGED
    (seeds / "comparisons.toml").write_text(JUDGED.replace(old, new))
    with pytest.raises(ClaimError, match=says):
        read_ledger(seeds)
