"""Sentences, clauses and quotes."""

from __future__ import annotations

import pytest

from kg.extract.sentences import clause_of, quote_of, sentences, split_sentences
from kg.text import find_quote, read_document


@pytest.mark.parametrize(("text", "count"), [
    ("One came. Two went.", 2), ("It cost approx. EUR 5. They paid.", 2), ("See Art. 5 of the Law.", 1), ("He left in N. Macedonia.", 1),
    ("Organs of state. (Article 41, paragraph 1). The Law", 2), ("No end", 1), ("", 0), ("A 2.5 km walk. Then rest!", 2), ("“Stop.” They ran.", 2),
])
def test_sentences_are_split(text: str, count: int) -> None:
    assert len(split_sentences(text)) == count


def test_a_bracketed_tail_belongs_to_the_sentence_before() -> None:
    assert split_sentences("It may be granted. (Article 41, paragraph 1). The Law")[0] == (0, 45)


def test_the_clause_around_a_position() -> None:
    document = read_document("Afghans pay EUR 300 while Iranians pay EUR 600; others walk.\n")
    (sentence,) = sentences(document.passages[0])
    assert [clause_of(sentence, sentence.text.index(word)).text for word in ("300", "600", "walk")] == ["Afghans pay EUR 300", "while Iranians pay EUR 600", "others walk."]


def test_a_quote_that_stands_twice_gets_the_words_before_it() -> None:
    document = read_document("In Serbia the price is 5 euros. In Albania the price is 5 euros.\n")
    _first, second = sentences(document.passages[0])
    stretch = clause_of(second, second.start)
    quote = quote_of(document, type(stretch)(stretch.passage, stretch.start + len("In Albania "), stretch.end))
    assert quote is not None
    assert quote.prefix == "Albania"
    assert len(find_quote(document, quote.words, quote.prefix)) == 1
