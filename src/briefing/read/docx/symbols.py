"""Signs that stand in a DOCX by their place in a font (`w:sym`)."""

from __future__ import annotations

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


def signs(font: str, text: str) -> str:
    """The text with the characters that stand by their place in a font: U+F0FE in Wingdings is ☑."""
    if not any(_OWN <= ord(char) < _OWN + 0x100 for char in text):
        return text
    known = (sign(font, f"{ord(char):x}") if _OWN <= ord(char) < _OWN + 0x100 else char for char in text)
    return "".join(new if new != UNKNOWN else old for new, old in zip(known, text, strict=True))
