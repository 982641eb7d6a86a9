"""Finds the encoding of Chinese text. Never guesses silently: what is not plausibly Chinese is an error."""

from __future__ import annotations

import codecs
import re
from collections import Counter

from briefing.chinese import has_han
from briefing.errors import ReadError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CANDIDATES = ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
_SAMPLE = 64 * 1024

# What any Chinese text is full of, in both scripts: a sixth to a third of its characters are among these.
# Bytes read in the wrong encoding have them one time in a hundred.
_FUNCTION = frozenset(
    "的一是在不了有和人这這中大为為上个個国國我以要他时時来來用们們到作地于於出就分对對成会會可主年动動同工也"
    "能下过過子说說产產而方后後多定行学學法所民得经經三之进進等部度家自二理起现現实實加都两兩制当當从從业業本"
    "去把性好应應由其些然前日那社事全与與关關各新及其中被将將并並或但已至"
)
_PUNCTUATION = frozenset("，。、；：？！“”‘’（）《》【】「」『』〈〉〔〕…—·　％～")
_HIGH = re.compile(rb"[\x80-\xff]")
_CONTROLS = bytes((*range(9), *range(14, 27), *range(28, 32)))

# A real text scores 1.1 and more, a heading about 1, the same bytes in a wrong encoding seldom over 0.5.
PLAUSIBLE = 0.8
_CERTAIN = 1.05
_LEAD = 0.15
_LEAD_OF_FEW = 0.4  # for a few words, which may be all common characters in the wrong encoding too


def decode(data: bytes) -> tuple[str, str]:
    """Return the text in `data` without a byte order mark, and the name of its encoding.

    Tells UTF-8, UTF-16, UTF-32 (with a mark), GB18030 (with GBK and GB2312) and Big5 (with HKSCS). Raises
    `ReadError`, whose message goes on from the name of the file, for what is not text, not decodable, or not
    certain enough.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding), encoding
            except UnicodeDecodeError as error:
                raise _broken(error, encoding, len(mark)) from error
    text, broken = _as_utf8(data)
    if text is not None and has_han(text):
        return text, "utf-8"
    # Valid UTF-8 without Chinese is taken for something else only on the strength of Chinese function words:
    # the accents of a French text, read as GB18030, are common characters.
    found = _byplausibility(data, PLAUSIBLE if text is None else _CERTAIN)
    if found is not None:
        return found
    if text is not None:
        return text, "utf-8"
    sample = data[:_SAMPLE]
    if len(sample) - len(sample.translate(None, _CONTROLS)) > len(sample) // 100:
        raise ReadError("is not text: it holds binary data", "Export its text to a .txt or .md file first.")
    if broken is not None and plausibility(sample.decode("utf-8", "ignore")) >= PLAUSIBLE:
        raise _broken(broken, "utf-8", 0)
    # Of UTF-16, a bad byte is what follows from one that is missing.
    for encoding in ("gb18030", "big5hkscs"):
        try:
            data.decode(encoding)
        except UnicodeDecodeError as error:
            if plausibility(sample.decode(encoding, "ignore")) >= PLAUSIBLE:
                raise _broken(error, encoding, 0) from error
    raise ReadError(
        "is in no encoding that could be told (tried UTF-8, UTF-16, GB18030, Big5)",
        "Open it in an editor that shows it rightly and save it as UTF-8.",
    )


def _as_utf8(data: bytes) -> tuple[str | None, UnicodeDecodeError | None]:
    if (at := data.find(b"\0")) >= 0:  # UTF-16, no text at all, or a text with what no text has
        return None, UnicodeDecodeError("utf-8", data, at, at + 1, "null character")
    try:
        return data.decode("utf-8"), None
    except UnicodeDecodeError as error:
        return None, error


def _broken(error: UnicodeDecodeError, encoding: str, skipped: int) -> ReadError:
    at = error.start + skipped
    return ReadError(
        f"is not valid {encoding.upper()}: {error.reason} at byte {at:,} (0x{error.object[error.start]:02x})",
        "Fetch the file again, or open it in an editor and save it as UTF-8.",
    )


def _byplausibility(data: bytes, threshold: float) -> tuple[str, str] | None:
    first = _HIGH.search(data)
    start = first.start() & ~1 if first else 0  # even, for UTF-16
    sample = data[start : start + _SAMPLE]
    scores = {encoding: plausibility(_sampled(sample, encoding)) for encoding in _proposed(sample)}
    ranked = sorted(scores, key=lambda encoding: -scores[encoding])
    best, second = scores[ranked[0]], scores[ranked[1]]
    if best < threshold or best - second < (_LEAD if len(sample) > 40 else _LEAD_OF_FEW):
        return None
    try:
        return data.decode(ranked[0]), ranked[0]
    except UnicodeDecodeError as error:
        raise _broken(error, ranked[0], 0) from error


def _proposed(sample: bytes) -> list[str]:
    """Return the candidates, those first that charset-normalizer finds, best first."""
    from charset_normalizer import from_bytes

    names = {encoding.replace("-", "_"): encoding for encoding in _CANDIDATES}
    matches = from_bytes(sample, cp_isolation=list(names), preemptive_behaviour=False, enable_fallback=False)
    found = [names[match.encoding] for match in matches if match.encoding in names]
    return list(dict.fromkeys((*found, *_CANDIDATES)))


def _sampled(sample: bytes, encoding: str) -> str:
    """Return the sample's text, without a character cut at its end; nothing if it does not decode."""
    try:
        return codecs.getincrementaldecoder(encoding)().decode(sample)
    except UnicodeDecodeError:
        return ""


def plausibility(text: str) -> float:
    """Return the share of common characters in what is not ASCII, plus that of function words: 0 to 2."""
    counts = Counter(char for char in text if char > "\x7f" or (char < " " and char not in "\t\n\r\f\v"))
    total = sum(counts.values())
    if not total:
        return 0.0
    common = sum(n for char, n in counts.items() if char in _PUNCTUATION or _is_common(char))
    function = sum(n for char, n in counts.items() if char in _FUNCTION)
    if not function or function < total * 0.03:
        return 0.0  # Korean syllables, read as GB18030, are all common characters, but no function words.
    return (common + function) / total


def _is_common(char: str) -> bool:
    """Tell whether `char` is on the first, common level of GB 2312 (3,755 characters) or Big5 (5,401)."""
    return (
        b"\xb0\xa1" <= char.encode("gb2312", "ignore") <= b"\xd7\xf9"
        or b"\xa4\x40" <= char.encode("big5", "ignore") <= b"\xc6\x7e"
    )
