"""The documents of the project, read whole: nothing lost, nothing displaced, every quote where it must be."""

from __future__ import annotations

import re
import time
import tomllib
from collections import Counter
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from kg.text import Document, Passage, find_quote, read_document

SEEDS = Path(__file__).parents[2] / "seeds"
NAMES = {path.name[:3]: path for path in sorted(SEEDS.glob("*.txt"))}
pytestmark = pytest.mark.skipif(
    not {"000", "001", "002", "003", "004"} <= set(NAMES), reason="the documents are not here"
)
EACH = pytest.mark.parametrize("name", ["000", "001", "002", "003", "004"])


@cache
def document(name: str) -> Document:
    return read_document(NAMES[name].read_text(encoding="utf-8"))


def passages(name: str, *kinds: str) -> list[Passage]:
    return [passage for passage in document(name).passages if passage.kind in kinds]


OTHER_FIGURES = {  # labels misread in the scan, numbers of items, page numbers
    "000": "1 1 2 3 5 7 7 13 15 24 29 188 198",
    "001": "1 2 3 4 5 6 9 10 11 12 13",
    "002": "4 5 5 6 7 12 13 22",
    "003": "",
    "004": "",
}


@EACH
def test_every_character_is_where_its_offset_says(name: str) -> None:
    raw = document(name).raw
    for passage in document(name).passages:
        pairs = [
            (char, at) for char, at in zip(passage.text.text, passage.text.offsets, strict=True) if not char.isspace()
        ]
        assert all(raw[at] == char for char, at in pairs), passage.text.text
        assert all(left[1] < right[1] for left, right in pairwise(pairs))


@EACH
def test_no_markup_and_no_double_space_is_left(name: str) -> None:
    for passage in document(name).passages:
        assert not re.search(r"\*\*|</?\w+[^>]*>|\$[\^{<]|\\|&\w+;|\s\s|\n|\xa0", passage.text.text), passage.text.text


@EACH
def test_no_character_is_in_two_passages(name: str) -> None:
    used: Counter[int] = Counter()
    for passage in document(name).passages:
        used.update(at for char, at in zip(passage.text.text, passage.text.offsets, strict=True) if not char.isspace())
    assert max(used.values()) == 1


@EACH
def test_no_word_of_the_document_is_lost(name: str) -> None:
    raw = document(name).raw
    kept = {at for passage in document(name).passages for at in passage.text.offsets}
    markup = r"</?(?:sup|p|ul|u)(?:\s[^>]*)?>|(?<=&</sup>)(?:lt;sup>|quot;)|(?<=\\)rm|(?<=</sup>)rm"
    kept.update(at for match in re.finditer(markup, raw) for at in range(*match.span()))
    assert "".join(char for at, char in enumerate(raw) if char.isalpha() and at not in kept) == ""


@EACH
def test_the_figures_cut_are_marks_labels_numbers_of_items_and_pages(name: str) -> None:
    raw = document(name).raw
    kept = {at for passage in document(name).passages for at in passage.text.offsets}
    figures = [match[0] for match in re.finditer(r"\d+", raw) if match.start() not in kept]
    marks = [label for passage in document(name).passages for _, label in passage.note_marks if label.isdecimal()]
    printed = Counter(re.findall(r"\d+", " ".join([*marks, *(note.label or "" for note in passages(name, "note"))])))
    others = sorted((Counter(figures) - printed).elements(), key=int)
    assert " ".join(others) == OTHER_FIGURES[name]


@EACH
def test_spans_lie_in_the_file_in_order(name: str) -> None:
    for passage in document(name).passages:
        spans = passage.text.raw_spans(0, len(passage.text))
        assert spans
        assert all(0 <= span.start < span.end <= len(document(name).raw) for span in spans)
        assert all(left.end < right.start for left, right in pairwise(spans))


def test_layouts_give_the_expected_kinds() -> None:
    kinds = {name: dict(Counter(passage.kind for passage in document(name).passages)) for name in NAMES}
    assert kinds["000"]["note"] == 158
    assert kinds["000"]["caption"] == 5
    assert kinds["001"]["row"] == 41
    assert kinds["001"]["note"] == 9
    assert kinds["002"] == {"heading": 7, "paragraph": 16, "item": 10, "note": 19}
    assert kinds["003"] == {"paragraph": 8}
    assert kinds["004"] == {"paragraph": 9, "heading": 1}


def test_passages_over_two_pages() -> None:
    cut = {name: sum(len(p.text.raw_spans(0, len(p.text))) > 1 for p in document(name).passages) for name in NAMES}
    assert cut == {"000": 8, "001": 2, "002": 5, "003": 0, "004": 0}


def test_labels_of_notes_run_on() -> None:
    assert [note.label for note in passages("000", "note")] == [
        "1", "2", "3", "4", "*", *map(str, range(7, 13)), *map(str, range(14, 161))
    ]  # fmt: skip
    assert [note.label for note in passages("001", "note")] == ["*", *map(str, range(1, 9))]
    assert [note.label for note in passages("002", "note")] == [str(number) for number in range(1, 20)]


def test_notes_without_a_mark_in_the_text() -> None:
    lost = {name: [note.label for note in passages(name, "note") if note.anchor is None] for name in NAMES}
    assert lost["000"] == ["*", "45", "46", "56", "57", "58", "104", "105", "108", "126", "131"]
    assert lost["001"] == ["*"]
    assert lost["002"] == []


@pytest.mark.parametrize(
    ("name", "label", "before"),
    [
        ("000", "3", "make their way to the EU"),
        ("000", "8", "Almost all"),
        ("000", "9", "Associated Countries (SACs)."),
        ("000", "27", "exists on the Albanian-Montenegrin border"),
        ("000", "41", "just south of Belgrade."),
        ("000", "53", "followed by Karlovacka."),
        ("000", "88", "Iranians pay EUR 4 500 -6 000."),
        ("000", "92", "throughout the Western Balkan region"),
        ("000", "107", "stuck on a mountain trail"),
        ("000", "112", "citizens of Kosovo."),
        ("000", "156", "involving Western Balkan countries;"),
        ("001", "1", "Albania BiH Kosovo*"),
        ("001", "2", "15 740 7.436"),
        ("001", "3", "ratified by North Macedonia and Serbia"),
        ("002", "3", "for the entire year of 2018."),
        ("002", "4", "Serbia-centred land route."),
        ("002", "15", "the regional SELEC"),
        ("002", "18", "dealing in migrant smuggling."),
    ],
)
def test_notes_hang_on_the_right_words(name: str, label: str, before: str) -> None:
    note = next(note for note in passages(name, "note") if note.label == label)
    assert note.anchor is not None
    number, at = note.anchor
    assert document(name).passages[number].text.text[:at].endswith(before)


def test_figures_that_look_like_marks_stay() -> None:
    assert len(find_quote(document("000"), "141 Pakistanis, 79 Afghanis, 30 Iraqis, and 10 Iranians.")) == 1
    assert len(find_quote(document("001"), "2021 18,496 15 740 7.436 20 874 834")) == 1


def test_headings_above() -> None:
    def above(name: str, words: str) -> tuple[str, ...]:
        return document(name).passages[find_quote(document(name), words)[0].passage].headings

    assert above("000", "From Greece to Serbia: around EUR 700") == (
        "Modi Operandi",
        "Prices for migrant smuggling services",
    )
    assert above("001", "Crossing rivers usually involves higher fees") == (
        "2.3. Payments for migrant smuggling services",
    )
    assert above("001", "Migrants are typically the ones who initiate") == ("2.5. Smugglers", "Recruitment of migrants")
    assert above("001", "awarded the Bruno Kreisky Prize") == (
        "About BRMC", "Member organisations", "Belgrade Centre for Human Rights (BCHR)",
    )  # fmt: skip
    assert above("002", "Fifty officers from twelve EU Member States") == ("EU’s engagement with the region",)


def test_what_is_not_factual() -> None:
    idle = {name: "\n".join(p.text.text for p in document(name).passages if not p.factual) for name in NAMES}
    assert "Routes and key locations 6" in idle["000"]
    assert "Pukovnika Bacića 3" in idle["001"]
    assert "How do migrants find smugglers?" in idle["001"]
    assert "At least 15 monitoring visits" in idle["001"]
    assert "Establishment of Institutional Cooperation Framework" not in idle["001"]
    assert "informal coalition" not in idle["001"]
    assert not idle["002"] + idle["003"] + idle["004"]


def test_the_lost_page_is_not_guessed() -> None:
    found = find_quote(document("001"), "In the eastern part of the country, routes through Belasica")
    assert [match.start for match in found] == [0]


QUOTES = tomllib.loads((Path(__file__).parent / "quotes.toml").read_text(encoding="utf-8"))["quote"]


@pytest.mark.parametrize("quote", QUOTES, ids=lambda quote: quote["words"][:40])
def test_quotes_are_found_once_with_their_raw_words(quote: dict[str, Any]) -> None:
    name, words, raw = quote["document"], quote["words"], quote.get("raw")
    found = find_quote(document(name), words)
    assert len(found) == 1
    spans = [document(name).raw[span.start : span.end] for span in found[0].spans]
    assert [re.sub(r"[ \xa0]+", " ", span) for span in spans] == [
        re.sub(r"[ \xa0]+", " ", piece) for piece in raw or [words]
    ]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("000", "opportunistic smugglers sophisticated OCGs are active in the Western Balkan region"),
        ("000", "The price for smuggling across North Macedonia was between EUR 150 and EUR 400 per person"),
        ("000", "000 detections of illegal stayers were reported by the six"),
        ("000", "From Bosnia and Herzegovina to Slovenia: EUR 2"),
        ("000", "Bulgaria received some 2 825 asylum application"),
        ("000", "legal immigration along Western Balkan Route"),
        ("000", "it may be disseminated further without a prior written consent"),
        ("000", "In the period april – June"),
        ("001", "often opt for cheaper smuggling options or attempt"),
        ("001", "do explicitly recognize foreigners who can contribute to the prosecution"),
        ("001", "436 20 874 834"),
        ("001", "there is evidence of issuing humanitarian residence to smuggled migrants"),
        ("001", "criminalisation of smuggled migrants in need of international protection"),
        ("001", "Overall, regional cooperation addresses evolving challenges in the region. In the eastern part"),
        ("002", "the Slovenian police detected 11,787 illegal border crossings"),
        ("002", "786 illegal border crossings"),
        ("002", "the EU could face these challenges alone"),
        ("003", "580 smuggled migrants were arrested during this 6 hour long action"),
        ("004", "with over 20 participants"),
        ("004", "over 106 000 detections … of border crossings"),
    ],
)
def test_altered_quotes_are_not_found(name: str, words: str) -> None:
    assert find_quote(document(name), words) == []


def test_reading_is_fast() -> None:
    texts = [path.read_text(encoding="utf-8") for path in NAMES.values()]
    began = time.process_time()
    for text in texts:
        read_document(text)
    assert time.process_time() - began < 1.0  # 0.2 s on the machine it was written on; room for slow ones
