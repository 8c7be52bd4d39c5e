"""Emphasis, tags, entities, line ends and glued words."""

from __future__ import annotations

import pytest

from kg.text.inline import clean, find_starred_words
from kg.text.offsets import OffsetText

KOSOVO = frozenset({"Kosovo"})


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("with **Ministries of Interior** playing", "with Ministries of Interior playing"),
        ("Since 2018, **Kosovo*** has", "Since 2018, Kosovo* has"),
        ("**North Macedonia and Kosovo***. Overall", "North Macedonia and Kosovo*. Overall"),
        ("from Kosovo* or Serbia", "from Kosovo* or Serbia"),
        ("Fushë Kosova* and the", "Fushë Kosova* and the"),
        ("an evolving *modus operandi* among", "an evolving modus operandi among"),
        ("taken *ad hoc* and that", "taken ad hoc and that"),
        (
            "pursued. *This is so in Kosovo*. Also, as seen in Albania.*",
            "pursued. This is so in Kosovo*. Also, as seen in Albania.",
        ),
        ("Similarly, they have already left Albania.*", "Similarly, they have already left Albania."),
        ("1. Establishment of Framework:** Taking", "1. Establishment of Framework: Taking"),
        ("an *only star", "an *only star"),
        ("agreement <u>only</u>. It", "agreement only. It"),
        ("Group for</p> <p>Combating", "Group for Combating"),
        ('<ul style="list-style-type: none"> • Describe', "• Describe"),
        ("the 2<sup>nd</sup> route", "the 2nd route"),
        ("fewer than <50 persons> in all", "fewer than <50 persons> in all"),
        ("Search &amp; Rescue &#233;", "Search & Rescue é"),
        ("MS & partner &nosuchthing; AT&T", "MS & partner &nosuchthing; AT&T"),
        ("channel.\xa0 All\xa0relevant", "channel. All relevant"),
        ("other forms of cross-\nborder crime", "other forms of cross-border crime"),
        ("with twenty- \n\none Member States", "with twenty-one Member States"),
        ("during 2015-\n\n2016, and", "during 2015-2016, and"),
        ("It must be\n  protected", "It must be protected"),
        ("the Kumanovo- Lipkovo region", "the Kumanovo- Lipkovo region"),
        ("29 June -\nEuropol", "29 June - Europol"),
        ("cross\u00ad\nborder and bor\u00adder", "crossborder and border"),
        ("https://frontex.europa.\neu/media-\ncentre", "https://frontex.europa.eu/media-centre"),
        ("policeeurpolThe Hague", "policeeurpol The Hague"),
        ("europollPolice and", "europoll Police and"),
        ("on TikTok, WhatsApp, EaP, eBay, WBBSi and BiH", "on TikTok, WhatsApp, EaP, eBay, WBBSi and BiH"),
        ("see https://x.org/someThing and foo.barBaz", "see https://x.org/someThing and foo.barBaz"),
        ("a *<b>* b", "a b"),
        ("&lt;sup&gt; is text", "<sup> is text"),
        ("   ", ""),
    ],
)
def test_clean(raw: str, text: str) -> None:
    assert clean(OffsetText.of(raw), KOSOVO).text == text


def test_a_split_space_takes_the_next_offset() -> None:
    text = clean(OffsetText.of("europollPolice"), frozenset())
    assert (text.text, text.offsets[8], text.offsets[9]) == ("europoll Police", 8, 8)


def test_an_entity_keeps_its_place_and_width() -> None:
    raw = "A &amp; B"
    text = clean(OffsetText.of(raw), frozenset())
    span = text.raw_spans(2, 3)[0]
    assert raw[span.start : span.end] == "&amp;"


def test_starred_words_are_those_no_emphasis_has_opened() -> None:
    raw = "in Kosovo* and Kosovo*\n**Kosovo*** again\nan *ad hoc* one\nanother *ad hoc* one\nonce* only"
    assert find_starred_words(raw) == {"Kosovo"}


def test_without_starred_words_italics_close_at_the_first_star() -> None:
    assert clean(OffsetText.of("*like in Kosovo* and on"), frozenset()).text == "like in Kosovo and on"
