#!/usr/bin/env bash
# The adapter's recipe from beginning to end, on a tiny random model and pairs of its own, in an environment of its
# own: PyTorch without CUDA is enough, which pip takes from wherever it is set up to look, and uv would not.
set -euo pipefail
cd "$(dirname "$0")/.."

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
fail() { printf 'training: %s\n' "$*" >&2; exit 1; }

torch=${TORCH:-torch==2.13.0}
"${PYTHON:-python3}" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || fail "Python 3.11 or later is needed"
"${PYTHON:-python3}" -m venv "$folder/venv"
pip=("$folder/venv/bin/python" -m pip --disable-pip-version-check install --quiet)

"${pip[@]}" "$torch" || fail "$torch could not be installed: is the machine offline? (TORCH=... names another)"

# The rest of the group, the product, and what its tests need.
mapfile -t rest < <("$folder/venv/bin/python" - <<'PYTHON'
import tomllib
from pathlib import Path

groups = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"]
tests = [each for each in groups["dev"] if isinstance(each, str) and each.startswith(("pytest", "hypothesis"))]
print(*groups["training"], *tests, sep="\n")
PYTHON
)
"${pip[@]}" "${rest[@]}" . || fail "the rest of the group could not be installed: is the machine offline?"

run="$folder/run"
sed "s|training/run/sample|$run|" training/sample.toml > "$folder/sample.toml"
"$folder/venv/bin/python" -m training all --config "$folder/sample.toml"
for made in data.md log.jsonl ADAPTER.md curve.svg models/adapter.safetensors models/adapter.sha256 models/ADAPTER.md; do
    [ -s "$run/$made" ] || fail "the run left no $made"
done
(cd "$run/models" && sha256sum --quiet --check adapter.sha256)

"$folder/venv/bin/python" -m pytest -m training -p no:cacheprovider -rs tests/test_training_*.py
