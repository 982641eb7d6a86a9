"""What `briefing doctor` says about models: what is there, what is missing, and the command that mends it."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from briefing import machine, paths
from briefing.errors import ModelError
from briefing.models import adapter, installed, registry, served, weights
from briefing.models.hints import install_hint
from briefing.models.prepare import MEMORY
from briefing.models.registry import argos_hint
from briefing.models.weights import DEFAULT, OnProgress

if TYPE_CHECKING:
    from briefing.models.entry import ModelEntry


@dataclass(frozen=True, slots=True)
class Row:
    """One thing examined: `where` it is, `detail` on its state, and `fix`, a command or what to do."""

    what: str
    state: Literal["ok", "missing", "broken", "warning"]
    where: str = ""
    detail: str = ""
    fix: str = ""


def examine(*, full: bool = False, on_progress: OnProgress | None = None) -> tuple[Row, ...]:
    """Look at the models and what they need; `full` hashes the prepared model's files (some seconds).

    Where another model is ready, what the default one lacks is nothing that is missing.
    """
    local = registry.local_model(full=full, on_progress=on_progress)
    others = tuple(map(_other_row, registry.list_models()[1:]))
    ready = next((row.what for row in others if row.state == "ok"), "")
    return (
        _spared(_local_row(local), ready),
        _spared(_data_row(local), ready),
        *others,
        _adapter_row(),
        _spared(_library_row(), ready),
        _memory_row(local),
        _disk_row(local),
    )


def _spared(row: Row, ready: str) -> Row:
    if row.state != "missing" or not ready:
        return row
    return replace(row, state="warning", detail=f"{row.detail}; {ready} does without")


def _local_row(entry: ModelEntry) -> Row:
    what, where = f"model {entry.name}", str(entry.path)
    match entry.state:
        case "ready":
            return Row(what, "ok", where, f"{entry.detail}, {machine.gigabytes(entry.size)}")
        case "not prepared":
            return Row(what, "warning", where, entry.detail)
        case "missing":
            return Row(what, "missing", where, entry.detail, install_hint())
        case "broken":
            mend = f"briefing model remove {entry.name}" if not weights.find_parts()[1] else ""
            fix = f"`{mend}`: it is prepared again on the next use" if mend else install_hint()
            return Row(what, "broken", where, entry.detail, fix)


def _data_row(local: ModelEntry) -> Row:
    found, wrong = weights.find_parts()
    count = f"{len(found)} of {len(DEFAULT.parts)} installed"
    where = str(found[0].parents[2]) if found else ""
    if not wrong:
        return Row("model's data packages", "ok", where, count)
    if local.state == "ready":
        return Row("model's data packages", "ok", where, f"{count}; not needed, the model is prepared")
    damaged = [one for one in wrong if "damaged" in one]
    detail = f"{count}; {damaged[0]}" if damaged else count
    return Row("model's data packages", "broken" if damaged else "missing", where, detail, install_hint())


def _other_row(entry: ModelEntry) -> Row:
    match entry.engine:
        case "served":
            return _served_row(entry)
        case "argos":
            return _argos_row(entry)
        case _:
            return _installed_row(entry)


def _installed_row(entry: ModelEntry) -> Row:
    what, where = f"model {entry.name}", str(entry.path)
    match entry.state:
        case "ready":
            return Row(what, "ok", where, f"{entry.detail}, {machine.gigabytes(entry.size)}")
        case "missing":
            return Row(what, "missing", where, entry.detail, installed.install_library(entry.engine))
        case _:
            return Row(what, "broken", where, entry.detail, installed.mend_hint(entry.name))


def _argos_row(entry: ModelEntry) -> Row:
    what, where = f"model {entry.name}", str(entry.path)
    if entry.state == "ready":
        return Row(what, "ok", where, entry.detail)
    return Row(what, "broken", where, entry.detail, argos_hint(entry))


def _served_row(entry: ModelEntry) -> Row:
    """A server as it was when it was examined: it is not asked for this."""
    what, where = f"model {entry.name}", str(entry.path)
    if entry.state != "ready":
        return Row(what, "broken", where, entry.detail, f"`briefing model remove {entry.name}`, add it again")
    if not served.read(entry.name).exam:
        return Row(what, "warning", where, entry.detail, f"`briefing model test {entry.name}`")
    return Row(what, "ok", where, entry.detail)


def _adapter_row() -> Row:
    what, where = "adapter", str(adapter.adapter_path())
    again = "Reinstall briefing (pip: --force-reinstall; uv: --reinstall)"
    try:
        if adapter.adapter_sha256() != adapter.shipped_sha256():
            return Row(what, "broken", where, "its content is not what was shipped", again)
    except (OSError, ValueError, IndexError) as error:
        return Row(what, "missing", where, str(error), again)
    return Row(what, "ok", where, f"SHA-256 {adapter.adapter_sha256()[:12]}...")


def _library_row() -> Row:
    from briefing.engine.openvino import load

    try:
        openvino, genai = load()
    except ModelError as error:
        return Row("openvino-genai", "missing", "", error.message, error.hint)
    return Row(
        "openvino-genai", "ok", str(genai.__file__), f"{genai.__version__} on OpenVINO {openvino.__version__}"
    )


def _memory_row(local: ModelEntry) -> Row:
    available = machine.available_memory()
    if available is None:
        return Row("memory", "ok", "", "not known on this system")
    detail = f"{machine.gigabytes(available)} available"
    if available >= MEMORY:
        return Row("memory", "ok", "", detail)
    use = "translating takes up to" if local.state == "ready" else "preparing the model takes"
    return Row(
        "memory", "warning", "", f"{detail}; {use} {machine.gigabytes(MEMORY)}", "Close other programs"
    )


def _disk_row(local: ModelEntry) -> Row:
    place = paths.models_dir()
    try:
        free = machine.free_disk(place)
    except OSError as error:
        return Row("disk", "broken", str(place), str(error), "Set BRIEFING_HOME to a folder that can be used")
    there = next(each for each in (place, *place.parents) if each.exists())
    if not (there.is_dir() and os.access(there, os.W_OK | os.X_OK)):
        what = f"{there} is no folder that can be written to: models, glossary and desk have no place"
        return Row("disk", "broken", str(place), what, "Set BRIEFING_HOME to a folder that can be used")
    needed = 0 if local.state == "ready" else DEFAULT.size + DEFAULT.converted
    detail = f"{machine.gigabytes(free)} free"
    if free >= needed:
        return Row("disk", "ok", str(place), detail)
    return Row(
        "disk",
        "warning",
        str(place),
        f"{detail}; preparing the model takes {machine.gigabytes(needed)}",
        "Make room, or set BRIEFING_HOME to a folder on another disk",
    )
