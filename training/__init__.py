"""The recipe of the adapter: from sentence pairs to the file that ships. README.md says how to run it."""
