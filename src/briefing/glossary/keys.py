"""Terms and texts made alike, so that a term is found however it or the text is written."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from briefing.glossary.model import fold

if TYPE_CHECKING:
    from collections.abc import Callable


def simplified(zh: str) -> str:
    """`zh` in Simplified, which is what texts are matched in.

    GB 2312 has the Simplified characters in common use and next to no Traditional ones: what it can hold is
    left alone, and OpenCC, slow to load, is not called.
    """
    return zh if _is_plain(fold(zh)) else _to_simplified()(zh)


def as_matched(zh: str) -> str:
    """A text as terms are found in it: folded, and Traditional words that a Simplified one quotes converted.

    推广“楓橋”工作法 (to extend the Fengqiao method) is 推广枫桥工作法, a character each. What Simplified has
    itself, as 著 in 著名 (noted), stays.
    """
    folded = fold(zh)
    return folded if _is_plain(folded) else folded.translate(_traditional())


def key_of(zh: str) -> str:
    """What an entry for `zh` is found by: as texts are once they are cleaned, in Simplified, and folded.

    「楓橋經驗」 is 枫桥经验; 一 网 通 管 is 一网通管, without the spaces that mean nothing; ⺠政 is 民政.
    """
    zh = zh.strip()
    if not (zh.isalnum() and unicodedata.is_normalized("NFKC", zh)):
        from briefing.normalize import normalize
        from briefing.segment.spacing import clean

        # A bar in a term parts no cells of a table.
        zh, _ = clean(fold(normalize(zh, "s").text).strip().replace("|", "\\|"), "body", row=False)
    return fold(simplified(zh))


def _is_plain(folded: str) -> bool:
    try:
        folded.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


@cache
def _to_simplified() -> Callable[[str], str]:
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC("tw2s").convert
    return convert


@cache
def _traditional() -> dict[int, str]:
    """The characters that Simplified lacks, with what they are in it."""
    han = [chr(code) for code in range(0x4E00, 0xA000)]
    pairs = zip(han, _to_simplified()("\n".join(han)).split("\n"), strict=True)
    return {ord(old): new for old, new in pairs if new != old and not old.encode("gb2312", "ignore")}
