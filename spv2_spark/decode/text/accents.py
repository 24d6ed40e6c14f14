"""Accents that a PDF prints beside their letters, put on them."""

from __future__ import annotations

import re
import unicodedata

from spv2_spark.decode.text.edges import Part
from spv2_spark.layout.columns import TokenColumns

# Accents as characters of their own, which TeX's old fonts print beside or over a letter.
_ACCENTS = {
    "´": "\u0301", "ˊ": "\u0301", "¨": "\u0308", "ˆ": "\u0302", "˜": "\u0303", "¸": "\u0327",
    "ˇ": "\u030c", "˚": "\u030a", "˝": "\u030b", "˘": "\u0306", "˙": "\u0307", "˛": "\u0328",
    "ˋ": "\u0300",
}  # fmt: skip


_THAI_AGAIN = re.compile("([\u0e31\u0e34-\u0e3a\u0e47-\u0e4e])\\1+")
_THAI_PARTED = re.compile("\u0e4d([\u0e48-\u0e4b]?)\u0e32")  # a vowel in two parts, with its tone
_THAI = range(0x0E01, 0x0E5C)


def composed(text: str) -> str:
    """Return Thai with its signs once each, and its vowel "am" as one sign.

    Fonts draw a sign twice, or a vowel in two parts, and NFC leaves both as they are.

    >>> composed("ค\u0e4d\u0e32") == "คำ", composed("ร\u0e34\u0e34") == "ริ", composed("tool")
    (True, True, 'tool')
    """
    if not text or ord(text[-1]) not in _THAI:
        return text
    return _THAI_PARTED.sub("\\1\u0e33", _THAI_AGAIN.sub(r"\1", text))


def accented(parts: list[Part], tokens: TokenColumns) -> list[Part]:
    """Return the parts with the accents that are parts of their own put on their letters."""
    alone = [one.text for one in parts if len(one.text) == 1 and not one.text.isascii()]
    if not any(map(_combining, alone)):
        return parts
    done: list[Part] = []
    queue = list(parts)
    while queue:
        part = queue.pop(0)
        mark = _combining(part.text)
        if not mark:
            done.append(part)
        elif queue and _is_over_next(part, done[-1] if done else None, queue[0], tokens):
            after = queue[0]
            # In the middle of a word TeX's spaces before an accent are not spaces.
            glued = part.glued or (bool(done) and after.text[0].islower())
            queue[0] = after._replace(text=_put(after.text, 0, mark), glued=glued)
        elif done and done[-1].text[-1].isalpha():
            text = done[-1].text
            done[-1] = done[-1]._replace(text=_put(text, len(text) - 1, mark))
            if queue and queue[0].text[0].islower():
                queue[0] = queue[0]._replace(glued=True)
    return done


def _combining(text: str) -> str:
    if text in _ACCENTS:
        return _ACCENTS[text]
    return text if len(text) == 1 and unicodedata.combining(text) else ""


def _put(text: str, at: int, mark: str) -> str:
    letter = {"ı": "i", "ȷ": "j"}.get(text[at], text[at])
    return unicodedata.normalize("NFC", text[:at] + letter + mark + text[at + 1 :])


def _is_over_next(accent: Part, before: Part | None, after: Part, tokens: TokenColumns) -> bool:
    """Whether the accent belongs to the next part's first letter, by place and by letter."""
    mark = _combining(accent.text)
    letter = {"ı": "i", "ȷ": "j"}.get(after.text[0], after.text[0])
    if len(unicodedata.normalize("NFC", letter + mark)) != 1:
        return False
    if before is None or not before.text[-1].isalpha():
        return True
    if len(unicodedata.normalize("NFC", before.text[-1] + mark)) != 1:
        return True
    boxes = tokens.boxes
    middle = (boxes[accent.token][0] + boxes[accent.token][2]) / 2
    letter_width = float(tokens.size_pt[accent.token]) / 4
    to_next = abs(middle - (boxes[after.token][0] + letter_width))
    to_last = abs(middle - (boxes[before.token][2] - letter_width))
    return to_next <= to_last
