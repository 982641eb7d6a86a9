from __future__ import annotations

import re

import pytest

from briefing.document import Segment, Span
from briefing.engine.base import Draft
from briefing.restore import restore
from briefing.restore.grammar import _indefinite
from briefing.restore.held import Held, HeldText


def draft(text: str, ended="stop") -> Draft:
    """A draft from text with ⟦marks⟧."""
    plain, marks, done = "", [], 0
    for match in re.finditer(r"⟦(.*?)⟧", text):
        plain += text[done : match.start()]
        marks.append((len(plain), len(plain) + len(match[1])))
        plain += match[1]
        done = match.end()
    return Draft(plain + text[done:], tuple(marks), ended)


def segment(zh: str, *spans: tuple[str, str, str] | Span) -> Segment:
    """A segment with spans (kind, Chinese, English), each found in `zh` after the one before."""
    found, at = [], 0
    for given in spans:
        span = given if isinstance(given, Span) else Span(given[0], given[1], (0, 0), given[2])  # type: ignore[arg-type]
        start = zh.index(span.zh, at)
        at = start + len(span.zh)
        found.append(
            Span(
                span.kind,
                span.zh,
                (start, at),
                span.en,
                span.marked,
                span.article,
                span.forms,
                span.also,
                span.forbidden,
                span.value,
                span.unit,
            )
        )
    return Segment("p1.1", zh, tuple(found))


def term(zh: str, en: str, **more) -> Span:
    return Span("term", zh, (0, 0), en, **more)


MINISTRY = term("民政部", "Ministry of Civil Affairs", article="the")
MODEL = term("枫桥经验", "Fengqiao model", article="the")
ORGANIZATION = term("社会组织", "social organization", forms=("social organizations",))
CARE = term("养老服务", "elderly care services")
POPULATION = term("低收入人口", "low-income population")


def settled(result: Segment) -> list[tuple[str | None, str]]:
    """Of each span what the English has, and how it was settled."""
    return [(result.en[slice(*span.en_at)] if span.en_at else None, span.by) for span in result.spans]


def test_the_example_of_the_design():
    source = segment("截至6月底，江苏省共保障低收入人口97.7万人", POPULATION, ("figure", "97.7万", "977,000"))
    result = restore(
        source,
        draft("By the end of June, Jiangsu had provided support to a ⟦low-income population⟧ of ⟦977,000⟧."),
    )
    assert (
        result.en == "By the end of June, Jiangsu had provided support to a low-income population of 977,000."
    )
    assert settled(result) == [("low-income population", "marker"), ("977,000", "marker")]
    assert result.ended == "stop"


@pytest.mark.parametrize(
    ("written", "english", "how"),
    [
        pytest.param("of ⟦social organization⟧s", "Of social organizations", "form", id="plural after it"),
        pytest.param("of ⟦social organizations⟧", "Of social organizations", "form", id="plural in it"),
        pytest.param(
            "a ⟦social organization⟧'s seal", "A social organization's seal", "marker", id="possessive"
        ),
        pytest.param(
            "a ⟦social organization’s⟧ seal", "A social organization's seal", "marker", id="possessive in it"
        ),
        pytest.param(
            "all ⟦the social organizations⟧ of", "All the social organizations of", "form", id="article in it"
        ),
        pytest.param("new ⟦social organisation⟧ and", "New social organization and", "set", id="spelling"),
        pytest.param("new ⟦Social Organization⟧ and", "New social organization and", "set", id="title case"),
        pytest.param(
            "New ⟦Social Organizations⟧ Bear Fruit",
            "New Social Organizations Bear Fruit",
            "form",
            id="title case in a title",
        ),
        pytest.param("⟦social organizations⟧ grow", "Social organizations grow", "form", id="opens it"),
        pytest.param("⟦Social organizations⟧ grow", "Social organizations grow", "form", id="has a capital"),
        pytest.param("the⟦social organization⟧here", "The social organization here", "marker", id="glued"),
        pytest.param("⟦ social organization ⟧.", "Social organization.", "marker", id="spaces in it"),
        pytest.param("⟦“social organization”⟧.", "“Social organization”.", "marker", id="quotes in it"),
    ],
)
def test_forms_of_a_term(written, english, how):
    result = restore(segment("各类社会组织。", ORGANIZATION), draft(written))
    assert result.en == english
    assert result.spans[0].by == how
    assert result.spans[0].en_at is not None


def test_a_plural_that_the_entry_does_not_admit_is_set_to_the_rendering():
    result = restore(segment("枫桥经验", MODEL), draft("Several ⟦Fengqiao model⟧s"))
    assert result.en == "Several Fengqiao model"
    assert settled(result) == [("Fengqiao model", "set")]


def test_another_term_is_not_set():
    source = segment("“十四五”规划", term("“十四五”规划", "14th Five-Year Plan", article="the"))
    result = restore(source, draft("under the ⟦15th Five-Year Plan⟧"))
    assert result.en == "Under the 15th Five-Year Plan"
    assert settled(result) == [(None, "")]


def test_of_two_terms_the_closer_one_is_set():
    source = segment(
        "社会救助和社会治理", term("社会救助", "social assistance"), term("社会治理", "social governance")
    )
    result = restore(source, draft("⟦social asistance⟧ and ⟦social govermance⟧"))
    assert result.en == "Social assistance and social governance"
    assert [how for _, how in settled(result)] == ["set", "set"]


@pytest.mark.parametrize(
    "written",
    ["977,001", "977,00", "97,700", "9,77,000", "977.000", "977 000", "about 977,000,000"],
)
def test_a_corrupted_figure_stays_as_it_was_written(written):
    source = segment("共97.7万人", ("figure", "97.7万", "977,000"))
    result = restore(source, draft(f"A total of ⟦{written}⟧ people"))
    assert result.en == f"A total of {written} people"
    assert settled(result) == [(None, "")]


@pytest.mark.parametrize(
    ("written", "english"),
    [
        ("of 32, 700 cases", "Of 32,700 cases"),
        ("of 1, 977, 000 people", "Of 1,977,000 people"),
        ("of 132, 700 cases", "Of 132, 700 cases"),
        ("of 32, 7001 cases", "Of 32, 7001 cases"),
        ("of 32, 700, 500 cases", "Of 32, 700, 500 cases"),
        ("rooms 32, 701", "Rooms 32, 701"),
    ],
)
def test_a_figure_written_in_two_is_joined_if_the_chinese_has_it(written, english):
    source = segment(
        "共3.27万件、197.7万人", ("figure", "3.27万", "32,700"), ("figure", "197.7万", "1,977,000")
    )
    assert restore(source, draft(written)).en == english


@pytest.mark.parametrize(
    ("written", "english", "found"),
    [
        ("of ⟦977,000⟧people", "Of 977,000 people", True),
        ("of⟦977,000⟧", "Of 977,000", True),
        ("of those (in rural areas)⟦977,000⟧", "Of those (in rural areas) 977,000", True),
        ("of ⟦977,000⟧(up 3%)", "Of 977,000 (up 3%)", True),
        ("of the “poor”⟦977,000⟧", "Of the “poor” 977,000", True),
        ("of ⟦977,000⟧,000", "Of 977,000,000", False),
        ("of 1,⟦977,000⟧", "Of 1,977,000", False),
        ("of ⟦977,000⟧ million", "Of 977,000 million", False),
        ("of ⟦977,000⟧th", "Of 977,000th", False),
        ("of ⟦977,000⟧.5", "Of 977,000.5", False),
        ("of ⟦977,000⟧%", "Of 977,000%", False),
        ("of A⟦977,000⟧", "Of A977,000", False),
        ("of ⟦977,000⟧, and", "Of 977,000, and", True),
        ("of ⟦977,000⟧.", "Of 977,000.", True),
        ("the ⟦977,000⟧-strong", "The 977,000-strong", True),
    ],
)
def test_what_stands_beside_a_figure_belongs_to_it(written, english, found):
    result = restore(segment("共97.7万人", ("figure", "97.7万", "977,000")), draft(written))
    assert result.en == english
    assert bool(result.spans[0].en_at) is found


@pytest.mark.parametrize(
    ("written", "english"),
    [
        pytest.param(
            "⟦Ministry of Civil Affairs⟧ says so.", "The Ministry of Civil Affairs says so.", id="opens it"
        ),
        pytest.param(
            "Today ⟦Ministry of Civil Affairs⟧ officials",
            "Today Ministry of Civil Affairs officials",
            id="after an adverb",
        ),
        pytest.param(
            "issued by ⟦Ministry of Civil Affairs⟧.",
            "Issued by the Ministry of Civil Affairs.",
            id="after a preposition",
        ),
        pytest.param(
            "promoting ⟦Ministry of Civil Affairs⟧.",
            "Promoting the Ministry of Civil Affairs.",
            id="after a verb",
        ),
        pytest.param(
            "by the ⟦Ministry of Civil Affairs⟧.", "By the Ministry of Civil Affairs.", id="has one"
        ),
        pytest.param(
            "by the ⟦the Ministry of Civil Affairs⟧.", "By the Ministry of Civil Affairs.", id="has two"
        ),
        pytest.param(
            "by a ⟦the Ministry of Civil Affairs⟧.", "By the Ministry of Civil Affairs.", id="has a and the"
        ),
        pytest.param(
            "by China's ⟦Ministry of Civil Affairs⟧.",
            "By China's Ministry of Civil Affairs.",
            id="possessive",
        ),
        pytest.param("by its ⟦Ministry of Civil Affairs⟧.", "By its Ministry of Civil Affairs.", id="its"),
        pytest.param(
            "by the former ⟦Ministry of Civil Affairs⟧.",
            "By the former Ministry of Civil Affairs.",
            id="modifier",
        ),
        pytest.param(
            'by a "⟦Ministry of Civil Affairs⟧".', "By a “Ministry of Civil Affairs”.", id="quotation"
        ),
        pytest.param(
            "A Look at ⟦Ministry of Civil Affairs⟧ Work",
            "A Look at Ministry of Civil Affairs Work",
            id="title",
        ),
        pytest.param(
            "The ⟦Ministry of Civil Affairs⟧ Affairs says",
            "The Ministry of Civil Affairs says",
            id="doubled word after",
        ),
        pytest.param(
            "by the Ministry ⟦Ministry of Civil Affairs⟧.",
            "By the Ministry of Civil Affairs.",
            id="doubled word before",
        ),
        pytest.param(
            "by ⟦Ministry of Civil Affairs⟧ ⟦Ministry of Civil Affairs⟧.",
            "By the Ministry of Civil Affairs.",
            id="doubled marker",
        ),
        pytest.param(
            "to ⟦Ministry of Civil Affairs⟧ Minister Li",
            "To Ministry of Civil Affairs Minister Li",
            id="before a name",
        ),
    ],
)
def test_articles_and_doubled_words(written, english):
    result = restore(segment("民政部。", MINISTRY), draft(written))
    assert result.en == english
    assert settled(result) == [("Ministry of Civil Affairs", "marker")]


@pytest.mark.parametrize(
    ("rendering", "article"),
    [
        ("elderly care services", "an"),
        ("social organization", "a"),
        ("unified market", "a"),
        ("unincorporated body", "an"),
        ("use right", "a"),
        ("urban community", "an"),
        ("honest operation", "an"),
        ("hospital", "a"),
        ("NPC deputy", "an"),
        ("MOU", "an"),
        ("CPC member", "a"),
        ("one-stop service", "a"),
        ("11 percent", "an"),
        ("18-member team", "an"),
        ("80,000", "an"),
        ("8 percent", "an"),
        ("110", "a"),
        ("1,100", "a"),
        ("European market", "a"),
    ],
)
def test_a_or_an(rendering, article):
    assert _indefinite(rendering) == article


def test_a_becomes_an_before_a_vowel():
    result = restore(segment("养老服务", CARE), draft("building a ⟦elderly care services⟧ system"))
    assert result.en == "Building an elderly care services system"


def test_a_second_mark_of_a_span_that_the_source_has_once_stays_as_text():
    result = restore(
        segment("低收入人口", POPULATION), draft("the ⟦low-income population⟧, a ⟦low-income population⟧")
    )
    assert result.en == "The low-income population, a low-income population"
    assert result.spans[0].en_at == (4, 25)


def test_spans_with_the_same_english_are_matched_in_order():
    source = segment("8家和8家", ("figure", "8", "8"), ("figure", "8", "8"))
    result = restore(source, draft("⟦8⟧ and ⟦8⟧"))
    assert [span.en_at for span in result.spans] == [(0, 1), (6, 7)]


def test_terms_in_a_heading_in_title_case_have_it_too():
    one = segment("做好养老服务", CARE)
    assert restore(one, draft("Notice on Doing Well with ⟦elderly care services⟧")).en == (
        "Notice on Doing Well with Elderly Care Services"
    )
    assert restore(one, draft("Notice on how to do well with ⟦elderly care services⟧")).en.endswith(
        "elderly care services"
    )
    assert restore(one, draft("Officials Praised ⟦elderly care services⟧.")).en.endswith(
        "elderly care services."
    )


def test_a_term_that_opens_a_sentence_within_has_a_capital():
    one = segment("时限压缩62%，养老服务改善", ("percent", "62%", "62 percent"), CARE)
    done = restore(one, draft("The time was cut by ⟦62 percent⟧. ⟦elderly care services⟧ improved."))
    assert done.en == "The time was cut by 62 percent. Elderly care services improved."
    done = restore(one, draft("The time was cut by ⟦62 percent⟧ in No. 3. ⟦elderly care services⟧ improved"))
    assert done.en.endswith("No. 3. Elderly care services improved")
    done = restore(one, draft("Cut by ⟦62 percent⟧, e.g. ⟦elderly care services⟧ improved"))
    assert done.en.endswith("e.g. elderly care services improved")


def test_a_term_opens_a_sentence_with_its_own_capitals():
    result = restore(segment("苹果手机", term("苹果手机", "iPhone")), draft("⟦iPhone⟧ sales rose."))
    assert result.en == "iPhone sales rose."


def test_a_lost_address_is_put_back_at_its_place():
    source = segment(
        "详见https://www.mca.gov.cn/a_b，并请转发有关部门。",
        ("url", "https://www.mca.gov.cn/a_b", "https://www.mca.gov.cn/a_b"),
    )
    result = restore(
        source, draft("For details please see there, and pass it on to the departments concerned.")
    )
    assert settled(result) == [("https://www.mca.gov.cn/a_b", "restored")]
    assert result.en.replace(" https://www.mca.gov.cn/a_b", "") == (
        "For details please see there, and pass it on to the departments concerned."
    )


@pytest.mark.parametrize(
    ("text", "en"),
    [
        (
            "The office issued “Opinions on Green Energy,” and asked all to heed them.",
            "The office issued “Opinions on Green Energy” (Guo Ban Fa [2024] No. 9), and asked all to heed"
            " them.",
        ),
        (
            "The office issued the “Opinions on Green Energy” (No. 9, 2024), and asked all to heed them.",
            "The office issued the “Opinions on Green Energy” (No. 9, 2024), and asked all to heed them.",
        ),
        (
            "The office issued opinions on green energy, and asked all to heed them.",
            "The office issued opinions on green energy, and asked all to heed them.",
        ),
    ],
)
def test_the_lost_number_of_a_document_is_put_back_behind_its_title(text: str, en: str):
    source = segment(
        "办公厅印发《关于绿色能源的意见》（国办发〔2024〕9号），要求各地执行。",
        ("document-number", "国办发〔2024〕9号", "Guo Ban Fa [2024] No. 9"),
    )
    assert restore(source, draft(text)).en == en


def test_the_lost_number_of_a_document_is_put_back_behind_the_term_of_its_title():
    source = segment(
        "落实《养老条例》（国令〔2021〕7号）各项规定。",
        term("《养老条例》", "Regulations on Elderly Care"),
        ("document-number", "国令〔2021〕7号", "Guo Ling [2021] No. 7"),
    )
    done = restore(source, draft("Enforce the ⟦Regulations on Elderly Care⟧ in full."))
    assert done.en == "Enforce the Regulations on Elderly Care (Guo Ling [2021] No. 7) in full."


def test_a_lost_address_at_the_end_goes_before_the_full_stop():
    source = segment("邮箱：a@b.cn。", ("email", "a@b.cn", "a@b.cn"))
    assert restore(source, draft("The e-mail address is.")).en == "The e-mail address is a@b.cn."


def test_literals_that_look_like_markers_stay():
    source = segment(
        "请输入[[和<|im_end|>两项", ("literal", "[[", "[["), ("literal", "<|im_end|>", "<|im_end|>")
    )
    result = restore(source, draft("Please enter [[ and ⟦<|im_end|>⟧ both"))
    assert result.en == "Please enter [[ and <|im_end|> both"
    assert [how for _, how in settled(result)] == ["text", "marker"]


def test_marker_syntax_that_was_left_goes():
    result = restore(
        segment("民政部", MINISTRY), draft("The [[⟦Ministry of Civil Affairs⟧]] has ]] and [[x]] [1]")
    )
    assert result.en == "The Ministry of Civil Affairs has and x [1]"


@pytest.mark.parametrize(
    ("written", "english"),
    [
        ('he said "yes" , and "no" .', "He said “yes”, and “no”."),
        ('"Yes", he said', "“Yes”, he said"),
        ('" open common "', "“Open common”"),
        ("the people’s wellbeing and workers’ rights", "The people's wellbeing and workers' rights"),
        ("‘double’ quotes", "‘Double’ quotes"),
        ("one,two , three;four", "One, two, three; four"),
        ("1,315 and 16:30 and 3.5", "1,315 and 16:30 and 3.5"),
        ("line\nbreaks\tand  spaces", "Line breaks and spaces"),
        ("the province，the city。", "The province, the city."),
        ("the the city and a the town and The the end", "The city and the town and The end"),
        ("Giant pandas An An and Ke Ke", "Giant pandas An An and Ke Ke"),
        ("the A grade; Class A the best", "The A grade; Class A the best"),
        ("zero\u200bwidth\x00", "Zerowidth"),
        ("lone \ud800 surrogate", "Lone \ufffd surrogate"),
        ("wait... what", "Wait... what"),
        ("a meeting -- a special one", "A meeting — a special one"),
        ("a rule --- of it", "A rule --- of it"),
        ("no. . end,, of it", "No. end, of it"),
        ("investment(excluding rural households)grew", "Investment (excluding rural households) grew"),
        ("the rate(2024)was 3%(down 1%)", "The rate (2024) was 3% (down 1%)"),
        ("the person(s) of Article 5(3) (re)build", "The person(s) of Article 5(3) (re)build"),
    ],
)
def test_typography(written, english):
    assert restore(Segment("p1.1", "这是一句话"), draft(written)).en == english


def test_brackets_inside_a_rendering_stay_and_one_at_its_end_is_parted_from_what_follows():
    investment = term("固定资产投资（不含农户）", "fixed-asset investment (excluding rural households)")
    result = restore(
        segment("固定资产投资（不含农户）24.731万元", investment, ("figure", "24.731万", "247,310")),
        draft("⟦fixed-asset investment (excluding rural households)⟧⟦247,310⟧ yuan"),
    )
    assert result.en == "Fixed-asset investment (excluding rural households) 247,310 yuan"
    assert [result.en[slice(*span.en_at)] for span in result.spans] == [
        "Fixed-asset investment (excluding rural households)",
        "247,310",
    ]
    literal = restore(
        segment("函数f(xyz, t)在", ("literal", "f(xyz, t)", "f(xyz, t)")), draft("at ⟦f(xyz, t)⟧")
    )
    assert literal.en == "At f(xyz, t)"


@pytest.mark.parametrize(
    ("zh", "written", "english"),
    [
        ("（记者 王小明）", "(Reporter):", "(Reporter)"),
        ("（以下简称办法）：", "(The Measures):", "(The Measures):"),
    ],
)
def test_nothing_is_announced_behind_a_bracket_that_ends_the_chinese(zh: str, written: str, english: str):
    assert restore(Segment("p1.1", zh, ()), Draft(written, (), "stop")).en == english


def test_an_empty_draft_restores_nothing():
    source = segment("见https://a.cn", ("url", "https://a.cn", "https://a.cn"))
    result = restore(source, draft("  ", ended="failed"))
    assert (result.en, result.ended, settled(result)) == ("", "failed", [(None, "")])


def test_impossible_and_overlapping_marks_are_survived():
    source = segment("民政部", MINISTRY)
    text = "The Ministry of Civil Affairs says"
    marks = ((4, 29), (0, 29), (4, 200), (-3, 5), (9, 9), (12, 20))
    assert settled(restore(source, Draft(text, marks, "stop"))) == [("Ministry of Civil Affairs", "marker")]


def test_held_text_keeps_its_offsets():
    text = HeldText("a bb c bb d", [Held(2, 4, 0, "marker"), Held(7, 9, 1, "marker")])
    text.sub(re.compile("[acd]"), "xyz")
    text.change(
        [
            (0, 0, "<"),
            (text.held[0].start, text.held[0].start, "("),
            (text.held[0].end, text.held[0].end, ")"),
        ]
    )
    assert text.text == "<xyz (bb) xyz bb xyz"
    assert [text.read(piece) for piece in text.held] == ["bb", "bb"]
    text.insert(Held(0, 0, 2, "restored"), 0, "new")
    assert [text.read(piece) for piece in text.held] == ["new", "bb", "bb"]


def test_a_rendering_with_a_determiner_of_its_own_needs_no_article():
    notice = term("本通知", "this Notice")
    result = restore(
        segment("以本通知为准", notice), draft("the provisions of the ⟦this Notice⟧ shall prevail")
    )
    assert result.en == "The provisions of this Notice shall prevail"


@pytest.mark.parametrize(
    ("rendering", "written", "english"),
    [
        (
            "elderly care institutions",
            "⟦elderly care institutions⟧'s deposit",
            "Elderly care institutions' deposit",
        ),
        ("National Congress", "the ⟦National Congress⟧'s session", "The National Congress's session"),
    ],
)
def test_the_genitive_of_a_plural(rendering: str, written: str, english: str):
    result = restore(segment("养老机构的押金", term("养老机构", rendering)), draft(written))
    assert result.en == english
    assert result.en[slice(*result.spans[0].en_at)].lower() == rendering.lower()


@pytest.mark.parametrize(
    ("written", "english"),
    [
        (
            "⟦Article 1⟧: ⟦low-income population⟧ shall be counted.",
            "Article 1 Low-income population shall be counted.",
        ),
        ("⟦Article 1⟧: The count is yearly.", "Article 1 The count is yearly."),
        ("Under ⟦Article 1⟧: the count is yearly.", "Under Article 1: the count is yearly."),
        ("⟦Article 1⟧:", "Article 1:"),
    ],
)
def test_an_article_that_opens_a_statute_s_clause_has_no_colon(written: str, english: str):
    source = segment("第一条 低收入人口", ("article", "第一条", "Article 1"), POPULATION)
    result = restore(source, draft(written))
    assert result.en == english
    assert all(
        result.en[slice(*span.en_at)].lower() == span.en.lower() for span in result.spans if span.en_at
    )


@pytest.mark.parametrize(
    ("zh", "date", "written", "english"),
    [
        (
            "每年3月底前向社会公布。",
            ("3月底", "end of March"),
            "published to the public ⟦end of March⟧ each year.",
            "Published to the public by the end of March each year.",
        ),
        ("3月底前公布。", ("3月底", "end of March"), "by the ⟦end of March⟧.", "By the end of March."),
        ("3月底公布。", ("3月底", "end of March"), "published ⟦end of March⟧.", "Published end of March."),
        ("10月1日前公布。", ("10月1日", "October 1"), "published ⟦October 1⟧.", "Published October 1."),
    ],
)
def test_by_when_something_is_due(zh: str, date: tuple[str, str], written: str, english: str):
    result = restore(segment(zh, ("date", *date)), draft(written))
    assert result.en == english
    assert result.en[slice(*result.spans[0].en_at)] == date[1]
