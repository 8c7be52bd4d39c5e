"""Whatever the text: nothing raises, every quote is in it, every number of a claim stands in its words."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.extract import propose
from kg.text import find_quote
from kg.text.numbers import numbers
from kg.vocab import Ontology
from tests.extract.conftest import reading_of

WORDS = ["from", "to", "through", "(via", "Serbia", "Hungary)", "Kosovo*", "Belgrade", "Afghans", "pay", "EUR", "€", "300", "3 000", "-", "euros", "between", "and", "up to", "per person",
         "each", "In", "Albania,", "migrants", "enter", "entry points", "are", "exit points", "Article", "52,", "paragraph 1", "Law on Foreigners of Albania", "may be granted", "not",
         "humanitarian residence", "victims of trafficking", "is entitled to", "education", ".", ":", ";", "\n\n", "- ", "# ", "(", ")", "From there,", "in March 2019", "group of 12 people", "\ue000"]
MIXED = st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=6)), max_size=60).map(" ".join)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(MIXED, st.text(max_size=300)))
def test_proposals_rest_on_the_text(ontology: Ontology, text: str) -> None:
    reading = reading_of(text)
    for claim in propose(reading, ontology):
        quotes = [*claim.quotes, *claim.carried.values()]
        assert all(len(find_quote(reading.document, quote.words, quote.prefix)) == 1 for quote in quotes)
        amounts = {value for slot in ("minAmount", "maxAmount") for value in claim.slots.get(slot, ())}
        assert amounts <= {float(n) for n in numbers(" ".join(quote.words for quote in claim.quotes))}
        assert ontology.is_fact(claim.type)
        assert set(claim.slots) <= set(ontology.slots)
        assert set(claim.carried) <= set(claim.slots)
