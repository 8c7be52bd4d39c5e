"""Passages read from snippets: one test for every trap that the documents hold."""

from __future__ import annotations

import pytest

from kg.text import Passage, read_document


def passages(raw: str, *kinds: str) -> list[Passage]:
    return [passage for passage in read_document(raw).passages if not kinds or passage.kind in kinds]


def words(raw: str, *kinds: str) -> list[str]:
    return [passage.text.text for passage in passages(raw, *kinds)]


def spanned(raw: str, passage: Passage) -> list[str]:
    return [raw[span.start : span.end] for span in passage.text.raw_spans(0, len(passage.text))]


NOTES = """<sup>&</sup>lt;sup>3</sup> Between July 2018 and June 2019, more than 36 000 detections (Frontex).

 $<sup>^4</sup>$  The withdrawal rate - the ratio of applications.

<sup>\\*</sup> Frontex - WB Daily Information Exchange Data

<sup>6</sup> EASO"""


def test_a_sentence_cut_by_notes_is_one_passage_with_two_spans() -> None:
    raw = f"""Continued migration pressure exists on the border<sup>3</sup>, and many migrant

{NOTES}

smugglers are active in the Northern part of Albania. From Montenegro<sup>6</sup> they travel."""
    found = passages(raw)
    assert [passage.kind for passage in found] == ["paragraph", "note", "note", "note", "note"]
    assert "and many migrant smugglers are active in the Northern part" in found[0].text.text
    assert spanned(raw, found[0]) == [
        "Continued migration pressure exists on the border<sup>3</sup>, and many migrant",
        "smugglers are active in the Northern part of Albania. From Montenegro<sup>6</sup> they travel.",
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            "in the six Western Balkan countries (Albania, Bosnia and Herzegovina, Montenegro, North",
            "Macedonia and Serbia), but also",
        ),
        (
            "in particular among nationals of Bosnia and Herzegovina. Around 23% were citizens of an",
            "EU Member State, mostly from",
        ),
        ("figures indicate an increase in arrivals via the Eastern Mediterranean", "Route, both by land and by sea"),
        (
            "increased efforts of the authorities to prevent crossings into Croatia. Irregular",
            "migrants continue to reach",
        ),
        (
            "also reported the use of camper vans to smuggle irregular migrants into the",
            "country from Bosnia and Herzegovina",
        ),
    ],
)
def test_halves_across_notes_are_joined(first: str, second: str) -> None:
    lead = "This sentence stands before it and makes the paragraph as long as paragraphs are, which is long enough. "
    raw = f"{lead}{first}\n\n{NOTES}\n\n{second} the rest of it."
    assert words(raw, "paragraph") == [f"{lead}{first} {second} the rest of it."]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            "both on their way. They continued to prevent exits towards Croatia. Meanwhile, Bosnia",
            "The key area in Bosnia is",
        ),
        (
            "and a continuous adaptation of strategies to address challenges in the region.",
            "In the eastern part of the country, routes",
        ),
        (
            "and a continuous adaptation of strategies to address challenges in the region",
            "In the eastern part of the country, routes",
        ),
        ("and so it ended for all of them, as the report says on its last page.", "and begins anew"),
    ],
)
def test_what_is_not_sure_is_not_joined(first: str, second: str) -> None:
    lead = "This sentence stands before it and makes the paragraph as long as paragraphs are, which is long enough. "
    raw = f"{lead}{first}\n\n{NOTES}\n\n{second} the rest of it."
    assert words(raw, "paragraph") == [f"{lead}{first}", f"{second} the rest of it."]


def test_a_page_end_without_notes_is_joined_in_one_span() -> None:
    raw = "\n\n".join(
        [
            "Afghan refugees often have less money and may opt for cheaper smuggling",
            "options or attempt to navigate alone.",
        ]
    )
    found = passages(raw)
    assert [passage.text.text for passage in found] == [raw.replace("\n\n", " ")]
    assert spanned(raw, found[0]) == [raw]


def test_an_item_cut_by_notes_is_joined() -> None:
    raw = "\n\n".join(
        [
            "- In some cases, they are forcefully pushed back\n- The second item of the list is cut",
            NOTES,
            "across the border and denied entry.",
        ]
    )
    assert words(raw, "item") == [
        "In some cases, they are forcefully pushed back",
        "The second item of the list is cut across the border and denied entry.",
    ]


def test_notes_have_labels_and_anchors() -> None:
    raw = f"To the EU3, and a high rate4 of some (SACs).<sup>5</sup> End of it all.<sup>6</sup>\n\n{NOTES}"
    found = passages(raw)
    assert found[0].text.text == "To the EU, and a high rate of some (SACs). End of it all."
    assert found[0].note_marks == ((9, "3"), (26, "4"), (42, "5"), (57, "6"))
    assert [(note.label, note.anchor) for note in found[1:]] == [
        ("3", (0, 9)),
        ("4", (0, 26)),
        ("5", (0, 42)),
        ("6", (0, 57)),
    ]
    assert found[3].text.text == "Frontex - WB Daily Information Exchange Data"


def test_a_mark_after_a_space_is_placed_behind_the_word() -> None:
    found = passages("Greece or Bulgaria, <sup>15</sup> often using.\n\n<sup>15</sup> EASO")
    assert found[0].text.text == "Greece or Bulgaria, often using."
    assert found[0].note_marks == ((19, "15"),)


def test_a_note_without_label_between_notes_gets_its_number() -> None:
    raw = "\n\n".join(
        [
            "One.<sup>29</sup> Two.<sup>30</sup> Three.<sup>31</sup>",
            "<sup>&</sup>lt;sup>29</sup> Pressure peaked.",
            "Frontex aggregated WB Daily data",
            "<sup>31</sup> Europol",
        ]
    )
    assert [(note.label, note.text.text) for note in passages(raw, "note")] == [
        ("29", "Pressure peaked."),
        ("30", "Frontex aggregated WB Daily data"),
        ("31", "Europol"),
    ]


def test_a_note_goes_on_in_the_next_line_of_the_block() -> None:
    raw = "\n\n".join(
        [
            "x.<sup>12</sup>",
            "<sup>12</sup> more than 2 500 in the same period of",
            "<sup>2017-2018 (</sup>Frontex). This designation.",
            "<sup>13</sup> EASO",
        ]
    )
    notes = passages(raw, "note")
    assert notes[0].text.text == "more than 2 500 in the same period of 2017-2018 (Frontex). This designation."
    assert notes[1].label == "13"


def test_a_label_scanned_into_the_figure_beside_it() -> None:
    raw = "\n\n".join(
        [
            "to Hungary<sup>37</sup> and Croatia.<sup>38</sup>",
            "<sup>&</sup>lt;sup>37</sup> 930 (Frontex)",
            "<sup>38 620 (</sup>Frontex)",
        ]
    )
    assert [(note.label, note.text.text) for note in passages(raw, "note")] == [
        ("37", "930 (Frontex)"),
        ("38", "620 (Frontex)"),
    ]


def test_figures_between_names_are_no_marks() -> None:
    notes = "\n\n".join(f"<sup>{number}</sup> Europol" for number in (29, 30, 78, 79))
    raw = (
        f"They smuggled 352,<sup>29</sup> including 141 Pakistanis, 79 Afghanis, 30 Iraqis, and 10 Iranians.\n\n{notes}"
    )
    assert words(raw)[0] == "They smuggled 352, including 141 Pakistanis, 79 Afghanis, 30 Iraqis, and 10 Iranians."


def test_a_paragraph_that_begins_with_a_figure_is_no_note() -> None:
    raw = "One thing was seen.\n\n5 Syrians were arrested there in the same month, and nobody else was."
    assert [passage.kind for passage in passages(raw)] == ["paragraph", "paragraph"]


def test_a_starred_line_is_a_note_without_anchor() -> None:
    raw = "2022\t12,216\t27 429\n\n*prevented illegal border crossings (source EC reports)"
    note = passages(raw, "note")[0]
    assert (note.text.text, note.label, note.anchor) == (
        "prevented illegal border crossings (source EC reports)",
        "*",
        None,
    )


TABLE = """\tAlbania\tBiH\tKosovo*¹\tN. Maced.
2022\t12,216\t27 429\t869\t27 391
2021\t18,496\t15 740\t7.436 ²\t

1 This designation is without prejudice.

2 Annual report on the work of the Kosovo* Police."""


def test_table_rows_keep_their_figures_as_written() -> None:
    rows = passages(TABLE, "row")
    assert [row.text.text for row in rows] == [
        "Albania BiH Kosovo* N. Maced.",
        "2022 12,216 27 429 869 27 391",
        "2021 18,496 15 740 7.436",
    ]
    assert [[row.text.text[start:end] for start, end in row.cells] for row in rows] == [
        ["", "Albania", "BiH", "Kosovo*", "N. Maced."],
        ["2022", "12,216", "27 429", "869", "27 391"],
        ["2021", "18,496", "15 740", "7.436", ""],
    ]
    assert [(note.label, note.anchor) for note in passages(TABLE, "note")] == [("1", (0, 19)), ("2", (2, 24))]


def test_a_name_broken_by_cell_markup_is_whole() -> None:
    raw = "Montenegro\t<p>Key institutions: Ministry of Interior (Group for</p> <p>Combating Human Smuggling)</p>"
    row = passages(raw)[0]
    assert row.text.text == "Montenegro Key institutions: Ministry of Interior (Group for Combating Human Smuggling)"
    assert row.cells == ((0, 10), (11, 87))


def test_headings_stand_above_what_follows() -> None:
    raw = """# Title

## Routes

Text of the routes, which is a sentence.

#### Case study

A case, told in a sentence of its own.

## Prices

- From Greece to Serbia: around EUR 700 per person;"""
    assert [(passage.kind, passage.headings) for passage in passages(raw)] == [
        ("heading", ()),
        ("heading", ("Title",)),
        ("paragraph", ("Title", "Routes")),
        ("heading", ("Title", "Routes")),
        ("paragraph", ("Title", "Routes", "Case study")),
        ("heading", ("Title",)),
        ("item", ("Title", "Prices")),
    ]


PLAIN = """Contents

INTRODUCTION\t5
1. CAPACITIES\t7
1.1. Structures\t7
2. PHENOMENON\t10
2.2. Payments\t12
ANNEX\t31
ABOUT US\t35

Introduction

There is an introduction here, and it is a sentence.

1. Capacities

1.1. Structures

The region shares commonalities in its frameworks.

2.2. Payments

The prices vary considerably, as they say.

■ Recruitment of migrants

Migrants are the ones who make contact.

Annex

Questions

1. Introduction\tPresent key statistical parameters
2. Smugglers\t<ul> • How do migrants find smugglers? How do they get in touch? Which ones? </ul>
3. Others\t<ul> • List the countries? Are there any migrants? • Describe the roles? What roles? Why? </ul>

About us

The council is an informal coalition."""


def test_plain_headings_are_known_by_number_contents_and_form() -> None:
    found = {passage.text.text: passage for passage in passages(PLAIN)}
    assert [passage.text.text for passage in passages(PLAIN, "heading")] == [
        "Contents",
        "Introduction",
        "1. Capacities",
        "1.1. Structures",
        "2.2. Payments",
        "Recruitment of migrants",
        "Annex",
        "Questions",
        "About us",
    ]
    assert found["The region shares commonalities in its frameworks."].headings == ("1. Capacities", "1.1. Structures")
    assert found["Migrants are the ones who make contact."].headings == ("2.2. Payments", "Recruitment of migrants")


def test_a_lost_heading_is_not_replaced_by_another() -> None:
    found = {passage.text.text: passage for passage in passages(PLAIN)}
    assert found["The prices vary considerably, as they say."].headings == ("2.2. Payments",)


def test_contents_and_questionnaire_are_not_factual() -> None:
    factual = {passage.text.text: passage.factual for passage in passages(PLAIN)}
    assert not factual["Contents"]
    assert not factual["1. CAPACITIES 7"]
    assert not factual["Annex"]
    assert not factual["1. Introduction Present key statistical parameters"]
    assert factual["The region shares commonalities in its frameworks."]
    assert factual["The council is an informal coalition."]


def test_a_few_questions_in_prose_are_factual() -> None:
    raw = "# Report\n\nWhy do they pay? Because they must. How much? It depends on the route. And then they go on."
    assert all(passage.factual for passage in passages(raw))


def test_bullets_and_numbers_of_items_are_cut() -> None:
    raw = "\n\n".join(
        [
            "Recommendations:",
            "1. Enhance border management.\n2. Target networks.",
            "- 1. Framework:** Taking into account.\n• There is more.",
        ]
    )
    assert words(raw, "item") == [
        "Enhance border management.",
        "Target networks.",
        "Framework: Taking into account.",
        "There is more.",
    ]


def test_the_number_of_a_provision_stays() -> None:
    raw = "Article 52\n\n(1) A foreigner may be granted a permit.\n(2) It is granted where:\n1) he cooperates;\nb) she does."
    assert words(raw, "heading") == ["Article 52"]
    assert passages(raw, "item")[0].headings == ("Article 52",)
    assert words(raw, "item") == [
        "(1) A foreigner may be granted a permit.",
        "(2) It is granted where:",
        "1) he cooperates;",
        "b) she does.",
    ]


def test_a_line_of_a_list_wrapped_with_indentation() -> None:
    raw = "- Support Task Force under EMPACT priority\n   Facilitating Illegal Immigration, but also others"
    assert words(raw) == ["Support Task Force under EMPACT priority Facilitating Illegal Immigration, but also others"]


def test_numbers_of_passages_are_their_order() -> None:
    assert [passage.number for passage in passages(PLAIN)] == list(range(len(passages(PLAIN))))


@pytest.mark.parametrize("raw", ["", "   \n\n \t ", "\n", "****", "<p></p>", "# ", "-", "*", "\u200b"])
def test_texts_of_nothing_have_no_words(raw: str) -> None:
    assert all(not passage.text.text.strip("-#*") for passage in passages(raw))


def test_a_caption_is_one() -> None:
    found = passages(
        "\n\n".join(
            [
                "Image 2. Concealment in vehicles is common throughout the Western Balkan  ${\\rm region}^{92}$",
                "$<sup>^{92}</sup>$  Police authorities",
            ]
        )
    )
    assert [(passage.kind, passage.text.text) for passage in found] == [
        ("caption", "Image 2. Concealment in vehicles is common throughout the Western Balkan region"),
        ("note", "Police authorities"),
    ]
    assert found[1].anchor == (0, len(found[0].text))


def test_carriage_returns_are_white_space() -> None:
    assert words("# One\r\n\r\nA sentence with cross-\r\nborder crime.\r\n") == [
        "One",
        "A sentence with cross-border crime.",
    ]
