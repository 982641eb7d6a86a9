"""What an unpacked Argos package says about itself: everything that the engine must know and not guess."""

from __future__ import annotations

import json
import re
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Literal

from briefing.errors import ModelError

if TYPE_CHECKING:
    from pathlib import Path

LIBRARY_LIMIT = 1024
"""Tokens at which CTranslate2 cuts a source by default (`max_input_length`). A model whose positions are
computed, not stored, has no limit of its own; this one is taken, and what is over it is reported instead."""
MAX_JSON = 64 * 1024 * 1024
"""Bytes of a JSON or vocabulary file: the largest vocabularies known have a few MB."""

MAX_VARIABLES = 20_000
"""Variables of a model, and other names for them: a transformer has some tens a layer."""

PADDING = 8
"""Rows that a table of embeddings may have more than its vocabulary has tokens: some converters round up."""

_POSITIONS = "position_encodings/encodings"
_TABLES = (_POSITIONS, "embeddings/weight", "embeddings_0/weight")


@dataclass(frozen=True, slots=True)
class ArgosPackage:
    """The facts of a package.

    `tokenizer` is its model file, `kind` says for which library. `target_prefix` starts every answer (empty:
    none). `source_limit` is in tokens of text, `answer_limit` in tokens with the one that ends the answer.
    """

    name: str
    version: str
    folder: Path
    kind: Literal["sentencepiece", "bpe"]
    tokenizer: Path
    target_prefix: str
    end_token: str
    unknown_token: str
    source_limit: int
    answer_limit: int

    @property
    def model(self) -> Path:
        """The folder of the CTranslate2 model."""
        return self.folder / "model"


def read_package(folder: Path) -> ArgosPackage:
    """Read the facts of the package in `folder`, without loading its model.

    Raises:
        ModelError: a file is missing or malformed, or the package is not one from Chinese to English.
    """
    metadata = _read_object(folder / "metadata.json")
    pair = (metadata.get("type", "translate"), metadata.get("from_code"), metadata.get("to_code"))
    if pair != ("translate", "zh", "en"):
        raise ModelError(
            f"{folder.name} is no package that translates from zh to en, but {_short(pair)}",
            "briefing translates from Chinese to English alone",
        )
    if not (folder / "model" / "model.bin").is_file():
        raise ModelError(f"{folder.name} has no model/model.bin")
    kind, tokenizer = _tokenizer(folder)
    config = _read_object(folder / "model" / "config.json", missing_ok=True)
    flags, rows = _read_model(folder / "model" / "model.bin")
    end, unknown = _text(config, "eos_token", "</s>"), _text(config, "unk_token", "<unk>")
    prefix = _text(metadata, "target_prefix", "")
    _vocabulary(
        folder, "source", rows.get("encoder/embeddings_0/weight", rows.get("encoder/embeddings/weight"))
    )
    known = set(_vocabulary(folder, "target", rows.get("decoder/embeddings/weight")))
    for token in filter(None, (end, prefix)):
        # CTranslate2 would take it for the unknown token, without a word.
        if token not in known:
            raise ModelError(f"{folder.name} needs the token {_short(token)}, which its vocabulary has not")
    added = sum(bool(config.get(flag, flags.get(flag, 0))) for flag in ("add_source_bos", "add_source_eos"))
    return ArgosPackage(
        name=_name(metadata, folder.name),
        version=_text(metadata, "package_version", ""),
        folder=folder,
        kind=kind,
        tokenizer=tokenizer,
        target_prefix=prefix,
        end_token=end,
        unknown_token=unknown,
        source_limit=min(rows.get(f"encoder/{_POSITIONS}", LIBRARY_LIMIT), LIBRARY_LIMIT) - added,
        answer_limit=min(rows.get(f"decoder/{_POSITIONS}", LIBRARY_LIMIT), LIBRARY_LIMIT) - bool(prefix),
    )


def _name(metadata: dict[str, object], folder: str) -> str:
    """Name a package by its code and version; by its folder, if these are not fit to be typed."""
    code = _text(metadata, "code", "") or "translate-zh_en"
    version = _text(metadata, "package_version", "")
    whole = code if not version or code.endswith(f"-{version}") else f"{code}-{version}"
    return f"argos-{whole if re.fullmatch(r'[A-Za-z0-9][A-Za-z0-9._-]{0,80}', whole) else folder}"


def _tokenizer(folder: Path) -> tuple[Literal["sentencepiece", "bpe"], Path]:
    kinds: tuple[Literal["sentencepiece", "bpe"], ...] = ("sentencepiece", "bpe")  # argostranslate's order
    for kind in kinds:
        path = folder / f"{kind}.model"
        if path.is_file():
            return kind, path
    raise ModelError(f"{folder.name} has neither sentencepiece.model nor bpe.model")


def _vocabulary(folder: Path, side: Literal["source", "target"], rows: int | None) -> list[str]:
    """Read the tokens of one side, of which the model's table of embeddings has `rows`.

    CTranslate2 does not compare the two, and would read past the table's end.
    """
    names = [f"{one}_vocabulary.{suffix}" for one in (side, "shared") for suffix in ("json", "txt")]
    path = next((folder / "model" / name for name in names if (folder / "model" / name).is_file()), None)
    if path is None:
        raise ModelError(f"{folder.name} has no {side} vocabulary: none of {', '.join(names)} in model/")
    text = _read_text(path)
    tokens = _parse(text, path) if path.suffix == ".json" else text.removesuffix("\n").split("\n")
    if not isinstance(tokens, list) or not all(isinstance(token, str) for token in tokens):
        raise ModelError(f"{path} is no list of tokens")
    if rows is None or not rows - PADDING < len(tokens) <= rows:
        told = f"{len(tokens)} tokens in its {side} vocabulary, but {rows or 'no'} rows for them"
        raise ModelError(f"{folder.name} has {told}")
    return tokens


def _read_object(path: Path, *, missing_ok: bool = False) -> dict[str, object]:
    if missing_ok and not path.exists():
        return {}
    value = _parse(_read_text(path), path)
    if not isinstance(value, dict):
        raise ModelError(f"{path} holds no JSON object")
    return value


def _parse(text: str, path: Path) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ModelError(f"{path} is no valid JSON ({error})") from error


def _read_text(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_JSON:
            raise ModelError(f"{path} is too large to be what it is called")
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError as error:
        raise ModelError(f"{path.parent.name} has no {path.name}") from error
    except UnicodeDecodeError as error:
        raise ModelError(f"{path} is not in UTF-8") from error
    except OSError as error:
        raise ModelError(f"{path} cannot be read ({error.strerror or error})") from error


def _text(values: dict[str, object], key: str, default: str) -> str:
    value = values.get(key, default)
    if value is None:
        return default
    if not isinstance(value, str):
        raise ModelError(f"{key} should be text, but is {_short(value)}")
    if not value.isprintable():
        raise ModelError(f"{key} has characters that cannot be shown: {_short(value)}")
    return value


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:80]}..."


def _read_model(path: Path) -> tuple[dict[str, int], dict[str, int]]:
    """Read the list of variables of a `model.bin`; its weights are passed over.

    Returns the one-byte flags, under the names that newer models have in config.json, and the number of rows
    of each table in `_TABLES`. The layout is that of CTranslate2's `ModelSpec._serialize` and, for versions
    before 4, of its C++ reader.
    """
    flags: dict[str, int] = {}
    rows: dict[str, int] = {}
    try:
        with path.open("rb") as file:
            version = _number(file, "I")
            if not 2 <= version <= 6:
                raise ModelError(f"{path} is of version {version}, which this briefing does not know")
            _string(file), _number(file, "I")
            for _ in range(_count(file)):
                name = _string(file)
                shape = [_number(file, "I") for _ in range(_number(file, "B"))]
                size = _number(file, "B")
                count = _number(file, "I")
                size = count if version >= 4 else size * count
                if not shape and size == 1:
                    flags[name.replace("with_source_", "add_source_")] = _number(file, "B")
                    continue
                if shape and name.endswith(_TABLES):
                    rows[name] = shape[0]
                file.seek(size, 1)
            for _ in range(_count(file) if version >= 3 else 0):
                alias, name = _string(file), _string(file)
                if name in rows:
                    rows[alias] = rows[name]
    except (OSError, struct.error, ValueError) as error:
        raise ModelError(f"{path} is no CTranslate2 model, or a damaged one ({error})") from error
    return flags, rows


def _number(file: BinaryIO, kind: Literal["B", "H", "I"]) -> int:
    layout = struct.Struct(f"<{kind}")
    return int(layout.unpack(file.read(layout.size))[0])


def _count(file: BinaryIO) -> int:
    count = _number(file, "I")
    if count > MAX_VARIABLES:
        raise ValueError(f"{count:,} variables")
    return count


def _string(file: BinaryIO) -> str:
    return file.read(_number(file, "H")).rstrip(b"\0").decode()
