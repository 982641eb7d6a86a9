"""The signature: what the bytes of an output depend on besides the source, as sacrebleu signs a score."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import cache
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
    model = ModelInfo(engine.name, engine.fingerprint, remarks=remarks_of(engine))
    return signed_as(documents, model, termbase, drafts="at-once" if at_once else "resumed")


def signed_as(
    documents: Sequence[Document], model: ModelInfo, termbase: Termbase, *, drafts: str
) -> Briefing:
    """The same for English that is there: `model` made the drafts, and `drafts` says what became of them.

    `edited` is what people have had a hand in: the same bytes take the same people. The adapter is that of
    the default model, where `model` is that.
    """
    adapter = adapter_sha256() if model.name == DEFAULT.name else ""
    signature = [
        ("briefing", __version__),
        ("model", model.name),
        ("engine", hashlib.sha256(model.fingerprint.encode()).hexdigest()[:DIGITS]),
        *model.remarks,
        ("drafts", drafts),
        ("glossary", termbase.digest[:DIGITS]),
        ("script", "+".join(sorted({document.script for document in documents}))),
        ("opencc", _version("opencc")),
        ("pypinyin", _version("pypinyin")),
    ]
    if adapter:
        signature.insert(3, ("adapter", adapter[:DIGITS]))
    model = replace(model, adapter=adapter)
    return Briefing(tuple(documents), model, termbase.infos, tuple(signature))


@cache
def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "unknown"
