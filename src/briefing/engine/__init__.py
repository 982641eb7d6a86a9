"""Engines: what translates, and what runs a model. Knows nothing of what is installed."""
