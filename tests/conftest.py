"""What tests of several modules share."""

from __future__ import annotations

import pytest


@pytest.fixture(scope="session")
def tiny_argos_files() -> dict[str, bytes]:
    """The files of a working Argos package, by name; its model says `hello.` whatever it is asked."""
    tiny_argos = pytest.importorskip("tiny_argos", exc_type=ImportError)
    files: dict[str, bytes] = tiny_argos.files()
    return files
