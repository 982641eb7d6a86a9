from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as settings_of
from hypothesis import strategies as st
from safetensors import numpy as numpy_files

from briefing.errors import BriefingError, ModelError
from briefing.models import adapter as shipped
from training import card, curve
from training.__main__ import main
from training.adapter import MAX_BYTES, Facts, check, tensor_name
from training.bundle import bundle
from training.config import Base, Lora, load
from training.convert import convert, unfolded

ROOT = Path(__file__).parents[1]
TINY = Base("random", "a model", "Apache-2.0", layers=2, hidden=8, key_value=4, intermediate=16)
WIDTHS = {
    **dict.fromkeys(("self_attn.q_proj", "self_attn.o_proj"), (8, 8)),
    **dict.fromkeys(("self_attn.k_proj", "self_attn.v_proj"), (8, 4)),
    **dict.fromkeys(("mlp.gate_proj", "mlp.up_proj"), (8, 16)),
    "mlp.down_proj": (16, 8),
}


def tensors(rank: int = 2, *, value: float = 0.5, dtype: type = np.float16) -> dict[str, np.ndarray]:
    made = {}
    for projection, (width_in, width_out) in WIDTHS.items():
        made[tensor_name(1, projection, "A")] = np.full((rank, width_in), value, dtype)
        made[tensor_name(1, projection, "B")] = np.full((width_out, rank), value, dtype)
    return made


def saved(path: Path, content: dict[str, np.ndarray]) -> Path:
    numpy_files.save_file(content, path, metadata={"format": "pt"})
    return path


def test_the_adapter_that_ships_is_sound():
    found = check(shipped.adapter_path(), load(ROOT / "training" / "config.toml").base)
    assert found.sha256 == shipped.shipped_sha256()
    assert found.layers == tuple(range(found.layers[0], 28))


def test_a_sound_file_is_described(tmp_path):
    path = saved(tmp_path / "a.safetensors", tensors())
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    numbers = 2 * sum(sum(widths) for widths in WIDTHS.values())
    assert check(path, TINY) == Facts((1,), 2, numbers, path.stat().st_size, sha256)


A, B = tensor_name(1, "self_attn.q_proj", "A"), tensor_name(1, "self_attn.q_proj", "B")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"lm_head.lora_A.weight": np.ones((2, 8), np.float16)}, "no tensor of that name"),
        ({tensor_name(2, "mlp.up_proj", "A"): np.ones((2, 8), np.float16)}, "no tensor of that name"),
        ({tensor_name(1, "mlp.embed", "A"): np.ones((2, 8), np.float16)}, "no tensor of that name"),
        ({A: None}, "its other half is missing"),
        ({A: np.ones((2, 9), np.float16)}, r"its shape is \(2, 9\), expected \(2, 8\)"),
        ({B: np.ones((2, 8), np.float16)}, r"its shape is \(2, 8\), expected \(8, 2\)"),
        (
            {A: np.ones((3, 8), np.float16), B: np.ones((8, 3), np.float16)},
            r"ranks \[2, 3\]: one is expected",
        ),
        ({A: np.ones((2, 8), np.float32)}, "its numbers are float32, expected float16"),
        ({A: np.full((2, 8), np.nan, np.float16)}, "not all of its numbers are finite"),
        ({B: np.full((8, 2), np.inf, np.float16)}, "not all of its numbers are finite"),
        ({A: np.array(1, np.float16)}, "its shape is"),
    ],
)
def test_an_unsound_file_is_refused(tmp_path, change, message):
    content = {name: tensor for name, tensor in {**tensors(), **change}.items() if tensor is not None}
    with pytest.raises(ModelError, match=message):
        check(saved(tmp_path / "a.safetensors", content), TINY)


def test_a_rank_that_is_too_high(tmp_path):
    with pytest.raises(ModelError, match=r"ranks \[65\]: one is expected, of at most 64"):
        check(saved(tmp_path / "a.safetensors", tensors(65)), TINY)


def test_one_that_would_change_nothing(tmp_path):
    content = {name: tensor * 0 if ".lora_B." in name else tensor for name, tensor in tensors().items()}
    with pytest.raises(ModelError, match="it would change nothing"):
        check(saved(tmp_path / "a.safetensors", content), TINY)


def test_an_empty_a_cut_and_a_missing_file(tmp_path):
    with pytest.raises(ModelError, match="it holds no tensor"):
        check(saved(tmp_path / "a.safetensors", {}), TINY)
    cut = tmp_path / "b.safetensors"
    cut.write_bytes(saved(tmp_path / "c.safetensors", tensors()).read_bytes()[:-1])
    for path in (cut, tmp_path / "none.safetensors"):
        with pytest.raises(ModelError, match="cannot be read as safetensors"):
            check(path, TINY)


def test_one_too_large_to_ship(tmp_path):
    wide = replace(TINY, hidden=MAX_BYTES // 4 + 8)
    content = {A: np.ones((1, wide.hidden), np.float16), B: np.ones((wide.hidden, 1), np.float16)}
    with pytest.raises(ModelError, match="at most 60,000,000 can ship"):
        check(saved(tmp_path / "a.safetensors", content), wide)


def checkpoint(folder: Path, content: dict[str, np.ndarray], **settings: object) -> Path:
    folder.mkdir()
    saved(folder / "adapter_model.safetensors", content)
    (folder / "adapter_config.json").write_text(json.dumps({"r": 2, "lora_alpha": 6, **settings}))
    return folder


def test_the_scale_goes_into_b(tmp_path):
    folder = checkpoint(tmp_path / "checkpoint", tensors(dtype=np.float32))
    found = convert(folder, tmp_path / "a.safetensors", TINY)
    converted = numpy_files.load_file(tmp_path / "a.safetensors")
    assert check(tmp_path / "a.safetensors", TINY) == found
    assert (converted[A] == 0.5).all()
    assert (converted[B] == 1.5).all()
    assert not (tmp_path / "a.part").exists()


def test_a_training_that_goes_on_from_a_file_has_what_went_into_it(tmp_path):
    """Converted and taken back: the same numbers, as far as half precision has them."""
    rng = np.random.default_rng(1)
    content = {name: rng.normal(size=each.shape).astype(np.float32) for name, each in tensors().items()}
    convert(checkpoint(tmp_path / "checkpoint", content), tmp_path / "a.safetensors", TINY)
    back = unfolded(tmp_path / "a.safetensors", TINY, Lora(rank=2, alpha=6, first_layer=1))
    assert back.keys() == content.keys()
    for name, tensor in back.items():
        assert tensor.dtype == np.float32
        np.testing.assert_allclose(tensor, content[name], rtol=1e-3)


@pytest.mark.parametrize("form", [Lora(rank=3, alpha=6, first_layer=1), Lora(rank=2, alpha=6, first_layer=0)])
def test_a_training_does_not_go_on_from_an_adapter_of_another_form(tmp_path, form):
    path = saved(tmp_path / "a.safetensors", tensors())
    with pytest.raises(ModelError, match="is of rank 2 from layer 1 on, the training of rank"):
        unfolded(path, TINY, form)


def test_what_half_precision_cannot_hold_is_refused(tmp_path):
    folder = checkpoint(tmp_path / "checkpoint", tensors(value=60_000, dtype=np.float32))
    with pytest.raises(ModelError, match="not all of its numbers are finite"):
        convert(folder, tmp_path / "a.safetensors", TINY)
    assert not (tmp_path / "a.safetensors").exists()


@pytest.mark.parametrize("odd", [{"use_dora": True}, {"bias": "all"}, {"rank_pattern": {"q_proj": 4}}])
def test_a_checkpoint_that_is_no_plain_lora(tmp_path, odd):
    folder = checkpoint(tmp_path / "checkpoint", tensors(dtype=np.float32), **odd)
    with pytest.raises(ModelError, match="no plain LoRA"):
        convert(folder, tmp_path / "a.safetensors", TINY)


def test_a_checkpoint_that_is_not_there(tmp_path):
    with pytest.raises(ModelError, match="Run the step `train` first"):
        convert(tmp_path, tmp_path / "a.safetensors", TINY)


def test_a_new_adapter_takes_the_place_of_the_old_one_which_is_kept(tmp_path):
    folder, kept = tmp_path / "models", tmp_path / "kept"
    first, second = (
        saved(tmp_path / "1.safetensors", tensors()),
        saved(tmp_path / "2.safetensors", tensors(3)),
    )
    (tmp_path / "card.md").write_text(f"Card of {hashlib.sha256(second.read_bytes()).hexdigest()}.")
    assert bundle(first, None, folder, kept, TINY)[1] is None
    found, old = bundle(second, tmp_path / "card.md", folder, kept, TINY)
    assert old is not None
    assert old.read_bytes() == first.read_bytes()
    assert (folder / "adapter.safetensors").read_bytes() == second.read_bytes()
    assert (folder / "adapter.sha256").read_text() == f"{found.sha256}  adapter.safetensors\n"
    assert (folder / "ADAPTER.md").read_text().startswith("Card of")
    assert bundle(second, None, folder, kept, TINY)[1] is None  # the same again: nothing to compare with


def test_a_bad_adapter_or_a_card_of_another_leaves_all_as_it_was(tmp_path):
    folder, kept = tmp_path / "models", tmp_path / "kept"
    bundle(saved(tmp_path / "1.safetensors", tensors()), None, folder, kept, TINY)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    other = saved(tmp_path / "2.safetensors", tensors(3))
    (tmp_path / "card.md").write_text("Card of " + "0" * 64)
    with pytest.raises(ModelError, match="the card of another adapter"):
        bundle(other, tmp_path / "card.md", folder, kept, TINY)
    with pytest.raises(BriefingError, match="cannot be read"):
        bundle(other, tmp_path / "none.md", folder, kept, TINY)
    with pytest.raises(ModelError, match="cannot be used"):
        bundle(saved(tmp_path / "3.safetensors", {A: tensors()[A]}), None, folder, kept, TINY)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert not kept.exists()


def settings(tmp_path: Path) -> Path:
    """The sample's configuration, with the sizes of TINY, in and for `tmp_path`."""
    text = (ROOT / "training" / "sample.toml").read_text(encoding="utf-8")
    text = text.replace("training/run/sample", str(tmp_path / "run"))
    for size, other in {"hidden = 64": 8, "key_value = 32": 4, "intermediate = 128": 16}.items():
        text = text.replace(size, f"{size.split()[0]} = {other}")
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_bundling_from_the_command_line_says_how_to_compare(tmp_path, capsys):
    config = settings(tmp_path)
    for number, rank in enumerate((2, 3)):
        new = saved(tmp_path / f"{number}.safetensors", tensors(rank))
        assert main(["bundle", str(new), "--config", str(config)]) == 0
    old = next((tmp_path / "run/previous").iterdir())
    said = capsys.readouterr().out
    target = tmp_path / "run/models/adapter.safetensors"
    assert f"python -m benchmarks.quality --compare default@{old} default@{target}" in said
    assert "ADAPTER.md is still that of the adapter before" in said


def test_a_mistake_on_the_command_line_is_one_line(tmp_path, capsys):
    assert main(["bundle", str(tmp_path / "none"), "--config", str(settings(tmp_path))]) == 1
    assert "cannot be read as safetensors" in capsys.readouterr().err
    assert main(["data", "--config", str(tmp_path / "none.toml")]) == 2
    with pytest.raises(SystemExit):
        main(["data", "adapter.safetensors"])


REPORTS = {
    "name": "one",
    "what": "reports",
    "licence": "MIT",
    "pairs": 1200,
    "looked_at": 1000,
    "taken": 900,
    "marked": 400,
    "noisy": 90,
    "earlier": 0,
    "characters": 40_000,
    "dropped": {"reserved": 200, "numbers": 100},
    "spans": {"term": 500, "word": 7},
}
DATA = {
    "sources": [REPORTS],
    "train": 800,
    "dev": 100,
    "dictionary": 1234,
    "excluded": 240,
    "dictionaries": {"a word list": "CC BY-SA 4.0"},
}
BEGUN = {"step": 0, "tokens": 0, "seconds": 0.0, "steps": 20, "start": "b" * 64}
LOG = [
    {**BEGUN, "device": "cuda", "dtype": "torch.bfloat16", "dev_loss": 1.5},
    {"step": 5, "loss": 1.2, "tokens": 4000, "seconds": 60.0, "speed": 66.7},
    {"step": 10, "loss": 1.0, "tokens": 8000, "seconds": 120.0, "speed": 66.7},
    {"step": 11, "tokens": 8800, "seconds": 132.0, "dev_loss": 0.94},
]
FACTS = Facts(tuple(range(14, 28)), 16, 9_232_384, 18_490_712, "a" * 64)


def test_the_card_says_what_it_was_made_of():
    config = load(ROOT / "training" / "config.toml")
    unread = replace(config.card, figures="", limits="")
    text = card.made(replace(config, card=unread), FACTS, DATA, LOG)
    for part in (
        "Qwen2.5-Coder-1.5B-Instruct, by the Qwen team",
        "layers 14 to 27; 9,232,384 parameters in fp16, 18,490,712 bytes",
        "`" + "a" * 64 + "`",
        "    <|im_start|>user\n    Translate into English: {zh}<|im_end|>\n    <|im_start|>assistant\n",
        "800 examples to learn from, 100 held back",
        "| reports (`one`) | 1,200 | 900 | 400 | 90 | 0 | MIT |",
        "| kept for evaluation: every fifth, by the MD5 of the Chinese | 200 |",
        "500 term, 7 word",
        "1,234 entries of dictionaries: a word list (CC BY-SA 4.0)",
        "240 sentences of the benchmark",
        "going on from the adapter `bbbbbbbbbbbb`",
        "11 of 20 steps (2 times over all examples), 8,800 tokens, 2 minutes on two CPU cores",
        "1.500 before, 0.940 after",
        "Not measured yet",
        "Nobody has read its output yet",
    ):
        assert part in text
    assert "$" not in text


def test_the_card_takes_in_figures_and_limits(tmp_path):
    config = load(ROOT / "training" / "config.toml")
    (tmp_path / "figures.md").write_text("| chrF | 55.5 |\n", encoding="utf-8")
    (tmp_path / "limits.md").write_text("It costs $5 to find out.\n", encoding="utf-8")
    given = replace(config.card, figures=str(tmp_path / "figures.md"), limits=str(tmp_path / "limits.md"))
    text = card.made(replace(config, card=given), FACTS, DATA, LOG)
    assert "## How well it translates\n\n| chrF | 55.5 |\n" in text
    assert "## Where it fails\n\nIt costs $5 to find out.\n" in text


def test_no_card_of_a_training_that_has_not_ended():
    with pytest.raises(BriefingError, match="no beginning or no end"):
        card.made(load(ROOT / "training" / "config.toml"), FACTS, DATA, LOG[:2])


def test_the_curve_falls_as_the_losses_do():
    svg = ElementTree.fromstring(curve.drawn(LOG, "Adapter 0.2 <& more>"))
    lines = {
        each.get("class"): [tuple(map(float, point.split(","))) for point in each.get("points", "").split()]
        for each in svg.iter("{http://www.w3.org/2000/svg}polyline")
    }
    assert [len(lines["batch"]), len(lines["held"])] == [2, 2]
    for points in lines.values():
        assert points == sorted(points)
        assert points[0][1] < points[-1][1]  # downwards, as SVG counts
        assert all(0 <= x <= 640 and 0 <= y <= 320 for x, y in points)
    assert svg.findtext("{http://www.w3.org/2000/svg}title") == "Adapter 0.2 <& more>"


def test_no_curve_of_one_point():
    with pytest.raises(BriefingError, match="no curve yet"):
        curve.drawn(LOG[:2], "Adapter 0.2")


@given(st.floats(0.01, 1e6), st.floats(0.001, 1e6))
@settings_of(max_examples=50)
def test_the_scale_holds_all_that_is_drawn(low, spread):
    found = curve.ticks(low, low + spread)
    assert found[0] <= low + spread / 1e6
    assert found[-1] >= low + spread - spread / 1e5
    assert 2 <= len(found) <= 8
