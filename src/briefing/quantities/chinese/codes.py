"""Reads digits that are no number and stay as they are: hotlines, telephone and account numbers, versions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.quantities.chinese.counted import CURRENCY, UNIT
from briefing.quantities.chinese.parsed import Parsed
from briefing.quantities.numerals import DIGITS
from briefing.quantities.values import COUNTED_FROM_1911, Code, Date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.quantities.values import Region

_SERVICES = "政务|便民|服务|市民|报警|举报|投诉|监督|咨询|求助|心理|供热|公益|维权|客服"
# A letter or digit before or after would make it part of a longer code.
_PHONE = re.compile(
    r"(?<![0-9A-Za-z.,-])(?:"
    r"(?:\+?86[ -]?)?1[3-9][0-9]{9}"
    r"|(?:\+?86[ -])?0[0-9]{2,3}[-－—– ][0-9]{7,8}(?:[-－—–][0-9]{1,5})?"
    r"|0[0-9]{1,3}-[0-9]{3,4}-[0-9]{3,4}"
    r"|\+(?:86|85[23]|886)(?:[ -][0-9]{1,4})?[ -][0-9]{4}[ -]?[0-9]{4}"
    r"|[48]00(?:[ -]?[0-9]{3}[ -]?[0-9]{4}|[ -]?[0-9]{4}[ -]?[0-9]{3})(?![万亿元多余人个])"
    rf"|[0-9]{{3,6}}(?=(?:{_SERVICES}|、[0-9]{{3,6}}){{0,4}}(?:热线|平台|网站|客户端|电话|小程序|[Aa][Pp][Pp]))"
    rf"|(?:1[02][0-9]{{3}}|9[56][0-9]{{3}})(?=反映|报修|受理|接听|接诉|接报|(?:{_SERVICES})(?![0-9]))"
    r"|(?:(?<=拨打)|(?<=致电)|(?<=来电)|(?<=拨通))"
    r"(?:[0-9]{4}[ -][0-9]{4}|[0-9]{3,12})(?![0-9万亿千百余多次件个人名通])"
    r")(?![0-9A-Za-z]|[,.][0-9])"
)
_LABELLED = re.compile(
    r"(?:电话|热线|传真|邮编|邮政编码|手机|微信|QQ群?|账号|帐号|卡号|代码|编号|证号|证书号|学号|股票代码|ISBN|(?<![A-Za-z])N[Oo](?=[：:])|尾号|尾数|验证码|编码|车牌号|门牌号|统一社会信用代码)"
    r"(?:号码?)?(?:[：: 为是]{1,2}|(?=[0-9]{7}|[0-9]{4}(?: [0-9]{4}){2})|(?<=代码)(?=[0-9]{6})|(?<=电话)"
    r"|(?<=热线)|(?<=邮编)|(?<=尾号)|(?<=尾数))"
    r"([0-9][0-9 -]{0,30}[0-9])(?![0-9.,%年月日万亿个])"
)
_TOLD = re.compile(
    r"(?:[番警工房箱班批票单户代文档座位牌机型卷案订]号码?|号码|密码|验证码|端口|信箱|频道)"
    r"(?:[为是：:]{1,2} ?| ?)([0-9]{3,12})(?![0-9.,%年月日万亿个元人点余多名户件]|[-—–][0-9])"
)
_SHARES = re.compile("[（(]([036][0-9]{5})[）)]|(?:中证|国证|上证|深证|罗素)([0-9]{3,4})(?![0-9.,点])")
"""番号为31638, 批号2304, 端口8080; the code of a share, and an index by its number: （600519）, 中证1000."""
_AREA = re.compile(r"[（(](0[0-9]{1,3})[）)] ?([0-9]{3,4}[- ]?[0-9]{4})(?![0-9])")
_STANDARD = re.compile(
    r"(?:(?:GB[JZ]?|DB[0-9]{2}|HJ|NY|SL|JGJ|CJJ|AQ|JTG?|YD|QB)(?:/[TZ])?"
    r"|ISO(?:/IEC)?|IEC|IEEE|ASTM|ANSI|CNS|EN|JIS|DIN|NIST|UL)(?: |标准 ?|规范 ?)"
    r"([0-9]{2,6}(?:\.[0-9]{1,3})*(?:[-—–][0-9]{2,4})?)(?![0-9])"
)
_ELAPSED = re.compile(r"(?<![0-9.:：])(?=[0-9:：]*[:：]0)[0-9]{1,2}(?:[:：][0-5][0-9]){2}(?![0-9:：])")
_VERSION = re.compile(r"(?<![0-9A-Za-z.])[0-9]{1,5}(?:\.[0-9]{1,5}){2,5}+(?![0-9A-Za-z]|\.[0-9])")
_LONG = re.compile(r"(?<![0-9A-Za-z.,，-])[0-9]{9,}+(?![0-9A-Za-z]|[,.，][0-9])")
_ZERO_FIRST = re.compile(r"(?<![0-9A-Za-z.,，:：∶/-])0[0-9]{2,}+(?![0-9A-Za-z]|[,.:：∶/-]?[0-9])")
_ZERO_IN_NAME = re.compile(r"(?<![0-9A-Za-z.,:：∶/-])0[0-9](?=[”’」』式型]|轮(?!次))")
_PLATE = re.compile(
    "(?<=[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][·•・])[0-9A-Z]{5,6}(?![0-9A-Za-z])"
)
_HOTLINE = re.compile("(?<![0-9A-Za-z.,-])(?:1[02][0-9]{3}|9[56][0-9]{3})(?=[一-鿿]{1,8}?(?:热线|专线|客服))")
"""95598供电服务热线; 12000名群众 that call a hotline are counted."""
_KNOWN = re.compile(
    "(?<![0-9A-Za-z.,-])123(?:0[59]|1[0-9]|2[09]|33|45|55|6[67]|8[08])(?=[不是和与及或、“”，。；]|$)"
)
"""12345不是“筐”: the hotline; 12345户 are counted."""
_NO = re.compile("(?<![第0-9A-Za-z.,，])[0-9]{4,8}(?=号(?!人))")
_UNIT_NO = re.compile("(?<![0-9A-Za-z.,，])(?:[0-9]{4,6}(?=部队)|(?<=某部)[0-9]{4,6})(?![0-9.,万余多名个人])")
_LONG_ENOUGH = 7
"""No telephone number is shorter, but for those of services."""
_DIGIT = re.compile("[0-9]")
_SPELLED = re.compile(
    "(?:(?<=[铀钚钍镭铯钴碘锶碳镎镅][-－—])[〇○零一二三四五六七八九]{2,3}|(?<=CNS)[〇○零一二三四五六七八九]{3,6}"
    "|(?:(?<=拨打)|(?<=拨)|(?<=致电))一[一二六][〇○零九三五]|一一[〇○零九三](?=电话|专线|报案|勤务|救护|紧急|[、及和]一一[〇○零九三])|(?:(?<=一一[〇○零九三][、及和]))一一[〇○零九三]|(?<![〇○零一二三四五六七八九十百千万点‧．])[〇○零][〇○零一二三四五六七八九]{2,11}+(?![后年月日时点分秒式]))"
    "(?![〇○零一二三四五六七八九十百千万])"
)
"""铀-二三五 (uranium-235), ○八○,  CNS四六二六 (a standard of Taiwan), 拨打一一九: digits one by one."""
_QUOTED = re.compile(r"(?<![0-9A-Za-z.,-])[0-9]{3,12}(?=[”’」』])")
_LISTED = re.compile(
    r"(?:[、和或及]|(?P<further>[/／，])|转|分机) ?"
    r"(?P<code>[0-9]{4}[ -][0-9]{4}|[0-9]{3,12})(?![0-9A-Za-z.,万亿千百十%年月日个人元多余名次件户家])"
)
"""Others behind a telephone number: 66551234、66551235, 66551234/66551235, 转8012 (its extension)."""
_REPUBLIC = re.compile(
    r"(?<![0-9A-Za-z./-])(?P<year>1[0-2][0-9]|[89][0-9])(?P<sep>[./])(?P<month>0?[1-9]|1[0-2])(?P=sep)"
    r"(?P<day>3[01]|[12][0-9]|0?[1-9])(?![0-9A-Za-z%％]|[./-][0-9])"
)
"""114.03.20 in Taiwan: a day of 2025, and no version."""
_TRAIN = re.compile(
    r"(?:(?<=乘坐)|(?<=搭乘))[0-9]{3,4}(?=次(?![数以]))|(?<![0-9A-Za-z.万千百])(?<![0-9][,，])[0-9]{3,4}(?=次[^，。；、0-9]{0,5}(?:列车|动车|慢火车|绿皮车|快车|航班))"
)
_SHIP = re.compile(
    r"(?:(?<=海警|海巡|海监|渔政|海救|公边|舷号|航班|编号)|(?<=[津冀辽沪苏浙闽鲁粤桂琼]渔))[0-9]{3,6}(?![0-9A-Za-z万亿千百个元名人次艘起件.,])"
)
_ROOM = re.compile(
    r"(?<![0-9A-Za-z.])(?<![0-9][,，])[0-9]{3,4}(?=(?:室(?![内外])|号?房间?(?![地屋产价租源])|宿舍|病房|教室|包间|工作面|高地|路公交|路车))"
)
_RUNS = re.compile("(?:开行|加开|增开|投放|运行|累计|日均|每[天日周年]|共|约|近|超|逾|达|过|计|了|为)$")
"""Before these 1200次列车 is how many ran, and none's number."""
_DATE = re.compile(r"(?:19|20)[0-9]{2}\.(?:0?[1-9]|1[0-2])\.(?:0?[1-9]|[12][0-9]|3[01])")
_NAMES = (
    _TOLD, _SHARES, _STANDARD, _SHIP, _ROOM, _NO, _UNIT_NO, _PLATE,
    _ELAPSED,  # 2:05:10 is a time, and no ratio of 2 to 5.
    _QUOTED,  # “闽渔8816” and “12308”: a name or number of something, not how many.
    _ZERO_FIRST, _ZERO_IN_NAME,  # “海巡09”, 08式: the zero belongs to the name.
)  # fmt: skip
"""What is always a code, the whole of it or its one group: GB 2762-2022, 海警2301舰, 1203室, 92485部队."""


def codes(zh: str, region: Region = "") -> Iterator[Parsed]:
    """The codes of a text, each kind in order; and the days that look like one."""
    for match in _SPELLED.finditer(zh):
        told = "".join(str(DIGITS[char]) for char in match[0])
        yield Parsed(*match.span(), Code(told), match.end())
    if _DIGIT.search(zh) is None:
        return
    for match in _PHONE.finditer(zh):
        if len(match[0]) > 8 and match[0].isdigit() and _counts(zh, match.end()):
            continue
        yield from _with_others(zh, *match.span())
    for match in _LABELLED.finditer(zh):
        if match.end() - match.start(1) >= _LONG_ENOUGH:
            yield from _with_others(zh, *match.span(1))
        else:
            yield _code(zh, *match.span(1))
    for pattern in _NAMES:
        for match in pattern.finditer(zh):
            yield _code(zh, *match.span(match.lastindex or 0))
    for match in _AREA.finditer(zh) if "0" in zh else ():
        yield _code(zh, *match.span(1))
        yield from _with_others(zh, *match.span(2))
    for match in _REPUBLIC.finditer(zh) if region in COUNTED_FROM_1911 else ():
        day = Date(int(match["year"]) + 1911, int(match["month"]), int(match["day"]))
        yield Parsed(*match.span(), day, match.end())
    for match in _VERSION.finditer(zh) if "." in zh else ():
        if not _DATE.fullmatch(match[0]):
            yield _code(zh, *match.span())
    for match in _LONG.finditer(zh):
        # 123456700元 is a sum; a number of twelve digits and more that counts nothing is an account.
        if len(match[0]) > 16 or not _counts(zh, match.end()):
            yield _code(zh, *match.span())
    for match in _TRAIN.finditer(zh) if "次" in zh else ():
        # 6063次列车 is the number of a train.
        if not _RUNS.search(zh, max(0, match.start() - 2), match.start()):
            yield _code(zh, *match.span())
    for match in _KNOWN.finditer(zh):
        yield _code(zh, *match.span())
    for match in _HOTLINE.finditer(zh) if "线" in zh or "客服" in zh else ():
        if not _counts(zh, match.end()):
            yield _code(zh, *match.span())


def _with_others(zh: str, start: int, end: int) -> Iterator[Parsed]:
    """A telephone number, and those that are listed behind it; behind 66551234， one as long as it."""
    yield _code(zh, start, end)
    first = end - start
    while (more := _LISTED.match(zh, end)) and not (more["further"] and len(more["code"]) != first):
        yield _code(zh, *more.span("code"))
        end = more.end()


def _counts(zh: str, at: int) -> bool:
    """Whether a measure word or currency stands there: then the digits before it are a number."""
    return zh[at : at + 1] != "号" and bool(UNIT.match(zh, at) or CURRENCY.match(zh, at))


def _code(zh: str, start: int, end: int) -> Parsed:
    return Parsed(start, end, Code(zh[start:end]), end)
