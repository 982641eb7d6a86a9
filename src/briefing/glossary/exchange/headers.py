"""Tells what the names of a table's columns say: which is Chinese, which English, which a note.

Programs name a language in many ways: zh-CN, Chinese_PRC (memoQ), Chinese (Simplified, PRC) (Trados), Term
[zh-CN] (Crowdin), ENU (Windows), 2052 (its number there), 中文名称 (Chinese name).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.chinese import has_han

if TYPE_CHECKING:
    from collections.abc import Sequence

_ALIASES = {
    "article": "",
    "forms": "",
    "also": "synonym synonyms admitted variant variants alternative alternatives 同义词 同義詞 别名 其他译法",
    "not": "forbidden deprecated avoid donotuse 禁用 禁用译法 误译",
    "use": "",
    "unless": "",
    "domain": "field subject subjectfield category topic 领域 領域 分类 分類 学科 專業 专业",
    "source": "reference ref references 来源 來源 出处 出處",
    "note": "notes comment comments remark remarks description definition translatorcomments 备注 備註 说明 "
    "說明 注释 註釋 定义 定義 注",
}
_NAMES = {alias: column for column, aliases in _ALIASES.items() for alias in (column, *aliases.split())}

# Names of one side of a pair that do not say its language.
_UNSAID = {
    "from": "原文 源文 源语言 术语 術語 词条 詞條 term sourceterm sourcetext sourcelanguage",
    "into": "译文 譯文 译名 譯名 翻译 翻譯 目标语言 translation rendering target targetterm targettext "
    "targetlanguage",
}
_SIDES = {name: side for side, names in _UNSAID.items() for name in names.split()}

_SAID = {
    "zh": "zh zho chi cmn chs cht zhs zht 2052 1028 3076 4100 chinese mandarin putonghua chinesisch chinois "
    "chino cinese chinês китайский 中国語 중국어",
    "en": "en eng enu 1033 2057 english englisch anglais inglés ingles inglese inglês английский 英語 영어",
}
_LANGUAGES = {name: code for code, names in _SAID.items() for name in names.split()}
# What may stand beside the name of a language: its script, its country, and what a term is called.
_OTHERS = """\
hans hant han simplified traditional vereinfacht traditionell simplifié traditionnel
prc china mainland taiwan hong kong sar macao macau singapore chn twn hkg cn tw hk mo sg people s republic of
the us uk gb au ca nz ie in usa gbr american british international united states kingdom america australia
canada source target term terms translation text language name names word words equivalent
"""
_BESIDE = frozenset(_OTHERS.split())
_CHINESE = re.compile(
    "(?:简体|繁体|繁體|正體)?(?:中文|汉语|漢語|华语|華語|国语|國語|汉字|普通话)(?:[(（]?(?:简体|繁体|繁體)[)）]?)?"
    "(?:术语|術語|词条|詞條|名称|名稱|原文|词汇|詞彙|译名|名|词)?"
)
_ENGLISH = re.compile(
    "(?:美式|英式)?(?:英文|英语|英語|英译|英譯)(?:[(（]?(?:美国|英国)[)）]?)?"
    "(?:术语|術語|词条|詞條|名称|名稱|译文|譯文|译名|譯名|翻译|翻譯|对照|词汇|名|词)?"
)
_WORD = re.compile(r"\w+")
_CODE = re.compile(r"[a-z]{2,3}(?:[-_][a-z0-9]{2,8}){0,2}", re.IGNORECASE)


def language(name: str) -> str:
    """The language that a column's name or a language's code says: `zh`, `en`, or nothing else.

    >>> language("Chinese (Simplified, PRC)"), language("EN-GB"), language("Chinese_PRC_Def")
    ('zh', 'en', '')
    """
    bare = name.strip().strip(":：*")
    if _CHINESE.fullmatch(bare):
        return "zh"
    if _ENGLISH.fullmatch(bare):
        return "en"
    words = {*_WORD.findall(bare.lower().replace("_", " "))}
    if words == {"cn"}:
        return "zh"
    found = {_LANGUAGES[word] for word in words if word in _LANGUAGES}
    others = {word for word in words if word not in _LANGUAGES}
    return found.pop() if len(found) == 1 and others <= _BESIDE else ""


def is_code(cell: str) -> bool:
    """Whether `cell` may be the code of a language, whichever: zh, EN-GB."""
    return _CODE.fullmatch(cell) is not None


def header(cells: Sequence[str]) -> dict[int, str]:
    """Which column is which field, if `cells` are the names of columns; otherwise nothing.

    A column that names no language (term, translation, source and target) is taken for the side that is still
    wanting. A further column of English gives other renderings (`also`).
    """
    # A pair with its language codes is no header: 枫桥经验,Fengqiao model,zh,en
    if len(cells) == 4 and all(map(is_code, cells[2:])) and any(map(has_han, cells[:2])):
        return {}
    found: dict[int, str] = {}
    sides: dict[str, list[int]] = {"zh": [], "en": [], "from": [], "into": []}
    for index, cell in enumerate(cells):
        plain = re.sub(r"[\s_-]", "", cell).lower()
        if side := language(cell) or _SIDES.get(plain, ""):
            sides[side].append(index)
        elif (name := _NAMES.get(plain, "")) and name not in found.values():
            found[index] = name
    if not sides["from"] and not (sides["zh"] and sides["en"]):
        # `source` is where a rendering comes from, unless nothing else is the source's text.
        sides["from"] = [index for index, cell in enumerate(cells) if cell.strip().lower() == "source"]
    unsaid = [*sides["from"], *sides["into"]]
    if not sides["zh"] and not sides["en"] and not (sides["from"] and sides["into"]):
        return {}
    zh = [*sides["zh"], *unsaid][:1]
    en = [index for index in (*sides["en"], *reversed(unsaid)) if index not in zh][:1]
    if not zh or not en:
        return {}
    found |= dict.fromkeys((each for each in sides["en"] if each not in en), "also")
    found |= {zh[0]: "zh", en[0]: "en"}
    return dict(sorted(found.items()))
