"""The signature: what the bytes of an output depend on besides the source, as sacrebleu signs a score."""

from __future__ import annotations

import hashlib
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from briefing import __version__
from briefing.document import Briefing, ModelInfo
from briefing.engine.base import remarks_of
from briefing.models.adapter import adapter_sha256
from briefing.models.weights import DEFAULT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.document import Document
    from briefing.engine.base import Engine
    from briefing.glossary.model import Termbase

DIGITS = 12
"""Of a digest in the signature: enough to tell any two apart that somebody may meet."""


def signed(
    documents: Sequence[Document], engine: Engine, termbase: Termbase, *, at_once: bool = True
) -> Briefing:
    """The finished work with its signature.

    `at_once` says whether the drafts were all written in one go (`engine/cache.py`): an engine may write a
    sentence otherwise in other company, so that work that was cut off and resumed may be other work.
    """
    adapter = adapter_sha256() if engine.name == DEFAULT.name else ""
    model = ModelInfo(engine.name, engine.fingerprint, adapter)
    signature = [
        ("briefing", __version__),
        ("model", engine.name),
        ("engine", hashlib.sha256(engine.fingerprint.encode()).hexdigest()[:DIGITS]),
        *remarks_of(engine),
        ("drafts", "at-once" if at_once else "resumed"),
        ("glossary", termbase.digest[:DIGITS]),
        ("script", "+".join(sorted({document.script for document in documents}))),
        ("opencc", _version("opencc")),
        ("pypinyin", _version("pypinyin")),
    ]
    if adapter:
        signature.insert(3, ("adapter", adapter[:DIGITS]))
    return Briefing(tuple(documents), model, termbase.infos, tuple(signature))


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "unknown"
