"""`briefing glossary check`: what is wrong with termbases."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefing.errors import UsageError
from briefing.streams import data, document, line, say

if TYPE_CHECKING:
    from briefing.glossary.lint import Report

EPILOG = (
    "Examples: `briefing glossary check`; `briefing glossary check glossary/ --fix`;"
    " `briefing glossary check --explain overlap`. Exit status: 0 no errors; 1 errors; 3 warnings and"
    " --strict."
)

FAILED, STRICT = 1, 3


def check(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="FILE|FOLDER",
            help="Termbases to check; without any, your own and those in ./glossary.",
            show_default=False,
        ),
    ] = None,
    fix: Annotated[bool, typer.Option("--fix", help="Mend what can be mended safely.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 3 if there are warnings.")] = False,
    ignore: Annotated[
        list[str] | None, typer.Option(metavar="RULE", help="Leave a rule out. Repeatable.")
    ] = None,
    explain: Annotated[
        str | None, typer.Option(metavar="RULE", help="Tell what a rule is about, and do nothing else.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, for scripts.")] = False,
) -> None:
    """Look for mistakes, clashes and doubtful entries in termbases."""
    from briefing.glossary import lint

    if explain is not None:
        _explain(explain)
        return
    rules = _known(ignore or [])
    report, fixed = lint.fix(paths or (), ignore=rules) if fix else (lint.lint(paths or (), ignore=rules), 0)
    if as_json:
        data(_data(report, fixed))
    else:
        for each in lint.lines(report):
            line(each)
        say(_summary(report, fixed))
    if report.count("error"):
        raise typer.Exit(FAILED)
    if strict and report.count("warning"):
        raise typer.Exit(STRICT)


def _known(names: list[str]) -> list[str]:
    import difflib

    from briefing.glossary.lint.rules import RULES

    for name in names:
        if name not in RULES:
            near = difflib.get_close_matches(name, RULES, n=1)
            hint = f"Did you mean {near[0]}?" if near else f"The rules are {', '.join(RULES)}"
            raise UsageError(f"There is no rule {name}", hint)
    return names


def _explain(name: str) -> None:
    from briefing.glossary.lint.rules import RULES

    rule = RULES[_known([name])[0]]
    below = f"\nover, in a lower layer:\n\n{rule.below}" if rule.below else ""
    document(
        f"{rule.name} ({rule.severity})\n{rule.what}\n{rule.why}\n\nFor example:\n\n{rule.example}{below}"
    )


def _summary(report: Report, fixed: int) -> str:
    from briefing.glossary.lint import counts

    files = f"{report.files:,} file" + ("s" if report.files > 1 else "")
    entries = f"{report.entries:,} entr" + ("y" if report.entries == 1 else "ies")
    summary = f"{counts(report)} in {files}, {entries}"
    if fixed:
        return f"mended {fixed:,}; {summary}"
    fixable = sum(bool(problem.mends) for problem in report.problems)
    return f"{summary}; --fix mends {fixable:,}" if fixable else summary


def _data(report: Report, fixed: int) -> dict[str, object]:
    problems = [
        {
            "file": problem.file,
            "line": problem.line,
            "column": problem.column,
            "severity": problem.severity,
            "rule": problem.rule,
            "message": problem.message,
            "fix": problem.fix,
            "fixable": bool(problem.mends),
        }
        for problem in report.problems
    ]
    return {"problems": problems, "files": report.files, "entries": report.entries, "fixed": fixed}
