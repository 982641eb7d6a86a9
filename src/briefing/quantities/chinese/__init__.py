"""Reads the quantities of a Chinese text."""

from briefing.quantities.chinese.read import read

__all__ = ["read"]
