"""How good the English is: systems on sets, measured against reference English.

Examples:
  uv run --extra model python -m benchmarks.quality
      the product as shipped on the development half of the policy set
  uv run --extra model python -m benchmarks.quality --set policy-dev,news --system base,plain,default
      three systems on two sets, a table for each set
  uv run --extra model python -m benchmarks.quality --system default --show
      every sentence beside source and reference, with what was found wrong
  uv run --extra model python -m benchmarks.quality --compare plain default
      whether the difference is real; each of the two may be OLD.json:SYSTEM, a file of --write
  uv run --extra model python -m benchmarks.quality --compare default default@new.safetensors
      the same for an adapter that is not bundled yet
  uv run --extra model python -m benchmarks.quality --set news --published FOLDER
      beside systems that others ran, on the sentences of newstest2021 that their files have
  uv run python -m benchmarks.quality --set news --published FOLDER --compare argos nllb
      two of those
  uv run --extra model python -m benchmarks.quality --floors
      what CI runs: two documents, exit status 1 if the product got worse

Drafts are kept, so a run that was cut off goes on where it was, and measuring again costs nothing.
"""

from __future__ import annotations

import argparse
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.quality import compare, floors, published, report
from benchmarks.quality.documents import SetError
from benchmarks.quality.run import DRAFTS, matcher_of_product, prepared, run
from benchmarks.quality.sets import HERE, NAMES, load_set
from benchmarks.quality.systems import SYSTEMS, find
from briefing.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.quality.published import Published
    from benchmarks.quality.run import Result
    from benchmarks.quality.sets import EvalSet
    from benchmarks.quality.units import Prepared
    from briefing.glossary.matcher import Matcher


def parser() -> argparse.ArgumentParser:
    systems = "\n".join(f"  {name:8} {system.what}" for name, system in SYSTEMS.items())
    made = argparse.ArgumentParser(
        prog="python -m benchmarks.quality",
        description=f"{__doc__}\nSystems:\n{systems}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.add_argument(
        "--set",
        type=_sets,
        default=["policy-dev"],
        metavar="NAME[,NAME]",
        help=f"of {', '.join(NAMES)}, or all (default: policy-dev; policy-test is for final tables alone)",
    )
    made.add_argument(
        "--system",
        type=_systems,
        default=["default"],
        metavar="NAME[,NAME]",
        help="systems to measure, all or none (default: default); NAME@FILE is one with another adapter",
    )
    made.add_argument(
        "--only", metavar="ID[,ID]", help="of the policy set, the documents whose names begin so: 03,07,12"
    )
    made.add_argument("--limit", type=int, default=300, metavar="N", help="rows of a corpus's set (300)")
    made.add_argument(
        "--corpus",
        type=Path,
        default=HERE.parents[2] / "shared" / "corpus",
        metavar="FOLDER",
        help="where the corpus is (default: %(default)s)",
    )
    made.add_argument(
        "--published",
        type=Path,
        metavar="FOLDER",
        help=f"measure wmt21.NAME.en in there too, and of {published.SET} only what is in its wmt21.zh",
    )
    made.add_argument(
        "--drafts", type=Path, default=DRAFTS, metavar="FILE", help="drafts kept (default: %(default)s)"
    )
    made.add_argument("--write", type=Path, metavar="STEM", help="write STEM.md and STEM.json")
    made.add_argument("--show", action="store_true", help="print every sentence, for reading")
    made.add_argument(
        "--compare", nargs=2, metavar=("A", "B"), help="test B against A: systems, or FILE.json:SYSTEM"
    )
    made.add_argument("--floors", action="store_true", help="check the product against its floors")
    made.add_argument("--update", action="store_true", help="with --floors: raise them to what is measured")
    return made


def _sets(text: str) -> list[str]:
    chosen = list(NAMES) if text == "all" else [name.strip() for name in text.split(",")]
    if unknown := [name for name in chosen if name not in NAMES]:
        raise argparse.ArgumentTypeError(f"{', '.join(unknown)}: there are {', '.join(NAMES)}")
    return chosen


def _systems(text: str) -> list[str]:
    if text == "none":
        return []
    chosen = list(SYSTEMS) if text == "all" else [name.strip() for name in text.split(",")]
    try:
        for name in chosen:
            find(name)
    except SetError as error:
        raise argparse.ArgumentTypeError(str(error)) from error
    return chosen


def measure(system: str, chosen: EvalSet, texts: Sequence[Prepared], drafts: Path) -> Result | None:
    """The result, or None, with a line on standard error, where the system's model is not installed."""
    try:
        return run(system, chosen, texts, drafts)
    except ModelError as error:
        print(f"{system}: left out, {error.message}", file=sys.stderr)
        return None


def english_of(
    name: str, chosen: EvalSet, texts: Sequence[Prepared], drafts: Path, others: Published | None
) -> dict[str, str]:
    """The English of a published system, of what a file says it was, or of one run here. Raises SetError."""
    if others and name in others.english:
        return {row.id: row.hypothesis for row in others.rows(name, texts)}
    if (kept := compare.stored(name, chosen)) is not None:
        return kept
    result = measure(name, chosen, texts, drafts)
    if result is None:
        raise SetError(f"{name} cannot be measured here")
    return {row.id: row.hypothesis for row in result.rows}


def compared(
    pair: Sequence[str], chosen: EvalSet, texts: Sequence[Prepared], drafts: Path, others: Published | None
) -> None:
    references = {unit.id: unit.reference for text in texts for unit in text.units}
    a, b = (
        compare.aligned(references, english_of(name, chosen, texts, drafts, others), name) for name in pair
    )
    print(f"{chosen.name}: A is {pair[0]}, B is {pair[1]}")
    for difference in compare.compare(list(references.values()), a, b):
        print(f"  {difference}")


def check_floors(arguments: argparse.Namespace, matcher: Matcher) -> int:
    whole = load_set(floors.SET, corpus=arguments.corpus, limit=arguments.limit)
    first: dict[str, str] = {}
    for text in whole.texts:
        first.setdefault(text.kind, text.id)
    chosen = whole.only([first[kind] for kind in floors.KINDS_OF_TEXT if kind in first], floors.SET)
    result = measure(floors.SYSTEM, chosen, prepared(chosen, matcher), arguments.drafts)
    if result is None:
        return 2
    status, lines = floors.check(result, update=arguments.update, path=floors.FILE)
    print("\n".join(lines))
    return status


def begins(chosen: EvalSet, names: str) -> EvalSet:
    """The texts whose ids begin with one of the names in `names`. Raises SetError if there are none."""
    ids = [text.id for text in chosen.texts if text.id.startswith(tuple(names.split(",")))]
    if not ids:
        raise SetError(f"{chosen.name} has no document whose name begins with {names}")
    return chosen.only(ids, f"{chosen.name}-part")


def cut(chosen: EvalSet, others: Published) -> EvalSet:
    """The part of the set that others' files have, and a line on standard error that says how much it is."""
    part = others.cut(chosen)
    rows = f"{len(part.texts)} of {len(chosen.texts)} rows"
    print(f"{chosen.name}: {rows} are in {others.folder}", file=sys.stderr)
    return part


def main(argv: Sequence[str] | None = None) -> int:
    options = parser()
    arguments = options.parse_args(argv)
    if arguments.published and published.SET not in arguments.set:
        options.error(f"--published goes with --set {published.SET}")
    matcher = matcher_of_product()
    if arguments.floors:
        return check_floors(arguments, matcher)
    folder = published.read(arguments.published) if arguments.published else None
    results: list[Result] = []
    for name in arguments.set:
        others = folder if name == published.SET else None
        try:
            chosen = load_set(name, corpus=arguments.corpus, limit=arguments.limit)
            chosen = cut(chosen, others) if others else chosen
            chosen = begins(chosen, arguments.only) if arguments.only else chosen
        except SetError as error:
            print(f"left out: {error}", file=sys.stderr)
            continue
        texts = prepared(chosen, matcher)
        if arguments.compare:
            compared(arguments.compare, chosen, texts, arguments.drafts, others)
            continue
        measured = (measure(system, chosen, texts, arguments.drafts) for system in arguments.system)
        found = [result for result in measured if result]
        found += [others.result(system, chosen, texts) for system in others.english] if others else []
        results += found
        if arguments.show:
            for result in found:
                print(f"## {result.system} on {chosen.name}\n")
                print("\n".join(report.show(result.rows)))
    if results:
        print(f"{report.table(results)}\n\n{report.signatures(results)}")
    if results and arguments.write:
        command = shlex.join(["python", "-m", "benchmarks.quality", *(argv or sys.argv[1:])])
        report.write(arguments.write, results, command)
    return 0 if results or arguments.compare else 2


if __name__ == "__main__":
    try:
        sys.exit(main())
    except SetError as error:
        sys.exit(f"error: {error}")
