"""Turns a GGUF file into the OpenVINO model that briefing runs. A program of its own: it takes 3.8 GB.

`python -m briefing.models.convert FILE.gguf` writes the model, the tokenizer and the detokenizer beside
FILE.gguf. It reports on standard output, one JSON object a line: `{"status": ...}` as it goes, and
`{"error": ..., "hint": ...}` if it fails. It ends when its standard input is closed, so that it does not
outlive whoever started it.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import threading
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from briefing.errors import BriefingError, ModelError
from briefing.streams import document

MODEL_FILES = (
    "openvino_model.xml",
    "openvino_model.bin",
    "openvino_tokenizer.xml",
    "openvino_tokenizer.bin",
    "openvino_detokenizer.xml",
    "openvino_detokenizer.bin",
)

PROJECTIONS = (
    "self_attn.q_proj",
    "self_attn.k_proj",
    "self_attn.v_proj",
    "self_attn.o_proj",
    "mlp.gate_proj",
    "mlp.up_proj",
    "mlp.down_proj",
)
"""The weight matrices of a layer in the order in which OpenVINO's GGUF reader builds them."""

LAYERS = 28
"""How many layers Qwen2.5 1.5B has."""


def layer_names() -> list[str]:
    """Return the names of all 197 weight multiplications, in the order in which the GGUF reader builds them.

    OpenVINO gives these names to a model converted from PyTorch, and an adapter finds its place by them.
    """
    names = [f"model.layers.{layer}.{projection}" for layer in range(LAYERS) for projection in PROJECTIONS]
    return [f"__module.{name}/ov_ext::linear/MatMul" for name in (*names, "lm_head")]


def _is_weight(layer: ElementTree.Element) -> bool:
    """Tell whether a multiplication's second input has a fixed shape: a weight, not another activation."""
    ports = layer.findall("./input/port")
    return len(ports) == 2 and all(int(dim.text or "-1") > 0 for dim in ports[1].findall("dim"))


def _number(layer: ElementTree.Element) -> int:
    match = re.fullmatch(r"MatMul_(\d+)", layer.get("name", ""))
    if not match:
        raise ModelError(f"the converted model has a multiplication named {layer.get('name')!r}", _VERSIONS)
    return int(match[1])


def name_layers(xml: Path) -> None:
    """Name the weight multiplications of the model description `xml`, in place, as an adapter expects.

    The GGUF reader calls them MatMul_46 and so on, and an adapter would attach to nothing. Only the
    description is rewritten: the weights beside it (1.3 GB) stay as they are.

    Raises:
        ModelError: the model is not built as expected.
    """
    tree = ElementTree.parse(xml)
    products = [layer for layer in tree.iterfind("./layers/layer[@type='MatMul']") if _is_weight(layer)]
    names = layer_names()
    if len(products) != len(names):
        raise ModelError(
            f"the converted model has {len(products)} weight multiplications, expected {len(names)}",
            _VERSIONS,
        )
    for layer, name in zip(sorted(products, key=_number), names, strict=True):
        layer.set("name", name)
    tree.write(xml, encoding="utf-8", xml_declaration=True)


def check_complete(xml: Path) -> None:
    """Check that the weights beside the model description `xml` are all there.

    A full disk does not make OpenVINO fail: it leaves a short file.

    Raises:
        ModelError: a file is missing, or shorter than the description says.
    """
    weights = xml.with_suffix(".bin")
    try:
        data = ElementTree.parse(xml).iterfind("./layers/layer[@type='Const']/data")
        needed = max((int(item.get("offset", 0)) + int(item.get("size", 0)) for item in data), default=0)
        size = weights.stat().st_size
    except (OSError, ElementTree.ParseError) as error:
        raise ModelError(f"the converted model was not written whole ({error})", _SPACE) from error
    if size < needed:
        raise ModelError(f"{weights.name} was not written whole ({size:,} of {needed:,} bytes)", _SPACE)


_VERSIONS = "This version of openvino-genai reads the file differently: install one that briefing asks for"
_SPACE = "Is the disk full? Make room, or set BRIEFING_HOME to a folder on another disk"


def convert(gguf: Path) -> None:
    """Write OpenVINO's form of the model `gguf` beside it, ready for an adapter.

    Raises:
        ModelError: the conversion failed.
    """
    from briefing.engine.openvino import load

    _report(status="loading the inference library")
    _, genai = load()
    _report(status="building the model from its weights: up to a minute")
    try:
        pipeline = genai.LLMPipeline(str(gguf), "CPU", enable_save_ov_model=True)
    except MemoryError as error:
        raise ModelError(
            "there is not enough memory to build the model",
            "It takes 4 GB: close other programs and run the command again",
        ) from error
    except RuntimeError as error:
        reason = " ".join(str(error).split())
        if "alloc" in reason:
            raise ModelError(
                "there is not enough memory to build the model",
                "It takes 4 GB: close other programs and run the command again",
            ) from error
        # OpenVINO says no more of a full disk than "basic_ios::clear: iostream error".
        if shutil.disk_usage(gguf.parent).free < 10_000_000:
            raise ModelError(
                f"the disk is full: the model could not be written to {gguf.parent}", _SPACE
            ) from error
        raise ModelError(f"the model could not be built ({reason[:300]})", _SPACE) from error
    del pipeline
    _report(status="naming the layers for the adapter")
    for name in MODEL_FILES:
        if name.endswith(".xml"):
            check_complete(gguf.parent / name)
    name_layers(gguf.parent / "openvino_model.xml")


def _report(**message: str) -> None:
    document(json.dumps(message) + "\n")


def _end_with_parent() -> None:
    """End this process when its standard input closes: whoever started it is gone, whatever killed it."""

    def watch() -> None:
        while os.read(0, 1):
            pass
        os._exit(3)

    threading.Thread(target=watch, daemon=True).start()


def main(arguments: list[str]) -> int:
    """Convert the file named by the one argument; return the exit status."""
    _end_with_parent()
    try:
        convert(Path(arguments[0]))
    except BriefingError as error:
        _report(error=error.message, hint=error.hint)
        return 1
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        _report(error=f"the model could not be written ({error})", hint=_SPACE)
        return 1
    # Past this point nothing is left to do, and taking the model apart in memory costs a second.
    os._exit(0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
