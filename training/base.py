"""The model that is adapted, with its tokenizer: from a GGUF, a folder, the data packages, or at random."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch

from briefing.engine.local import HEAD, TAIL
from briefing.errors import ModelError
from briefing.models import weights
from training.encode import END

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from training.config import Base, Config

_GGUF = "base.gguf"
_CONTROL = ("<|endoftext|>", "<|im_start|>", "<|im_end|>")
_RANDOM_VOCABULARY = 600
_RANDOM_HEAD = 16
"""Width of an attention head of the tiny model."""


def load(config: Config, dtype: torch.dtype, texts: Iterable[str]) -> tuple[Any, Any]:
    """The model in `dtype` and its tokenizer. `texts` teach the tokenizer of a random model its words.

    Raises ModelError if it cannot be read, or is not of the sizes that the configuration gives.
    """
    base = config.base
    try:
        if base.path == "random":
            model, tokenizer = _random(base, texts)
            model = model.to(dtype)
        else:
            model, tokenizer = _stored(base.path, config.folder, dtype)
    except (OSError, ValueError, ImportError) as error:
        raise ModelError(f"the base model {base.path} cannot be loaded: {error}") from error
    _check(model.config, base)
    for control in (HEAD, TAIL, END):
        ids = tokenizer(control, add_special_tokens=False)["input_ids"]
        if tokenizer.decode(ids) != control or len(ids) > control.count("|>") + 8:
            raise ModelError(
                f"the tokenizer does not know {control!r}", "The base must be a Qwen2 model for chats"
            )
    return model, tokenizer


def tokenize(tokenizer: Any) -> Callable[[str], list[int]]:
    """What `training.encode.encode` wants of a tokenizer of transformers."""
    return lambda text: list(tokenizer(text, add_special_tokens=False)["input_ids"]) if text else []


def _stored(path: str, folder: Path, dtype: torch.dtype) -> tuple[Any, Any]:
    from transformers import AutoModelForCausalLM, AutoTokenizer, GgufConfig

    file = _joined(folder) if path == "packages" else Path(path)
    # A path that is not there would be taken for the name of a model on the network.
    if not file.exists():
        raise ModelError(f"there is no {path}", "Name a GGUF file or a folder as the base, or `packages`")
    if file.suffix != ".gguf":
        tokenizer = AutoTokenizer.from_pretrained(file, local_files_only=True)
        return AutoModelForCausalLM.from_pretrained(file, dtype=dtype, local_files_only=True), tokenizer
    tokenizer = AutoTokenizer.from_pretrained(file.parent, gguf_file=file.name, local_files_only=True)
    model = AutoModelForCausalLM.from_pretrained(
        file.parent,
        gguf_file=file.name,
        # Packed weights, where a kernel for them is installed, could not be trained through.
        quantization_config=GgufConfig(dequantize=True),
        dtype=dtype,
        local_files_only=True,
    )
    return model, tokenizer


def _joined(folder: Path) -> Path:
    """The file that the data packages hold, put together in `folder` once, its hash checked."""
    target = folder / _GGUF
    if not target.exists():
        made = target.with_suffix(".part")
        default = weights.DEFAULT
        weights.join(weights.parts_or_error(), default.size, default.sha256, made, lambda done, size: None)
        made.replace(target)
    return target


def _random(base: Base, texts: Iterable[str]) -> tuple[Any, Any]:
    """A model of the same build with random weights, a byte-level tokenizer with Qwen's control tokens."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
    from transformers import PreTrainedTokenizerFast, Qwen2Config, Qwen2ForCausalLM

    pieces = Tokenizer(models.BPE())
    pieces.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    pieces.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=_RANDOM_VOCABULARY,
        special_tokens=list(_CONTROL),
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    pieces.train_from_iterator(texts, trainer)
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=pieces, eos_token=END, pad_token=_CONTROL[0])
    settings = Qwen2Config(
        vocab_size=pieces.get_vocab_size(),
        hidden_size=base.hidden,
        intermediate_size=base.intermediate,
        num_hidden_layers=base.layers,
        num_attention_heads=base.hidden // _RANDOM_HEAD,
        num_key_value_heads=base.key_value // _RANDOM_HEAD,
        tie_word_embeddings=True,
    )
    torch.manual_seed(0)
    return Qwen2ForCausalLM(settings), tokenizer


def _check(found: Any, base: Base) -> None:
    key_value = found.num_key_value_heads * (found.hidden_size // found.num_attention_heads)
    sizes = (found.num_hidden_layers, found.hidden_size, key_value, found.intermediate_size)
    wanted = (base.layers, base.hidden, base.key_value, base.intermediate)
    if found.model_type != "qwen2" or sizes != wanted:
        raise ModelError(
            f"the base is a {found.model_type} of sizes {sizes}, expected a qwen2 of {wanted}"
            " (layers, hidden, key_value, intermediate)",
            "Set them in [base]",
        )
