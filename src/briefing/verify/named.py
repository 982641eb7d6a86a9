"""Who and what is named: names of the English that the Chinese does not have, and the reverse."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from briefing.chinese import HAN
from briefing.document import touch
from briefing.quantities.currencies import CURRENCIES
from briefing.renderings import admitted
from briefing.spans.surnames import SURNAME_READINGS
from briefing.verify.lexicon import is_prefix, is_word
from briefing.verify.rules import finding
from briefing.verify.sounds import readings, spelt
from briefing.verify.tables import rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.document import Finding, Segment
    from briefing.verify.mask import Mask
    from briefing.verify.setting import Setting
    from briefing.verify.sounds import Readings

_WORD = re.compile(r"[^\W\d_]+(?:[-'’&.–][^\W_]+)*")
_LATIN = re.compile(r"[A-Za-z]+")
_JOINT = re.compile(r"[-'’&.–]")
_APOSTROPHE = re.compile("['’]")
"""Between syllables of one name, Gui'an, and between no two words of one."""
_ROMAN = re.compile(r"[IVXLC]+")
_ACRONYM = re.compile(r"[A-Z]{2,}(?:&[A-Z]+)?s?|[A-Z]&[A-Z]s?")
_PLACE = re.compile(
    "(?<![全各本我外跨邻出城])(?:省|自治区|市|州|县)(?P<name>[^\\W省市州县区镇乡村]{2,3}?)(?:县|镇|乡)(?![一-鿿]?[委府级长域])"
)
_NO_PLACE = re.compile(
    "[各全本该市县区乡镇村级和与及等的在以为个有多部分下属]|城|开发|高新|新|试|示范|经济|社|中心|直辖|所|[共查发建]"
)
_SHORTEST_NAME = 3
_OFFICES = "premier president minister secretary chairman chairwoman governor mayor mr ms mrs dr"
_TITLES = frozenset(_OFFICES.split())
_TITLE = 12
"""Characters before a name in which its title is looked for."""
_BEFORE_A_PERSON = re.compile(r"\b(\w{2,10})\.? \Z")
# Names there are not Chinese: Medog for 墨脱, Gulnar for 古丽娜尔.
_ELSEWHERE = re.compile(
    "[藏疆蒙羌彝尔]|拉萨|扎西|古丽|维吾尔|哈萨克|柯尔克孜|塔吉克|鄂伦春|青海|甘孜|阿坝|迪庆|日本|韩|朝鲜|越南"
)
_ENDING = re.compile(r"['’](?:s|t|re|ve|ll|d|m)?\Z")
# 乐 is Le as well, by itself.
_SURNAME = re.compile("|".join(sorted(SURNAME_READINGS.keys() - {"乐"}, key=len, reverse=True)))
_FULL_NAME = re.compile(r"\b([A-Z][a-z]+) ([A-Z][a-z]+)\b")


@dataclass(frozen=True, slots=True)
class Known:
    """Names that no reading explains: the English words, and the Chinese that founds any of them."""

    en: frozenset[str]
    zh: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What may found a name in the English of a segment.

    `read` are the readings of its Chinese, `latin` the words in Latin letters there, `accounted` those of its
    renderings. `elsewhere` says that there may be names which no rule spells.
    """

    segment: Segment
    read: Readings
    latin: frozenset[str]
    accounted: frozenset[str]
    elsewhere: bool

    def founds(self, word: str, *, person: str = "") -> bool:
        """Whether a word with a capital is an ordinary one, or named in the Chinese.

        Behind `person`, a title or a surname, it may be no ordinary word: Premier Wen, Wang Yin for 王毅.
        """
        if person and spelt(word) and (person.lower() in _TITLES or self.read.nearly(person, word)):
            return word in self.accounted or self.read.found(word) or self.elsewhere
        if len(word) == 1 or _ROMAN.fullmatch(word) or word in self.accounted:
            return True
        if {word.lower(), word.removesuffix("s").lower()} & self.latin:
            return True
        if (known := listed().get(word)) is not None:
            named = "-" in known.zh or any(zh in self.segment.zh for zh in known.zh)
            return named or self.read.found(word)
        if self.read.found(word):
            return True
        if _ACRONYM.fullmatch(word):
            return _spelt_out(word, self.segment)
        if is_word(word.lower()):
            return True
        if _APOSTROPHE.search(word) and "-" not in word and spelt(word):
            return self.elsewhere
        parts = [part for part in _JOINT.split(word) if part]
        if len(parts) > 1 and all(self._founds_part(part) for part in parts):
            return True
        return self.elsewhere or (len(parts) == 1 and self.read.sounds_like(word))

    def _founds_part(self, part: str) -> bool:
        """The same for one of several joined words: of a route, a character of a place is enough (沪昆)."""
        small = part.lower()
        if part == small or is_prefix(small):
            return is_prefix(small) or is_word(small) or self.read.found(part)
        return self.read.begins(part) or self.founds(part)


def unfounded(segment: Segment, mask: Mask, setting: Setting) -> Iterator[Finding]:
    """Names and acronyms of the English that nothing in the Chinese founds; each once.

    What a span accounts for is right. Of the rest, a word with a capital is founded if it is an ordinary
    word, stands in the Chinese itself, is a reading of its characters, or is listed with Chinese that it has.
    """
    renderings = " ".join(text for span in segment.spans for text in admitted(span))
    evidence = _Evidence(
        segment,
        readings(segment.zh, taiwan=setting.taiwan or "台" in segment.zh),
        frozenset(each.lower() for each in _LATIN.findall(segment.zh)),
        setting.named.union(
            _LATIN.findall(f"{renderings} {' '.join(_money(segment))}"),
            ("Taiwan", "Taiwanese") if setting.taiwan else (),
        ),
        setting.hong_kong or _ELSEWHERE.search(segment.zh) is not None,
    )
    told: set[str] = set()
    text = mask.blank(segment.en, " ")
    for match in _WORD.finditer(text):
        word = _ENDING.sub("", match[0])
        if word in told or not any(map(str.isupper, word)):
            continue
        told.add(word)
        person = _BEFORE_A_PERSON.search(text, max(0, match.start() - _TITLE), match.start())
        spellings = {word, _plain(word)}
        if not any(evidence.founds(each, person=person[1] if person else "") for each in spellings):
            at = (match.start(), match.start() + len(word))
            yield finding("name-unfounded", f"nothing in the Chinese is {word}", en_at=at)


def misread(segment: Segment) -> Iterator[Finding]:
    """Surnames that are read as the character is elsewhere: 单田芳 (Shan Tianfang) as Dan Tianfang."""
    for match in _SURNAME.finditer(segment.zh):
        family, start = match[0], match.start()
        right = SURNAME_READINGS[family].lower()
        for end in (match.end() + 1, match.end() + 2):
            given = readings(segment.zh[start + 1 : end])
            for said in _FULL_NAME.finditer(segment.en):
                if (
                    said[1].lower() != right
                    and readings(family[0]).found(said[1])
                    and given.found(said[2])
                    and len(given.syllables) == len(segment.zh[start + 1 : end])
                    and len(said[2]) > 1
                    and given.behind(said[2]) == {len(given.syllables)}
                ):
                    message = f"{family} is read {SURNAME_READINGS[family]} as a surname"
                    yield finding(
                        "name-unfounded", message, SURNAME_READINGS[family], match.span(), said.span()
                    )
                    return


def _plain(word: str) -> str:
    """A name without its accents: Antonio for António."""
    return "".join(char for char in unicodedata.normalize("NFD", word) if not unicodedata.combining(char))


def abbreviated(zh: str, en: str) -> bool:
    """Whether the English has an acronym of what `zh` names: CSRC for 证监会."""
    found = (listed().get(match[0]) for match in _ACRONYM.finditer(en))
    return any(known is not None and zh in known.zh for known in found)


def _money(segment: Segment) -> Iterator[str]:
    """What English calls the currencies of a segment: HK$, NT$, New Taiwan dollars."""
    for unit in {span.unit for span in segment.spans if span.unit}:
        yield unit
        yield from (sign for each in CURRENCIES if each.many == unit for sign in each.signs)


def _spelt_out(acronym: str, segment: Segment) -> bool:
    """Whether the letters of `acronym` begin words on end of the English, or of a rendering."""
    letters = acronym.rstrip("s").replace("&", "").lower()
    texts = [segment.en, *(text for span in segment.spans for text in admitted(span))]
    for text in texts:
        words = [word for word in _LATIN.findall(text) if word != acronym]
        whole = "".join(word[0] for word in words).lower()
        capitals = "".join(word[0] for word in words if word[0].isupper()).lower()
        if letters in whole or letters in capitals:
            return True
    return False


def lost(segment: Segment, setting: Setting) -> Iterator[Finding]:
    """Countries, and places below a province, that the Chinese names and the English does not.

    Names that are spans are the business of `term-missing`. Where the English has a name that may be the
    place, spelt as it is there, it is not lost.
    """
    taken = [span.zh_at for span in segment.spans]
    words = set(_LATIN.findall(segment.en))
    for zh, known in _countries().items():
        at = segment.zh.find(zh)
        if at >= 0 and not known.en & words and not any(start <= at < end for start, end in taken):
            yield finding("name-lost", f"{zh} is not in the English", sorted(known.en)[0], (at, at + len(zh)))
    yield from _out_of_list(segment)
    accounted = set(_LATIN.findall(" ".join(text for span in segment.spans for text in admitted(span))))
    if setting.hong_kong or any(_is_name(word) for word in words - accounted):
        return
    for match in _PLACE.finditer(segment.zh):
        start, end = match.span("name")
        if not _NO_PLACE.search(match["name"]) and not any(a < end and start < b for a, b in taken):
            yield finding("name-lost", f"{match['name']} is not in the English", "", (start, end))


_LIST_ZH = re.compile("[一-鿿]{2,4}(?:、[一-鿿]{2,4})+(?:(?:和|及|与)[一-鿿]{2,4})?")
_AND_ZH = re.compile("[、和及与]")
_CAPITAL = re.compile(r"\b[A-Z][a-z’'-]+(?: [A-Z][a-z’'-]+)?")
_MOST_ITEMS = 30


def _out_of_list(segment: Segment) -> Iterator[Finding]:
    """Names of a list between two that the English has: 郑州、洛阳、西安 as Zhengzhou and Xi'an."""
    names = [match[0] for match in _CAPITAL.finditer(segment.en)]
    told = {each for name in names for each in (name.replace(" ", ""), *name.split())}
    if not told:
        return
    taken = [span.zh_at for span in segment.spans]
    for listed_zh in _LIST_ZH.finditer(segment.zh):
        items, at = [], listed_zh.start()
        for item in _AND_ZH.split(listed_zh[0])[:_MOST_ITEMS]:
            items.append((item, (at, at + len(item))))
            at += len(item) + 1
        for before, (item, place), behind in zip(items, items[1:], items[2:], strict=False):
            if any(touch(place, other) for other in taken) or _read(item, told):
                continue
            if _ends_with(before[0], told) and _begins_with(behind[0], told):
                yield finding("name-lost", f"{item} is not in the English", "", place)


def _read(item: str, told: set[str]) -> bool:
    """Whether any of the names of the English is a reading of characters of `item`, or all of it known."""
    read = readings(item)
    return any(read.found(name) or read.sounds_like(name) for name in told) or any(
        item in known.zh for known in listed().values() if known.en & told
    )


def _ends_with(item: str, told: set[str]) -> bool:
    """Whether `item`, which may have words before, ends with a name that the English has."""
    return any(len(item) in readings(item).behind(name) for name in told if len(name) > _SHORTEST_NAME)


def _begins_with(item: str, told: set[str]) -> bool:
    return any(readings(item[:n]).found(name) for n in (2, 3) for name in told if len(name) > _SHORTEST_NAME)


def _is_name(word: str) -> bool:
    """Whether a word of the English is a name that is not listed."""
    return len(word) > 1 and word[0].isupper() and word not in listed() and not is_word(word.lower())


@cache
def listed() -> dict[str, Known]:
    """Each English word of the lists, with the Chinese that founds it."""
    found: dict[str, Known] = {}
    for name in ("names.tsv", "acronyms.tsv"):
        for known in _lines(name):
            for word in known.en:
                other = found.get(word)
                found[word] = Known(known.en, known.zh + other.zh) if other else known
    return found


@cache
def _countries() -> dict[str, Known]:
    """The countries of the list by their Chinese name: the first of a line whose English is no mere word."""
    return {
        known.zh[0]: known
        for known in _lines("names.tsv")
        if len(known.zh[0]) >= _SHORTEST_NAME and all(HAN.match(char) for char in known.zh[0])
    }


def _lines(name: str) -> Iterator[Known]:
    for en, zh in rows(name):
        yield Known(frozenset(en.split()), tuple(zh.split()))
