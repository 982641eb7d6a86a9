r"""What fields print that have no result: EQ puts one thing over, under or beside another.

Word has it for circled figures, readings over a character, two lines in one, and fractions:
EQ \o\ac(○,3) is ③, EQ \f(2,3) is 2/3.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from briefing.read.docx.symbols import sign
from briefing.read.powers import raised

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LONGEST, _DEEPEST = 2_000, 20
_FORMAT = re.compile(r'\s*\\\*\s*(?:"[^"]*+"|[^\s"\\(]++)\s*')
_SWITCH = re.compile(
    r"\s*\\([abdfilorsx])((?:\s*\\(?:[lrbf]c\s*\\.|[a-z]{2}\s*-?[0-9]*))*+)\s*\(", re.I | re.DOTALL
)
_PARTS = ",，;；"
_SYMBOL = re.compile(r"\s*SYMBOL\s+([0-9]{1,6}|0x[0-9a-f]{1,6})\b(.{0,200})", re.I | re.DOTALL)
_FONT = re.compile(r'\\f\s*(?:"([^"]*)"|(\S+))', re.I)

_SHAPES = frozenset("○◯〇□△◇")
_CIRCLED = {
    unicodedata.normalize("NFKC", chr(code)): chr(code)
    for code in (*range(0x2460, 0x2474), *range(0x3280, 0x328A))
}  # ① to ⑳, ㊀ to ㊉
_BRACKETS = {"(": ")", "[": "]", "{": "}", "<": ">"}
_BRACKET = re.compile(r"\\([lrb])c\s*\\(.)", re.I | re.DOTALL)


def printed(instruction: str) -> str:
    r"""What a field prints that has no result; "" for one that prints none.

    A reading over a character goes: EQ \o\ad(\s\up 9(hàn),汉) is 汉 (Han); two lines in one are read one
    after the other: EQ \o(\s\up 5(国务),\s\do 2(院办)) is 国务院办.
    """
    if len(instruction) > _LONGEST:
        return ""
    if found := _SYMBOL.match(instruction):
        font = _FONT.search(found[2])
        code = int(found[1], 16 if found[1][:2].lower() == "0x" else 10)
        return sign((font[1] or font[2]) if font else "", f"{code:x}")
    kind, _, told = instruction.strip().partition("\\")
    if kind[:2].upper() != "EQ" or kind[2:3].strip():
        return ""
    return _Reader(f"{kind[2:].lstrip()}\\{told}" if told else "").part(0)[0].strip()


class _Reader:
    """Reads what an EQ field is told, from left to right."""

    def __init__(self, told: str) -> None:
        self.told = told
        self.at = 0

    def part(self, depth: int) -> tuple[str, bool]:
        """The text up to the mark that ends it, and whether all of it is set off the line."""
        text, moved, rest = "", False, False
        while self.at < len(self.told):
            char = self.told[self.at]
            if depth and (char in _PARTS or char in ")）"):
                break
            if skipped := _FORMAT.match(self.told, self.at):
                self.at = skipped.end()
            elif depth < _DEEPEST and (switch := _SWITCH.match(self.told, self.at)):
                self.at = switch.end()
                kind = switch[1].lower()
                shown = _shown(kind, switch[2], [*self._parts(depth + 1)])
                moved |= kind == "s"
                rest |= kind != "s"
                mixed = kind == "f" and text[-1:].isdecimal()
                text += f" {shown}" if mixed else shown
            else:
                self.at += 1 + (char == "\\")
                char = self.told[self.at - 1 : self.at]
                rest |= not char.isspace()
                text += char
        return text.strip() if depth else text, moved and not rest

    def _parts(self, depth: int) -> Iterator[tuple[str, bool]]:
        while self.at < len(self.told):
            yield self.part(depth)
            self.at += 1
            if self.told[self.at - 1 : self.at] in (")", "）", ""):
                return


def _shown(kind: str, options: str, parts: Sequence[tuple[str, bool]]) -> str:
    said = [text for text, _ in parts]
    first = said[0] if said else ""
    match kind:
        case "o":
            on_line = [text for text, moved in parts if not moved] or said
            inner = "".join(each for each in on_line if each not in _SHAPES)
            return _CIRCLED.get(inner, inner) if any(each in _SHAPES for each in on_line) else inner
        case "f":
            return "/".join(said)
        case "r":
            degree, under = (raised(first), said[1]) if len(said) > 1 else ("", first)
            return f"{degree}√{under}" if under.isalnum() else f"{degree}√({under})"
        case "s":
            return raised(first) if "\\up" in options.lower() else first
        case "b":
            sides = {which.lower(): char for which, char in _BRACKET.findall(options)} or {"b": "("}
            left = sides.get("l", sides.get("b", ""))
            right = sides.get("r", _BRACKETS.get(sides.get("b", ""), sides.get("b", "")))
            return f"{left}{first}{right}"
        case "i":
            return f"∫{' '.join(said)}"
        case "l":
            return ",".join(said)
        case "d":
            return ""
        case _:
            return " ".join(said)
