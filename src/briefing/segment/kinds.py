"""Tells what kind of paragraph each one is: heading, body, list item or byline."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.chinese import HAN_RANGES, has_han

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.document import Kind

_NUMBER = "[一二三四五六七八九十百零〇两]"

_LEAD = "[■□●○◆◇▲△★☆◎▪▌]?\\s*"
_POST = "记者|通讯员|评论员|实习生|撰稿人|特约撰稿人?"
_RANK = "首席|特约(?!撰稿)|见习|实习(?!生)|全媒体|融媒体"
# 驻北京 (based in Beijing): a place ends where a rank or a post begins, so that there is one way to read it.
_ROLE = (
    "(?:本报|本刊|本网|本台|新华社|新华网|人民网|中新社|中新网|央视|[人光经工农法科][民明济人业治技]日报)?"
    f"(?:{_RANK}|驻(?:(?!驻|{_RANK}|{_POST})[{HAN_RANGES}]){{1,4}}+){{0,6}}+(?:{_POST})"
)
_BYLINE = re.compile(f"{_LEAD}{_ROLE}")
_ROLES = re.compile(_ROLE)
_NAME = re.compile(
    f"[{HAN_RANGES}]{{1,4}}|[{HAN_RANGES}]{{1,12}}·[{HAN_RANGES}·]{{1,12}}|报道|摄影报道|综合报道|文/图|文并摄",
)
_BETWEEN = re.compile("[\\s、，,：:（）()]+")
_CREDIT = re.compile(
    "【?(?:来源|信息来源|稿源|文章来源|作者|编辑|责任编辑|责编|审核|校对|监制|撰文|发布时间|发布日期|发布机构|发布单位|发文机关"
    "|成文日期|更新日期|更新时间|上版日期|发文字号|浏览人次|浏览次数|浏览量|点击数|点阅数|字级大小|字级|字号|字体大小|字体"
    "|新闻联络人|发布)\\s*[：:]"
)
_DATELINE = re.compile(
    "(?:(?:本报|本刊|本网|本台|新华社|新华网|人民网|中新社|中新网|中国新闻网|央视网)"
    f"[{HAN_RANGES}0-9/、 ]{{0,20}}(?:电|讯(?!员))|"
    f"{_LEAD}(?:本报|本刊|本网)讯)(?:\\s*[（(][^（()）。]{{1,40}}[)）])?"
)

_ARTICLE = re.compile(f"第(?:{_NUMBER}+|[0-9]+)条")
_LONGEST_ARTICLE = 12
"""Characters: 第一千二百六十条 has nine."""
_ITEM = re.compile(
    f"{_NUMBER}{{1,3}}[是要]|其{_NUMBER}[，是]|{_ARTICLE.pattern}|[（(](?:{_NUMBER}{{1,3}}|[0-9]{{1,2}})[)）]"
    f"|(?:{_NUMBER}{{1,3}}|[0-9]{{1,2}})、|[0-9]{{1,3}}(?:\\.(?![0-9](?![0-9]?月[0-9]{{1,2}}日))|[)）])"
    f"|[①-⑳⑴-⒇⒈-⒛㈠-㈩]|[●○•·▪◆◇■□➢►✓]\\s*(?!{_ROLE})"
)
_HEAD = re.compile(
    f"第(?:{_NUMBER}+|[0-9]+)(?:章|节|编|部分|篇)|{_NUMBER}{{1,3}}、|[（(]{_NUMBER}{{1,3}}[)）]"
    "|[0-9]{1,2}(?:\\.[0-9]{1,2})+\\s"
)
_DOCUMENT_NUMBER = re.compile(".{0,12}(?:[〔\\[（(]\\s*[0-9]{4}\\s*[〕\\])）]|第)\\s*[0-9]+\\s*号")
_DATE = re.compile(
    f"[（(]?(?:[0-9]{{4}}|{_NUMBER}{{2,5}})\\s*[年./-]\\s*(?:[0-9]{{1,2}}|{_NUMBER}{{1,3}})\\s*[月./-]"
    f"(?:\\s*(?:[0-9]{{1,2}}|{_NUMBER}{{1,3}})\\s*日?)?[）)]?[0-9:： ]{{0,10}}"
)
_ENDS = re.compile("[。！？；：，、…!?;:,][”’」』）)》]*$")
_STOPS = re.compile("[。！？]")

LONGEST_HEADING = 45
_LONGEST_CLAUSES = 40


def is_byline(text: str) -> bool:
    """Tell whether `text` only says who wrote or sent it: ■ 本报记者 皮磊 (by staff reporter Pi Lei)."""
    if len(text) > 80:
        return False
    if _CREDIT.match(text) or _DATELINE.fullmatch(text):
        return not _STOPS.search(text)
    bare = text.strip("（）() ")
    match = _BYLINE.match(bare)
    return match is not None and all(
        not part or _NAME.fullmatch(part) for part in _BETWEEN.split(_ROLES.sub(" ", bare[match.end() :]))
    )


def is_credit(text: str, at: int = 0) -> bool:
    """Tell whether a line about the text begins at `at`: 来源： (source), 发布时间： (published)."""
    return _CREDIT.match(text, at) is not None


def is_document_number(text: str) -> bool:
    """Tell whether `text` is the number of a document and nothing else: 国办发〔2026〕18号."""
    return _DOCUMENT_NUMBER.fullmatch(text) is not None


def starts_byline(text: str, at: int) -> bool:
    """Tell whether a byline or a dateline begins at `at`."""
    return _BYLINE.match(text, at) is not None or _DATELINE.match(text, at) is not None


def starts_dateline(text: str, at: int) -> bool:
    """Tell whether an agency's report begins at `at`: 新华社北京7月1日电（记者张三）."""
    return _DATELINE.match(text, at) is not None


def dateline_end(text: str) -> int:
    """Return where a dateline at the beginning of `text` ends, 0 if there is none: 本报讯（记者张三）."""
    match = _DATELINE.match(text)
    return match.end() if match and match.end() < len(text) else 0


def starts_item(text: str, at: int) -> bool:
    """Tell whether a list item begins at `at`: 一是, （一）, 第十二条 (Article 12), 1., ●."""
    return _ITEM.match(text, at) is not None


def number_end(text: str) -> int:
    """Return where the number of a chapter or an article at the beginning ends, 0 if there is none."""
    match = _ARTICLE.match(text) or _HEAD.match(text)
    return match.end() if match else 0


def article_ends(text: str, end: int) -> bool:
    """Tell whether the number of an article that opens a sentence ends at `end`: 。第七条 市人民政府应当."""
    at = text.rfind("第", max(0, end - _LONGEST_ARTICLE), end)
    if at < 0 or not _ARTICLE.fullmatch(text, at, end):
        return False
    before = text[max(0, at - 2) : at].rstrip()
    return not before or before[-1] in "。；！？”"


def is_numbered_heading(text: str) -> bool:
    """Tell whether `text` is a heading with a number: 第一章 总则 (Chapter 1), 一、总体要求 (1. Aims)."""
    return _HEAD.match(text) is not None and _is_short(text)


def _is_short(text: str) -> bool:
    return len(text) <= LONGEST_HEADING and not _ENDS.search(text) and not _STOPS.search(text)


def kinds(texts: Sequence[str], hints: Sequence[Kind | None]) -> list[Kind]:
    """Return the kind of each paragraph; `hints` are what markup says that they are, where it says so."""
    found = [
        hint or _kind(text, first=not i) for i, (text, hint) in enumerate(zip(texts, hints, strict=True))
    ]
    hinted = [hint is not None for hint in hints]
    _unhead_lists(texts, found, hinted)
    _unhead_signatures(texts, found, hinted)
    _head_clauses(texts, found, hinted)
    return found


def _kind(text: str, *, first: bool) -> Kind:
    if is_byline(text):
        return "byline"
    if is_numbered_heading(text):
        return "heading"
    if _ITEM.match(text):
        return "list-item"
    if _looks_like_heading(text) or (first and len(text) <= LONGEST_HEADING and text.endswith(("？", "！"))):
        return "heading"
    return "body"


def _looks_like_heading(text: str) -> bool:
    return (
        _is_short(text)
        and has_han(text)
        and not _DATE.fullmatch(text)
        and not is_document_number(text)
        and not text.startswith(("（", "(", "附件", "注"))
        and not re.search("[|\t>]", text)
    )


def _unhead_lists(texts: Sequence[str], found: list[Kind], hinted: list[bool]) -> None:
    """Make body of a run of short lines: names, places, the lines of a table."""
    run: list[int] = []
    for index in range(len(found) + 1):
        if (
            index < len(found)
            and found[index] == "heading"
            and not hinted[index]
            and not _HEAD.match(texts[index])
        ):
            run.append(index)
            continue
        if len(run) > 3:
            for one in run[1:] if run[0] == 0 else run:
                found[one] = "body"
        run = []


def _unhead_signatures(texts: Sequence[str], found: list[Kind], hinted: list[bool]) -> None:
    """Make body of what has no text under it: who signed, over the date, and the lines at the end."""
    at_end = True
    for index in range(len(found) - 1, 0, -1):
        dated = index + 1 < len(texts) and _DATE.fullmatch(texts[index + 1])
        if found[index] == "heading" and not hinted[index]:
            if at_end or (dated and (found[index - 1] in ("body", "list-item") or len(texts[index]) <= 12)):
                found[index] = "body"
        elif found[index] != "byline" and not _DATE.fullmatch(texts[index]):
            at_end = False


def _head_clauses(texts: Sequence[str], found: list[Kind], hinted: list[bool]) -> None:
    """Make headings of the parallel clauses that stand alone over longer paragraphs, though with a full stop.

    强化基本民生保障，切实兜住底、兜准底、兜好底。 (Strengthen basic social security ...). Only where
    there are two or more in a text: one may be a sentence like any other.
    """
    heads = [
        index
        for index in range(len(found) - 1)
        if found[index] == "body"
        and not hinted[index]
        and _is_clauses(texts[index])
        and found[index + 1] == "body"
        and len(texts[index + 1]) > 2 * len(texts[index])
        and len(_STOPS.findall(texts[index + 1])) > 1
    ]
    if len(heads) > 1:
        for index in heads:
            found[index] = "heading"


def _is_clauses(text: str) -> bool:
    return (
        len(text) <= _LONGEST_CLAUSES
        and text.endswith("。")
        and text.count("。") == 1
        and "，" in text
        and not re.search("[0-9“”：！？了]", text)
    )
