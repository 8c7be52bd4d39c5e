"""The steward's list: samples for judging by eye."""

from collections import Counter
from pathlib import Path

from kg.ledger import read_ledger, sample
from tests.small.world import make_seeds


def test_a_sample_holds_every_type_and_is_the_same_each_time(tmp_path: Path) -> None:
    rulings = read_ledger(make_seeds(tmp_path)).rulings
    drawn = sample(rulings, 3, 7)
    assert drawn == sample(list(reversed(rulings)), 3, 7)
    assert set(Counter(r.claim.type for r in drawn).values()) == {1}
    assert len({r.iri for r in sample(rulings, 5, 7)}) == 5
    assert len(sample(rulings, 99, 7)) == 5


def test_another_seed_draws_another_sample(tmp_path: Path) -> None:
    rulings = read_ledger(make_seeds(tmp_path)).rulings
    assert len({tuple(r.iri for r in sample(rulings, 5, seed)) for seed in range(5)}) > 1
