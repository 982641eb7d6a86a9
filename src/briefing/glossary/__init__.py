"""The termbase: the house's renderings, where they come from, and where they occur in a text."""
