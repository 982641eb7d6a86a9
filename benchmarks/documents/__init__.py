"""How much of a document's text is read, how fast, and what other programs read of the same files."""

import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path += [str(ROOT / "tests"), str(ROOT / "benchmarks")]
"""For the documents of the tests, then for the module `speed`: in this order, `documents` is the tests."""
