"""What is taken out of, or mended in, a stretch of running text: emphasis, tags, entities, line ends, glued words."""

from __future__ import annotations

import re
from html import unescape

from kg.text.offsets import OffsetText

_BLOCK_TAG = re.compile(r"</?(?:p|ul|ol|li|br|div|table|tr|td|th|hr|h[1-6])(?:\s[^<>]{0,200})?/?>", re.IGNORECASE)
_INLINE_TAG = re.compile(
    r"</?(?:sup|sub|u|b|i|s|em|strong|span|a|small|font|img|center|mark)(?:\s[^<>]{0,200})?/?>", re.IGNORECASE
)
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{1,6}|#[xX][0-9a-fA-F]{1,5});")
_STARS = re.compile(r"\*+")
_STARRED_WORD = re.compile(r"(?:^|(?<=[\s(“\"'*/]))(\w+)\*(?!\w)")
_OPENING = re.compile(r"(?<!\w)\*(?=\w)")
_LINE_HYPHEN = re.compile(r"(?<=\w-)[ \t\xa0]*\r?\n\s*(?=\w)")
_LINE_URL = re.compile(r"(?<=://)[ \t]*\r?\n\s*(?=\w)|(?<=[\w/]\.)[ \t]*\r?\n\s*(?=[a-z]{2,4}/)")
_SPACE = re.compile(r"\s+")
_UNSEEN = re.compile("\u00ad(?:\\s*\n\\s*)?|[\u200b\u200d\u2060\ufeff]")  # soft hyphens, characters of no width
_GLUE = re.compile(r"(?<![\w./@#-])([a-zßà-öø-ÿ]{5,})(?=[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]+(?![\w./@]))")


def find_starred_words(raw: str) -> frozenset[str]:
    """The words that carry an asterisk of their own in this document, as a designation does, and not as emphasis.

    Those are the words that twice or more end in an asterisk which no asterisk before it on the line has opened."""
    seen: dict[str, int] = {}
    for line in raw.split("\n"):
        if "*" not in line:
            continue
        line = line.replace("***", "*").replace("**", "")
        opening = _OPENING.search(line)
        for match in _STARRED_WORD.finditer(line):
            if opening is None or match.start() < opening.start():
                seen[match[1]] = seen.get(match[1], 0) + 1
    return frozenset(word for word, times in seen.items() if times > 1)


def strip_emphasis(text: OffsetText, starred: frozenset[str]) -> OffsetText:
    """Without the asterisks of bold and italics; those of the starred words stay."""
    words = text.text
    if "*" not in words:
        return text
    cuts: list[tuple[int, int]] = []
    opened = False
    closing = _last_closing(words, starred)
    for match in _STARS.finditer(words):
        start, end = match.span()
        own = _word_before(words, start)
        if len(match[0]) == 2 or len(match[0]) > 3:
            cuts.append((start, end))
        elif len(match[0]) == 3:
            cuts.append((start + 1 if own else start, end))
        elif own and (own in starred or not opened):
            continue
        elif own or _is_closing(words, start, opened):
            cuts.append((start, end))
            opened = False
        elif end <= closing and words[end : end + 1].strip():
            cuts.append((start, end))
            opened = True
    return text.cut(cuts)


def strip_tags(text: OffsetText) -> OffsetText:
    """Without HTML tags: those that end a line become a space, the others nothing."""
    return text.sub(_BLOCK_TAG, " ").sub(_INLINE_TAG, "") if "<" in text.text else text


def decode_entities(text: OffsetText) -> OffsetText:
    """``&amp;`` and the like as the character they stand for, which keeps its length in the file."""
    if "&" not in text.text:
        return text
    widths = {
        text.offsets[match.start()]: text.offsets[match.end() - 1] - text.offsets[match.start()] + 1
        for match in _ENTITY.finditer(text.text)
        if len(unescape(match[0])) == 1
    }
    return text.sub(_ENTITY, lambda match: unescape(match[0])).widen(widths)


def fold_space(text: OffsetText) -> OffsetText:
    """Words broken over two lines in one piece again, hyphen kept; white space folded to single spaces, none at the ends."""
    if "\n" in text.text:
        text = text.sub(_LINE_HYPHEN, "").sub(_LINE_URL, "")
    return text.sub(_SPACE, " ").strip()


def split_glued(text: OffsetText) -> OffsetText:
    """A space where a small word of five letters or more runs into a capitalised one ("europollPolice").

    Names written so by their owners start with a capital or with a shorter piece (TikTok, WhatsApp, eBay)."""
    return text.insert((match.end() for match in _GLUE.finditer(text.text)), " ")


def clean(text: OffsetText, starred: frozenset[str]) -> OffsetText:
    """Everything of this module, in the order in which nothing undoes what was done before."""
    plain = strip_emphasis(strip_tags(text.sub(_UNSEEN, "")), starred)
    return split_glued(fold_space(decode_entities(plain)))


def _word_before(words: str, at: int) -> str:
    match = re.search(r"\w+$", words[max(0, at - 60) : at])
    return match[0] if match else ""


def _is_closing(words: str, start: int, opened: bool) -> bool:
    before = words[start - 1 : start]
    return bool(before) and not before.isspace() and (opened or start + 1 >= len(words.rstrip()))


def _last_closing(words: str, starred: frozenset[str]) -> int:
    """Where the last asterisk stands that can close emphasis, being no starred word's own; -1 if there is none."""
    for match in reversed(list(_STARS.finditer(words))):
        at = match.start()
        if len(match[0]) == 1 and at and not words[at - 1].isspace() and _word_before(words, at) not in starred:
            return at
    return -1
