"""A chat template is a program that a stranger wrote: one without end, or that takes all memory, is ended."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest
import tiny_gguf
from test_engine_llama import engine, requests

from briefing import machine
from briefing.engine import framing, llama
from briefing.engine.bounds import Bounds
from briefing.engine.child import Child
from briefing.engine.llama_serving import Settings
from briefing.engine.served.client import Timeouts
from briefing.engine.served.profiles import profile_for
from briefing.errors import ModelError

if TYPE_CHECKING:
    from pathlib import Path

MILLIONS = "{% for a in range(100000) %}{% for b in range(100000) %}BODY{% endfor %}{% endfor %}"
ENDLESS = {
    "loops": MILLIONS.replace("BODY", ""),
    "grows": "{% set n = namespace(s='民生') %}" + MILLIONS.replace("BODY", "{% set n.s = n.s + n.s %}"),
}
TAKES = {
    "loops": "it was not ready after 3 seconds",
    "grows": r"it took \d\.\d GB of memory",
}
ITSELF = "{% macro f(n) %}{{ f(n + 1) }}{% endmacro %}{{ f(1) }}"
FRAME = [{"role": "user", "content": "民生"}]

serving = pytest.mark.skipif(find_spec("xllamacpp") is None, reason="needs xllamacpp")
linux = sys.platform == "linux"


def bounds(name: str) -> Bounds:
    """One of the two, so that it is known which was met."""
    return Bounds(3.0, 10**12) if name == "loops" else Bounds(300.0, 300_000_000)


@serving
@pytest.mark.parametrize("name", ["loops", "grows"] if linux else ["loops"])
def test_a_template_that_does_not_end_ends_llama_cpp(name: str, tmp_path: Path) -> None:
    path = tiny_gguf.write(
        tmp_path / "tiny.gguf", **{"tokenizer.chat_template": ENDLESS[name] + tiny_gguf.TEMPLATE}
    )
    with pytest.raises(ModelError, match=rf"cannot load the model \({TAKES[name]}\)\.") as told:
        Child(Settings(str(path), "", slots=1, context=256), bounds(name))
    assert "template that does not end" in told.value.hint
    assert "\n" not in f"{told.value}"


@serving
def test_one_that_does_not_end_with_some_texts_alone_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    template = (
        "{% for m in messages %}{% if '落实' in m.content %}" + ENDLESS["loops"] + "{% endif %}{% endfor %}"
    )
    path = tiny_gguf.write(
        tmp_path / "tiny.gguf", **{"tokenizer.chat_template": template + tiny_gguf.TEMPLATE}
    )
    monkeypatch.setattr(llama, "TIMEOUTS", Timeouts(first=3.0, idle=3.0))
    [(_, draft)] = engine(path).translate(requests(1))
    assert draft.ended == "failed"


def test_bounds_are_the_models_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half an hour and 42 GB for a model of 18 GB on a slow drive; two minutes and 2.5 GB for a small one."""
    given: list[Bounds] = []
    monkeypatch.setattr(llama, "Child", lambda _, bounds: given.append(bounds))
    monkeypatch.setattr(machine, "available_memory", lambda: 10**11)
    for size in (18 * 10**9, 10**6):
        file = llama.File(tmp_path / "x.gguf", "ab" * 32, size, 1024, 8192, "qwen2", thinks=False)
        made = llama.LlamaEngine(file, name="x", profile=profile_for("x", "qwen2"))
        made.start()
    assert [round(each.seconds) for each in given] == [1920, 120]
    assert [round(each.memory / 1e9) for each in given] == [38, 2]


def openvino(path: Path, template: str, within: Bounds = framing.BOUNDS) -> str:
    """A message in the template of a model in OpenVINO's form; the rest of the model is not needed."""
    (path / "chat_template.jinja").write_text(template, encoding="utf-8")
    return framing.framed(path, FRAME, within)


@pytest.mark.skipif(find_spec("openvino_genai") is None, reason="needs openvino-genai")
def test_a_template_in_openvinos_form_is_no_part_of_this_process(tmp_path: Path) -> None:
    assert openvino(tmp_path, tiny_gguf.TEMPLATE).startswith("<|im_start|>user\n民生<|im_end|>\n")
    with pytest.raises(
        ModelError, match=r"chat template that can be used \(it was not ready after 3 seconds"
    ):
        openvino(tmp_path, ENDLESS["loops"], bounds("loops"))
    with pytest.raises(ModelError, match=r"chat template that can be used \("):
        openvino(tmp_path, ITSELF)
