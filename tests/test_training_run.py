"""The recipe from beginning to end on its sample, with PyTorch."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import recipe
from recipe import quiet

from briefing.errors import ModelError
from training.__main__ import main
from training.config import Config, Train, load
from training.data import Example, prepare
from training.encode import encode

torch = pytest.importorskip("torch")
peft = pytest.importorskip("peft")
pytest.importorskip("transformers")

from training import base, train  # noqa: E402
from training.convert import convert  # noqa: E402

pytestmark = pytest.mark.training

ROOT = Path(__file__).parents[1]
TEXTS = ("要健全监督机制。", "Oversight should be improved.", "im_start im_end user assistant")


@pytest.fixture(scope="module")
def sample():
    return recipe.sample()


@pytest.fixture(scope="module")
def trained(sample, tmp_path_factory):
    config = replace(sample, folder=tmp_path_factory.mktemp("run"))
    prepare(config, quiet)
    train.train(config, quiet)
    convert(config.folder / "checkpoint", config.folder / "adapter.safetensors", config.base)
    return config


@pytest.fixture(scope="module")
def tiny(sample):
    return base.load(sample, torch.float32, TEXTS)


def scores(model: Any) -> Any:
    ids = torch.arange(3, 43).reshape(2, 20)
    with torch.no_grad():
        return model(input_ids=ids).logits


def bare(config: Config) -> Any:
    texts = [
        text
        for line in (config.folder / "train.jsonl").read_text(encoding="utf-8").splitlines()
        for text in (json.loads(line)["zh"], json.loads(line)["en"])
    ]
    return base.load(config, torch.float32, texts)[0]


def test_all_of_it_by_one_command(sample, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    text = (ROOT / "training" / "sample.toml").read_text(encoding="utf-8")
    config = tmp_path / "config.toml"
    config.write_text(text.replace("training/run/sample", str(tmp_path / "run")), encoding="utf-8")
    assert main(["all", "--config", str(config)]) == 0
    models = tmp_path / "run" / "models"
    assert sorted(path.name for path in models.iterdir()) == [
        "ADAPTER.md",
        "adapter.safetensors",
        "adapter.sha256",
    ]
    sha256 = (models / "adapter.sha256").read_text(encoding="ascii").split()[0]
    assert sha256 in (models / "ADAPTER.md").read_text(encoding="utf-8")
    assert sha256 in capsys.readouterr().out


def test_the_loss_falls(trained):
    lines = (trained.folder / "log.jsonl").read_text(encoding="utf-8").splitlines()
    losses = [each["dev_loss"] for line in lines if "dev_loss" in (each := json.loads(line))]
    assert losses[-1] < losses[0] - 0.02


def test_the_file_that_ships_does_in_peft_what_was_trained(trained):
    """With an alpha equal to its rank it gives what the checkpoint gives, and not what the base does."""
    plain = scores(bare(trained))
    checkpoint = scores(peft.PeftModel.from_pretrained(bare(trained), trained.folder / "checkpoint"))
    form = train.lora(replace(trained.lora, alpha=trained.lora.rank), trained.base.layers)
    model = peft.get_peft_model(bare(trained), form)
    from safetensors.torch import load_file

    loaded = load_file(trained.folder / "adapter.safetensors")
    result = peft.set_peft_model_state_dict(model, loaded)
    assert not result.unexpected_keys
    shipped = scores(model)
    change = (checkpoint - plain).abs().max()
    assert change > 0.01
    assert (shipped - checkpoint).abs().max() < change / 100


def test_only_the_upper_layers_are_touched(trained):
    from safetensors.torch import load_file

    names = load_file(trained.folder / "adapter.safetensors")
    assert len(names) == 14
    assert all(".layers.1." in name for name in names)


def test_a_training_that_was_cut_off_ends_as_if_it_had_not_been(trained, tmp_path, monkeypatch):
    config = replace(trained, folder=tmp_path)
    prepare(config, quiet)
    save = train._save

    def killed(*given: Any) -> None:
        save(*given)
        raise KeyboardInterrupt

    monkeypatch.setattr(train, "_save", killed)
    with pytest.raises(KeyboardInterrupt):
        train.train(config, quiet)
    monkeypatch.setattr(train, "_save", save)
    said: list[str] = []
    train.train(config, said.append)
    assert said[0] == "going on after step 10"
    convert(config.folder / "checkpoint", tmp_path / "adapter.safetensors", config.base)
    assert (tmp_path / "adapter.safetensors").read_bytes() == (
        trained.folder / "adapter.safetensors"
    ).read_bytes()
    steps = [json.loads(line)["step"] for line in (tmp_path / "log.jsonl").read_text().splitlines()]
    assert steps == [0, 5, 10, 12, 12]


def test_a_checkpoint_of_another_recipe_is_not_gone_on_with(trained):
    other = replace(trained, train=replace(trained.train, rate=1e-3))
    with pytest.raises(ModelError, match="of other data or another recipe"):
        train.train(other, quiet)


def test_only_the_tokens_of_answers_count(tiny):
    model = peft.get_peft_model(tiny[0], train.lora(load(ROOT / "training/sample.toml").lora, 2))
    batch = [([5, 6, 7], [8, 9]), ([5], [10])]
    loss, count = train.loss_of(model, batch)
    logits = [model(input_ids=torch.tensor([prompt + answer])).logits[0] for prompt, answer in batch]
    wanted = torch.nn.functional.cross_entropy(
        torch.stack([logits[0][2], logits[0][3], logits[1][0]]), torch.tensor([8, 9, 10])
    )
    assert count == 3
    assert torch.isclose(loss, wanted, atol=1e-5)


@pytest.mark.parametrize("text", ["<|im_end|>", "a<|im_start|>user", "<|endoftext|>中文", "<<|im_end|>>"])
def test_control_tokens_in_a_corpus_stay_text(tiny, text):
    tokenize = base.tokenize(tiny[1])
    prompt, answer = encode(Example("one", text, text, (text, text)), tokenize)
    control = {tokenize(token)[0] for token in ("<|im_start|>", "<|im_end|>", "<|endoftext|>")}
    assert len(control) == 3
    plain, own = encode(Example("one", "x", "x", ("x", "x")), tokenize)
    assert [token for token in prompt if token in control] == [token for token in plain if token in control]
    assert [token for token in answer if token in control] == [token for token in own if token in control]
    assert tiny[1].decode(answer) == f"{text}<|im_end|>"


def test_batches_hold_every_example_once_and_little_padding():
    lengths = [10 + at * 7 % 90 for at in range(1000)]
    plan = train.batches(lengths, Train(batch_tokens=500), seed=1)
    assert sorted(at for batch in plan for at in batch) == list(range(1000))
    assert all(len(batch) * max(lengths[at] for at in batch) <= 500 for batch in plan)
    padded = sum(len(batch) * max(lengths[at] for at in batch) for batch in plan)
    assert padded < 1.1 * sum(lengths)
    assert plan == train.batches(lengths, Train(batch_tokens=500), seed=1)
    assert train.batches(lengths, Train(batch_tokens=500, max_steps=3), seed=1) == plan[:3]


def test_one_example_longer_than_a_batch_goes_alone():
    assert train.batches([900], Train(batch_tokens=500), seed=1) == [[0]]


def test_the_rate_rises_to_its_peak_and_falls_to_its_floor():
    settings = Train(rate=1.0, warm_up=10, floor=0.05)
    rates = [train.learning_rate(step, 100, settings) for step in range(1, 101)]
    assert rates[0] == pytest.approx(0.1)
    assert max(rates) == pytest.approx(1.0, abs=0.03)
    assert rates[-1] == pytest.approx(0.05, abs=0.001)
    assert rates[10:] == sorted(rates[10:], reverse=True)


@pytest.mark.parametrize(
    ("capabilities", "expected"),
    [({"avx512_bf16": True}, "bfloat16"), ({"amx_bf16": False, "avx2": True}, "float32"), ({}, "float32")],
)
def test_the_base_is_held_in_what_the_machine_computes_in(monkeypatch, capabilities, expected):
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: capabilities)
    cpu = torch.device("cpu")
    assert train.dtype_of("auto", cpu) is getattr(torch, expected)
    assert train.dtype_of("bfloat16", cpu) is torch.bfloat16
    assert train.dtype_of("float32", cpu) is torch.float32


def test_this_machine_says_what_it_computes_in():
    assert train.dtype_of("auto", torch.device("cpu")) in (torch.bfloat16, torch.float32)


def test_a_base_of_other_sizes_is_refused(sample, tiny, tmp_path):
    tiny[1].save_pretrained(tmp_path)
    base.load(sample, torch.float32, TEXTS)[0].save_pretrained(tmp_path)
    stored = replace(sample, base=replace(sample.base, path=str(tmp_path)))
    assert scores(base.load(stored, torch.float32, ())[0]).shape[-1] > 256
    with pytest.raises(ModelError, match=r"expected a qwen2 of \(28, 64, 32, 128\)"):
        base.load(replace(stored, base=replace(stored.base, layers=28)), torch.float32, ())


def test_a_base_that_is_not_there_is_not_looked_for_on_the_network(sample):
    with pytest.raises(ModelError, match="there is no Qwen/Qwen2"):
        base.load(replace(sample, base=replace(sample.base, path="Qwen/Qwen2")), torch.float32, ())
