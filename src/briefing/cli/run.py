"""Runs translation jobs: reads, translates and writes, telling on the way how far it is."""

from __future__ import annotations

import time
from collections import Counter
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from briefing import streams
from briefing.cli import INTERRUPTED
from briefing.cli.common import draft_store
from briefing.cli.console import standard_output
from briefing.cli.jobs import Job, Target
from briefing.cli.progress import Reporter
from briefing.engine.base import remarks_of
from briefing.engine.cache import CachedEngine
from briefing.engine.drafts import DraftStore
from briefing.errors import BriefingError, ReadError
from briefing.files import write_whole
from briefing.models.load import load_engine, usual_speed
from briefing.pipeline import Work, prepare_document, translate_document
from briefing.read import read_source
from briefing.signature import signed
from briefing.streams import say
from briefing.write import exchange, html, json, markdown, plain
from briefing.write.plain import PlainWriter
from briefing.write.summary import read_first, summarize
from briefing.write.terminal import TerminalWriter

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console

    from briefing.document import Briefing, Document
    from briefing.engine.base import Engine
    from briefing.glossary.matcher import Matcher
    from briefing.glossary.model import Termbase
    from briefing.normalize import Script

DONE, FAILED, STRICT = 0, 1, 3
LONG_JOB_SECONDS = 60
"""A job that is expected to take longer is announced."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line asked for."""

    target: Target
    layout: Literal["columns", "stacked", "english"] | None
    highlight: bool
    model: str | None
    script: Script
    show_source: Literal["clean", "raw"]
    timestamp: str | None
    strict: bool
    force: bool
    threads: int
    keep_drafts: bool
    verbose: bool

    @property
    def bilingual_layout(self) -> Literal["columns", "stacked"] | None:
        """The layout of what always has both languages."""
        return None if self.layout == "english" else self.layout


def run(jobs: Sequence[Job], matcher: Matcher, options: Options) -> int:
    """Do the jobs in order; returns the exit status. Of several, one that fails does not stop the others.

    Raises BriefingError for what is wrong with the only job, or with the model.
    """
    out = standard_output()
    termbase = matcher.termbase
    with Reporter(out if out.is_terminal else None) as reporter:
        reporter.status("reading")
        prepared, failed = _prepared(jobs, matcher, options, reporter)
        if not prepared:
            _tell(failed)
            return FAILED
        with _engine(options, reporter) as engine:
            _announce(prepared, engine, reporter)
            try:
                finished = _done(prepared, engine, termbase, options, reporter, out)
            except KeyboardInterrupt:
                reporter.stop()
                kept = "what is translated is kept, and the same command goes on from there"
                say(f"stopped; {kept}" if options.keep_drafts else "stopped")
                return INTERRUPTED
    _tell(failed)
    summary = summarize(finished)
    if summary.untranslated or len(prepared) < len(jobs):
        return FAILED
    if options.strict and (summary.errors or summary.warnings):
        return STRICT
    return DONE


def _prepared(
    jobs: Sequence[Job], matcher: Matcher, options: Options, reporter: Reporter
) -> tuple[list[tuple[Job, Document]], list[str]]:
    """The documents of the jobs, and of those that cannot be read, why."""
    prepared = []
    failed = []
    for job in jobs:
        try:
            source = read_source(job.file)
            if options.layout == "english" and not source.original:
                raise ReadError(
                    f"{job.file} is no Word document (.docx) that English can be put into",
                    "Leave --layout english out, or save it as .docx.",
                )
            document = prepare_document(source, matcher, script=options.script)
        except BriefingError as error:
            if len(jobs) == 1:
                raise
            failed.append(str(error))
            continue
        for note in document.source.notes:
            reporter.note(f"{job.file}: {note}")
        if options.verbose:
            _tell_edits(document, reporter)
        prepared.append((job, document))
    return prepared, failed


def _tell(failed: Sequence[str]) -> None:
    for each in failed:
        say(each)


def _tell_edits(document: Document, reporter: Reporter) -> None:
    """What was changed in the source: how often, by reason, and each kind of change with its number."""
    reasons = Counter(edit.reason for edit in document.edits)
    counts = ", ".join(f"{number:,} {reason}" for reason, number in reasons.most_common()) or "none"
    reporter.note(
        f"{document.source.name}: {document.source.encoding}, script {document.script}; edits: {counts}"
    )
    changes = Counter((edit.reason, edit.old, edit.new) for edit in document.edits)
    for (reason, old, new), number in changes.most_common():
        reporter.note(f"  {number:5} {reason:12} {old!r} -> {new!r}")


@contextmanager
def _engine(options: Options, reporter: Reporter) -> Iterator[Engine]:
    engine = load_engine(
        options.model, threads=options.threads, on_status=reporter.stage, on_progress=reporter.advance
    )
    if place := dict(remarks_of(engine)).get("sent-to"):
        reporter.note(f"the text leaves your own network, for {place}")
    if not options.keep_drafts:
        yield engine
        return
    store = draft_store()
    try:
        yield CachedEngine(engine, store)
    finally:
        store.close()


def _announce(prepared: Sequence[tuple[Job, Document]], engine: Engine, reporter: Reporter) -> None:
    """Tell how long it will take, if it is long: what is stored already takes no time."""
    requests = [each for _, document in prepared for each in Work.of(document).requests()]
    speed = None
    if isinstance(engine, CachedEngine):
        requests = [each for each in requests if not engine.is_stored(each)]
        speed = engine.speed()
    characters = sum(len(each.text) for each in requests)
    seconds = characters / (speed or usual_speed(engine))
    if seconds > LONG_JOB_SECONDS:
        reporter.note(f"{characters:,} characters to translate: about {_duration(seconds)}")


def _duration(seconds: float) -> str:
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 120 else f"{minutes / 60:.1f} hours"


def _done(
    prepared: Sequence[tuple[Job, Document]],
    engine: Engine,
    termbase: Termbase,
    options: Options,
    reporter: Reporter,
    out: Console,
) -> list[Document]:
    """The documents with their English, written where they belong."""
    stream = _stream(options, out)
    started = time.monotonic()
    finished: list[Document] = []
    at_once = True
    for job, document in prepared:
        asked = _remembering(engine)
        finished.append(_translated(document, asked, None if job.outs else stream, reporter, options))
        whole = asked.finish()
        at_once &= whole
        if job.outs:
            work = signed(finished[-1:], engine, termbase, at_once=whole)
            counts = ", ".join(summarize(finished[-1:]).parts())
            for each in job.outs:
                write_whole(each.path, _rendered(work, each.target, options), force=options.force)
                reporter.note(f"wrote {each.path}: {counts}")
    reporter.stop()
    if not prepared[0][0].outs:
        work = signed(finished, engine, termbase, at_once=at_once)
        if stream:
            summary = summarize(finished, time.monotonic() - started)
            stream.end(summary, work.signature_line, read_first(finished))
        else:
            streams.document(_text_of(work, options.target, options))
    return finished


def _remembering(engine: Engine) -> CachedEngine:
    """The engine for one more document: with its store, or without one, for as long as the document takes."""
    return engine.anew() if isinstance(engine, CachedEngine) else CachedEngine(engine, DraftStore(None))


def _stream(options: Options, out: Console) -> TerminalWriter | PlainWriter | None:
    """What prints paragraphs as they are finished; None where the whole is needed first."""
    if options.target is not Target.terminal:
        return None
    return (
        TerminalWriter(out, layout=options.bilingual_layout)
        if out.is_terminal
        else PlainWriter(streams.results())
    )


def _translated(
    document: Document,
    engine: Engine,
    writer: TerminalWriter | PlainWriter | None,
    reporter: Reporter,
    options: Options,
) -> Document:
    reporter.status(f"translating {document.source.name}")
    if writer:
        writer.begin(document)
    paragraphs = []
    results = translate_document(document, engine, on_progress=reporter.advance)
    with closing(results):
        for paragraph in results:
            paragraphs.append(paragraph)
            if writer:
                writer.paragraph(paragraph)
    return replace(document, paragraphs=tuple(paragraphs))


def _rendered(work: Briefing, target: Target, options: Options) -> str | bytes:
    if target is Target.docx:
        from briefing.write import docx

        return docx.render(
            work,
            work.documents[0],
            layout=options.layout,
            show_source=options.show_source,
            highlight=options.highlight,
        )
    return _text_of(work, target, options)


def _text_of(work: Briefing, target: Target, options: Options) -> str:
    match target:
        case Target.json:
            return json.render(work)
        case Target.markdown:
            return markdown.render(
                work,
                work.documents[0],
                layout=options.bilingual_layout or "stacked",
                show_source=options.show_source,
                timestamp=options.timestamp,
            )
        case Target.html:
            return html.render(work, work.documents[0], show_source=options.show_source)
        case Target.xliff:
            return exchange.xliff12(work, work.documents[0])
        case Target.xliff2:
            return exchange.xliff21(work, work.documents[0])
        case Target.tmx:
            return exchange.tmx(work, work.documents[0])
        case Target.terminal | Target.docx:
            return plain.render(work)
