"""The local model's marker syntax: what is known goes into its prompt as `[[English]]`, and comes back so.

    截至6月底,江苏省共保障低收入人口97.7万人
    截至6月底,江苏省共保障[[low-income population]][[977,000]]人

A rendering that the model could not carry as it stands (one that has `[[` itself, a control token such as
`<|im_end|>`, a character that is not English) has a stand-in in its marker, and is put back on the way out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from briefing.engine.grammar import writable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefing.document import Range, Span

OPEN, CLOSE = "[[", "]]"
_LONGEST_ADDRESS = 40
"""Characters of a web or mail address from which it has a stand-in: copying it costs time and gains nothing.
(A term never has one for its length: the model makes its sentence around the words.)"""
_PRIVATE = 0xF0000
"""First of the characters that no model writes and no source may claim a meaning for."""

# Chinese typography that an English text writes otherwise, and that the model could not write.
_PLAIN = str.maketrans(
    {
        "℃": "°C", "℉": "°F", "㎡": "m²", "㎥": "m³", "㎏": "kg", "㎎": "mg", "㎞": "km", "㎝": "cm",
        "㎜": "mm", "№": "No. ", "Ⅰ": "I", "Ⅱ": "II", "Ⅲ": "III", "Ⅳ": "IV", "Ⅴ": "V", "Ⅵ": "VI", "Ⅶ": "VII",
        "Ⅷ": "VIII", "Ⅸ": "IX", "Ⅹ": "X", "Ⅺ": "XI", "Ⅻ": "XII", "\n": " ", "\r": " ",
    }
)  # fmt: skip
_SIDE_BY_SIDE = ("”“", "》《", "’‘")
_DOUBLED = re.compile(r"\[(?=\[)|\](?=\])")
_BRACKETS = re.compile(r"\[+|\]+")
_BALANCED = re.compile(r"[^\[\]]+(?:\[[^\[\]]*\][^\[\]]+)*")
_INFLECTION = re.compile(r"(?:s|es|d|ed|ing|st|nd|rd|th)\b")


@dataclass(frozen=True, slots=True)
class Marked:
    """A request's text as the model reads it. `stand_ins` says what each stand-in of it stands for."""

    text: str
    stand_ins: dict[str, str]

    def marker(self, rendering: str) -> str:
        """The marker that carries `rendering`."""
        held = (stand_in for stand_in, original in self.stand_ins.items() if original == rendering)
        return OPEN + next(held, rendering) + CLOSE


def encode(text: str, spans: Iterable[Span]) -> Marked:
    """Put the marked `spans` of `text`, which must not overlap, into markers; the others stay as they are.

    Whatever else looks like a marker in `text` is taken apart with a space, so that the model sees no marker
    but ours. Where one swallows the marks of “枫桥经验”“浦江经验” (the Fengqiao and Pujiang models), the
    comma that Chinese leaves out between such marks (GB/T 15834-2011, 4.5.3.5) takes their place.
    """
    marked = sorted((span for span in spans if span.marked and span.en.strip()), key=lambda span: span.zh_at)
    originals = list(dict.fromkeys(span.en for span in marked if not _carried(span)))
    stand_ins = dict(zip(_unused("\n".join([text, *(span.en for span in marked)])), originals, strict=False))
    result = Marked("", stand_ins)
    parts: list[str] = []
    at = 0
    for span in marked:
        parts += (_plain(text[at : span.zh_at[0]]), result.marker(span.en))
        at = span.zh_at[1]
        if text[at - 1 : at + 1] in _SIDE_BY_SIDE:
            parts.append("、")
    return Marked("".join((*parts, _plain(text[at:]))), stand_ins)


def _carried(span: Span) -> bool:
    en = span.en
    tidy = en == " ".join(en.split()) and _BALANCED.fullmatch(en) is not None
    lengthy = span.kind in ("url", "email") and len(en) > _LONGEST_ADDRESS
    return span.kind != "literal" and not lengthy and tidy and writable(en)


def _unused(text: str) -> Iterable[str]:
    """Stand-ins, as many as are wanted, that `text` does not contain: X1, X2, ... (carried like any term)."""
    return (name for name in (f"X{number}" for number in count(1)) if name not in text)


def _plain(text: str) -> str:
    """Source text that can stand beside a marker without being taken for a part of one."""
    text = _DOUBLED.sub(r"\g<0> ", text.translate(_PLAIN))
    return (" " if text.startswith("]") else "") + text + (" " if text.endswith("[") else "")


def decode(answer: str, marked: Marked) -> tuple[str, tuple[Range, ...]]:
    """Take the markers out of an answer to `marked`.

    Returns the text and the stretches of it that stood in markers, in order, with stand-ins put back (also
    one that the model wrote without its marker). Of nested markers the inner one counts, of a doubled one
    one; a bracket without its partner is dropped. No `[[` or `]]` is left but in what was put back.
    """
    answer, originals = _with_placeholders(" ".join(answer.split()), marked.stand_ins)
    out = _Text(originals)
    at = 0
    for match in _BRACKETS.finditer(answer):
        out.add(answer[at : match.start()])
        at = match.end()
        run = len(match[0])
        if match[0][0] == "[":
            out.open(run)
        else:
            out.close(run)
    out.add(answer[at:])
    return out.finish()


def _with_placeholders(answer: str, stand_ins: dict[str, str]) -> tuple[str, dict[str, str]]:
    """Put each stand-in of an answer, whatever brackets it has, in a marker as a single private character.

    Returns the answer, and what the characters stand for.
    """
    if not stand_ins:
        return answer, {}
    placeholders = {name: chr(_PRIVATE + number) for number, name in enumerate(stand_ins)}
    names = "|".join(sorted(stand_ins, key=len, reverse=True))
    stand_in = re.compile(rf"(?<!\[)\[*(?<![A-Za-z0-9])({names})(?![A-Za-z0-9])\]*")
    answer = stand_in.sub(lambda match: OPEN + placeholders[match[1]] + CLOSE, answer)
    return answer, {placeholders[name]: original for name, original in stand_ins.items()}


class _Text:
    """English in the making: text, and where in it the markers were."""

    def __init__(self, originals: dict[str, str]) -> None:
        self._originals = originals
        self._text = ""
        self._marks: list[Range] = []
        self._start: int | None = None

    def add(self, text: str) -> None:
        """Append text, with no space or bracket doubled where something was taken out before it."""
        if not self._text or self._text[-1] in " []":
            text = text.lstrip(self._text[-1:] or " ")
        if not text:
            return
        if self._glued(text):
            self._text += " "
            if self._start == len(self._text) - 1:
                self._start += 1
        self._text += text

    def _glued(self, text: str) -> bool:
        """Whether a space is wanting between a marker and what follows it, or a word and its marker."""
        if not (self._text[-1:].isalnum() and text[0].isalnum()):
            return False
        if self._start == len(self._text):
            return True
        after_mark = bool(self._marks) and self._marks[-1][1] == len(self._text)
        return after_mark and not _INFLECTION.match(text)

    def open(self, run: int) -> None:
        if run % 2:
            self.add("[")
        if run > 1:
            self._start = len(self._text)

    def close(self, run: int) -> None:
        if self._start is None:
            if self._text.count("[") > self._text.count("]"):
                self.add("]")
            return
        content = self._text[self._start :]
        own = content.count("[") > content.count("]")
        if run == 1 and own:
            self.add("]")
            return
        if run > 2 and run % 2 and own:
            self.add("]")
        self._mark(self._start)
        self._start = None
        if run > 2 and run % 2 and not own:
            self.add("]")

    def _mark(self, start: int) -> None:
        content = self._text[start:].rstrip()
        start += len(content) - len(content.lstrip())
        content = content.lstrip()
        if not content:
            return
        space = self._text[start + len(content) :]
        self._text = self._text[:start] + self._originals.get(content, content)
        self._marks.append((start, len(self._text)))
        self._text += space

    def finish(self) -> tuple[str, tuple[Range, ...]]:
        end = self._marks[-1][1] if self._marks else 0
        return self._text[:end] + self._text[end:].rstrip(), tuple(self._marks)
