"""Candidates for the glossary: what recurs, what is left out, and how it was rendered."""

from __future__ import annotations

import growth
import pairs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.bilingual.pairs import Bilingual, Pair
from briefing.glossary.store import load_file
from briefing.review import passages_of
from briefing.spans import find_spans
from briefing.suggest.candidates import Candidate, Passage, candidates
from briefing.suggest.rendered import Renderings, similar_phrase
from briefing.suggest.review_file import review_file
from briefing.suggest.suggestions import consistency_notes, suggest
from briefing.suggest.termhood import is_institution, is_place, is_term_like
from briefing.write.concordance import around, first_cells, in_context


def passages(*texts: str) -> list[Passage]:
    return [Passage(f"p{number}", zh, find_spans(zh, pairs.MATCHER)[0]) for number, zh in enumerate(texts, 1)]


def bilingual(*rows: tuple[str, str]) -> list[Passage]:
    found = tuple(Pair(f"p{number}", "body", zh, en) for number, (zh, en) in enumerate(rows, 1))
    return passages_of(Bilingual("t", "table", found), pairs.MATCHER)


def names(found: list[Candidate]) -> list[str]:
    return [each.zh for each in found]


MARRIAGE = (
    "民政部推进婚姻登记“跨省通办”。",
    "全国婚姻登记机关共办理婚姻登记1200万对。",
    "婚姻登记机关应当为当事人保密，不得泄露。",
    "在试点地区，居民可以就近办理婚姻登记。",
    "各地要加强婚姻登记机关规范化建设。",
)


def test_a_phrase_is_found_with_its_places_and_not_its_parts() -> None:
    found = candidates(passages(*MARRIAGE))
    by_name = {each.zh: each for each in found}
    assert len(by_name["婚姻登记"].places) == 6
    assert len(by_name["婚姻登记机关"].places) == 3
    assert by_name["婚姻登记"].shape == "phrase"
    assert not {"姻登记", "婚姻登", "婚姻", "登记机关", "姻登"} & by_name.keys()


def test_what_the_glossary_has_is_no_candidate_nor_what_cuts_it() -> None:
    texts = [
        "启用低收入人口动态监测平台。",
        "由低收入人口动态监测平台汇总。",
        "民政部、低收入人口。",
        "低收入人口与民政部。",
    ]
    found = names(candidates(passages(*texts)))
    assert "动态监测平台" in found or "低收入人口动态监测平台" in found
    assert "低收入人口" not in found
    assert "民政部" not in found
    assert not [zh for zh in found if zh.startswith(("收入", "入人口", "人口"))]


def test_quoted_slogans_titles_institutions_and_places_come_first() -> None:
    texts = [
        "省民政局推行“五社联动”，依照《社会救助暂行办法》，在镇江市开展动态监测。",
        "在镇江市，“五社联动”覆盖全部社区；《社会救助暂行办法》由市民政局落实，动态监测平台启用。",
        "县残疾人联合会参与“五社联动”，动态监测结果向县残疾人联合会通报。",
    ]
    found = candidates(passages(*texts))
    assert [(each.zh, each.shape) for each in found[:4]] == [
        ("五社联动", "quoted"),
        ("社会救助暂行办法", "title"),
        ("县残疾人联合会", "institution"),
        ("镇江市", "place"),
    ]
    assert "动态监测" in names(found[4:])


def test_a_slogan_that_stands_once_is_one_with_a_minimum_of_one() -> None:
    texts = passages("打造“15分钟养老服务圈”，推行“微自治”。")
    assert names(candidates(texts)) == []
    assert set(names(candidates(texts, minimum=1))) == {"15分钟养老服务圈", "微自治"}


def test_speech_in_quotation_marks_is_no_slogan() -> None:
    texts = passages("他说：“我们要加强治理，要改善民生，要落实责任。”", "有人问：“怎么办？”")
    assert names(candidates(texts, minimum=1)) == []


def test_a_word_quoted_once_and_used_everywhere_is_no_slogan() -> None:
    texts = passages("推动“绿色”发展。", "绿色转型加快。", "绿色是底色。", "以绿色为底色。")
    assert [each.shape for each in candidates(texts) if each.zh == "绿色"] in ([], ["phrase"])


def test_dates_names_and_figures_are_no_part_of_a_candidate() -> None:
    texts = ["2022年6月底完成。", "截至2022年6月底开展。", "副厅长赵庭朴介绍。", "厅长赵庭朴说。"]
    assert not [zh for zh in names(candidates(passages(*texts))) if "年" in zh or "庭" in zh or "月" in zh]


@pytest.mark.parametrize(
    "zh", ["进一步", "的社会", "加强社会救助", "社会救助的", "有关部门", "工作", "在基层"]
)
def test_no_term(zh: str) -> None:
    assert not is_term_like(zh)


@pytest.mark.parametrize("zh", ["社会救助", "婚姻登记", "网格员", "中心城区", "地方病"])
def test_likely_terms(zh: str) -> None:
    assert is_term_like(zh)


def test_what_ends_as_an_institution_or_a_place_need_not_be_one() -> None:
    assert is_institution("省统计局")
    assert not any(map(is_institution, ("全部", "新发展格局", "工作部署", "东部")))
    assert is_place("镇江市")
    assert not any(map(is_place, ("中心城市", "农村地区", "跨省", "全省", "城乡社区")))


def test_an_empty_text_has_no_candidates() -> None:
    assert candidates([]) == []
    assert candidates(passages("", "2022")) == []


@given(st.lists(st.text("民政部社会救助的，“”《》2年 a", max_size=40), max_size=8))
@settings(deadline=None, max_examples=60)
def test_every_candidate_stands_where_it_says(texts: list[str]) -> None:
    made = passages(*texts)
    for each in candidates(made, minimum=1):
        assert each.places
        for number, (start, end) in each.places:
            assert made[number].zh[start:end] == each.zh
            for span in made[number].spans:
                inside = start <= span.zh_at[0] and span.zh_at[1] <= end
                assert inside or span.zh_at[1] <= start or end <= span.zh_at[0]


def test_a_long_text_takes_about_linear_time() -> None:
    def looked_through(times: int) -> None:
        candidates(passages(*(text for number in range(times) for text in (*MARRIAGE, f"第{number}号。"))))

    assert growth.outgrown(looked_through, 75, 300) == ""


def test_one_gigantic_sentence() -> None:
    zh = "民政服务站建设" * 4000
    assert candidates([Passage("p1", zh)]) is not None


# How candidates were rendered

VAT = (
    ("今年，增值税减免政策继续执行。", "This year the VAT relief policy continues."),
    ("符合条件的，可以享受增值税优惠。", "Those who qualify may enjoy VAT preferences."),
    ("小规模纳税人免征增值税。", "Small-scale taxpayers are exempt from value-added tax."),
    ("进口环节增值税由海关代征。", "Customs collects value-added tax at the import stage."),
    ("税务部门优化办税服务。", "Tax authorities improved their services to taxpayers."),
    ("企业所得税按季预缴。", "Corporate income tax is prepaid every quarter."),
)


def test_an_expression_that_is_rendered_in_two_ways_is_told() -> None:
    texts = bilingual(*VAT)
    (found,) = [each for each in suggest(texts) if each.zh == "增值税"]
    assert found.inconsistent
    assert sorted(found.renderings) == [("VAT", 2), ("value-added tax", 2)]
    (note,) = consistency_notes(texts)
    assert note.zh == "增值税"
    assert dict(note.renderings) == {"VAT": ("p1", "p2"), "value-added tax": ("p3", "p4")}
    assert "'VAT' in p1, p2" in note.message


def test_one_that_is_always_rendered_alike_is_not() -> None:
    texts = bilingual(*((zh, en.replace("VAT", "value-added tax")) for zh, en in VAT))
    (found,) = [each for each in suggest(texts) if each.zh == "增值税"]
    assert (found.inconsistent, found.guess) == (False, "value-added tax")
    assert consistency_notes(texts) == []


def test_plural_and_capitals_make_no_difference() -> None:
    texts = bilingual(
        ("网格员入户走访。", "Grid workers visit households."),
        ("一名网格员发现了险情。", "A grid worker noticed the danger."),
        ("由网格员上报。", "It is reported by the grid worker."),
        ("社区干部参加培训。", "Community officials attended training."),
    )
    (found,) = [each for each in suggest(texts) if each.zh == "网格员"]
    assert found.renderings[0][1] == 3
    assert found.renderings[0][0].lower().startswith("grid worker")
    assert not found.inconsistent


def test_a_slogan_is_found_by_its_quotation_marks() -> None:
    texts = bilingual(
        ("推行“微自治”和“五社联动”。", "It practised “micro-autonomy” and “five-community linkage”."),
        ("“五社联动”见效。", "The “joint action of five communities” paid off."),
    )
    found = {each.zh: each for each in suggest(texts, minimum=1)}
    assert found["微自治"].renderings == (("micro-autonomy", 1),)
    assert found["五社联动"].inconsistent
    assert {en for en, _ in found["五社联动"].renderings} == {
        "five-community linkage",
        "joint action of five communities",
    }


def test_the_inconsistent_come_first_and_top_limits() -> None:
    rows = (
        *VAT,
        ("推行“微自治”。", "It practised “micro-autonomy”."),
        ("“微自治”见效。", "“Micro-autonomy” paid off."),
    )
    assert [each.zh for each in suggest(bilingual(*rows), top=2)] == ["增值税", "微自治"]


def test_renderings_of_known_terms_are_not_taken_for_others() -> None:
    texts = bilingual(
        ("民政部召开视频会议。", "The Ministry of Civil Affairs held a video conference."),
        (
            "民政部视频会议要求抓好落实。",
            "The video conference of the Ministry of Civil Affairs called for action.",
        ),
        ("社会组织达8万家。", "There are 80,000 social organizations."),
    )
    (found,) = [each for each in suggest(texts) if "视频会议" in each.zh]
    assert found.guess == "video conference"


def test_without_english_there_is_no_rendering() -> None:
    (found,) = [each for each in suggest(passages(*MARRIAGE)) if each.zh == "婚姻登记机关"]
    assert (found.renderings, found.guess, found.inconsistent) == ((), "", False)
    assert Renderings(passages(*MARRIAGE)).known(Candidate("婚姻", "phrase", ((0, (0, 2)),), 1.0)) == 0


def test_the_phrase_most_like_a_rendering() -> None:
    passage = Passage("p1", "", (), "Localities developed the Fengqiao Experience for the new era.")
    assert similar_phrase("Fengqiao model", passage) == "Fengqiao Experience"
    assert similar_phrase("Ministry of Civil Affairs", passage) == ""


# The file for review, and the concordance


def test_the_file_for_review_loads_and_enforces_nothing(tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "new.yaml"
    path.write_text(review_file(suggest(bilingual(*VAT))), encoding="utf-8")
    assert load_file(path).terms == ()


def test_an_entry_of_the_file_holds_once_its_lines_are_taken_over(tmp_path) -> None:  # type: ignore[no-untyped-def]
    rows = [(zh.replace("增值税", "“增值税”"), en) for zh, en in VAT]
    text = review_file(suggest(bilingual(*rows), top=1))
    path = tmp_path / "new.yaml"
    path.write_text(text.replace("\n  # ", "\n  "), encoding="utf-8")
    (term,) = load_file(path).terms
    assert term.zh == "增值税"
    assert term.en in ("VAT", "value-added tax")


def test_odd_text_stays_inside_its_comment(tmp_path) -> None:  # type: ignore[no-untyped-def]
    rows = [
        ("“甲:乙#丙”\u2028- zh: 坏\x85", "“A: b # c”\u2028 x"),
        ("又见“甲:乙#丙”。", "Again “A: b # c”."),
    ]
    found = suggest([Passage("p", zh, (), en) for zh, en in rows])
    text = review_file(found)
    path = tmp_path / "new.yaml"
    path.write_text(text, encoding="utf-8")
    assert load_file(path).terms == ()
    path.write_text(text.replace("\n  # ", "\n  "), encoding="utf-8")
    assert [(term.zh, term.en) for term in load_file(path).terms] == [("甲:乙#丙", "A: b # c")]


def test_matches_stand_one_above_the_other() -> None:
    from rich.cells import cell_len

    zh = "各地坚持和发展新时代“枫桥经验”，推动GDP增长和治理重心下移，取得成效。"
    lines = [
        in_context(text, (at, at + 4), 60) for text in (zh, "“枫桥经验”好") for at in [text.index("枫桥")]
    ]
    assert {cell_len(each.before) for each in lines} == {cell_len(lines[0].before)}
    assert all(cell_len("".join(each)) <= 60 for each in lines)
    assert lines[0].match == "枫桥经验"


@given(st.text(max_size=60), st.integers(0, 60), st.integers(1, 6), st.integers(12, 80))
@settings(deadline=None)
def test_a_line_of_a_concordance_never_overflows(zh: str, start: int, length: int, width: int) -> None:
    from rich.cells import cell_len

    start = min(start, len(zh))
    context = in_context(zh, (start, min(len(zh), start + length)), width)
    assert cell_len("".join(context)) <= max(width, cell_len(context.match) + 4)
    assert "\n" not in "".join(context)


def test_the_english_is_cut_around_the_rendering() -> None:
    en = "In the first half of the year, the province practised micro-autonomy in its villages and towns."
    before, phrase, after = around(en, "micro-autonomy", 40)
    assert phrase == "micro-autonomy"
    assert len(before + phrase + after) <= 40
    assert around(en, "", 20) == (first_cells(en, 20), "", "")
