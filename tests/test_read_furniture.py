"""What stands beside the text of pages, and figures that are set higher."""

from __future__ import annotations

import pytest

from briefing.read.fragments import Fragment, Page
from briefing.read.furniture import without_furniture
from briefing.read.pdf.lines import Char, joined


def page(number: int, *lines: tuple[str, float]) -> Page:
    fragments = tuple(Fragment(text, 90, at, 90 + 12 * len(text), at + 12, 12) for text, at in lines)
    return Page(number, 600, 800, fragments)


@pytest.mark.parametrize("foot", [("第{} 页", "共 2 页"), ("第{}页 共2页",), ("- {} -",)])
def test_numbers_and_heads_of_two_pages_go(foot: tuple[str, ...]) -> None:
    pages = [
        page(
            n,
            ("东河市水利局年度报告", 40),
            (f"会议指出，要抓好第{n}项工作。", 300),
            *((each.format(n), 760) for each in foot),
        )
        for n in (1, 2)
    ]
    kept, numbers, heads = without_furniture(pages)
    assert [each.text for page in kept for each in page.fragments] == [
        "会议指出，要抓好第1项工作。",
        "会议指出，要抓好第2项工作。",
    ]
    assert (numbers, heads) == (2 * len(foot), 2)


def test_years_over_pages_are_no_running_heads() -> None:
    pages = [
        page(n, (f"{2022 + n}年", 40), ("会议指出，要抓好落实。", 300), (f"{n}", 760)) for n in (1, 2, 3)
    ]
    kept, numbers, heads = without_furniture(pages)
    assert [each.fragments[0].text for each in kept] == ["2023年", "2024年", "2025年"]
    assert (numbers, heads) == (3, 0)


@pytest.mark.parametrize(("number", "kept"), [("2024", 2), ("12", 1)])
def test_a_year_at_the_foot_of_one_page_is_no_number(number: str, kept: int) -> None:
    (found,), _, _ = without_furniture([page(1, ("全省人口如下：", 300), (number, 760))])
    assert len(found.fragments) == kept


def test_what_two_pages_say_in_their_middle_stays() -> None:
    pages = [page(n, ("承办单位：市水利局", 400)) for n in (1, 2)]
    kept, _, heads = without_furniture(pages)
    assert (len(kept[0].fragments), heads) == (1, 0)


@pytest.mark.parametrize(("up", "text"), [(4.0, "供水18亿m³。"), (-4.0, "供水18亿m3。")])
def test_a_figure_that_is_set_higher_is_a_power(up: float, text: str) -> None:
    characters, left = [], 90.0
    for char in "供水18亿m3。":
        small = char == "3"
        size, top = (7.0, 102.5 - up) if small else (12.0, 100.0)
        characters.append(Char(char, left, top, left + size, top + size, size))
        left += size
    assert [each.text for each in joined(characters, ())] == [text]
