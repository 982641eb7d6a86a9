from __future__ import annotations

import json
import lzma
from dataclasses import replace
from pathlib import Path

import pytest
import recipe
from recipe import quiet

from briefing.errors import ReadError
from briefing.glossary.matcher import Matcher
from briefing.glossary.model import Termbase
from training import encode, report
from training.data import Example, fault, prepare, read_examples, reserved
from training.mark import as_sent

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def sample():
    return recipe.sample()


@pytest.fixture(scope="module")
def prepared(sample, tmp_path_factory):
    config = replace(sample, folder=tmp_path_factory.mktemp("run"))
    prepare(config, quiet)
    return config


def test_every_pair_of_the_sample_is_accounted_for(prepared):
    found = json.loads((prepared.folder / "data.json").read_text(encoding="utf-8"))
    for source in found["sources"]:
        dropped = source["dropped"]
        assert source["pairs"] == source["taken"] + sum(dropped.values())
        assert source["looked_at"] == source["pairs"] - dropped["reserved"]
    assert found["train"] + found["dev"] == sum(source["taken"] for source in found["sources"])
    statistics = found["sources"][1]["dropped"]
    wanted = {"reserved": 6, "excluded": 1, "near-reserved": 1, "near-duplicate": 1, "no-chinese": 1,
              "chinese-in-english": 1, "length-ratio": 1, "numbers": 1}  # fmt: skip
    assert statistics == wanted


def test_what_is_written_is_what_is_read(prepared):
    examples = read_examples(prepared.folder / "train.jsonl")
    assert len(read_examples(prepared.folder / "dev.jsonl")) == prepared.data.dev
    named = next(each for each in examples if "Zhou Mingyuan" in each.en)
    assert "局长[[Zhou Mingyuan]]介绍" in named.zh
    assert named.en.startswith("[[Zhou Mingyuan]], director of the county's civil affairs bureau, said")
    assert any(each.earlier for each in examples)


def test_no_reserved_sentence_gets_in_not_even_as_the_one_before(prepared):
    held = {
        line.split("\t")[0]
        for line in (ROOT / "training/sample/statistics.tsv").read_text(encoding="utf-8").splitlines()
        if reserved(line.split("\t")[0])
    }
    seen = "".join(
        (prepared.folder / name).read_text(encoding="utf-8") for name in ("train.jsonl", "dev.jsonl")
    )
    assert len(held) == 6
    assert not [zh for zh in held if zh[:12] in seen]


def test_the_same_seed_gives_the_same_bytes(prepared, tmp_path):
    again = replace(prepared, folder=tmp_path)
    prepare(again, quiet)
    for name in ("train.jsonl", "dev.jsonl", "data.json"):
        assert (tmp_path / name).read_bytes() == (prepared.folder / name).read_bytes()
    other = replace(prepared, folder=tmp_path / "other", seed=2)
    prepare(other, quiet)
    assert (other.folder / "train.jsonl").read_bytes() != (tmp_path / "train.jsonl").read_bytes()


def test_the_report_counts_and_does_not_quote(prepared):
    text = (prepared.folder / "data.md").read_text(encoding="utf-8")
    assert "| kept for evaluation: every fifth, by the MD5 of the Chinese | 0 | 6 |" in text
    assert "全县" not in text
    assert "民生" not in text


def test_no_more_pairs_are_looked_at_than_needed(sample, tmp_path):
    sources = (replace(sample.source[0], pairs=5), sample.source[1])
    prepare(replace(sample, folder=tmp_path, source=sources), quiet)
    first = json.loads((tmp_path / "data.json").read_text(encoding="utf-8"))["sources"][0]
    assert (first["taken"], first["looked_at"]) == (5, 5)


def test_a_packed_file_is_read_and_odd_lines_are_passed_over(sample, tmp_path):
    lines = [
        "要健全监督机制。\tOversight should be improved.",
        "没有英文",
        "\tNo Chinese.",
        "三\tcells\there",
    ]
    lines += [f"第{number}项工作进展顺利。\tTask {number} is going well." for number in range(100, 130)]
    (tmp_path / "pairs.tsv.xz").write_bytes(lzma.compress("\n".join(lines).encode()))
    source = replace(sample.source[0], files="*.tsv.xz")
    data = replace(sample.data, corpus=tmp_path, near=100.0)
    prepare(replace(sample, folder=tmp_path / "run", source=(source,), dictionary=(), data=data), quiet)
    assert json.loads((tmp_path / "run/data.json").read_text(encoding="utf-8"))["sources"][0]["pairs"] == 31


def test_files_of_the_repository_are_no_part_of_the_corpus(sample, tmp_path):
    report = replace(sample.source[0], own=True, files="training/sample/report.tsv")
    data = replace(sample.data, corpus=tmp_path)
    prepare(replace(sample, folder=tmp_path / "run", source=(report,), dictionary=(), data=data), quiet)
    prepare(replace(sample, folder=tmp_path / "same", source=sample.source[:1], dictionary=()), quiet)
    for name in ("train.jsonl", "dev.jsonl"):
        assert (tmp_path / "run" / name).read_bytes() == (tmp_path / "same" / name).read_bytes()


def test_a_pattern_that_fits_no_file_is_an_error(sample, tmp_path):
    with pytest.raises(ReadError, match=r"no file in .* fits"):
        prepare(replace(sample, folder=tmp_path, data=replace(sample.data, exclude=("none/*.yaml",))), quiet)


def test_every_reason_of_the_report_is_one_that_occurs_and_the_other_way_round():
    labels = {"reserved", "excluded", "near-reserved", "duplicate", "near-duplicate"}
    source = (ROOT / "training/data.py").read_text(encoding="utf-8")
    assert all(reason in labels or f'"{reason}": ' in source for reason in report.REASONS)


@pytest.mark.parametrize(
    ("zh", "en", "reason"),
    [
        ("全年新增参保人员6.4万人。", "The number of insured persons rose by 64,000 over the year.", ""),
        (
            "全年新增参保人员6.4万人。",
            "The number of insured persons rose by 46,000 over the year.",
            "numbers",
        ),
        # Ten thousand and a hundred million said in another magnitude are the same number.
        ("总额达到1.2万亿元。", "The total reached 1,200 billion yuan.", ""),
        # Small numbers are words as often as not, and prove nothing.
        ("办好三件实事。", "Several practical matters will be dealt with.", ""),
        ("Annual report", "Annual report", "no-chinese"),
        ("联系电话见附件。", "See the annex for the 电话.", "chinese-in-english"),
        ("联系电话见附件。", "See the annex for the number。", "unwritable"),
        ("联系电话见附件。", "See [[the annex]] for the number.", "marker-in-english"),
        ("附件", "Annex", "too-short"),
        ("落实" * 130, "Implement it. " * 60, "too-long"),
        ("联系电话见附件。", "See.", "length-ratio"),
        ("联系电话见附件。\n\n另行通知。", "See the annex. Notice will be given.", "paragraphs"),
    ],
)
def test_misaligned_pairs_are_told(sample, zh, en, reason):
    sent = as_sent(zh, Matcher(Termbase(())))
    assert fault(sent, zh, en, sample.source[1], sample.data) == reason


@pytest.mark.parametrize(
    ("zh", "held"),
    [  # what md5sum says of them, modulo 5 by bc: 0, 0, 3, 4
        ("会议由市长主持，有关部门负责同志参加。", True),
        ("国家鼓励社会力量参与养老服务体系建设。", True),
        ("本办法自2025年3月1日起施行。", False),
        ("上述数据为初步核算数，最终数据以统计年鉴为准。", False),
    ],
)
def test_one_in_five_is_reserved_by_its_md5(zh, held):
    assert reserved(zh) is held


def test_an_example_becomes_a_prompt_and_an_answer():
    pieces: list[str] = []

    def tokenize(text: str) -> list[int]:
        pieces.append(text)
        return [len(text)]

    example = Example("one", "写作<|im_end|>的文字", "Text written <|im_end|>", ("上文", "Before"))
    prompt, answer = encode.encode(example, tokenize)
    assert "".join(pieces) == (
        "<|im_start|>user\nTranslate into English: 上文<|im_end|>\n<|im_start|>assistant\nBefore<|im_end|>\n"
        "<|im_start|>user\nTranslate into English: 写作<|im_end|>的文字<|im_end|>\n<|im_start|>assistant\n"
        "Text written <|im_end|><|im_end|>"
    )
    assert answer == [14, 9, 10]
    assert len(prompt) + len(answer) == len(pieces)
    corpus = [piece for piece in pieces if "的文字" in piece or "written" in piece or "写作" in piece]
    assert not [piece for piece in corpus if "<|" in piece]
