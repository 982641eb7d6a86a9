"""Tiny Argos packages that say what a test wants: real SentencePiece and CTranslate2 files, made in a moment.

The decoder's attention, feed-forward layers and embeddings are zero, its position encodings are unit vectors,
and the projection has a weight where a token shall be said at a position: so it says the tokens of a script,
one by one, whatever the source.
"""

from __future__ import annotations

import io
import json
import tempfile
import zipfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import ctranslate2
import numpy as np
import sentencepiece

if TYPE_CHECKING:
    from collections.abc import Mapping

POSITIONS = 64
WIDTH = 2 * POSITIONS
"""Of each two columns one is not used: some processors add products of 8-bit weights in pairs, which overflow
where both are as large as they can be."""
FOLDER = "translate-zh_en-0_1"
METADATA: dict[str, object] = {
    "package_version": "0.1",
    "argos_version": "1.9.0",
    "from_code": "zh",
    "from_name": "Chinese",
    "to_code": "en",
    "to_name": "English",
    "code": "translate-zh_en-tiny",
    "type": "translate",
}
LINES = (
    "截至6月底，江苏省共保障低收入人口97.7万人。",
    "全省民政系统坚持和发展新时代枫桥经验。",
    "the low-income population of 977,000 and 300 million yuan",
)
Script = "Sequence[str | Mapping[str, float]]"


@cache
def sentencepiece_model() -> bytes:
    writer = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(LINES),
        model_writer=writer,
        model_type="char",
        vocab_size=200,
        hard_vocab_limit=False,
        character_coverage=1.0,
        minloglevel=2,
    )
    return writer.getvalue()


def files(
    script: Script = ("▁hello", "."),
    *,
    metadata: Mapping[str, object] | None = None,
    add_source_eos: bool = True,
    stored_positions: bool = True,
) -> dict[str, bytes]:
    """The files of a package by name, its folder first. A place of the script is a token, or tokens with
    weights (10 is what a single one has, a second best has a little less). After it the model says `</s>`.
    Without stored positions there is no script: what such a model says is anything."""
    processor = sentencepiece.SentencePieceProcessor(model_proto=sentencepiece_model())
    source = [processor.id_to_piece(number) for number in range(processor.get_piece_size())]
    places = [{place: 10.0} if isinstance(place, str) else place for place in script]
    said = (token for place in places for token in place)
    target = list(dict.fromkeys(("<unk>", "<s>", "</s>", *said, *source)))
    spec = ctranslate2.specs.TransformerSpec.from_config(num_layers=1, num_heads=2)
    spec.register_source_vocabulary(source)
    spec.register_target_vocabulary(target)
    spec.config.add_source_eos = add_source_eos
    for side, vocabulary in ((spec.encoder, source), (spec.decoder, target)):
        _fill(side, len(vocabulary))
        if stored_positions:
            side.position_encodings.encodings = np.eye(WIDTH, dtype=np.float32)[::2]
    projection = np.zeros((len(target), WIDTH), np.float32)
    for position, place in enumerate(places):
        for token, weight in place.items():
            projection[target.index(token), 2 * position] = weight
        # Otherwise a beam fills with answers that end early, since all others are as unlikely.
        projection[target.index("</s>"), 2 * position] -= 10
    spec.decoder.projection.weight = projection
    spec.decoder.projection.bias = np.zeros(len(target), np.float32)
    spec.decoder.projection.bias[target.index("</s>")] = 20
    spec.validate()
    with tempfile.TemporaryDirectory() as folder:
        spec.save(folder)
        model = {f"model/{path.name}": path.read_bytes() for path in sorted(Path(folder).iterdir())}
    about = json.dumps({**METADATA, **(metadata or {})}).encode()
    whole = {"metadata.json": about, "sentencepiece.model": sentencepiece_model(), **model}
    return {f"{FOLDER}/{name}": content for name, content in whole.items()}


def unpacked(into: Path, content: Mapping[str, bytes]) -> Path:
    """Write a package's files as an installed package has them; returns its folder."""
    for name, data in content.items():
        path = into / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return into / FOLDER


def zipped(path: Path, content: Mapping[str | zipfile.ZipInfo, bytes]) -> Path:
    """Write a package's files as an .argosmodel file."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return path


def _fill(side: ctranslate2.specs.LayerSpec, vocabulary: int) -> None:
    layer = side.layer[0]
    linears = [layer.ffn.linear_0, layer.ffn.linear_1, *layer.self_attention.linear]
    norms = [layer.ffn.layer_norm, layer.self_attention.layer_norm, side.layer_norm]
    heights = [WIDTH, WIDTH, 3 * WIDTH, WIDTH]
    if hasattr(layer, "attention"):
        linears += layer.attention.linear
        norms.append(layer.attention.layer_norm)
        heights += [WIDTH, 2 * WIDTH, WIDTH]
    for linear, height in zip(linears, heights, strict=True):
        linear.weight = np.zeros((height, WIDTH), np.float32)
        linear.bias = np.zeros(height, np.float32)
    for norm in norms:
        norm.gamma = np.ones(WIDTH, np.float32)
        norm.beta = np.zeros(WIDTH, np.float32)
    for each in side.embeddings if isinstance(side.embeddings, list) else [side.embeddings]:
        each.weight = np.zeros((vocabulary, WIDTH), np.float32)
