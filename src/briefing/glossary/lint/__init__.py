"""Looks for what is wrong with termbases before a translation meets it."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.errors import GlossaryError
from briefing.glossary.lint import between, chinese, english, layers, spelling
from briefing.glossary.lint.files import termbase_files
from briefing.glossary.lint.problem import Problem, Record
from briefing.glossary.store import read_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefing.document import Severity
    from briefing.glossary.lint.files import TermbaseFile
    from briefing.glossary.model import Term


_ROUNDS = 5
"""How often --fix starts again. A change can uncover another one, but no chain of them is that long."""


EACH = 20
"""Problems of one rule in one file that are told one by one: what fits on a screen."""


@dataclass(frozen=True, slots=True)
class Report:
    """The problems by file and place; and how many files and entries were checked."""

    problems: tuple[Problem, ...]
    files: int
    entries: int

    def count(self, severity: Severity) -> int:
        """How many problems of that severity there are."""
        return sum(problem.severity == severity for problem in self.problems)


def lint(paths: Sequence[Path] = (), *, ignore: Iterable[str] = (), shipped: bool = True) -> Report:
    """Check the termbases at `paths`, files and folders; without any, the user's and the project's.

    `ignore` names rules that do not count. Which other termbases are looked at is told by `termbase_files`.
    A file with mistakes stops nothing: what can be read of it is checked. Raises GlossaryError if there is
    nothing to check.
    """
    found = termbase_files(paths, shipped=shipped)
    problems: list[Problem] = []
    records: list[Record] = []
    for file in found:
        records += _records(file, problems)
    problems += _all_problems(records)
    ignored = frozenset(ignore)
    return Report(
        tuple(sorted((p for p in problems if p.rule not in ignored), key=_place)),
        sum(file.checked for file in found),
        sum(record.checked for record in records),
    )


def fix(
    paths: Sequence[Path] = (), *, ignore: Iterable[str] = (), shipped: bool = True
) -> tuple[Report, int]:
    """Mend what can be mended safely, then check as `lint` does; returns how many changes were made, too.

    One change may uncover another (a term in Simplified that was entered already), so it goes on until there
    is nothing left to do. Raises GlossaryError and WriteError.
    """
    from briefing.glossary.lint.mending import apply

    ignored = frozenset(ignore)
    done = 0
    report = lint(paths, ignore=ignored, shipped=shipped)
    for _ in range(_ROUNDS):
        changed = apply(mend for problem in report.problems for mend in problem.mends)
        if not changed:
            break
        done += changed
        report = lint(paths, ignore=ignored, shipped=shipped)
    return report, done


def of_entry(term: Term) -> list[Problem]:
    """What is wrong with an entry by itself, for who has just written it; a missing source can wait."""
    reading = read_file(Path(term.file), shown_as=term.file)
    records = (
        Record(entry.term, entry.fields, entry.start[0], Path(term.file), layer=0, checked=True)
        for entry in reading.entries
        if entry.term.line == term.line
    )
    found = (problem for record in records for each in (chinese, english) for problem in each.check(record))
    return [problem for problem in found if problem.rule != "missing-source"]


def _records(file: TermbaseFile, problems: list[Problem]) -> Iterator[Record]:
    """What `file` lists; its mistakes are added to `problems` if it is to be checked."""
    try:
        reading = file.read()
    except GlossaryError as error:
        if file.checked:
            problems.append(Problem(file.shown, 1, 1, "unreadable", error.message, error.hint))
        return
    if file.checked:
        problems += [Problem(file.shown, p.line, p.column, p.rule, p.message) for p in reading.problems]
    layer, checked = file.layer, file.checked
    for entry in reading.entries:
        yield Record(entry.term, entry.fields, entry.start[0], file.path, layer, checked)
    for pattern in reading.patterns:
        yield Record(pattern.pattern, pattern.fields, pattern.start[0], file.path, layer, checked)
    for place in reading.places:
        yield Record(place.place, place.fields, place.start[0], file.path, layer, checked)


def _all_problems(records: Sequence[Record]) -> Iterator[Problem]:
    by_layer: dict[int, list[Record]] = defaultdict(list)
    for record in records:
        by_layer[record.layer].append(record)
        if record.checked:
            yield from chinese.check(record)
            yield from english.check(record)
    for layer in by_layer.values():
        yield from spelling.check(layer)
    yield from layers.check(records)
    yield from between.check(layers.in_force(records))


def _place(problem: Problem) -> tuple[str, int, int, str, str]:
    return problem.file, problem.line, problem.column, problem.rule, problem.message


def lines(report: Report) -> list[str]:
    """The problems, a line each; a rule that one file breaks more often than that is one line, with a count.

    An imported file of a thousand terms without a source would bury its errors under warnings.
    """
    times = Counter((problem.file, problem.rule) for problem in report.problems)
    found: list[str] = []
    told: set[tuple[str, str]] = set()
    for problem in report.problems:
        key = problem.file, problem.rule
        if times[key] <= EACH:
            found.append(str(problem))
        elif key not in told:
            told.add(key)
            found.append(f"{problem}; and {times[key] - 1:,} more of this rule in the file, all with --json")
    return found


def counts(report: Report) -> str:
    """`2 errors, 1 warning` or `no problems`, for a person to read."""
    severities = Counter(problem.severity for problem in report.problems)
    parts = [
        f"{number:,} {severity}" + ("s" if number > 1 else "")
        for severity in ("error", "warning", "note")
        if (number := severities.get(severity, 0))
    ]
    return ", ".join(parts) or "no problems"
