"""Documents in hand: read, corrected, confirmed and filed, without a word of how that is shown."""

from __future__ import annotations

from briefing.desk.desk import Desk, Options

__all__ = ["Desk", "Options"]
