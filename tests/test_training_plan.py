"""What a training does in which order, when it is due, and how it is started: all without PyTorch."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from briefing.errors import ModelError, UsageError
from training import background, plan
from training.__main__ import main
from training.config import Train
from training.plan import Regular, batches, learning_rate, packed

ROOT = Path(__file__).parents[1]


def test_batches_hold_every_example_once_and_little_padding():
    lengths = [10 + at * 7 % 90 for at in range(1000)]
    made = batches(lengths, Train(batch_tokens=500), seed=1)
    assert sorted(at for batch in made for at in batch) == list(range(1000))
    assert all(len(batch) * max(lengths[at] for at in batch) <= 500 for batch in made)
    padded = sum(len(batch) * max(lengths[at] for at in batch) for batch in made)
    assert padded < 1.1 * sum(lengths)
    assert made == batches(lengths, Train(batch_tokens=500), seed=1)
    assert batches(lengths, Train(batch_tokens=500, max_steps=3), seed=1) == made[:3]


def test_a_second_epoch_has_all_of_it_again_in_another_order():
    lengths = [10 + at * 7 % 90 for at in range(200)]
    one, two = (batches(lengths, Train(batch_tokens=500, epochs=epochs), seed=1) for epochs in (1, 2))
    assert two[: len(one)] == one
    assert two[len(one) :] != one
    assert sorted(at for batch in two[len(one) :] for at in batch) == list(range(200))


def test_one_example_longer_than_a_batch_goes_alone():
    assert batches([900], Train(batch_tokens=500), seed=1) == [[0]]
    assert packed(range(3), [900, 200, 300], 600) == [[1, 2], [0]]


def test_the_rate_rises_to_its_peak_and_falls_to_its_floor():
    settings = Train(rate=1.0, warm_up=10, floor=0.05)
    rates = [learning_rate(step, 100, settings) for step in range(1, 101)]
    assert rates[0] == pytest.approx(0.1)
    assert max(rates) == pytest.approx(1.0, abs=0.03)
    assert rates[-1] == pytest.approx(0.05, abs=0.001)
    assert rates[10:] == sorted(rates[10:], reverse=True)


def test_before_an_end_by_the_clock_the_rate_falls_to_its_floor_too():
    settings = Train(rate=1.0, warm_up=0, floor=0.05, cool_down=30)
    early = learning_rate(1, 1000, settings)
    assert learning_rate(1, 1000, settings, 1800) == early == pytest.approx(1.0)
    assert learning_rate(1, 1000, settings, 900) == pytest.approx(0.525)
    assert learning_rate(1, 1000, settings, 0) == pytest.approx(0.05)
    assert learning_rate(1, 1000, replace(settings, cool_down=0.0), 1) == early


def test_what_takes_long_is_done_seldom(monkeypatch):
    now = 100.0
    monkeypatch.setattr(plan.time, "monotonic", lambda: now)
    regular = Regular(60, share=0.1)
    now = 159.0
    assert not regular.due()
    now = 160.0
    assert regular.due()
    assert not regular.due(takes=6.5)  # that would be more than a tenth of the time
    now = 165.0
    assert regular.due(takes=6.5)
    regular.done()
    now = 224.0
    assert not regular.due()


def test_what_changes_nothing_that_is_learnt_may_change_when_a_training_is_taken_up_again():
    settings = Train()
    other = replace(settings, save_minutes=1.0, check_minutes=2.0, memory_tokens=99, threads=1)
    assert other.learnt() == settings.learnt()
    for name, value in {"rate": 1e-5, "epochs": 3, "start": Path("a"), "vocabulary": 5}.items():
        assert replace(settings, **{name: value}).learnt() != settings.learnt()


@pytest.mark.parametrize(
    ("now", "clock", "seconds"),
    [("22:10", "22:40", 1800), ("22:40", "22:40", 86_400), ("23:50", "00:20", 1800), ("04:00", "4:55", 3300)],
)
def test_the_next_time_that_a_clock_shows(now, clock, seconds):
    assert background.seconds_until(clock, datetime.fromisoformat(f"2026-03-01T{now}")) == seconds


@pytest.mark.parametrize("clock", ["25:00", "10", "soon", ""])
def test_what_is_no_time_is_an_error(clock):
    with pytest.raises(UsageError, match="Give it as 22:40"):
        background.seconds_until(clock, datetime(2026, 3, 1))


def test_only_one_training_at_a_time_in_a_folder(tmp_path):
    under_way = pytest.raises(ModelError, match=r"a training is under way .*: process \d+")
    with background.alone(tmp_path), under_way:
        background.start(["--config", "none"], tmp_path, print)
    with background.alone(tmp_path):
        pass


def test_a_start_in_the_background_is_quiet_detached_and_at_the_lowest_priority(tmp_path, monkeypatch):
    started = []

    class Started:
        pid = 4711

        def __init__(self, command, **given):
            started.append((command, given))

    monkeypatch.setattr(subprocess, "Popen", Started)
    said: list[str] = []
    background.start(["--until", "22:40"], tmp_path, said.append)
    ((command, given),) = started
    assert command == ["nice", "-n", "19", sys.executable, "-m", "training", "train", "--until", "22:40"]
    assert given["start_new_session"]
    assert given["env"]["OMP_WAIT_POLICY"] == "PASSIVE"
    assert "kill 4711" in said[1]
    assert str(tmp_path / "train.log") in said[0]


def test_from_the_command_line_it_gets_what_the_training_is_to_have(tmp_path, monkeypatch, capsys):
    text = (ROOT / "training/sample.toml").read_text(encoding="utf-8")
    config = tmp_path / "config.toml"
    config.write_text(text.replace("training/run/sample", str(tmp_path / "run")), encoding="utf-8")
    given = []
    monkeypatch.setattr("training.__main__.start", lambda same, folder, say: given.append((same, folder)))
    assert main(["background", "--config", str(config), "--until", "22:40"]) == 0
    assert given == [(["--config", str(config), "--until", "22:40"], tmp_path / "run")]
    assert main(["background", "--config", str(config), "--until", "noon"]) == 2
    assert "noon is no time of day" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["data", "--until", "22:40"])
