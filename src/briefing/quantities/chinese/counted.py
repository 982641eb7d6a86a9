"""What follows a numeral: measure words and units, which show that it is a number and not an idiom or a
name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from briefing.quantities.currencies import CURRENCIES

if TYPE_CHECKING:
    from briefing.quantities.numerals import Token

_DUAL = (
    "结构|体制|经济|对立|社会|格局|模式|治理|主体|体系|文化|关系|思维|悖论|户籍|分[割化治]|并存|共存|互补|融合|交融|共治|驱动|[论性数音体]|多项式|词"
    "|锂|催化|正极|前驱体|乙丙|生猪|杂交|母?猪|一?次?方程|函数|[酸醇羧]|共聚|复合|触媒|光学|阵列|相图|期权|里(?!程)|桥|区(?!间)|县|村|朱村|牌楼|食品|股份"
)
"""What shows that 元 is a part of something: 二元结构 (dual structure), the place 三元里."""
# After a Chinese numeral one of these shows that it is a number (三个), not an idiom (三农).
COUNTED = re.compile(
    r"[余多来几]?(?:个|名|位(?!一体)|人(?!行)|家(?!渠)|所|座|项|条|种|类|款|批|台(?![河山县区])|辆|艘|架|套|间|栋|幢|层|级(?!跳)"
    rf"|周?岁|天|个?(?:工作|营业)日|星期(?![一二三四五六日天几])|周年?|小时|分钟|秒|元(?!{_DUAL})|块|亩|公[顷里斤尺寸分升克吨担厘亩秉撮]|平方|立方|[千厘毫]?米|千[克瓦伏]|[万兆]?瓦|伏特?|安培|[千兆吉]?赫兹?|毫?升|吨|克|斤|度"
    r"|步(?=路|[，。；、！？”]|$|以上|之遥)|代(?=人|同堂|之|以[内上下]|种|传|都)|楼(?![宇市盘堂房梯道顶台兰])|目(?=规定|之|情形|所)|任(?=[县市省区镇乡村书主部厅局校院总首领])|学分|连(?:增|涨|冠|胜|丰|降|升|阳|跌|败|平)|点(?=(?:要求|意见|建议|希望|看法|体会|主张|倡议|共识|说明|感受|启示|思考|期望|想法|措施|补充|原因|理由|原则))|(?:会计|营业|课税|预算)年度|等级|剂(?![量型])|圈(?![定子养套])|双(?=[手筷眼，。、；]|.{0,3}[鞋袜]|$)|把(?![手关握控脉守持酒火])|口(?=之家|人(?!数)|[井锅塘，。、；的！？”]|$)|回合|堂(?=课)|具(?![有备体名结])|联(?=[式）。，；])|问(?=[”，。；引]|$)|月(?=以上|以下|以内)|[毫微]克|[微纳]米|毫[安秒]|浬|海里|[浊色]度单位|面(?=[环临靠])|轴(?=加工|联动|数控|机床|[车磨]?铣|龙门)|英[里尺寸吋亩]|寸(?![草步土心断])|磅|加仑|盎司|克拉|光年|马力|等(?![于同待候到值闲级部委单份分，。；、])|阶段|学年|毫?西弗|烛光|瓩|章(?=[，。；、共的第]|[0-9一二三四五六七八九十百零]{1,6}[条节]|$)|等份|[科课](?=[，。；、至及以办]|$)|荤(?!腥)|素(?=[，。；一只仅需])|勒克斯|流明|分贝|贝克|焦耳|欧姆|届|床|盘(?![山水锦龙])|档|遍|趟|顿|道(?![路理德口桥])|载(?![体重客人货荷])|亲等|组(?![织成建合长])|呎|吋|场|轮(?![车椅胎])|期|篇|部|册|份|枚|颗|棵(?!松(?![树木]))|株|头|只|匹|户|处|起|例|孩(?=[政生家的”，。、及和]|$)|件|宗|笔|张|省|市|县|区(?!块)|乡|镇|村|国|州|大(?![小处道]|连池)|号"
    r"|[箱瓶桶袋盒罐捆筐篓坛匣尊](?![梁涵装子颈盖敬])|包(?![括含容庇裹围扎涵装机邮])|坪(?![山头地坝])|根(?![本据源治])|幅(?!员|度)|顶(?=[帐帽轿])|支(?=[队股部球钢][^，。]|[，。；]|[^，。；、]{1,4}队)|粒(?!子)|串(?!联|通)|段(?![落位锦])"
    r"|[车船机](?=相撞|追尾|碰撞|连撞|连环|刮擦|刮碰|剐蹭)|方(?=协议|协定|契约|关系|会谈|会晤|合作|机制|联合|共建|协商|磋商|联[动勤]|代表|对话|合同)|(?<![四八十])方(?=一致|将[^军来]|均[^衡摊]|同意|商定)|[校院馆企厂](?=联合|联动|合作|共建|携手|联手|结对)"
    r"|强(?=[赛企县市镇乡村名，。；、》”]|$)|星级|字符|字母|票(?=[，。；]|赞成|反对|弃权|通过|$)|审(?=终审|制)"
    r"|[回夜](?=[，。；、！？”]|$)|季(?=[水旱中晚早]?稻|[水旱]田|庄稼|作物|蔬?菜|茶|玉米)|班(?=倒|制|以[上下]|[至到])|航母|核(?=国|武器国)"
    r"|视图|说(?=以上)|发动机|跑道|像素|勒克司|毫西门|飞[航行]小时|公司(?=[或以间，。、之])|阶(?![段层梯])|[耳眼](?=[之失视听全，。、或均])|目(?=失明|视力)|肢(?=[，。、之失机或均以])|校(?=[或以者])|转速|题(?=[，。；、]|$)|职等|枝(?=[，。；为以])|节(?=[^，。；、0-9]{0,8}课)|集(?=[电纪大系])|餐(?![饮厅馆桌具])"
    r"|课时|学时|[航车班]次(?!表)|昼夜|句(?=话|口号)|副(?=眼镜|墨镜|手套|[对春]联|担架|扑克|象棋)|里(?=[路远]|地(?![区方块带])|长(?=[，。；、的])|开外)"
    r"|封(?=[书电]?信|邮件|[来去家感公举]|电报)|车道|门(?=课|学科|语言|外语|手艺|技术|功课|必修|选修|[大火]炮)|担(?=[粮水柴谷])"
    r"|支(?=枪|笔|箭|烟|蜡烛|疫苗|基金|股票|债券|歌|舞曲?)|本(?=书|杂志|[字词]典|护照|教材|证书|小说|画册)|片(?=药|面包|安眠药|止痛药)"
    r"|丈(?=[一二三四五六七八九]尺)|(?<=丈[一二三四五六七八九])尺|尺(?=[一二三四五六七八九]寸)|(?<=天[一二两三四五六七八九])晚"
    r"|股(?![东份票民权市金价息本利改骨])|年|日|次(?!产业)|人次|方面|欧元|美元|港元|人民币|倍|摄氏度|余|[两兩](?![岸国会院制个名位]))"
)
# After digits, these show that four of them are a count, and not a year.
UNIT = re.compile(
    r"[余多来]|" + COUNTED.pattern + r"|[斤户对平只顶把根捆扎串挂杆管滴锅碟杯壶坛篮篓包门"
    r"床桶箱瓶盏盆袋发粒宗例起笔单遍趟样步字页卷本集首幅节道口面排行列队班"
    r"团组股支段顷尾羽头枝朵丛片块英海华摄毫微纳吉太千万亿百十号%％‰℃°㎡]|分(?![之析别布配开工])|[A-Za-z/.]|点(?=[，。、；以之者至到]|计[，。；]|$)"
)
IN_TENS = re.compile(
    "里(?![程面边头弄铺堡店河屯桥沟湾台营坪庙]|长征|加急|.{1,2}[湖池川江河庭])|丈(?![夫量母人])|尺(?![度寸码牍口])|封(?![建闭锁面顶口存])|[票针](?![据房价面对灸织])"
    "|[石斗担](?=[，。；、粮谷大米稻柴水]|$)|[钱文](?=[，。；、铜钱重]|$)|挺(?=[，。；、机重轻]|$)|味(?=[中草]?药|[，。；]|$)"
    "|句(?=[，。；、话诗台口]|$)|副(?=[，。；、]|$)|[镑帧]|社区|校(?![长园友区务])|行业|产业"
    "|官兵|将士|[勇壮]士|健儿|学子|师生|[职员]工|[村居国]民|群众|民警|[委成会党]员|选手|同胞|代表(?![团性作处队])"
)
"""What is counted by tens, behind Chinese numerals from eleven: 三百五十封, 三百里, 五百勇士. 十里长街 and
八百里洞庭 are names, 三社区 the third one, and 2024社区 is a year."""


SPACES = (" ", "\u00a0", "\u2009", "\u202f")
"""What parts thousands in some texts: a space, unbreakable or thin."""

ISO_CODES = {"RMB": "CNY"} | {code: code for code in ("CNY", "USD", "HKD", "TWD", "MOP", "EUR", "GBP", "JPY")}
CURRENCY_CODES = {name: each.code for each in CURRENCIES for name in each.zh if name != "块"} | ISO_CODES
CURRENCY = re.compile(
    f"(?P<name>{'|'.join(sorted(CURRENCY_CODES, key=len, reverse=True))}|圆)(?<!元(?=[旦素首宵帅老件月年桥]))"
    f"(?<![一二三四五]元(?={_DUAL}))"
)
"""A currency behind its sum."""
BEFORE_CODES = {name: each.code for each in CURRENCIES for name in each.before}
BEFORE_CODES |= {"¥": "CNY", "￥": "CNY", "US$": "USD", "$": "USD", "HK$": "HKD", "NT$": "TWD",
                 "€": "EUR", "£": "GBP", "R$": "BRL", "S$": "SGD", "A$": "AUD", "AU$": "AUD", "C$": "CAD",
                 "CA$": "CAD", "NZ$": "NZD", "MOP$": "MOP", "₩": "KRW", "₽": "RUB", "฿": "THB", "₹": "INR",
                 "₫": "VND", "₱": "PHP"} | ISO_CODES  # fmt: skip
CURRENCY_BEFORE = re.compile(
    f"(?<![对兑换])(?P<name>{'|'.join(map(re.escape, sorted(BEFORE_CODES, key=len, reverse=True)))})"
    "(?:总额|共计|合计|约为|约|近|超过|逾|共|计|：|:| )?$"
)
"""A currency before its sum, at the end of what stands before it; not that which is exchanged
(美元对人民币)."""
LONGEST_BEFORE = 10


def groups(zh: str, piece: Token) -> Literal["one", "two", "doubtful"]:
    """Whether digits that a full-width comma or a space parts into a head and one group are one number or
    two.

    3，000万元 and 1，200亩 are one, for no number begins with 000, and a unit follows; so is 12 350户.
    Without a unit two columns of a table are two, and 5，200 at the end of a clause cannot be told.
    """
    text = piece.text
    for mark in ("，", *SPACES):
        if text.count(mark) == 1:
            if (
                text[text.index(mark) + 1] == "0"
                or UNIT.match(zh, piece.end)
                or CURRENCY.match(zh, piece.end)
            ):
                return "one"
            return "doubtful" if mark == "，" else "two"
    return "one"
