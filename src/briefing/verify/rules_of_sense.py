"""The rules that compare what the two texts say: who, which way, whether it is done, what was left out."""

from __future__ import annotations

from briefing.verify.rule import Rule

RULES_OF_SENSE = (
    Rule(
        "unknown-word",
        "warning",
        "A word of the English is in no dictionary, nor in the Chinese, nor a reading of its characters.",
        "Small models make words up where they do not know one.",
        "坚持和发展 as Fostern and develop",
    ),
    Rule(
        "name-unfounded",
        "warning",
        "A name or an acronym of the English is nothing that the Chinese has: no reading of its characters,"
        " no place or institution that it names.",
        "Somebody or something else is named.",
        "麻栗坡县 (Malipo County) as Maclapa County",
    ),
    Rule(
        "term-extra",
        "warning",
        "A term of several words stands in the English more often than in the Chinese.",
        "It stands where something else belongs.",
        "通过“一卡通”发放，管好每一笔“救命钱” as issued through the all-in-one card, every all-in-one card"
        " well managed",
    ),
    Rule(
        "name-lost",
        "warning",
        "A country, a place below the province, or one of several names in a list is not in the English.",
        "The reader does not learn where, or who.",
        "新加坡金管局 as the Monetary Authority",
    ),
    Rule(
        "time-unfounded",
        "warning",
        "A period of the English (the first half, last month) is none that the Chinese has, or what is before"
        " a day or within days is after them.",
        "What is told of one time is taken for another.",
        "新签约项目186个 as 186 projects were signed in the first half of the year",
    ),
    Rule(
        "direction",
        "warning",
        "What went up in the Chinese, a figure or a term in a clause of its own, goes down in the English, or"
        " the reverse; or what grew more slowly grows, a fall that became smaller is none, or a word has its"
        " opposite (出口 as imports, 低于 as faster than, 防止 as promote).",
        "The figure is right, and says the opposite.",
        "同比下降3.5% as up 3.5 percent year on year",
    ),
    Rule(
        "negation",
        "warning",
        "The Chinese forbids, denies or exempts (不得, 未发现, 免征), and not the English, or the reverse.",
        "The sentence says the opposite.",
        "严禁截留挪用资金 as funds may be withheld and put to other uses",
    ),
    Rule(
        "modality",
        "warning",
        "What one may (可以, 有权) one must in the English, or the reverse; or a statute has neither.",
        "Whether one may, must or must not is what a statute is about.",
        "可以申请复议 as applications are made for reconsideration",
    ),
    Rule(
        "planned-as-done",
        "warning",
        "What the Chinese plans or demands (将, 拟, 力争, 到2027年, 着力) is told as done, or 已 as to come.",
        "A plan is not a result.",
        "着力深化改革 as Firmly deepened reform",
    ),
    Rule(
        "speaker",
        "warning",
        "Somebody says I or we in the Chinese, and he, they or nobody in the English; or ours (我省) is mine,"
        " yours (你单位) ours.",
        "The reader takes it for somebody else's words.",
        "陈大福说：“我只掏6块。” as Chen Dafu said that I paid only 6 yuan",
    ),
    Rule(
        "actor",
        "warning",
        "One who was entrusted, invited or charged does so in the English, two have changed places"
        " (河北向山东 as from Shandong to Hebei), one is taken for another (法官, judge, as procurator), or"
        " somebody appoints whom the Chinese does not name.",
        "Who did it is turned about, or made up.",
        "受主任会议委托主持会议 as entrusted the Council of Chairpersons to preside over the meeting",
    ),
    Rule(
        "word-lost",
        "warning",
        "A word that carries the sense (in principle, at all levels, not enough, truly necessary, approval,"
        " noon) has nothing in the English.",
        "What is said holds on a condition, in part or for another, and the English does not say so.",
        "讨论并原则通过《条例（草案）》 as discussed and adopted the draft regulations",
    ),
    Rule(
        "word-unfounded",
        "warning",
        "An office, a body, an event or a time of the day in the English is nothing that the Chinese means.",
        "Somebody else acts, or it is something else that happens.",
        "每天中午 (at noon) as every afternoon",
    ),
    Rule(
        "term-of-years",
        "warning",
        "A term of years (20年期), a turn of them (每3年) or one of a row (第3年) is not in the English.",
        "A bond of 20 years is none of the year 20.",
        "发行20年期债券 as issued bonds in the first quarter of 20",
    ),
    Rule(
        "omitted-clause",
        "warning",
        "Between two terms, figures or names the Chinese has a clause, and the English hardly a word.",
        "Engines drop clauses, and the rest reads well without them.",
        "截至6月底，全省开展专项整治、查处各类违规行为，发放救助资金33亿元 as By the end of June, 3.3 billion"
        " yuan in assistance had been provided",
    ),
    Rule(
        "shape-fragment",
        "warning",
        "A sentence of the Chinese is a clause of purpose, a condition or a noun alone in the English, or"
        " breaks off.",
        "Who is to do it, and whether it is done, is not said.",
        "要开展专项行动，建立长效机制。 as To carry out special campaigns and to build mechanisms.",
    ),
    Rule(
        "shape-repeated",
        "warning",
        "Six words on end, or a clause, are said twice, or an item of a list is, and the Chinese has two"
        " things there.",
        "What was to stand in the second place is lost.",
        "备案、登记、注册 as filing, registration, registration",
    ),
    Rule(
        "shape-capitals",
        "note",
        "A small word has a capital inside a sentence.",
        "The sentence was put together from a title.",
        "strengthen the work Of the bureau",
    ),
    Rule(
        "shape-quotes",
        "note",
        "A quotation is opened inside a quotation with the same mark.",
        "The reader cannot tell whose words they are.",
        "the “new-era “Fengqiao model””",
    ),
)
