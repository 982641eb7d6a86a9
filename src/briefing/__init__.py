"""briefing turns a Chinese government text into a bilingual English briefing, offline."""

__version__ = "0.2.0"
