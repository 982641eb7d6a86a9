"""How much memory and disk this machine has to spare."""

from __future__ import annotations

import shutil
from pathlib import Path

_ROOT = Path("/")


def available_memory(root: Path = _ROOT) -> int | None:
    """Return the bytes of memory, swap included, that a new process could get, or None where nobody says.

    On Linux: what the kernel thinks available, or what the control group (a container) leaves if that is
    less. Elsewhere None. `root` is where `proc` and `sys` are looked for.
    """
    try:
        lines = (root / "proc/meminfo").read_text(encoding="ascii").splitlines()
        kilobytes = {name: int(rest.split()[0]) for name, _, rest in (line.partition(":") for line in lines)}
        machine = (kilobytes["MemAvailable"] + kilobytes.get("SwapFree", 0)) * 1024
    except (OSError, ValueError, KeyError, IndexError):
        return None
    group = _group_memory(root / "sys/fs/cgroup")
    return machine if group is None else min(machine, group)


def _group_memory(group: Path) -> int | None:
    """Return what the control group (version 2) at `group` leaves, the file cache counted as free."""
    try:
        limit = (group / "memory.max").read_text(encoding="ascii").strip()
        if limit == "max":
            return None
        used = int((group / "memory.current").read_text(encoding="ascii"))
        stat = dict(line.split() for line in (group / "memory.stat").read_text(encoding="ascii").splitlines())
        cache = int(stat.get("inactive_file", 0)) + int(stat.get("active_file", 0))
        return max(0, int(limit) - used + cache)
    except (OSError, ValueError):
        return None


def taken_memory(pid: int, root: Path = _ROOT) -> int | None:
    """Return the bytes of memory that a process has to itself, swapped ones included.

    Files that it maps do not count: they can be let go. None where nobody says (Linux alone does), or where
    there is no such process.
    """
    try:
        status = (root / f"proc/{pid}/status").read_text(encoding="ascii", errors="replace")
        lines = dict(line.split(":", 1) for line in status.splitlines())
        return 1024 * sum(int(lines[name].split()[0]) for name in ("RssAnon", "VmSwap"))
    except (OSError, ValueError, KeyError, IndexError):
        return None


def free_disk(path: Path) -> int:
    """Return the free bytes on the file system that `path` is on, or would be on.

    Raises:
        OSError: nobody can say.
    """
    place = path.absolute()
    while not place.exists() and place != place.parent:
        place = place.parent
    return shutil.disk_usage(place).free


def gigabytes(count: int) -> str:
    """Write a number of bytes for people, in units of a thousand million: 1.3 GB."""
    return f"{count / 1e9:.1f} GB"
