"""How much of a document's text is read, how fast, and what other programs read of the same files."""
