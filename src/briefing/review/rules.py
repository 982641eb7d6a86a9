"""The rules of `briefing check` that are about the whole of a file, not about a segment."""

from __future__ import annotations

from briefing.verify.rule import Rule

RULES: dict[str, Rule] = {
    rule.name: rule
    for rule in (
        Rule(
            "structure",
            "error",
            "A paragraph of the source is missing. As a warning: a paragraph is there twice, was added, is"
            " not in its place, or its Chinese is not that of the source.",
            "Who edits a long text loses a paragraph without seeing it.",
            "a briefing that goes from p3 to p5",
        ),
        Rule(
            "consistency",
            "note",
            "An expression that is not in the glossary is rendered in several ways, or the same sentence is.",
            "Readers take two names for two things. The expression may belong into the glossary.",
            "清风车 as clean-wind carts in p2 and as integrity vans in p7",
        ),
        Rule(
            "comment",
            "note",
            "A person's comment in a Word document, or note in XLIFF. What briefing noted there is not told.",
            "What a colleague asks should not be lost on the way back.",
            "Wang Fang: is this the figure of June or of July?",
        ),
    )
}

SENTENCE_RULES = frozenset(("overlapping-term", "term-count", "invented-subject", "cut-off"))
"""Rules that ask how an engine came to a sentence; of what a person wrote they say nothing."""


def as_markdown() -> str:
    """What `docs/rules.md` says of these, after the rules for segments."""
    lines = [
        "",
        "# Rules for a whole file",
        "",
        "What `briefing check` looks for besides, in the paragraphs of a briefing and across all pairs. Of",
        "the rules above it leaves out those that ask how an engine came to a sentence:",
        f"{', '.join(sorted(SENTENCE_RULES))}. This part follows",
        "`src/briefing/review/rules.py`.",
    ]
    for rule in RULES.values():
        lines += ["", f"## {rule.name}", "", f"*{rule.severity}* — {rule.what} {rule.why}"]
        lines += ["", f"For example: {rule.example}"]
    return "\n".join(lines) + "\n"
