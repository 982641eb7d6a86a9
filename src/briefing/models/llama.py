"""Installed GGUF files as engines, and their examination."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.engine.llama import File, LlamaEngine, usual_exam
from briefing.engine.served.address import Address, Key
from briefing.engine.served.examine import examine as examine_server
from briefing.models import installed

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefing.engine.served.exam import Exam
    from briefing.engine.served.ladder import Hold


def gguf_engine(name: str, *, threads: int = 0, hold: Hold | None = None) -> LlamaEngine:
    """The engine of the GGUF file that was installed as `name`, asked as its examination found best.

    One that was not examined is asked as llama.cpp allows, with a grammar; with `hold` as that says.
    Raises ModelError, UsageError.
    """
    facts = installed.facts_of(name)
    path, sha256, size = installed.model_file(name)
    file = File(path, sha256, size, facts.token_bytes, facts.context, facts.architecture, facts.thinks)
    profile = installed.profile_of(facts)
    exam, kept = usual_exam(file, profile), installed.exam_of(name)
    if kept and kept.still_holds(exam.server) and kept.profile == profile.name:
        exam = kept
    if hold:
        exam = replace(exam, hold=replace(hold, log_probs=exam.hold.log_probs))
    return LlamaEngine(
        file, name=name, profile=profile, exam=exam, threads=threads, gpu_layers=facts.gpu_layers
    )


def examine(name: str, on_status: Callable[[str], None] | None = None) -> Exam:
    """Examine the GGUF file that was installed as `name`, and keep what is found. Raises ModelError."""
    engine = gguf_engine(name)
    if on_status:
        on_status("loading the model")
    child = engine.start()
    try:
        found = examine_server(
            Address.parse(child.address),
            Key(child.key),
            "",
            engine.profile,
            slots=child.slots,
            on_status=on_status,
        )
    finally:
        child.stop()
    # Where the file lies and how much memory there was is of no account.
    exam = replace(found, server=engine.exam.server)
    installed.keep_exam(name, exam)
    return exam
