"""The finished work as a user gets it: terminal, plain text, Markdown, JSON; one module a format."""
