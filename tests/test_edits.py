from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.document import Edit
from briefing.normalize.edits import OffsetMap, apply, compose, merged, rebuild, sub, within

ALPHABET = "高質质(zhì)，, |\n😀"


@st.composite
def edited(draw: st.DrawFn, raw: str | None = None) -> tuple[str, list[Edit]]:
    text = draw(st.text(ALPHABET, max_size=30)) if raw is None else raw
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=12)))
    edits: list[Edit] = []
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        new = draw(st.text(ALPHABET, max_size=3))
        if new != text[start:end] and not (edits and edits[-1].end == start == end):
            edits.append(Edit(start, end, text[start:end], new, draw(st.sampled_from(("script", "space")))))
    return text, edits


@given(edited())
@settings(deadline=None)
def test_the_raw_text_can_be_rebuilt(case: tuple[str, list[Edit]]) -> None:
    raw, edits = case
    assert rebuild(apply(raw, edits), edits) == raw


@given(edited())
@settings(deadline=None)
def test_joining_neighbours_changes_no_text(case: tuple[str, list[Edit]]) -> None:
    raw, edits = case
    joined = list(merged(edits))
    assert apply(raw, joined) == apply(raw, edits)
    assert len(joined) <= len(edits)


@given(st.data())
@settings(deadline=None, max_examples=500)
def test_composed_edits_do_what_both_do(data: st.DataObject) -> None:
    raw, first = data.draw(edited())
    middle = apply(raw, first)
    _, second = data.draw(edited(middle))
    both = list(compose(first, second))
    assert apply(raw, both) == apply(middle, second)
    assert all(one.end <= other.start for one, other in pairwise(both))
    assert all(edit.old != edit.new for edit in both)


@given(edited(), st.data())
@settings(deadline=None)
def test_a_raw_range_covers_what_it_became(case: tuple[str, list[Edit]], data: st.DataObject) -> None:
    raw, edits = case
    clean = apply(raw, edits)
    start = data.draw(st.integers(0, len(clean)))
    end = data.draw(st.integers(start, len(clean)))
    raw_start, raw_end = OffsetMap(edits).to_raw(start, end)
    assert 0 <= raw_start <= raw_end <= len(raw)
    inside = within(edits, raw_start, raw_end)
    if sum(edit.end > raw_start and edit.start < raw_end for edit in edits if edit.old) == sum(
        bool(edit.old) for edit in inside
    ):
        assert clean[start:end] in apply(raw[raw_start:raw_end], inside, offset=raw_start)


def test_touching_edits_become_one_with_both_reasons() -> None:
    first = [Edit(2, 6, "(fā)", "", "pinyin")]
    second = [Edit(1, 3, "發展", "发展", "script")]
    assert list(compose(first, second)) == [Edit(1, 7, "發(fā)展", "发展", "pinyin+script")]


def test_a_deletion_beside_an_edit_stays_apart() -> None:
    first = [Edit(2, 6, "(fā)", "", "pinyin")]
    second = [Edit(1, 2, "發", "发", "script"), Edit(2, 3, "現", "现", "script")]
    assert list(compose(first, second)) == [
        Edit(1, 2, "發", "发", "script"),
        Edit(2, 6, "(fā)", "", "pinyin"),
        Edit(6, 7, "現", "现", "script"),
    ]


def test_an_edit_undone_is_none() -> None:
    assert list(compose([Edit(0, 1, "里", "裏", "script")], [Edit(0, 1, "裏", "里", "script")])) == []


def test_joined_neighbours_map_one_to_one() -> None:
    edits = [Edit(3, 4, "電", "电", "script"), Edit(4, 5, "視", "视", "script")]
    assert list(merged(edits)) == [Edit(3, 5, "電視", "电视", "script")]
    assert OffsetMap(merged(edits)).to_raw(4, 5) == (4, 5)


def test_offsets_go_across_a_deletion_and_back() -> None:
    offsets = OffsetMap([Edit(2, 7, "(zhì)", "", "pinyin")])
    assert [offsets.to_clean(at) for at in (0, 2, 4, 7, 8)] == [0, 2, 2, 2, 3]
    assert offsets.to_raw(0, 2) == (0, 7)
    assert offsets.to_raw(2, 3) == (2, 8)


def test_edits_of_another_text_are_refused() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        apply("别的文字", [Edit(0, 1, "發", "发", "script")])


def test_the_edits_inside_a_range() -> None:
    edits = [Edit(at, at + 1, "a", "", "space") for at in (0, 3, 6)]
    assert within(edits, 1, 6) == edits[1:2]
    assert within(edits, 3, 7) == edits[1:]


def test_only_what_changes_is_an_edit() -> None:
    assert sub("a b", re.compile(r"\w"), lambda m: m[0].replace("b", "c"), "markup") == [
        Edit(2, 3, "b", "c", "markup")
    ]
