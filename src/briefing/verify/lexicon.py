"""English words: those of a dictionary, and those that are made of them.

The dictionary is `data/words.xz` (its NOTICE says where it is from); `data/more.txt`
has what policy English needs besides. Both are read when the first word is looked up.
"""

from __future__ import annotations

import lzma
import re
from functools import cache
from importlib.resources import files

_BEFORE = """
    aero agri agro anti auto bio carbo cardio co counter cross cyber de dis down eco electro en ethno euro
    ex extra fore geo hydro hyper hypo in infra inter intra kilo macro mal mega meta micro mid mini mis mono
    multi nano neo neuro non omni out over pan para peri petro phono photo poly post pre pro proto pseudo
    psycho quasi radio re retro self semi socio sub super supra sur techno tele thermo trans tri ultra un
    under uni up vice video
"""
_PREFIXES = tuple(_BEFORE.split())
_BEHIND = """
    izations isations ization isation izing ising ized ised izes ises ize ise nesses ness less ability able
    ally ly ism isms ist ists er ers ship ships hood wide like fold es s
    ability:e able:e er:e ers:e izing:e ising:e ized:e ised:e izes:e ize:e ization:e
    iness:y ily:y ies:y ically:ic
"""
_SUFFIXES = tuple((ending, rest) for ending, _, rest in (each.partition(":") for each in _BEHIND.split()))
"""Endings, and what the word has in their place without them."""
_LEAST_PART = 3
_LEAST_COMPOUND = 4
_SHARED = "0123456789abcdefghijklmnopqrstuvwxyz"
_PLAIN = re.compile(r"[a-z]+")


def is_word(word: str) -> bool:
    """Whether `word`, in small letters, is an English word, or made of one as English makes them.

    >>> [is_word(each) for each in ("foster", "fostern", "subdistricts", "informatization", "waterlogging")]
    [True, False, True, True, True]
    """
    if word in _words():
        return True
    return bool(_PLAIN.fullmatch(word)) and (_derived(word) or _compound(word))


def is_prefix(part: str) -> bool:
    """Whether `part`, in small letters, begins words: the pre of pre-appointment."""
    return part in _PREFIXES


def _derived(word: str) -> bool:
    """A word with a prefix, an ending, or both."""
    stems = [word]
    stems += [
        word.removesuffix(ending) + rest
        for ending, rest in _SUFFIXES
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST_PART
    ]
    words = _words()
    if any(stem in words for stem in stems):
        return True
    return any(
        stem[len(prefix) :] in words
        for stem in stems
        for prefix in _PREFIXES
        if stem.startswith(prefix) and len(stem) - len(prefix) > _LEAST_PART
    )


def _compound(word: str) -> bool:
    """Two words in one: blockchain, livestreaming."""
    words = _words()
    return any(
        word[:at] in words and (word[at:] in words or word[at:].removesuffix("s") in words)
        for at in range(_LEAST_COMPOUND, len(word) - _LEAST_COMPOUND + 1)
    )


@cache
def _words() -> frozenset[str]:
    data = files("briefing.verify") / "data"
    words: list[str] = []
    last = ""
    for line in lzma.decompress((data / "words.xz").read_bytes()).decode("ascii").split("\n"):
        last = last[: _SHARED.index(line[0])] + line[1:]
        words.append(last)
    words += (data / "more.txt").read_text(encoding="utf-8").split()
    return frozenset(words)
