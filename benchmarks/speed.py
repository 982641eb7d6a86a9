"""Speed and memory, as ratios taken in one run: `uv run --extra model python benchmarks/speed.py`.

Prints a Markdown table. Each row is measured in a process of its own, and needs the default model prepared,
or an Argos package installed; a row that lacks what it needs says so. `--only NAME` measures one row.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import resource
import statistics
import subprocess
import sys
import time
from itertools import count, islice
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from briefing.document import Document
    from briefing.engine.base import Draft, Engine, Request

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = sorted((ROOT / "examples").glob("*.txt"))
SEGMENTS = 200
LONGEST = 40
"""Characters of a sentence in the comparison with the bare engine, so that it ends within the hour."""


def example_sentences() -> Iterator[str]:
    """Sentences of the examples, over and over, each time with other figures, so that none comes twice."""
    from briefing.normalize import normalize
    from briefing.read import read_source
    from briefing.segment import segment

    sentences = []
    for path in EXAMPLES:
        source = read_source(path)
        document = segment(source, normalize(source.text))
        sentences += [each.zh for paragraph in document.paragraphs for each in paragraph.segments]
    for turn in count():
        for number, sentence in enumerate(sentences):
            changed = "".join(str((int(c) + turn - 1) % 9 + 1) if c in "123456789" else c for c in sentence)
            yield changed if turn == 0 or changed != sentence else f"第{turn + 1}，{sentence}（{number}）"


def document_of(sentences: list[str]) -> Document:
    from briefing.document import Source
    from briefing.glossary.layers import load_termbase
    from briefing.glossary.matcher import Matcher
    from briefing.pipeline import prepare_document

    text = "\n".join(sentences)
    return prepare_document(Source("benchmark", text, "", "utf-8"), Matcher(load_termbase()))


def engine_of(kind: str) -> Engine:
    from briefing.models.load import load_engine
    from briefing.models.registry import list_models

    name = next(each.name for each in list_models() if each.engine == kind and each.state == "ready")
    return load_engine(name)


def warmed(engine: Engine) -> Engine:
    from briefing.engine.base import Request

    list(engine.translate([Request("warm", "各地区各部门要抓好落实。")]))
    return engine


def requests_of(document: Document) -> list:
    from briefing.engine.base import Request

    return [Request(s.id, s.zh, s.spans) for paragraph in document.paragraphs for s in paragraph.segments]


def seconds(job: Callable[[], object]) -> float:
    started = time.perf_counter()
    job()
    return time.perf_counter() - started


def bare_local(engine: Engine, requests: list) -> Callable[[], object]:
    """All prompts at once through the library's own `generate`, decoded."""
    import numpy as np

    from briefing.engine import local, markers, openvino

    library, _ = openvino.load()
    model = engine._model  # type: ignore[attr-defined]
    asks = [local._ask(each, markers.encode(each.text, each.spans)) for each in requests]
    ids = [library.Tensor(np.array([model.encode(ask)], dtype=np.int64)) for ask in asks]
    configs = [model._config(ask) for ask in asks]

    def generate() -> object:
        results = model._pipeline.generate(ids, configs)
        return [model.decode(list(result.m_generation_ids[0])) for result in results]

    return generate


def bare_argos(engine: Engine, requests: list) -> Callable[[], object]:
    """All sources at once through CTranslate2, with the engine's settings, detokenised."""
    from briefing.engine import argos

    tokenizer = engine._tokenizer  # type: ignore[attr-defined]
    translator = engine._translator  # type: ignore[attr-defined]

    def translate() -> object:
        sources = [tokenizer.encode(argos._source(each)) for each in requests]
        prefix = engine._package.target_prefix  # type: ignore[attr-defined]
        results = translator.translate_batch(
            sources,
            target_prefix=[[prefix]] * len(sources) if prefix else None,
            max_batch_size=argos.BATCH_TOKENS,
            batch_type="tokens",
            beam_size=argos.BEAM,
            length_penalty=argos.LENGTH_PENALTY,
            max_input_length=0,
            max_decoding_length=argos.SHORT_ANSWER,
            return_end_token=True,
        )
        return [tokenizer.decode(result.hypotheses[0]) for result in results]

    return translate


def pipeline_to_bare(kind: str) -> dict[str, object]:
    from briefing.pipeline import translate_document

    short = (each for each in example_sentences() if len(each) <= LONGEST)
    document = document_of(list(islice(short, SEGMENTS)))
    engine = warmed(engine_of(kind))
    bare = bare_local if kind == "local" else bare_argos
    floor = seconds(bare(engine, requests_of(document)))
    whole = seconds(lambda: list(translate_document(document, engine)))
    return {
        "ratio": whole / floor,
        "detail": f"{whole:.1f} s to {floor:.1f} s, {len(requests_of(document))} segments",
    }


def pipeline_to_all_prompts() -> dict[str, object]:
    """The same, with what is asked again among what the bare engine is asked."""
    from briefing.pipeline import translate_document

    engine = warmed(engine_of("argos"))
    asked: list[Request] = []

    class Recording:
        name, fingerprint, prompt = engine.name, engine.fingerprint, engine.prompt

        def translate(self, requests: Iterable[Request]) -> Iterator[tuple[str, Draft]]:
            def noted() -> Iterator[Request]:
                for request in requests:
                    asked.append(request)
                    yield request

            return engine.translate(noted())

    short = (each for each in example_sentences() if len(each) <= LONGEST)
    document = document_of(list(islice(short, SEGMENTS)))
    whole = seconds(lambda: list(translate_document(document, Recording())))
    floor = seconds(bare_argos(engine, asked))
    return {"ratio": whole / floor, "detail": f"{whole:.1f} s to {floor:.1f} s, {len(asked)} prompts"}


def first_paragraph() -> dict[str, object]:
    from briefing.pipeline import translate_document

    # Not from the head: a byline and a heading need no engine.
    sentences = list(islice(example_sentences(), 5, 45))
    paragraphs = ["".join(sentences[at : at + 4]) for at in range(0, 40, 4)]
    document = document_of(paragraphs)
    engine = warmed(engine_of("local"))
    started = time.perf_counter()
    results = translate_document(document, engine)
    next(results)
    first = time.perf_counter() - started
    list(results)
    whole = time.perf_counter() - started
    return {
        "ratio": first / whole,
        "detail": f"{first:.1f} s of {whole:.1f} s, 40 sentences in 10 paragraphs",
    }


def argos_to_argostranslate() -> dict[str, object]:
    """The same package and text through `argostranslate.translate`, as its own interface is called.

    Its sentence splitters (stanza, spaCy, minisbd) are not installed; what stands in for them cuts after
    。！？ and costs nothing, which is in argostranslate's favour.
    """
    from unittest.mock import MagicMock

    from briefing.pipeline import translate_document

    engine = engine_of("argos")
    folder = engine._package.folder  # type: ignore[attr-defined]
    document = document_of(list(islice(example_sentences(), 60)))
    text = "\n".join(each.text for each in requests_of(document))

    for name in ("stanza", "spacy", "minisbd"):
        sys.modules[name] = MagicMock()
    import argostranslate.package
    from argostranslate import translate

    class Splitter:
        def __init__(self, *_: object) -> None: ...

        def split_sentences(self, paragraph: str) -> list[str]:
            return [each for each in re.split(r"(?<=[。！？])", paragraph) if each.strip()]

    translate.MiniSBDSentencizer = translate.StanzaSentencizer = Splitter
    translation = translate.PackageTranslation(
        translate.Language("zh", "Chinese"),
        translate.Language("en", "English"),
        argostranslate.package.Package(folder),
    )
    translation.translate("各地区各部门要抓好落实。")
    warmed(engine)
    ours = seconds(lambda: list(translate_document(document, engine)))
    theirs = seconds(lambda: translation.translate(text))
    return {"ratio": ours / theirs, "detail": f"{ours:.1f} s to {theirs:.1f} s, 60 sentences"}


def start_up(argument: str) -> dict[str, object]:
    command = Path(sys.executable).with_name("briefing")

    def best(arguments: list[str]) -> float:
        times = [
            seconds(lambda: subprocess.run(arguments, stdout=subprocess.DEVNULL, check=True))
            for _ in range(15)
        ]
        return statistics.median(times)

    floor = best([sys.executable, "-c", "pass"])
    ours = best([str(command), argument])
    return {"ratio": ours / floor, "detail": f"{ours * 1000:.0f} ms to {floor * 1000:.0f} ms"}


def peak_memory() -> dict[str, object]:
    """A long text through the default model: 80 sentences, as many at once as ever, drafts not kept."""
    from briefing.pipeline import translate_document

    document = document_of(list(islice(example_sentences(), 80)))
    list(translate_document(document, engine_of("local")))
    return {"ratio": None, "detail": f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB"}


def peak_without_engine() -> dict[str, object]:
    """A text of 5 MB through everything but the engine, which is a fake that answers at once."""
    sys.path.insert(0, str(ROOT / "tests"))
    from fakes import FakeEngine

    from briefing.pipeline import translate_document

    sentences, size = [], 0
    for sentence in example_sentences():
        sentences.append(sentence)
        size += len(sentence.encode()) + 1
        if size > 5_000_000:
            break
    started = time.perf_counter()
    document = document_of(sentences)
    for _ in translate_document(document, FakeEngine()):
        pass
    spent = time.perf_counter() - started
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    return {"ratio": None, "detail": f"{memory:.0f} MB, {spent:.0f} s"}


ROWS: dict[str, tuple[str, str, Callable[[], dict[str, object]]]] = {
    "local": ("pipeline to bare engine, default model", "at most 1.15", lambda: pipeline_to_bare("local")),
    "argos": ("pipeline to bare engine, Argos package", "", lambda: pipeline_to_bare("argos")),
    "argos-all": (
        "pipeline to bare engine, Argos package, repairs in both",
        "at most 1.15",
        pipeline_to_all_prompts,
    ),
    "argostranslate": (
        "Argos package through briefing to argostranslate.translate",
        "at most 0.33",
        argos_to_argostranslate,
    ),
    "first": ("first paragraph to the whole, default model", "at most 0.25", first_paragraph),
    "version": ("`briefing --version` to `python -c pass`", "at most 3", lambda: start_up("--version")),
    "help": ("`briefing --help` to `python -c pass`", "at most 3", lambda: start_up("--help")),
    "memory": ("peak memory with the default model", "under 4 GB", peak_memory),
    "memory-5mb": ("peak memory of all but the engine, 5 MB text", "under 500 MB", peak_without_engine),
}


def machine() -> str:
    name = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        found = re.search(r"model name\s*:\s*(.+)", info.read_text())
        name = found[1] if found else name
    return f"{os.cpu_count()} cores of {name}, {platform.system()}, Python {platform.python_version()}"


def run_rows(
    about: str | None,
    script: str,
    keys: Iterable[str],
    header: str,
    measure: Callable[[str], dict],
    line: Callable[[str, dict | None], str],
) -> None:
    """A benchmark's command line: its table, each row measured by `script` in a process of its own.

    `line` makes a row of what `measure` gave, or of None where it failed.
    """
    keys = list(keys)
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=keys, action="append")
    parser.add_argument("--row", choices=keys, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.row:
        print(json.dumps(measure(arguments.row)))
        return
    print(f"Measured on {time.strftime('%Y-%m-%d')}: {machine()}.\n")
    print(header)
    for key in arguments.only or keys:
        done = subprocess.run(
            [sys.executable, script, "--row", key], stdout=subprocess.PIPE, text=True, check=False
        )
        result = None if done.returncode else json.loads(done.stdout.splitlines()[-1])
        print(line(key, result), flush=True)


def line(key: str, result: dict | None) -> str:
    label, wanted, _ = ROWS[key]
    if result is None:
        return f"| {label} | | {wanted} | not measured |"
    ratio = f"{result['ratio']:.2f}" if result["ratio"] is not None else ""
    return f"| {label} | {ratio} | {wanted} | {result['detail']} |"


if __name__ == "__main__":
    HEADER = "| what | ratio | wanted | detail |\n| --- | ---: | --- | --- |"
    run_rows(__doc__, __file__, ROWS, HEADER, lambda key: ROWS[key][2](), line)
