"""The converted model's layers get the names that an adapter looks for, and a short file does not pass."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import xml.etree.ElementTree as ElementTree
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest

from briefing.errors import ModelError
from briefing.models import convert, prepare

if TYPE_CHECKING:
    from pathlib import Path


def product(name: str, *dims: int) -> str:
    ports = "".join(f"<dim>{dim}</dim>" for dim in dims)
    return (
        f'<layer name="{name}" type="MatMul"><input><port id="0"><dim>-1</dim></port>'
        f'<port id="1">{ports}</port></input></layer>'
    )


def model(tmp_path: Path, layers: str) -> Path:
    xml = tmp_path / "openvino_model.xml"
    xml.write_text(f'<?xml version="1.0"?><net name="Model0" version="11"><layers>{layers}</layers></net>')
    return xml


def test_names() -> None:
    names = convert.layer_names()
    assert len(names) == len(set(names)) == 197
    assert names[0] == "__module.model.layers.0.self_attn.q_proj/ov_ext::linear/MatMul"
    assert names[3] == "__module.model.layers.0.self_attn.o_proj/ov_ext::linear/MatMul"
    assert names[195] == "__module.model.layers.27.mlp.down_proj/ov_ext::linear/MatMul"
    assert names[196] == "__module.lm_head/ov_ext::linear/MatMul"


def test_weights_are_named_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    # In the file they may stand in any order, and 100 comes after 99; the product of two activations
    # (a dimension that is not fixed) is no weight, and keeps its name.
    numbers = [*range(104, 204), *range(103, 6, -1)]
    layers = [product(f"MatMul_{number}", 8, 8) for number in numbers]
    xml = model(tmp_path, "".join([product("MatMul_1", -1, 8), *layers]))
    convert.name_layers(xml)
    found = [layer.get("name") for layer in ElementTree.parse(xml).iterfind("./layers/layer")]
    assert found[0] == "MatMul_1"
    expected = dict(zip(sorted(numbers), convert.layer_names(), strict=True))
    assert found[1:] == [expected[number] for number in numbers]


@pytest.mark.parametrize(
    ("layers", "message"),
    [
        pytest.param("", "has 0 weight multiplications, expected 197", id="none"),
        pytest.param(product("MatMul_1", 8, 8) * 198, "has 198 weight", id="one-too-many"),
        pytest.param(product("linear", 8, 8) * 197, "a multiplication named 'linear'", id="other-names"),
    ],
)
def test_a_model_built_otherwise_is_refused(tmp_path: Path, layers: str, message: str) -> None:
    xml = model(tmp_path, layers)
    before = xml.read_bytes()
    with pytest.raises(ModelError, match=message):
        convert.name_layers(xml)
    assert xml.read_bytes() == before


CONSTANT = '<layer type="Const"><data offset="96" size="4"/></layer>'


def test_whole_file_passes(tmp_path: Path) -> None:
    xml = model(tmp_path, CONSTANT)
    xml.with_suffix(".bin").write_bytes(bytes(100))
    convert.check_complete(xml)


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        pytest.param(
            lambda xml: xml.with_suffix(".bin").write_bytes(bytes(99)), "99 of 100 bytes", id="short"
        ),
        pytest.param(lambda xml: xml.with_suffix(".bin").unlink(), "not written whole", id="no-weights"),
        pytest.param(
            lambda xml: xml.write_bytes(xml.read_bytes()[:-20]), "not written whole", id="half-an-xml"
        ),
        pytest.param(lambda xml: xml.write_bytes(b""), "not written whole", id="empty-xml"),
    ],
)
def test_short_file_is_told(tmp_path: Path, damage: object, message: str) -> None:
    xml = model(tmp_path, CONSTANT)
    xml.with_suffix(".bin").write_bytes(bytes(100))
    assert callable(damage)
    damage(xml)
    with pytest.raises(ModelError, match=message):
        convert.check_complete(xml)


@pytest.mark.skipif(find_spec("openvino_genai") is None, reason="needs openvino-genai")
def test_rubbish_is_refused_in_one_line_by_the_real_converter(tmp_path: Path) -> None:
    gguf = tmp_path / "weights.gguf"
    gguf.write_bytes(b"GGUF and then nothing of the kind")
    said: list[str] = []
    with pytest.raises(ModelError, match=r"could not be built|the conversion of the model failed") as caught:
        prepare.convert_in_child(gguf, said.append)
    assert "\n" not in str(caught.value)
    assert said[0] == "loading the inference library"


def test_a_child_with_nothing_to_read_says_so(tmp_path: Path) -> None:
    with pytest.raises(ModelError):
        prepare.convert_in_child(tmp_path / "weights.gguf", lambda _: None)


@pytest.mark.skipif(os.name != "posix", reason="pipes")
def test_the_child_does_not_outlive_its_parent() -> None:
    script = "import time; from briefing.models import convert; convert._end_with_parent(); time.sleep(60)"
    child = subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE)
    assert child.stdin
    time.sleep(0.3)
    assert child.poll() is None
    child.stdin.close()
    assert child.wait(timeout=300) == 3


def test_reports_are_one_json_object_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    convert._report(error="line\none", hint="面")
    line = capsys.readouterr().out
    assert line.count("\n") == 1
    assert json.loads(line) == {"error": "line\none", "hint": "面"}
