"""Whether a name in the English is how characters of the Chinese are read: in pinyin, or as Taiwan spells it.

Maclapa is no reading of 麻栗坡 (Malipo), and Xiong none of 习 (Xi). A name from another language is written
in Chinese by its sound: 鹿特丹 (Rotterdam) has the consonants of the name, as far as a syllable begins with
them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from briefing.chinese import is_han
from briefing.spans.surnames import FOREIGN, FOREIGN_FIRST, FOREIGN_TOO, SURNAME_READINGS

if TYPE_CHECKING:
    from collections.abc import Sequence

_LETTERS = re.compile("[^a-z]")
_PLAIN = str.maketrans("üéèàáìíòóöùúǎñç", "veeaaiiooouuanc")
_LONGEST = 40
_WITHOUT = re.compile("(?<=...)(?:he|jiang|shan|hu|zhou|xian|cheng|steel)\\Z")
"""Generic parts that English adds to a name: Huaihe for 淮."""
_PLACE = frozenset("县镇乡村")

_SOUNDS = ("bp", "fvwh", "dt", "lr", "m", "n", "gkcqxjsz", "yaeiou")
"""Letters that stand for each other where a sound of another language is written in Chinese."""
_CLASS = {letter: str(number) for number, letters in enumerate(_SOUNDS) for letter in letters}
_VOWEL = _CLASS["a"]
_HEARD = {"y": "yj", "x": "xh"}
"""First letters of pinyin that are written for more than their own sound: 约旦 (Jordan), 休斯顿 (Houston)."""
_VOWELS = frozenset("aeiouy")
_LEAST_SOUNDS = 2
Sound = tuple[str, bool]
"""The class of a sound, and whether it must be heard."""
_NEARLY = 2
"""Letters that a misspelt reading shares with the right one."""
_USUAL = 0.6
_FOREIGN = FOREIGN | FOREIGN_FIRST | FOREIGN_TOO
_SPELT = {"陕": "shaan"}
"""Shaanxi is spelt so that it is not Shanxi, which 陕西 is not."""

_FINALS = {
    "": "a ai an ang ao e ei en eng er o ou",
    "b": "a ai an ang ao ei en eng i ian iao ie in ing o u",
    "p": "a ai an ang ao ei en eng i ian iao ie in ing o ou u",
    "m": "a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u",
    "f": "a an ang ei en eng o ou u",
    "d": "a ai an ang ao e ei en eng i ian iao ie ing iu ong ou u uan ui un uo",
    "t": "a ai an ang ao e eng i ian iao ie ing ong ou u uan ui un uo",
    "n": "a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan uo ue yu",
    "l": "a ai an ang ao e ei eng i ia ian iang iao ie in ing iu ong ou u uan un uo ue yu",
    "g": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "k": "a ai an ang ao e en eng ong ou u ua uai uan uang ui un uo",
    "h": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "j": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "q": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "x": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "zh": "a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo",
    "ch": "a ai an ang ao e en eng i ong ou u uai uan uang ui un uo",
    "sh": "a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo",
    "r": "an ang ao e en eng i ong ou u uan ui un uo",
    "z": "a ai an ang ao e ei en eng i ong ou u uan ui un uo",
    "c": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "s": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "y": "a an ang ao e i in ing o ong ou u uan ue un",
    "w": "a ai an ang ei en eng o u",
}
_SYLLABLES = frozenset(initial + final for initial, finals in _FINALS.items() for final in finals.split())
"""The syllables of Hanyu Pinyin (GB/T 16159-2012)."""
_LONGEST_SYLLABLE = max(map(len, _SYLLABLES))
_MOST_WAYS = 8


@dataclass(frozen=True, slots=True)
class Readings:
    """How the characters of a Chinese text may be read: for each one the syllables, in ASCII letters.

    `sounds` has for each character the classes of sounds that its syllables begin with, and `places` says
    whether the character behind it makes a place in China of what stands before: 县 (county), 镇 (town).
    `foreign` says whether it is one that foreign names are mostly written with.
    """

    syllables: tuple[frozenset[str], ...]
    sounds: tuple[frozenset[str], ...]
    places: tuple[bool, ...]
    foreign: tuple[bool, ...]

    def found(self, name: str) -> bool:
        """Whether `name`, one word of the English, is read off characters that follow each other.

        Apostrophes and hyphens do not count: Xi'an for 西安, Ching-te for 清德.
        """
        letters = _spelling(name)
        if not letters or len(letters) > _LONGEST:
            return False
        starts = range(len(self.syllables))
        return any(
            self._reads(each, 0, start) for each in {letters, _WITHOUT.sub("", letters)} for start in starts
        )

    def behind(self, name: str) -> set[int]:
        """Which characters come right behind those that `name` is read off, by number."""
        letters = _spelling(name)[:_LONGEST]
        found = set()
        for start in range(len(self.syllables)):
            read = {0}
            for at in range(start, len(self.syllables)):
                read = {
                    end + len(each)
                    for end in read
                    for each in self.syllables[at]
                    if letters.startswith(each, end)
                }
                if len(letters) in read:
                    found.add(at + 1)
                if not read:
                    break
        return found

    def begins(self, name: str) -> bool:
        """Whether a character is read as the first or the last syllable of `name`: 西 in 西成 for Xi'an."""
        letters = _spelling(name)
        return any(
            len(each) > 1 and (letters.startswith(each) or letters.endswith(each))
            for found in self.syllables
            for each in found
        )

    def nearly(self, surname: str, name: str) -> bool:
        """Whether a character behind one that is read `surname` is read nearly as `name`: 毅 yi for Yin."""
        first, letters = surname.lower(), name.lower()
        return any(
            first in one and any(letters.startswith(each[:_NEARLY]) for each in other)
            for one, other in pairwise(self.syllables)
        )

    def sounds_like(self, name: str) -> bool:
        """Whether characters that follow each other begin with the consonants of `name`, in their order.

        A consonant without a vowel behind it may be left out: the r, the second t and the m of Rotterdam.
        What pinyin can spell is a name from another language only if most characters are usual in such.
        """
        letters = _spelling(name)[:_LONGEST]
        wanted = _consonants(letters)
        usual = _USUAL if spelt(letters) else 0.0
        return any(self._sounds(wanted, 0, start, start, usual) for start in range(len(self.sounds)))

    def _reads(self, letters: str, at: int, char: int) -> bool:
        if at == len(letters):
            return True
        if char == len(self.syllables):
            return False
        return any(
            letters.startswith(syllable, at) and self._reads(letters, at + len(syllable), char + 1)
            for syllable in self.syllables[char]
        )

    def _sounds(self, wanted: Sequence[Sound], at: int, start: int, char: int, usual: float) -> bool:
        """Whether `wanted` from `at` on is heard from `char` on, where what was heard began at `start`."""
        if at == len(wanted):
            heard = self.foreign[start:char]
            return (
                len(heard) >= _LEAST_SOUNDS and sum(heard) >= usual * len(heard) and not self.places[char - 1]
            )
        sound, needed = wanted[at]
        if (
            char < len(self.sounds)
            and sound in self.sounds[char]
            and self._sounds(wanted, at + 1, start, char + 1, usual)
        ):
            return True
        # 俄 in 怀俄明 (Wyoming) writes a vowel.
        between = start < char < len(self.sounds) and _VOWEL in self.sounds[char]
        if between and self._sounds(wanted, at, start, char + 1, usual):
            return True
        return not needed and self._sounds(wanted, at + 1, start, char, usual)


def _spelling(name: str) -> str:
    """The letters of a name in ASCII and lower case: chingte for Ching-te."""
    return _LETTERS.sub("", name.lower().translate(_PLAIN))


def _consonants(letters: str) -> list[Sound]:
    """The classes of the consonants of a name, and of a vowel that opens it; whether a vowel comes behind."""
    found: list[Sound] = []
    for at, letter in enumerate(letters):
        vowel = letter in _VOWELS
        if vowel and at:
            continue
        behind = letters[at + 1 : at + 2]
        if letter == "h" and at and letters[at - 1] not in _VOWELS:
            found[-1:] = [(found[-1][0], behind in _VOWELS and behind != "")] if found else []
            continue
        needed = not vowel and behind in _VOWELS and behind != "" and letters[at + 1 :] != "e"
        found.append((_CLASS[letter], needed))
    return found


def spelt(name: str) -> bool:
    """Whether pinyin can spell `name`: whether it is syllables on end."""
    return bool(divided(_spelling(name)[:_LONGEST]))


@lru_cache(maxsize=1024)
def divided(name: str) -> tuple[tuple[str, ...], ...]:
    """The ways in which `name` is syllables of pinyin on end; none where pinyin cannot spell it.

    >>> divided("Xian")
    (('xian',), ('xi', 'an'))
    """
    letters = _spelling(name)
    ways: list[list[tuple[str, ...]]] = [[] for _ in range(len(letters) + 1)]
    ways[0].append(())
    if not letters or len(letters) > _LONGEST:
        return ()
    for end in range(1, len(letters) + 1):
        for start in range(max(0, end - _LONGEST_SYLLABLE), end):
            if letters[start:end] in _SYLLABLES:
                ways[end] += [(*each, letters[start:end]) for each in ways[start]][:_MOST_WAYS]
    return tuple(sorted(ways[-1], key=len))


@lru_cache(maxsize=64)
def readings(zh: str, *, taiwan: bool = False) -> Readings:
    """All readings of the characters of `zh`; with `taiwan` in Wade-Giles, too."""
    chars = [char for char in zh if is_han(char)]
    syllables = tuple(
        frozenset((_SPELT[char],)) if char in _SPELT and behind == "西" else _syllables(char, taiwan=taiwan)
        for char, behind in pairwise((*chars, ""))
    )
    return Readings(
        syllables,
        tuple(
            frozenset(_CLASS[letter] for each in found for letter in _HEARD.get(each[0], each[0]))
            for found in syllables
        ),
        tuple(char in _PLACE for char in [*chars[1:], ""]),
        tuple(char in _FOREIGN for char in chars),
    )


@lru_cache(maxsize=8192)
def _syllables(char: str, *, taiwan: bool) -> frozenset[str]:
    from pypinyin import Style, pinyin

    found = set(pinyin(char, style=Style.NORMAL, heteronym=True, v_to_u=False)[0])
    found.update((SURNAME_READINGS.get(char, "").lower(), _SPELT.get(char, "")))
    if taiwan:
        spelt = pinyin(char, style=Style.WADEGILES, heteronym=True)[0]
        found.update(map(_spelling, spelt))
    found |= {each.replace("v", vowel) for each in found if "v" in each for vowel in ("u", "yu")}
    found |= {each.replace("ue", "yue") for each in found if each.startswith(("lue", "nue"))}
    return frozenset(each for each in found if each.isascii() and each.isalpha())
