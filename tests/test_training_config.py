from __future__ import annotations

from pathlib import Path

import pytest

from briefing.errors import UsageError
from training.config import load

ROOT = Path(__file__).parents[1]
SMALL = """
folder = "run"
seed = 1
[base]
path = "random"
name = "a model"
licence = "Apache-2.0"
[card]
version = "1"
hardware = "a core"
[data]
corpus = "corpus"
exclude = []
[[source]]
name = "one"
files = "*.tsv"
what = "pairs"
licence = "Apache-2.0"
"""


@pytest.fixture
def written(tmp_path):
    def write(text: str) -> Path:
        path = tmp_path / "config.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.mark.parametrize("name", ["config.toml", "sample.toml"])
def test_the_files_that_come_with_it_are_right(name):
    config = load(ROOT / "training" / name)
    assert config.source
    assert config.data.exclude


def test_what_is_not_given_has_its_default(written):
    config = load(written(SMALL))
    assert (config.lora.rank, config.train.batch_tokens, config.source[0].ratio) == (16, 1600, (1.2, 8.0))
    assert config.bundle == Path("src/briefing/models")


def test_a_whole_number_will_do_where_a_fraction_is_meant(written):
    assert load(written(SMALL + "marked = 1\nratio = [1, 8]\n")).source[0].ratio == (1.0, 8.0)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("seed = 1", "sede = 1", r"no setting sede\. Did you mean seed\?"),
        ("seed = 1", "", "setting seed is missing"),
        ("seed = 1", 'seed = "1"', "seed is '1', expected a int"),
        ("seed = 1", "seed = true", "seed is True, expected a int"),
        ('version = "1"', 'version = "1"\nauthor = "x"', "no setting card.author"),
        ('files = "*.tsv"', "files = 3", r"source\[0\].files is 3"),
        ('files = "*.tsv"', 'files = "*.tsv"\nratio = [1.0]', r"source\[0\].ratio takes 2 values, not 1"),
        ('files = "*.tsv"', 'files = "*.tsv"\nmarked = 1.5', "marked is 1.5, expected 0 to 1"),
        ("exclude = []", "exclude = []\nspan_rates = []", "must not be nothing"),
        ("seed = 1", "seed = 1\nlora = 3", "lora is 3, expected a table"),
        ("[card]", "[lora]\nfirst_layer = 28\n[card]", "first_layer is 28"),
        ("[card]", '[train]\ndtype = "int8"\n[card]', "dtype is 'int8'"),
        ("seed = 1", "seed =", "is not TOML"),
    ],
)
def test_a_mistake_is_named(written, old, new, message):
    with pytest.raises(UsageError, match=message):
        load(written(SMALL.replace(old, new)))


def test_two_sources_of_one_name_are_refused(written):
    with pytest.raises(UsageError, match="one is used by two sources"):
        load(written(SMALL + SMALL[SMALL.index("[[source]]") :]))


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(UsageError, match="cannot be read"):
        load(tmp_path / "none.toml")
