"""Characters: readings, controls, widths and scripts. The first thing done to a text, over the whole of it.

Spaces, table pipes and Markdown's marks are left to `segment`: they are what tells paragraphs apart.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache
from html import unescape
from html.entities import html5
from typing import TYPE_CHECKING, Literal, get_args

from briefing.chinese import HAN_RANGES, LINE_BREAKS, WIDE
from briefing.document import Edit
from briefing.normalize.edits import apply, compose, merged, sub

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Script = Literal["auto", "s", "t", "tw", "twp", "hk"]
"""Simplified; Traditional as OpenCC writes it, as Taiwan does (`twp`: its words too), as Hong Kong does."""

SCRIPTS: tuple[Script, ...] = get_args(Script)

_CONFIGS = {"t": "t2s", "tw": "tw2s", "twp": "tw2sp", "hk": "hk2s"}

_OF_HONG_KONG = str.maketrans("衞敍枱粧糭衹", "卫叙台妆粽只")
"""Forms that only Hong Kong writes, which conversion from Taiwan's standard leaves: OpenCC's HKVariants."""

# Below this share of the characters that tell the scripts apart, the other script is a quotation or a slip
# (a Taiwanese name in a Simplified text, 志愿 for 志願 in a Traditional one), not a text of two scripts.
_MIXED = 0.1


@dataclass(frozen=True, slots=True)
class Normalized:
    """A clean text. `edits` count in the text as it was read; `script` is what was found or asked for:
    `s`, `t`, `tw`, `twp`, `hk`, or `s+tw` where paragraphs of both stand in one text."""

    text: str
    edits: tuple[Edit, ...]
    script: str


def normalize(text: str, script: Script = "auto") -> Normalized:
    """Return `text` in plain Simplified characters: 高質(zhì)量發(fā)展,穩定 -> 高质量发展，稳定.

    With `auto`, Simplified text is left in its script and Traditional text is taken to be of Taiwan's
    standard, whose conversion also mends what others leave (著力 -> 着力). Never fails, and changes nothing
    that is not in the list of edits.
    """
    raw = text
    edits: tuple[Edit, ...] = ()
    for step in (_entities, _controls, _widths, _readings, _punctuation):
        if found := step(text):
            text, edits = apply(text, found), tuple(compose(edits, found))
    found_script, stretches = _conversions(text, script)
    edits = tuple(merged(compose(edits, _converted(text, stretches))))
    return Normalized(apply(raw, edits), edits, found_script)


# entities

# What scraping leaves of HTML, escaped once or several times over: 5&#37;, &amp;nbsp;. Somebody's conversion
# may have made the semicolon a full-width one, and pages forget that of &nbsp more than any other.
_ENTITY = re.compile(
    "&(?P<amp>(?:amp[;；])*)(?:(?P<number>#(?:[0-9]{1,7}|[xX][0-9a-fA-F]{1,6}))[;；]"
    "|(?P<name>[A-Za-z][A-Za-z0-9]{1,31})[;；]|(?P<space>nbsp))"
)


def _entities(text: str) -> list[Edit]:
    return sub(text, _ENTITY, _character, "entity")


def _character(match: re.Match[str]) -> str:
    """Return what a reference stands for; of one that HTML has no name for (R&amp;D;), what is escaped.

    A bar that was escaped parts no cells of a table, and becomes a full-width one, which never does.
    """
    if match["number"]:
        found = unescape(f"&{match['number']};")
    else:
        name = match["name"] or match["space"]
        found = html5.get(f"{name};") or f"&{match[0][1 + len(match['amp']) :]}"
    return "｜" if found == "|" else found


# controls

_CONTROL = re.compile(
    # What a terminal obeys, with its end (ECMA-48, 5.4): the colours of a log, ESC [31m.
    "(?:\x1b\\[|\x9b)[0-?]{0,32}[ -/]{0,4}[@-~]|"
    "["
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"  # C0 and C1, but for tabs and what ends a line
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e"  # soft hyphen, invisible letters and fillers
    "\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U000e0000-\U000e0fff"  # tags, variation selectors of rare characters
    "]+"
    # Joiners and selectors shape emoji, and mean nothing elsewhere.
    "|(?<![\u2000-\u2bff\u3030-\u303d\ufe0f\U0001f000-\U0001ffff])[\u200d\ufe00-\ufe0f]+"
    "|[\ud800-\udfff]"
)


def _controls(text: str) -> list[Edit]:
    return sub(text, _CONTROL, lambda m: "\ufffd" if "\ud800" <= m[0] <= "\udfff" else "", "control")


# widths

# NFKC would do more harm than good: it turns ： into :, ① into 1 and … into three full stops.
_NARROW = str.maketrans(
    {
        chr(code): chr(code - 0xFEE0)
        for first, last in ("０９", "ＡＺ", "ａｚ")
        for code in range(ord(first), ord(last) + 1)
    }
    | dict(zip("％＋－／＠＆＃＝＿＊＄｡､｢｣", "%+-/@&#=_*$。、「」", strict=True))
)
_WIDTHS = re.compile(
    "[０-９Ａ-Ｚａ-ｚ％＋－／＠＆＃＝＿＊＄｡､｢｣]+|(?<=[0-9A-Za-z０-９Ａ-Ｚａ-ｚ])．"  # 12．5, １．
)
# Look-alikes that PDF files are full of: ⼈ and ⺠ (radicals) for 人 and 民, U+F92D for 來. NFKC knows most
# of them, but not the radicals of the supplement, of which these are the characters in their own right.
_LOOKALIKES = re.compile("[\u2e80-\u2fd5\uf900-\ufad9\U0002f800-\U0002fa1d]")
_RADICALS = str.maketrans(
    "⺠⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻩⻬⻮⻰⻁⺌",
    "民西见角贝车長长门青韦页风飞食马骨鬼鱼鸟黄齐齿龙虎小",
)


def _widths(text: str) -> list[Edit]:
    narrow = sub(text, _WIDTHS, lambda m: "." if m[0] == "．" else m[0].translate(_NARROW), "width")
    alike = sub(
        text, _LOOKALIKES, lambda m: unicodedata.normalize("NFKC", m[0]).translate(_RADICALS), "script"
    )
    return sorted(narrow + alike, key=lambda edit: edit.start)


# pinyin

# The longest syllables have six letters (zhuàng); a mark of its own and a digit make eight.
_READING = re.compile(f"(?<=[{HAN_RANGES}])[(（]([A-Za-zÀ-ǿɑɡ:\u0300-\u030c]{{1,8}}[0-5]?)[)）]")
_TONES = {"\u0304": 1, "\u0301": 2, "\u030c": 3, "\u0300": 4, "0": 0, "1": 1, "2": 2, "3": 3, "4": 4, "5": 0}


def _readings(text: str) -> list[Edit]:
    return sub(text, _READING, lambda m: "" if _reads(text[m.start() - 1], m[1]) else m[0], "pinyin")


@lru_cache(maxsize=4096)
def _reads(char: str, reading: str) -> bool:
    """Tell whether `reading` is one of `char` in pypinyin's table, tone included: 质 zhì or zhi4, 的 de.

    Only the neutral tone is written without a mark, so a word in brackets (GDP, (he)) is hardly ever taken.
    """
    from pypinyin.constants import PINYIN_DICT

    known = PINYIN_DICT.get(ord(char), "").split(",")
    return any(_syllable(reading) == _syllable(one) for one in known if one)


def _syllable(reading: str) -> tuple[str, int]:
    """Return the letters and the tone of a syllable, 0 if neutral: lǜ, lü4 and lv4 are ("lü", 4)."""
    letters, tone = "", 0
    for char in unicodedata.normalize("NFD", reading.lower()):
        if char in _TONES:
            tone = _TONES[char]
        else:
            letters += char
    for written, meant in (("u:", "ü"), ("u\u0308", "ü"), ("v", "ü"), ("ɑ", "a"), ("ɡ", "g")):
        letters = letters.replace(written, meant)
    return letters, tone


# punctuation

# A mark beside a Chinese character, or parted from it by a quote, bracket or space alone; never one between
# digits (1,234 and 9:30) or inside an address. `![` opens an image in Markdown.
_PUNCTUATION = re.compile(
    "(?P<address>(?:(?:https?|ftp)://|www\\.)[!-~]*[A-Za-z0-9/_~=&#%+-])"
    f"|(?:(?<=[{WIDE}])|(?<=[{WIDE}][”’\"')\\] \xa0]))(?:[,;:?]|!(?!\\[))+"
    f"|(?<![,;:!?])(?:[,;:?]|!(?!\\[))+(?=[“‘\"'(\\[ \xa0]?[{WIDE}])"
)
_FULL = str.maketrans(",;:!?", "，；：！？")


def _punctuation(text: str) -> list[Edit]:
    return sub(text, _PUNCTUATION, lambda m: m[0] if m["address"] else m[0].translate(_FULL), "punctuation")


# script

# Phrases do not go across anything but Chinese characters; a run without an end is cut, to bound memory.
_CLAUSE = re.compile(f"[{HAN_RANGES}]{{1,2000}}")
_LINE = re.compile(f"[^{LINE_BREAKS}]+")


def _conversions(text: str, script: Script) -> tuple[str, list[tuple[int, int, str]]]:
    """Return the script's name and the stretches to convert, each with OpenCC's configuration for it."""
    everything = (0, len(text))
    if script != "auto":
        return script, [(*everything, _CONFIGS[script])] if script in _CONFIGS else []
    simplified, traditional = _evidence(text)
    if traditional <= (simplified + traditional) * _MIXED:
        return "s", []
    if simplified <= (simplified + traditional) * _MIXED:
        return "tw", [(*everything, _CONFIGS["tw"])]
    lines = [(line.span(), *_evidence(line[0])) for line in _LINE.finditer(text)]
    convert = [(*span, _CONFIGS["tw"]) for span, of_s, of_t in lines if of_t > of_s]
    leave = any(of_s >= of_t for _, of_s, of_t in lines if of_s)
    return "s+tw" if convert and leave else "tw" if convert else "s", convert


def _evidence(text: str) -> tuple[int, int]:
    """Return how many characters of `text` exist in Simplified only, and how many in Traditional only."""
    simplified, traditional = _telling()
    of_s = of_t = 0
    for char, count in Counter(text).items():
        if char in simplified:
            of_s += count
        elif char in traditional:
            of_t += count
    return of_s, of_t


@cache
def _telling() -> tuple[frozenset[str], frozenset[str]]:
    """Return the characters of one script only: OpenCC changes them, and the other's standard set lacks them.

    So 后, 里 and 干, which Traditional has too, tell nothing, nor does 著, which Simplified has (显著).
    """
    han = [chr(code) for code in range(0x4E00, 0xA000)]
    as_simplified, as_traditional = (_opencc(config)("\n".join(han)).split("\n") for config in ("t2s", "s2t"))
    return (
        frozenset(c for c, t in zip(han, as_traditional, strict=True) if c != t and not _in(c, "big5")),
        frozenset(c for c, s in zip(han, as_simplified, strict=True) if c != s and not _in(c, "gb2312")),
    )


def _in(char: str, charset: str) -> bool:
    return bool(char.encode(charset, "ignore"))


@cache
def _opencc(config: str) -> Callable[[str], str]:
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC(config).convert
    return convert


def _converted(text: str, stretches: Iterable[tuple[int, int, str]]) -> Iterator[Edit]:
    """Yield the edits that convert the script: a character each, or a clause where its length changes."""
    known: dict[str, str] = {}
    for start, end, config in stretches:
        convert = _opencc(config)
        for clause in _CLAUSE.finditer(text, start, end):
            old, new = clause[0], convert(clause[0]).translate(_OF_HONG_KONG)
            if len(old) != len(new):
                yield Edit(clause.start(), clause.end(), old, new, "script")
                continue
            for at, (before, after) in enumerate(zip(old, new, strict=True), clause.start()):
                if before != after:
                    # One string for each character, not one for each place: half the memory of a long text.
                    before, after = known.setdefault(before, before), known.setdefault(after, after)
                    yield Edit(at, at + 1, before, after, "script")
