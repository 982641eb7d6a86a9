"""Signs that stand in a DOCX by their place in a font (`w:sym`), and what fields print one over the other."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

UNKNOWN = "\ufffd"
_OWN = 0xF000
"""Where the characters of a font with an order of its own stand: in a private area, 256 of them."""


def _at(first: int, characters: str) -> dict[int, str]:
    return dict(enumerate(characters, _OWN + first))


_SYMBOL = {
    **_at(
        0x20,
        " !∀#∃%&∋()*+,-./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼",
    ),
    **_at(0xA0, "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑"),
}
_BOXES = {0xF0FE: "☑", 0xF052: "☑", 0xF0A8: "□", 0xF06F: "□", 0xF0A3: "□"}
"""Those of forms, in Wingdings and its like, whatever font is named."""
_FONTS: Mapping[str, Mapping[int, str]] = {
    "symbol": _SYMBOL,
    "wingdings": {
        **_BOXES,
        **_at(0x6C, "●"), **_at(0x6E, "■"), **_at(0x75, "◆"), **_at(0xA1, "○"), **_at(0xA7, "▪"),
        **_at(0xAB, "★"), **_at(0xD8, "➢"), **_at(0xDF, "←→↑↓"), **_at(0xFB, "✗✓☒☑"),
        **_at(0x81, "①②③④⑤⑥⑦⑧⑨⑩"), **_at(0x8C, "❶❷❸❹❺❻❼❽❾❿"), 0xF052: "☼",
    },
    "wingdings 2": {
        **_BOXES,
        **_at(0x4F, "✗✓☒☑☒☒"), **_at(0x6A, "①②③④⑤⑥⑦⑧⑨⑩"), **_at(0x75, "❶❷❸❹❺❻❼❽❾❿"), **_at(0x97, "●"),
        **_at(0xA2, "■"),
    },
}  # fmt: skip


def sign(font: str, code: str) -> str:
    """The character that a font has at a place, in hexadecimal: ≥ is F0B3 in Symbol; UNKNOWN if not known."""
    try:
        place = int(code, 16)
    except ValueError:
        return UNKNOWN
    known = _FONTS.get(font.strip().lower())
    if known is not None and place < 0x100:
        place += _OWN
    if _OWN <= place < _OWN + 0x100:
        return (_BOXES if known is None else known).get(place, UNKNOWN)
    character = chr(place) if 0 < place <= 0x10FFFF else UNKNOWN
    return UNKNOWN if unicodedata.category(character) in ("Cc", "Cs", "Cn", "Co") else character


_RAISED = re.compile(r"\\s\\(?:up|do) ?[0-9]{1,3}\([^()]{0,40}\)", re.I)
_OVER = re.compile(r"\s*EQ\b[^()]{0,200}\\o[^()]{0,20}\(([^()]{0,60})\)\s*", re.I)
_SHAPES = frozenset("○◯〇□△◇")
_CIRCLED = {
    unicodedata.normalize("NFKC", chr(code)): chr(code)
    for code in (*range(0x2460, 0x2474), *range(0x3280, 0x328A))
}  # ① to ⑳, ㊀ to ㊉


def over(instruction: str) -> str:
    r"""What a field prints one over the other: EQ \o\ac(○,3) is ③; "" for one that does something else.

    A reading over a character goes: EQ \o\ad(\s\up 9(hàn),汉) is 汉 (Han).
    """
    found = _OVER.fullmatch(_RAISED.sub("", instruction))
    if found is None:
        return ""
    said = [each.strip() for each in re.split("[,，;；]", found[1])]
    inner = "".join(each for each in said if each not in _SHAPES)
    return _CIRCLED.get(inner, inner) if any(each in _SHAPES for each in said) else inner
