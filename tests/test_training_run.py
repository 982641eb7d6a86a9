"""The recipe from beginning to end on its sample, with PyTorch."""

from __future__ import annotations

import copy
import json
import os
import shutil
import signal
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import recipe
from recipe import quiet

from briefing.errors import ModelError
from training.__main__ import main
from training.config import Config, load
from training.data import Example, prepare
from training.encode import encode

torch = pytest.importorskip("torch")
peft = pytest.importorskip("peft")
pytest.importorskip("transformers")

from training import base, checkpoint, loss, train  # noqa: E402
from training.convert import convert  # noqa: E402
from training.fused import fuse  # noqa: E402
from training.halves import Lower, upper, whole  # noqa: E402

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


class Killed(BaseException):
    """Nothing catches it, as nothing catches a signal 9."""


def logged(config: Config) -> list[int]:
    """The steps of which the log has the loss."""
    lines = (config.folder / "log.jsonl").read_text(encoding="utf-8").splitlines()
    return [each["step"] for line in lines if "loss" in (each := json.loads(line))]


def shipped(config: Config) -> bytes:
    convert(config.folder / "checkpoint", config.folder / "adapter.safetensors", config.base)
    return (config.folder / "adapter.safetensors").read_bytes()


def fresh(trained: Config, folder: Path) -> Config:
    """The same recipe and data, before its first step, in another folder."""
    for name in ("train.jsonl", "dev.jsonl"):
        shutil.copyfile(trained.folder / name, folder / name)
    return replace(trained, folder=folder)


@pytest.mark.parametrize("place", ["weights", "state", "first rename", "second rename", "after"])
def test_killed_anywhere_it_ends_as_if_it_had_not_been(trained, tmp_path, monkeypatch, place):
    """Killed while it saves its seventh step, it goes on after the sixth, or after the seventh once that is
    saved, to the same bytes."""
    config = fresh(trained, tmp_path)
    save = checkpoint.save

    def killed(*given: Any) -> None:
        if given[-1].step != 7:
            return save(*given)
        rename, renamed = Path.rename, []

        def die(*_: object, **__: object) -> None:
            raise Killed

        def dying(path: Path, target: Path) -> Path:
            renamed.append(path)
            return die() if len(renamed) == (1 if place == "first rename" else 2) else rename(path, target)

        with monkeypatch.context() as patch:
            if place == "weights":
                patch.setattr(given[1], "save_pretrained", die)
            if place == "state":
                patch.setattr(torch, "save", die)
            if place.endswith("rename"):
                patch.setattr(Path, "rename", dying)
            save(*given)
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(checkpoint, "save", killed)
        with pytest.raises(Killed):
            train.train(config, quiet)
    said: list[str] = []
    train.train(config, said.append)
    assert said[0] == f"going on after step {7 if place == 'after' else 6}"
    assert shipped(config) == shipped(trained)
    assert logged(config) == logged(trained) == [5, 10, 12]


@pytest.mark.parametrize(
    ("minutes", "held_back", "share", "steps", "checked"),
    [(6, "one", 0.1, 5, True), (6, "all", 0.1, 5, False), (9, "all", 1.0, 5, True)],
    ids=["a check of seconds", "one of three minutes is left out", "and takes its time where it may"],
)
def test_it_ends_by_the_clock_and_goes_on_another_time(
    trained, tmp_path, monkeypatch, minutes, held_back, share, steps, checked
):
    """A step takes a minute, and might take one and a half; to check the loss on all pairs takes three."""
    config = fresh(trained, tmp_path)
    pairs = (config.folder / "train.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    held = "".join(pairs[:1] if held_back == "one" else pairs)
    (config.folder / "dev.jsonl").write_text(held, encoding="utf-8")
    config = replace(config, train=replace(config.train, cool_down=0.0, check_minutes=60.0))
    now, learn = 0.0, train.learn

    def learnt(*given: Any) -> float:
        nonlocal now
        now += 60
        return learn(*given)

    with monkeypatch.context() as patch:
        patch.setattr(train.time, "monotonic", lambda: now)
        patch.setattr(train, "learn", learnt)
        patch.setattr(train, "_LAST_SHARE", share)
        said: list[str] = []
        train.train(config, said.append, until=60 * minutes)
    assert said[-1].startswith(f"{steps} of 12 steps")
    assert any(each.startswith(f"after step {steps}: loss") for each in said) is checked
    train.train(config, quiet)
    assert shipped(config) == shipped(trained)


def test_it_ends_after_the_step_at_which_it_is_told_to(trained, tmp_path):
    config = fresh(trained, tmp_path)
    asked = iter([False] * 3 + [True] * 9)
    said: list[str] = []
    train.train(config, said.append, stopped=lambda: next(asked))
    assert said[-1].startswith("3 of 12 steps")
    train.train(config, quiet)
    assert shipped(config) == shipped(trained)


def test_in_the_background_it_ends_in_good_order_when_told_to(tmp_path, monkeypatch):
    """As a user does it: started, looked at, ended, converted."""
    monkeypatch.chdir(ROOT)
    text = (ROOT / "training" / "sample.toml").read_text(encoding="utf-8")
    text = text.replace("training/run/sample", str(tmp_path / "run")).replace("epochs = 4", "epochs = 4000")
    config = tmp_path / "config.toml"
    config.write_text(text, encoding="utf-8")
    assert main(["data", "--config", str(config)]) == 0
    assert main(["background", "--config", str(config)]) == 0
    log, end = tmp_path / "run" / "train.log", time.monotonic() + 300
    while "step 5 of" not in (said := log.read_text(encoding="utf-8")):
        assert time.monotonic() < end, said
        time.sleep(0.2)
    pid = int((tmp_path / "run" / "train.pid").read_text(encoding="ascii"))
    assert os.getpriority(os.PRIO_PROCESS, pid) == 19
    assert main(["train", "--config", str(config)]) == 1
    os.kill(pid, signal.SIGTERM)
    while not (tmp_path / "run" / "adapter.safetensors").exists():
        assert time.monotonic() < end, log.read_text(encoding="utf-8")
        time.sleep(0.2)


def test_a_checkpoint_of_another_recipe_is_not_gone_on_with(trained):
    other = replace(trained, train=replace(trained.train, rate=1e-3))
    with pytest.raises(ModelError, match="of other data or another recipe"):
        train.train(other, quiet)


def test_other_minutes_are_no_other_recipe(trained):
    other = replace(trained, train=replace(trained.train, save_minutes=5.0, check_minutes=7.0))
    said: list[str] = []
    train.train(other, said.append)
    assert said[0] == "going on after step 12"


def test_it_starts_where_the_adapter_before_ended(trained, tmp_path):
    shipped(trained)
    config = fresh(trained, tmp_path)
    start = trained.folder / "adapter.safetensors"
    config = replace(config, train=replace(config.train, start=start, max_steps=1, rate=1e-9))
    train.train(config, quiet)

    def dev(folder: Path) -> list[float]:
        lines = (folder / "log.jsonl").read_text(encoding="utf-8").splitlines()
        return [each["dev_loss"] for line in lines if "dev_loss" in (each := json.loads(line))]

    assert dev(tmp_path)[0] == pytest.approx(dev(trained.folder)[-1], abs=1e-3)
    assert dev(trained.folder)[0] - dev(tmp_path)[0] > 0.02


@pytest.fixture
def adapted(tiny):
    return peft.get_peft_model(
        copy.deepcopy(tiny[0]), train.lora(load(ROOT / "training/sample.toml").lora, 2)
    )


BATCH = [([5, 6, 7], [8, 9]), ([5], [10]), ([11] * 9, [3, 8, 5])]


def test_only_the_tokens_of_answers_count(adapted):
    logits = [adapted(input_ids=torch.tensor([prompt + answer])).logits[0] for prompt, answer in BATCH[:2]]
    scores = torch.stack([logits[0][2], logits[0][3], logits[1][0]])
    found, count = loss.loss_of(whole(adapted), BATCH[:2], loss.Vocabulary.of(adapted, BATCH, 0))
    assert count == 3
    assert torch.isclose(
        found, torch.nn.functional.cross_entropy(scores, torch.tensor([8, 9, 10])), atol=1e-5
    )


def test_they_are_told_from_the_tokens_of_answers_and_the_most_frequent(adapted):
    """From tokens 0 to 3, that is, and 5, 8, 9 and 10 of the answers."""
    kept = [0, 1, 2, 3, 5, 8, 9, 10]
    logits = adapted(input_ids=torch.tensor([[5, 10]])).logits[0][:1, kept]
    found, _ = loss.loss_of(whole(adapted), BATCH[1:2], loss.Vocabulary.of(adapted, BATCH, 4))
    wanted = torch.nn.functional.cross_entropy(logits, torch.tensor([kept.index(10)]))
    assert torch.isclose(found, wanted, atol=1e-5)


def test_a_batch_in_parts_teaches_what_it_does_at_once(adapted):
    vocabulary = loss.Vocabulary.of(adapted, BATCH, 0)
    weights = [each for each in adapted.parameters() if each.requires_grad]
    found = []
    for tokens in (1000, 6):
        adapted.zero_grad()
        value = loss.learn(whole(adapted), BATCH, vocabulary, tokens)
        found.append((value, [each.grad.clone() for each in weights]))
    assert found[0][0] == pytest.approx(found[1][0], rel=1e-5)
    assert max(each.abs().max() for each in found[0][1]) > 1e-4
    for one, other in zip(found[0][1], found[1][1], strict=True):
        torch.testing.assert_close(one, other, rtol=1e-3, atol=1e-6)


@pytest.mark.parametrize(("dtype", "near"), [(torch.float32, 1e-6), (torch.bfloat16, 1e-2)])
def test_the_projections_compute_what_peft_does(tiny, dtype, near):
    """The loss and every gradient, up to the rounding of the base's precision."""
    model = peft.get_peft_model(
        copy.deepcopy(tiny[0]).to(dtype), train.lora(load(ROOT / "training/sample.toml").lora, 2)
    )
    weights = [each for each in model.parameters() if each.requires_grad]
    for seed, weight in enumerate(weights):
        torch.nn.init.normal_(weight, std=0.1, generator=torch.Generator().manual_seed(seed))
    vocabulary = loss.Vocabulary.of(model, BATCH, 0)

    def learnt() -> tuple[float, Any]:
        model.zero_grad()
        value = loss.learn(whole(model), BATCH, vocabulary, 1000)
        return value, torch.cat([weight.grad.flatten() for weight in weights])

    value, gradient = learnt()
    fuse(model)
    fused_value, fused_gradient = learnt()
    assert fused_value == pytest.approx(value, rel=near)
    assert gradient.norm() > 0.1
    assert (fused_gradient - gradient).norm() < 3 * near * gradient.norm()
    assert all(weight.grad.dtype is torch.float32 for weight in weights)


def test_the_layers_below_the_first_adapted_one_keep_nothing_for_a_gradient(adapted):
    kept = {}
    layers = adapted.get_base_model().model.layers
    for at in range(2):
        layers[at].register_forward_hook(lambda _, __, out, at=at: kept.update({at: out.requires_grad}))
    loss.loss_of(whole(adapted), BATCH, loss.Vocabulary.of(adapted, BATCH, 0))
    assert kept == {0: False, 1: True}


def test_what_is_below_goes_through_once_and_in_the_company_it_first_had(adapted):
    """The same loss by halves as by the whole; and the same numbers, whatever is asked for first."""
    groups, vocabulary = [[2, 0], [1], [0, 1], [2]], loss.Vocabulary.of(adapted, BATCH, 0)
    lower = Lower(adapted, 1, BATCH, groups, keep=True)
    passes = []
    adapted.get_base_model().model.layers[0].register_forward_hook(lambda *_: passes.append(1))
    states = [lower.states([at])[0] for at in range(3)]
    assert [len(each) for each in states] == [5, 2, 12]
    assert len(passes) == 2
    other = Lower(adapted, 1, BATCH, groups, keep=True).states([2, 1, 0])[::-1]
    assert all(torch.equal(one, two) for one, two in zip(states, other, strict=True))
    found, count = loss.loss_of(upper(adapted, 1), BATCH, vocabulary, states)
    wanted, _ = loss.loss_of(whole(adapted), BATCH, vocabulary)
    assert count == 6
    torch.testing.assert_close(found, wanted, rtol=1e-5, atol=1e-6)


def test_where_there_is_one_epoch_nothing_is_kept(adapted):
    passes = []
    adapted.get_base_model().model.layers[0].register_forward_hook(lambda *_: passes.append(1))
    lower = Lower(adapted, 1, BATCH, [[0, 1], [2]], keep=False)
    first, again = (lower.states([0, 1]) for _ in range(2))
    assert len(passes) == 2
    assert all(torch.equal(one, two) for one, two in zip(first, again, strict=True))


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
