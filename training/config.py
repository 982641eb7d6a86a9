"""The one file of settings: TOML, read into the types below, with an error for whatever does not fit them."""

from __future__ import annotations

import re
import tomllib
from dataclasses import MISSING, dataclass, field, fields, is_dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from briefing.errors import UsageError


@dataclass(frozen=True, slots=True)
class Source:
    """Files of sentence pairs. `files` is a glob below the corpus, or, where they are the repository's `own`,
    below its root; `what` and `licence` go into the card.

    `pairs` is how many are taken (0: all), `marked` the share of them that gets spans. `only` is an
    expression that the Chinese must have (empty: any). `ratio` bounds the characters of English for one of
    Chinese. `reserve` leaves every fifth pair for evaluation. `ordered` says that the lines follow each other
    as in a document, so that one can be given the line before.
    """

    name: str
    files: str
    what: str
    licence: str
    pairs: int = 0
    marked: float = 0.5
    only: str = ""
    ratio: tuple[float, float] = (1.2, 8.0)
    reserve: bool = True
    ordered: bool = False
    own: bool = False


@dataclass(frozen=True, slots=True)
class Dictionary:
    """Files of words with their English, one sense a line: `files` is a glob below the corpus."""

    name: str
    files: str
    licence: str


@dataclass(frozen=True, slots=True)
class Data:
    """How pairs are chosen and prepared.

    `exclude`: globs of YAML files whose Chinese must not be trained on. `shortest` and `longest` are
    characters of Chinese; `near` is the similarity (0 to 100) from which two sentences are the same. Of a
    marked pair each span is marked with a probability drawn from `span_rates`, each dictionary word with
    `word_rate`, `most_spans` at most. `noise` is the share of pairs that look scraped, `earlier` that of
    ordered pairs with the sentence before. `dev` pairs are held back to watch the loss.
    """

    corpus: Path
    exclude: tuple[str, ...]
    shortest: int = 4
    longest: int = 240
    near: float = 90.0
    span_rates: tuple[float, ...] = (0.5, 0.9, 1.0)
    word_rate: float = 0.3
    most_spans: int = 12
    noise: float = 0.1
    earlier: float = 0.25
    dev: int = 96


@dataclass(frozen=True, slots=True)
class Base:
    """The model that is adapted. `path`: a GGUF file or a folder as Hugging Face has it; `packages` for the
    data packages of `briefing[model]`; `random` for a tiny one of the same build, for tests.

    The sizes are checked against the model, and every adapter against the sizes.
    """

    path: str
    name: str
    licence: str
    layers: int = 28
    hidden: int = 1536
    key_value: int = 256
    intermediate: int = 8960


@dataclass(frozen=True, slots=True)
class Lora:
    """The adapter's form: `rank`, PEFT's `alpha`, and the first layer that it touches, to the last."""

    rank: int = 16
    alpha: int = 32
    first_layer: int = 14


@dataclass(frozen=True, slots=True)
class Train:
    """The training. `start` is an adapter's file to go on from (empty: none). `batch_tokens` counts padding;
    `longest` is tokens of an example, longer ones are left out; `vocabulary` is how many frequent tokens are
    told apart besides those of the answers (0: all); `max_steps` 0 is the whole of `epochs`; `warm_up` is
    steps; the learning rate falls to `floor` times its peak, over the last `cool_down` minutes if the end is
    given by the clock. `dtype` (of the frozen base) is `bfloat16`, `float32`, or `auto`: the first where the
    machine computes in it.

    The rest may change when a training is taken up again. Every `check_minutes` the held-back loss is taken,
    every `save_minutes` a checkpoint. A batch goes through the model in parts of `memory_tokens`. `threads` 0
    is PyTorch's choice.
    """

    epochs: int = 1
    max_steps: int = 0
    start: Path = Path()
    batch_tokens: int = 1600
    longest: int = 400
    vocabulary: int = 0
    rate: float = 4e-4
    warm_up: int = 8
    floor: float = 0.05
    cool_down: float = 30.0
    clip: float = 1.0
    dtype: str = "auto"
    check_minutes: float = 30.0
    save_minutes: float = 10.0
    memory_tokens: int = 1600
    threads: int = 0

    def learnt(self) -> Train:
        """These settings, those that do not change what is learnt at their defaults."""
        own = {name: getattr(Train(), name) for name in ("check_minutes", "save_minutes", "memory_tokens")}
        return replace(self, threads=0, **own)


@dataclass(frozen=True, slots=True)
class Card:
    """What the card says that no step can measure. `figures` and `limits`: Markdown files, put in as they
    are; empty if there are none yet."""

    version: str
    hardware: str
    figures: str = ""
    limits: str = ""


@dataclass(frozen=True, slots=True)
class Config:
    """All settings. `folder` takes whatever the steps write; `bundle` is where an adapter ships from."""

    folder: Path
    seed: int
    data: Data
    base: Base
    card: Card
    source: tuple[Source, ...]
    dictionary: tuple[Dictionary, ...] = ()
    lora: Lora = field(default_factory=Lora)
    train: Train = field(default_factory=Train)
    bundle: Path = Path("src/briefing/models")


def load(path: Path) -> Config:
    """Read the settings. Raises UsageError that names the file and the key."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}", "Give one with --config") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} is not TOML: {error}") from error
    config: Config = _built(Config, table, str(path), "")
    _check(config, str(path))
    return config


def _built(kind: Any, table: dict[str, Any], file: str, where: str) -> Any:
    known = {each.name: each for each in fields(kind)}
    for key in table:
        if key not in known:
            near = get_close_matches(key, known, 1)
            hint = f"Did you mean {near[0]}?" if near else f"Known are: {', '.join(known)}"
            raise UsageError(f"{file}: there is no setting {where}{key}", hint)
    for name, each in known.items():
        if name not in table and each.default is MISSING and each.default_factory is MISSING:
            raise UsageError(f"{file}: the setting {where}{name} is missing")
    types = get_type_hints(kind)
    return kind(**{key: _value(types[key], value, file, where + key) for key, value in table.items()})


def _value(kind: Any, value: Any, file: str, where: str) -> Any:
    if is_dataclass(kind) and isinstance(value, dict):
        return _built(kind, value, file, f"{where}.")
    if get_origin(kind) is tuple and isinstance(value, list):
        inner = get_args(kind)
        kinds = [inner[0]] * len(value) if inner[-1] is Ellipsis else list(inner)
        if len(kinds) != len(value):
            raise UsageError(f"{file}: {where} takes {len(kinds)} values, not {len(value)}")
        items = zip(kinds, value, strict=True)
        return tuple(_value(one, item, file, f"{where}[{at}]") for at, (one, item) in enumerate(items))
    if kind is Path and isinstance(value, str):
        return Path(value)
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    # A bool is an int to Python, and would pass as one.
    if isinstance(kind, type) and type(value) is kind:
        return value
    name = kind.__name__ if isinstance(kind, type) and not is_dataclass(kind) else "table or list"
    raise UsageError(f"{file}: {where} is {value!r}, expected a {name}")


def _check(config: Config, file: str) -> None:
    """Raise UsageError for values that cannot be meant."""
    data, lora, train = config.data, config.lora, config.train
    shares = {f"source {each.name}: marked": each.marked for each in config.source}
    shares |= {f"data.span_rates[{at}]": rate for at, rate in enumerate(data.span_rates)}
    shares |= {f"data.{name}": getattr(data, name) for name in ("word_rate", "noise", "earlier")}
    wrong = [f"{name} is {share}, expected 0 to 1" for name, share in shares.items() if not 0 <= share <= 1]
    wrong += [f"{name} is used by two sources" for name in _repeated(each.name for each in config.source)]
    sizes = (lora.rank, lora.alpha, train.epochs, train.batch_tokens, train.memory_tokens)
    if min(sizes) < 1 or not config.source or not data.span_rates:
        wrong.append("rank, alpha, epochs, batch_tokens, memory_tokens, sources and span_rates"
                     " must not be nothing")  # fmt: skip
    if min(train.check_minutes, train.save_minutes, train.cool_down, train.vocabulary) < 0:
        wrong.append("check_minutes, save_minutes, cool_down and vocabulary must not be below nothing")
    wrong += [f"source {each.name}: only is no expression: {fault}"
              for each in config.source if (fault := _fault(each.only))]  # fmt: skip
    if not 0 <= lora.first_layer < config.base.layers:
        wrong.append(f"lora.first_layer is {lora.first_layer}, but base.layers {config.base.layers}")
    if train.dtype not in ("auto", "bfloat16", "float32"):
        wrong.append(f"train.dtype is {train.dtype!r}, expected auto, bfloat16 or float32")
    if wrong:
        raise UsageError(f"{file}: " + "; ".join(wrong))


def _fault(expression: str) -> str:
    try:
        re.compile(expression)
    except re.error as error:
        return str(error)
    return ""


def _repeated(names: Any) -> list[str]:
    seen: set[str] = set()
    return [name for name in names if name in seen or seen.add(name)]  # type: ignore[func-returns-value]
