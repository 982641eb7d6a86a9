"""Characters of Chinese text, most as the insides of regular expression classes, and small tests on them."""

from __future__ import annotations

import re

HAN_RANGES = "〇々\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Chinese characters: 〇 (zero), 々 (the same again), the ideographs of the basic plane, and planes 2 and 3,
which Unicode keeps for more of them."""

HAN = re.compile(f"[{HAN_RANGES}]")
"""A Chinese character."""

WIDE = HAN_RANGES + "、。〃《》「」『』【】〔〕〖〗〈〉\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65￥"
"""Chinese characters and the punctuation that only stands beside them; not the quotes that English shares."""

NUMERALS = "0-9０-９〇零一二三四五六七八九十百千万亿两"
"""Digits and Chinese numerals: a number must not be cut between two of these."""

LINE_BREAKS = "\n\r\v\f\x1c-\x1e\x85\u2028\u2029"
"""What ends a line, as `str.splitlines` has it."""

# 基本 (basic), 日本 (Japan), 本次 (this time) and 自我 (self) speak of nobody.
_FIRST_PERSON = re.compile(
    "(?<![自忘无])我|[咱俺吾]|笔者|"
    "(?<![基根资成日原样课文书剧版标])本(?:省|市|县|区|州|镇|乡|村|报|社|台|刊|网|院|校|公司|部|局|厅|委|会|人|单位|机构|集团|届)"
)
_WIDE = re.compile(f"[{WIDE}]")


def has_han(text: str) -> bool:
    """Tell whether there is a Chinese character in `text`."""
    return HAN.search(text) is not None


def is_han(char: str) -> bool:
    """Tell whether `char` (one character, or nothing) is a Chinese character."""
    return HAN.match(char) is not None


def is_wide(char: str) -> bool:
    """Tell whether `char` (one character, or nothing) is a Chinese character or Chinese punctuation."""
    return _WIDE.match(char) is not None


def speaks(text: str) -> bool:
    """Tell whether somebody speaks of himself or his own: 我们 (we), 我省 (our province), 本市 (our city)."""
    return _FIRST_PERSON.search(text) is not None
