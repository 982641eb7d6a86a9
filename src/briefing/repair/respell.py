"""Names that an answer has wrong, set by their sound: Qiongyun Community to Qingyunli (青云里社区).

A small model does not know how every character is read, and asked again it makes up another name. Where the
English has a name that nothing in the Chinese founds, and the Chinese one that sounds like it in the same
place, its pinyin is put there, and a note says so. Where a name begins is known only behind a mark, a span,
or a word like 在 (in); otherwise nothing is done.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefing.document import touch
from briefing.repair.likeness import distance
from briefing.spans.elsewhere import ABROAD, SPELT_OTHERWISE
from briefing.spans.localities import in_pinyin, is_foreign, is_no_name
from briefing.spans.name_shape import given_name, lengths, looks_foreign, romanize
from briefing.spans.names import STRONG_END
from briefing.verify import penalty
from briefing.verify.lexicon import is_word
from briefing.verify.rules import finding
from briefing.verify.sounds import divided, readings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from briefing.document import Finding, Range, Segment

MOST = 0.49
"""How far a name may sound from what it is set to. Of four ways in which a model spelt 青云里 the farthest
(Qiongyu) is at 0.46; of 20,000 pairs of other places' names, drawn from 1,829, 3% are nearer than this, and
6% at 0.5, where one syllable of two has nothing alike."""

NOTE = "name-by-sound"
"""The rule of its notes. They tell how English came about: no check of that English finds them again."""

_GENERICS = (
    ("社区", "(?:Residential )?Community|Neighbou?rhood"),
    ("小区", "(?:Residential )?(?:Community|Compound|Complex|Estate|Quarter|Area)|Neighbou?rhood"),
    ("街道", "Sub-?district|Street"),
    ("新村", "New Village|Village"),
    ("古?村", "(?:Ancient )?Village"),
    ("古?镇", "(?:Ancient )?Town"),
    ("乡", "Township"),
    ("县", "County"),
    ("区", "District"),
    ("大?桥", "(?:Grand )?Bridge"),
    ("大道", "Avenue|Boulevard"),
    ("路", "Road|Avenue"),
    ("大?街", "Street|Avenue"),
    ("巷", "Lane|Alley"),
    ("公司", "Company|Corporation|Co\\b"),
    ("集团", "Group"),
    ("小学", "(?:Primary|Elementary) School"),
    ("中学", "(?:Middle|High|Secondary) School"),
    ("学校", "School"),
    ("医院", "Hospital"),
    ("水库", "Reservoir"),
    ("公园", "Park"),
    ("广场", "(?:Square|Plaza)"),
    ("河", "River"),
    ("湖", "Lake"),
    ("山", "Mountain"),
)
_OF_A_KIND = tuple((re.compile(zh), re.compile(rf" (?:{en})s?(?![\w])", re.I)) for zh, en in _GENERICS)
_NEVER = "的了在到是与及或等和对向从把被将让为于之以也都就还各每某该本此这那其并且个位名座条所些"
_STRETCH = re.compile(
    rf"(?:^|(?<=[^一-鿿0-9A-Za-z])|(?<=[在到赴的])|(?<=走进|来到|位于|走访|前往|住在|探访|入驻)"
    rf"|(?<=[一-鿿][一-鿿][省市县区旗州镇乡])|(?<=街道))(?P<name>(?:(?![{_NEVER}])[一-鿿]){{2,4}})\Z"
)
_BEHIND_A_SPAN = re.compile(rf"(?:(?![{_NEVER}])[一-鿿]){{2,4}}\Z")
_LONGEST = 4
_DIRECTED = re.compile(r"..[东西南北中]\Z")
"""Of a road the direction is not in pinyin (南京西路 is Nanjing West Road), and nothing is done."""
_OTHER_WORD = re.compile("[里域级长内外上下]")
"""What stands behind a word like 县 where no name is before it: 如今县里 (now, in the county)."""
_NAME = re.compile(r"[A-Z][a-z]+(?:['’-][a-z]+)*")
_WORD_BEFORE = re.compile(r"([^\W\d_]+) \Z")
_WORD_BEHIND = re.compile(r" ([A-Z][a-z]+(?:['’-][a-z]+)*)")


@dataclass(frozen=True, slots=True)
class _Change:
    """The word `old` of the English, wherever it stands, becomes `new`, which is how `zh_at` is read."""

    old: str
    new: str
    zh_at: Range


def respell(segment: Segment, check: Callable[[Segment], Segment]) -> Segment:
    """A verified segment with its wrong names set by their sound, checked by `check`, and a note for each.

    The same segment where there are none, or where that makes no better English of it.
    """
    if segment.ended != "stop":
        return segment
    wrong = [each.en_at for each in segment.findings if each.rule == "name-unfounded" and not each.zh_at]
    changes = [change for at in wrong if at for change in _changes(segment, at)]
    if not changes:
        return segment
    done = segment
    for change in changes:
        done = _changed(done, change)
    done = check(done)
    if _grave(done) >= _grave(segment):
        return segment
    notes = notes_standing((_note(done, change) for change in changes), done.en)
    return replace(done, findings=(*done.findings, *notes))


def notes_standing(notes: Iterable[Finding], en: str) -> Iterator[Finding]:
    """The notes on names that are still in the English, each with its place there."""
    for each in notes:
        if found := re.search(rf"\b{re.escape(each.expected)}(?![\w-])", en):
            yield replace(each, en_at=found.span())


def _grave(segment: Segment) -> tuple[int, int]:
    errors, warnings, _ = penalty(segment)
    return errors, warnings


def _note(segment: Segment, change: _Change) -> Finding:
    zh = segment.zh[slice(*change.zh_at)]
    message = f"{change.old} was set to {change.new}, as {zh} is read: nothing in the Chinese is {change.old}"
    return finding(NOTE, message, change.new, change.zh_at)


def _changed(segment: Segment, change: _Change) -> Segment:
    """The segment with the change made outside of its spans, which follow along."""
    taken = [span.en_at for span in segment.spans if span.en_at]
    places = [
        match.span()
        for match in re.finditer(rf"\b{re.escape(change.old)}(?![\w-])", segment.en)
        if not any(touch(match.span(), each) for each in taken)
    ]
    longer = len(change.new) - len(change.old)
    spans = tuple(
        replace(span, en_at=(span.en_at[0] + shift, span.en_at[1] + shift))
        if span.en_at and (shift := longer * sum(end <= span.en_at[0] for _, end in places))
        else span
        for span in segment.spans
    )
    en, done = "", 0
    for start, end in places:
        en += segment.en[done:start] + change.new
        done = end
    return replace(segment, en=en + segment.en[done:], spans=spans)


def _changes(segment: Segment, at: Range) -> Iterator[_Change]:
    """What the wrong name at `at` is set to: one place or one person, if it is plain which."""
    word = segment.en[slice(*at)]
    if not _NAME.fullmatch(word) or not divided(word) or SPELT_OTHERWISE.search(segment.zh):
        return
    found = dict.fromkeys((*_places(segment, at), *_people(segment, at)))
    if len({change.new for change in found}) == 1:
        yield next(iter(found))


def _free(segment: Segment, zh_at: Range) -> bool:
    return not any(touch(zh_at, span.zh_at) for span in segment.spans)


def _places(segment: Segment, at: Range) -> Iterator[_Change]:
    """Places and institutions that have the word of their kind behind them in both languages."""
    word, zh = segment.en[slice(*at)], segment.zh
    before = _WORD_BEFORE.search(segment.en, 0, at[0])
    if before and before[1][0].isupper() and not is_word(before[1].lower()):
        return
    kinds = [kind for kind, said in _OF_A_KIND if said.match(segment.en, at[1])]
    for kind in kinds:
        for match in kind.finditer(zh):
            if _OTHER_WORD.match(zh, match.end()) or (place := _name_before(segment, match.start())) is None:
                continue
            name = zh[slice(*place)]
            if _near(word, name) and not (
                is_foreign(name) or is_no_name(name) or _DIRECTED.search(name) or _said(segment.en, name)
            ):
                yield _Change(word, in_pinyin(name, match[0]), place)


def _name_before(segment: Segment, end: int) -> Range | None:
    """Where the name is that ends at `end` of the Chinese; None where its beginning is not known."""
    least = max((span.zh_at[1] for span in segment.spans if span.zh_at[1] <= end), default=0)
    if least > 0 and end - least <= _LONGEST:
        found = _BEHIND_A_SPAN.match(segment.zh[least:end])
        start = least
    else:
        found = _STRETCH.search(segment.zh[:end])
        start = found.start("name") if found else 0
    return (start, end) if found and _free(segment, (start, end)) else None


def _near(word: str, name: str) -> bool:
    """Whether `word` sounds like `name`, and not more like what remains of that without its beginning."""
    far = distance(word, name)
    return far <= MOST and (len(name) == 2 or far < distance(word, name[1:]))


def _said(en: str, name: str) -> bool:
    """Whether the English has the name already, rightly."""
    read = readings(name)
    return any(read.behind(word[0]) == {len(name)} for word in _NAME.finditer(en))


def _people(segment: Segment, at: Range) -> Iterator[_Change]:
    """People of whom the English has the surname or the given name right, and the other one beside it."""
    word, zh = segment.en[slice(*at)], segment.zh
    if ABROAD.search(zh):
        return
    before = _WORD_BEFORE.search(segment.en, 0, at[0])
    behind = _WORD_BEHIND.match(segment.en, at[1])
    for start in range(len(zh)):
        ends = [start + n for n in lengths(zh, start) if STRONG_END.match(zh, start + n)]
        if len(ends) != 1 or not _free(segment, (start, ends[0])):
            continue
        name = zh[start : ends[0]]
        if looks_foreign(name):
            continue
        given = given_name(name)
        surname = name[: -len(given)]
        family, own = romanize(name)[0].split()
        if behind and _reads(behind[1], given) and _alike(word, surname):
            yield _Change(word, family, (start, ends[0]))
        if before and _reads(before[1], surname) and _alike(word, given):
            yield _Change(word, own, (start, ends[0]))


def _reads(word: str, chars: str) -> bool:
    return readings(chars).behind(word) == {len(chars)}


def _alike(word: str, chars: str) -> bool:
    """Whether a part of a person's name sounds like `chars`, syllable by syllable."""
    return any(len(each) == len(chars) for each in divided(word)) and distance(word, chars) <= MOST
