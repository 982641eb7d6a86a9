"""Patterns over places and numerals: what they find, how it is rendered, and what a mistake in one says."""

from __future__ import annotations

import pickle

import pytest
from growth import outgrown
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.errors import GlossaryError
from briefing.glossary.find import lookup
from briefing.glossary.layers import load_termbase
from briefing.glossary.matcher import Matcher
from briefing.glossary.model import Pattern, Place, Term, Termbase
from briefing.glossary.patterns import Values, filled
from briefing.glossary.store import load_file
from briefing.spans import find_spans

JIANGSU = Place("江苏", "Jiangsu", "province", "江苏省", "Jiangsu Province")
GUANGXI = Place("广西", "Guangxi", "region", "广西壮族自治区", "Guangxi Zhuang Autonomous Region")
YUNCHENG = Place("运城", "Yuncheng", "city", "运城市", "Yuncheng", unless=("客运城",))
ZHENJIANG = Place("镇江", "Zhenjiang", "city", "镇江市", "Zhenjiang")
PLACES = (JIANGSU, GUANGXI, YUNCHENG, ZHENJIANG)


def pattern(zh, en, ranks=(), names="any", **term):
    return Pattern(Term(zh, en, **term), ranks, names)


def matched(zh, *patterns, terms=()):
    matcher = Matcher(Termbase(tuple(terms), patterns=patterns, places=PLACES))
    return {zh[start:end]: term.en for term, (start, end) in matcher.matches(zh)}


@pytest.fixture(scope="module")
def shipped():
    return Matcher(load_termbase(user=False))


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("江苏省委", "Jiangsu Provincial Party Committee"),
        ("江苏省委、省政府", "Jiangsu Provincial Party Committee and Provincial Government"),
        ("镇江市委", "Zhenjiang Municipal Party Committee"),
        ("吉林市委", "Jilin Municipal Party Committee"),
        ("吉林省委", "Jilin Provincial Party Committee"),
        ("上海市委", "Shanghai Municipal Party Committee"),
        ("海淀区委", "Haidian District Party Committee"),
        ("广西壮族自治区党委", "Guangxi Regional Party Committee"),
        ("中共浙江省委员会", "CPC Zhejiang Provincial Committee"),
        ("安徽省委书记", "secretary of the Anhui Provincial Party Committee"),
        ("四川民政厅", "Sichuan Provincial Department of Civil Affairs"),
        ("新疆维吾尔自治区民政厅", "Xinjiang Regional Department of Civil Affairs"),
        ("北京市民政局", "Beijing Municipal Civil Affairs Bureau"),
        ("浦江县人民政府", "Pujiang County People's Government"),
        ("江苏省政府", "Jiangsu Provincial Government"),
        ("广东省人大常委会", "Standing Committee of the Guangdong Provincial People's Congress"),
        ("云南省政协", "Yunnan Provincial Committee of the CPPCC"),
        ("湖南省发改委", "Hunan Provincial Development and Reform Commission"),
        ("江苏省卫生健康委员会", "Jiangsu Provincial Health Commission"),
        ("山东省财政厅", "Shandong Provincial Department of Finance"),
        ("苏州市公安局", "Suzhou Municipal Public Security Bureau"),
        ("浙江省省长", "governor of Zhejiang Province"),
        ("浙江省长", "governor of Zhejiang Province"),
        ("武汉市副市长", "vice mayor of Wuhan"),
        ("宁夏回族自治区", "Ningxia Hui Autonomous Region"),
        ("凉山彝族自治州", "Liangshan Yi Autonomous Prefecture"),
        ("宿州市", "Suzhou"),
        ("党的十九届四中全会", "fourth plenary session of the 19th CPC Central Committee"),
        ("二十一届三中全会", "third plenary session of the 21st CPC Central Committee"),
        ("20届3中全会", "third plenary session of the 20th CPC Central Committee"),
        ("“十三五”规划", "13th Five-Year Plan"),
        ("十二五时期", "12th Five-Year Plan period"),
        ("“十一五”规划", "11th Five-Year Plan"),
        ("第十四届全国人大常委会", "Standing Committee of the 14th National People's Congress"),
        ("第八次全国代表大会", "eighth National Congress"),
        ("第二十二次全国代表大会", "22nd National Congress"),
        ("党的十六大", "16th National Congress of the CPC"),
        ("江苏省十四届人大三次会议", "third session of the 14th Jiangsu Provincial People's Congress"),
        ("第七次全国人口普查", "seventh national population census"),
        ("中央1号文件", "No. 1 central document"),
    ],
)  # fmt: skip
def test_what_the_shipped_patterns_say(shipped, zh, en):
    text = f"据{zh}，"
    assert {text[start:end]: term.en for term, (start, end) in shipped.matches(text)}[zh] == en


@pytest.mark.parametrize(
    ("zh", "not_there"),
    [
        ("北京委托第三方评估", "北京委"),
        ("江苏省委员会", "江苏省委"),
        ("中国民主同盟江苏省委员会委员", "江苏省委"),
        ("镇江市场活跃", "镇江市"),
        ("二十三五规划", "十三五规划"),
        ("“十五”“十一五”期间", "“十五”“十一五”期间"),
        ("1.5周岁以上儿童", "5周岁以上"),
        ("党的三大法宝", "党的三大"),
        ("客运城市", "运城市"),
        ("江苏省人大代表团", "江苏省人大"),
        ("江苏民生", "江苏民"),
        ("第二十一届全国人大代表", "第二十一届全国人大"),
        ("苏州市长期坚持", "苏州市长"),
    ],
)
def test_where_the_shipped_patterns_do_not_hold(shipped, zh, not_there):
    assert not_there not in {zh[start:end] for _, (start, end) in shipped.matches(zh)}


def test_an_entry_beats_a_pattern_of_the_same_extent():
    wide = pattern("{place}民政厅", "{place} {rank} Department of Civil Affairs")
    entry = Term("江苏省民政厅", "house rendering")
    assert matched("江苏省民政厅", wide)["江苏省民政厅"] == "Jiangsu Provincial Department of Civil Affairs"
    assert matched("江苏省民政厅", wide, terms=[entry])["江苏省民政厅"] == "house rendering"


@pytest.mark.parametrize(
    ("entry", "pattern_", "chosen"),
    [
        ("shipped", "user", "Civil Affairs, Jiangsu"),
        ("user", "project", "Civil Affairs, Jiangsu"),
        ("shipped", "shipped", "Department of Civil Affairs"),
        ("user", "user", "Department of Civil Affairs"),
        ("project", "user", "Department of Civil Affairs"),
    ],
)
def test_a_pattern_of_a_later_layer_beats_an_entry_of_its_extent(entry, pattern_, chosen):
    term = Term("江苏省民政厅", "Department of Civil Affairs", layer=entry)
    house = pattern("{place}民政厅", "Civil Affairs, {place}", layer=pattern_)
    termbase = Termbase((term,), patterns=(house,), places=PLACES)
    spans, findings = find_spans("据江苏省民政厅统计", Matcher(termbase))
    assert [span.en for span in spans] == [chosen]
    assert findings == ()
    assert lookup(termbase, "江苏省民政厅").en == chosen


@pytest.mark.parametrize("layers", [("shipped", "user"), ("user", "shipped")])
def test_of_two_patterns_of_one_extent_that_of_the_later_layer_holds(layers):
    general, special = (
        pattern(zh, en, layer=layer)
        for zh, en, layer in zip(
            ("{place}民政厅", "{place}省民政厅"), ("general {place}", "special {place}"), layers, strict=True
        )
    )
    chosen = "special Jiangsu" if layers[1] == "user" else "general Jiangsu"
    for order in ((general, special), (special, general)):
        assert matched("江苏省民政厅", *order)["江苏省民政厅"] == chosen


def test_a_longer_pattern_beats_what_is_in_it():
    matcher = Matcher(load_termbase(user=False))
    spans, findings = find_spans("江苏省委、省政府和第十四届全国人大二次会议", matcher)
    assert [span.zh for span in spans] == ["江苏省委、省政府", "第十四届全国人大二次会议"]
    assert [span.kind for span in spans] == ["term", "term"]
    assert findings == ()


def test_ranks_and_whole_names_narrow_a_pattern():
    bureau = pattern("{place}局", "{place} bureau", ranks=("city",))
    assert matched("江苏省局和镇江市局", bureau) == {"镇江市局": "Zhenjiang bureau"}
    committee = pattern("{place}委", "{place} {rank} committee", names="whole")
    assert matched("江苏委，江苏省委", committee) == {"江苏省委": "Jiangsu Provincial committee"}


def test_the_issue_of_whose_the_short_name_is_may_be_decided_by_what_follows():
    assert matched("江苏省委", pattern("{place}省委", "{place} Provincial Party Committee")) == {
        "江苏省委": "Jiangsu Provincial Party Committee"
    }


def test_two_patterns_with_the_same_words_may_differ_by_rank():
    found = matched(
        "江苏省办和广西壮族自治区办",
        pattern("{place}办", "office of {whole}", ranks=("province",)),
        pattern("{place}办", "office of the {whole}", ranks=("region",)),
    )
    assert found == {
        "江苏省办": "office of Jiangsu Province",
        "广西壮族自治区办": "office of the Guangxi Zhuang Autonomous Region",
    }


def test_a_name_inside_a_longer_word_is_no_place():
    city = pattern("{place}", "{whole}", names="whole")
    assert matched("客运城市与运城市", city) == {"运城市": "Yuncheng"}


def test_a_numeral_may_stand_before_a_place():
    found = matched("建成3镇江市馆和二十江苏馆", pattern("{n}{place}馆", "{n} {place} pavilions"))
    assert found == {"3镇江市馆": "3 Zhenjiang pavilions", "二十江苏馆": "20 Jiangsu pavilions"}


def test_every_field_of_a_pattern_is_filled():
    every = pattern(
        "{place}{n}中",
        "{place} No. {n} High School",
        forms=("{n}th High School of {place}",),
        also=("{whole} No. {n}",),
        forbidden=("{place} {n} middle",),
        article="the",
        use="check",
        domain="education",
    )
    matcher = Matcher(Termbase((), patterns=(every,), places=PLACES))
    ((term, at),) = matcher.matches("镇江二十三中")
    assert at == (0, 6)
    assert (term.zh, term.en) == ("镇江二十三中", "Zhenjiang No. 23 High School")
    assert term.forms == ("23rd High School of Zhenjiang",)
    assert term.also == ("Zhenjiang No. 23",)
    assert term.forbidden == ("Zhenjiang 23 middle",)
    assert (term.article, term.use, term.domain) == ("the", "check", "education")


@pytest.mark.parametrize(
    ("number", "ordinal", "word"),
    [(1, "1st", "first"), (2, "2nd", "second"), (3, "3rd", "third"), (9, "9th", "ninth"),
     (10, "10th", "10th"), (11, "11th", "11th"), (12, "12th", "12th"), (13, "13th", "13th"),
     (20, "20th", "20th"), (21, "21st", "21st"), (22, "22nd", "22nd"), (111, "111th", "111th"),
     (123, "123rd", "123rd")],
)  # fmt: skip
def test_ordinals(number, ordinal, word):
    values = Values(numbers=(("n", number),))
    assert filled("{n}th", values) == ordinal
    assert filled("{n:word}", values) == word
    assert filled("No. {n}", values) == f"No. {number}"


@pytest.mark.parametrize(("digit", "ordinal"), [(1, "11th"), (2, "12th"), (3, "13th"), (4, "14th")])
def test_digits_before_a_numeral_are_part_of_it(digit, ordinal):
    assert filled("1{n}th Five-Year Plan", Values(numbers=(("n", digit),))) == f"{ordinal} Five-Year Plan"


@pytest.mark.parametrize(
    ("body", "line", "message"),
    [
        ("  - zh: 省民政厅\n    en: x", 2, "needs a slot"),
        ('  - zh: "{city}委"\n    en: x', 2, "there is no slot {city}"),
        ('  - zh: "{n}届{n}中"\n    en: "{n}"', 2, "{n} stands in it twice"),
        ('  - zh: "第{n1}{n2}次"\n    en: "x"', 2, "two numerals side by side"),
        ('  - zh: "{n}"\n    en: "{n}"', 2, "a numeral alone is no term"),
        ('  - zh: "{place委"\n    en: "x"', 2, "a pattern needs a slot"),
        ('  - zh: "{place}委"\n    en: "{n} committee"', 3, "{n} says what {n} is"),
        ('  - zh: "{place}委"\n    en: "{plaice} committee"', 3, "there is no slot {plaice} in English"),
        ('  - zh: "{place}委"\n    en: x\n    also: ["{n1:word}"]', 4, "{n1:word} says what {n1} is"),
        ('  - zh: "{place}委"\n    en: x\n    ranks: [state]', 4, "must be one of province"),
        ('  - zh: "{place}委"\n    en: x\n    names: short', 4, "must be one of any, whole"),
        ('  - zh: "第{n}次"\n    en: x\n    names: whole', 4, "there is no {place} in `zh`"),
        ('  - zh: "{place}委"\n    en: x\n    unless: ["{place}委{n}"]', 4, "no slots of its own"),
        ('  - zh: "{place}委"\n    en: x\n    unless: [委员]', 4, "not a longer string"),
        ('  - zh: "{place}委"', 2, "the entry has no `en`"),
        ('  - zh: "{place}委"\n    en: x\n    rank: [city]', 4, "unknown key `rank`; did you mean `ranks`?"),
    ],
)
def test_a_mistake_in_a_pattern_is_an_error_with_its_place(tmp_path, body, line, message):
    path = tmp_path / "p.yaml"
    path.write_text(f"patterns:\n{body}\n", encoding="utf-8")
    with pytest.raises(GlossaryError) as caught:
        load_file(path, shown_as="p.yaml")
    assert f"p.yaml:{line}:" in str(caught.value)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("{zh: 江苏, en: Jiangsu}", "the place has no `rank`"),
        ("{zh: 广西, en: Guangxi, rank: region}", "a region has no `whole`"),
        ("{zh: 广西, en: Guangxi, rank: region, whole: 广西壮族自治区}", "a region has no `whole_en`"),
        ("{zh: 江苏, en: Jiangsu, rank: state}", "must be one of province"),
        ("{zh: 苏, en: Jiangsu, rank: province}", "has one character"),
        ("{zh: 江苏, en: Jiangsu, rank: province, unless: [浙江]}", "not a longer string"),
    ],
)
def test_a_mistake_in_a_place_is_an_error_with_its_place(tmp_path, body, message):
    path = tmp_path / "p.yaml"
    path.write_text(f"places:\n  - {body}\n", encoding="utf-8")
    with pytest.raises(GlossaryError) as caught:
        load_file(path, shown_as="p.yaml")
    assert "p.yaml:2:" in str(caught.value)
    assert message in str(caught.value)


def test_a_place_given_twice_is_an_error(tmp_path):
    path = tmp_path / "p.yaml"
    row = "  - {zh: 江苏, en: Jiangsu, rank: province}\n"
    path.write_text("places:\n" + row + row, encoding="utf-8")
    with pytest.raises(GlossaryError, match="already entered at"):
        load_file(path)


def test_a_higher_layer_replaces_a_pattern_and_adds_places(work):
    house = work / "house.yaml"
    house.write_text(
        'patterns:\n  - zh: "{place}民政厅"\n    en: "Civil Affairs, {place}"\n'
        "places:\n  - {zh: 甲乙, en: Jiayi, rank: county}\n",
        encoding="utf-8",
    )
    matcher = Matcher(load_termbase([house]))
    (dept,) = [term for term, at in matcher.matches("四川省民政厅") if at == (0, 6)]
    assert dept.en == "Civil Affairs, Sichuan"
    assert [t.en for t, at in matcher.matches("甲乙县委") if at == (0, 4)] == ["Jiayi County Party Committee"]


def test_patterns_and_places_change_the_digest():
    one = Termbase((), patterns=(pattern("{place}委", "a"),), places=(JIANGSU,))
    other = Termbase((), patterns=(pattern("{place}委", "b"),), places=(JIANGSU,))
    more = Termbase((), patterns=one.patterns, places=PLACES)
    assert len({one.digest, other.digest, more.digest, Termbase(()).digest}) == 4


def test_a_matcher_with_patterns_can_be_pickled(shipped):
    zh = "江苏省委和第十四届全国人大"
    assert pickle.loads(pickle.dumps(shipped)).matches(zh) == shipped.matches(zh)


@settings(deadline=None, max_examples=200)
@given(st.text(alphabet="江苏省镇运城市客委民政厅第十二三四五届中全会规划20“”、", max_size=30))
def test_matches_are_in_order_inside_the_text_and_without_open_slots(shipped, zh):
    matches = shipped.matches(zh)
    assert [match.zh_at for match in matches] == sorted({match.zh_at for match in matches})
    for term, (start, end) in matches:
        assert 0 <= start < end <= len(zh)
        assert "{" not in term.en + "".join(term.forms + term.also)


@pytest.mark.parametrize("unit", ["江苏省", "十", "第二十届", "1", "广西壮族自治区", "党的"])
def test_a_hostile_text_takes_linear_time(shipped, unit):
    assert outgrown(lambda times: shipped.matches(unit * times), 2_000, 8_000) == ""
