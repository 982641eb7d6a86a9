from __future__ import annotations

import lzma
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import yaml

from benchmarks.quality.documents import Pair, SetError, Text, problems, read_document
from benchmarks.quality.sets import HERE, NAMES, EvalSet, load_set, selection

if TYPE_CHECKING:
    from pathlib import Path

DOCUMENTS = sorted((HERE / "policy").glob("*/*.yaml"))
GOOD = Text(
    "notice",
    tuple(tuple(Pair(f"第{n}项工作要抓好。", f"Task {n} should be done well.") for n in each)
          for each in ((1, 2, 3), (4, 5, 6), (7, 8, 9, 10))),
    "关于抓好落实的通知",
    "notice",
)  # fmt: skip


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_the_policy_documents_are_as_they_should_be(path: Path) -> None:
    assert read_document(path).pairs


def test_each_half_of_the_policy_set_has_twelve_documents_and_none_is_in_both() -> None:
    dev, test = (load_set(name, corpus=HERE, limit=0) for name in ("policy-dev", "policy-test"))
    assert len(dev.texts) == len(test.texts) == 12
    assert dev.sentences == test.sentences == 120
    zh = [pair.zh for half in (dev, test) for text in half.texts for pair in text.pairs]
    assert len(set(zh)) == len(zh)


def test_a_good_document_has_no_problems() -> None:
    assert problems(GOOD) == []


@pytest.mark.parametrize(
    ("pair", "problem"),
    [
        (Pair("第一项工作要抓好", "Task one."), "no 。"),
        (Pair("各地,各部门要抓好落实。", "All should do well."), "full-width"),
        (Pair("各地要抓好“两节(元旦、春节)”保障。", "All should do well."), "full-width"),
        (Pair(" 各地要抓好落实。", "All should do well."), "white space"),
        (Pair("各地要抓好落实。", ""), "empty"),
        (Pair("各地要抓好落实。", "All should do well。"), "Chinese in its English"),
    ],
)
def test_a_sentence_that_is_not_as_it_should_be_is_named(pair: Pair, problem: str) -> None:
    first, *others = GOOD.paragraphs
    (wrong,) = problems(replace(GOOD, paragraphs=((*first[:-1], pair), *others)))
    assert wrong.startswith("sentence 3 ")
    assert problem in wrong


def test_half_width_marks_inside_numbers_are_fine() -> None:
    pair = Pair("资金共1,567.4亿元，网址为https://www.gov.cn/。", "The funds total 156.74 billion yuan.")
    first, *others = GOOD.paragraphs
    assert problems(replace(GOOD, paragraphs=((*first[:-1], pair), *others))) == []


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"kind": "poem"}, "kind"),
        ({"title": ""}, "title"),
        ({"paragraphs": GOOD.paragraphs[:2]}, "6 sentences"),
        ({"paragraphs": (GOOD.pairs,)}, "1 paragraphs"),
    ],
)
def test_a_document_that_is_not_as_it_should_be_says_why(changed: dict[str, object], problem: str) -> None:
    assert any(problem in each for each in problems(replace(GOOD, **changed)))  # type: ignore[arg-type]


@pytest.mark.parametrize("content", ["kind: notice\n", "- a\n", "{", "kind: notice\ntitle: {zh: 通知}\n"])
def test_a_broken_file_is_named(tmp_path: Path, content: str) -> None:
    path = tmp_path / "01-broken.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(SetError, match="01-broken"):
        read_document(path)


def test_a_document_is_read_as_it_was_written(tmp_path: Path) -> None:
    data = {
        "kind": GOOD.kind,
        "title": {"zh": GOOD.title, "en": "Notice"},
        "paragraphs": [[{"zh": pair.zh, "en": pair.en} for pair in each] for each in GOOD.paragraphs],
    }
    path = tmp_path / "notice.yaml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    assert read_document(path) == GOOD


def test_sentences_are_found_at_their_starts() -> None:
    text = GOOD.source().text
    assert [text[at:].startswith(pair.zh) for at, pair in zip(GOOD.starts(), GOOD.pairs, strict=True)]
    assert text.startswith(f"{GOOD.title}\n")


def _row(number: int, en: str = "The ministry issued a notice.") -> str:
    return f"民政部印发第{number}号通知，要求各地抓好落实。\t{en}\n"


# Of 1 to 25 the MD5 of these alone can be divided by five; in the order of their MD5.
RESERVED = (16, 2, 13, 19)


def test_only_reserved_rows_are_taken_in_the_order_of_their_md5() -> None:
    found = selection(map(_row, range(1, 26)))
    assert [pair.zh for pair in found] == [_row(number).partition("\t")[0] for number in RESERVED]


def test_the_first_english_of_a_sentence_counts() -> None:
    number = RESERVED[0]
    assert [pair.en for pair in selection([_row(number, "First."), _row(number, "Second.")])] == ["First."]


def test_rows_without_english_and_rows_of_other_lengths_are_left_out() -> None:
    short = [f"通知{number}。\tNotice.\n" for number in range(50)]
    long = [f"{'要求各地抓好落实，' * 15}{number}。\tNotice.\n" for number in range(50)]
    assert selection([_row(RESERVED[0], ""), "no tab at all\n", *short, *long]) == []


def test_a_corpus_is_read_from_compressed_files_up_to_the_limit(tmp_path: Path) -> None:
    (tmp_path / "law").mkdir()
    for name, numbers in (("a", range(1, 13)), ("b", range(13, 26))):
        with lzma.open(tmp_path / "law" / f"{name}.tsv.xz", "wt", encoding="utf-8") as file:
            file.writelines(map(_row, numbers))
    chosen = load_set("law", corpus=tmp_path, limit=2)
    assert [text.pairs[0].zh for text in chosen.texts] == [
        _row(number).partition("\t")[0] for number in RESERVED[:2]
    ]
    assert not chosen.shipped
    assert [len(text.pairs) for text in chosen.texts] == [1, 1]


@pytest.mark.parametrize("name", NAMES)
def test_a_set_that_is_not_there_says_so(tmp_path: Path, name: str) -> None:
    with pytest.raises(SetError, match=name):
        load_set(name, corpus=tmp_path, limit=1, policy=tmp_path)


def test_the_digest_tells_sets_apart() -> None:
    same, title = replace(GOOD, id="other"), replace(GOOD, title="关于做好落实的通知")
    first, *others = GOOD.paragraphs
    reference = replace(GOOD, paragraphs=((*first[:-1], replace(first[-1], en="Other.")), *others))
    paragraphs = replace(GOOD, paragraphs=(first[:1], first[1:], *others))
    digests = [EvalSet("x", (each,), True).digest for each in (GOOD, same, title, reference, paragraphs)]
    assert digests[0] == digests[1]
    assert len(set(digests)) == 4


def test_a_part_of_a_set_has_what_was_asked_for() -> None:
    chosen = EvalSet("x", (GOOD, replace(GOOD, id="other")), True)
    assert [text.id for text in chosen.only(["other"], "y").texts] == ["other"]
    with pytest.raises(SetError, match="third"):
        chosen.only(["third"], "y")
