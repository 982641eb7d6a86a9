"""Runs translation jobs: reads, translates and writes, telling on the way how far it is."""

from __future__ import annotations

import time
from collections import Counter, deque
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, islice
from typing import TYPE_CHECKING

from briefing import streams
from briefing.cli import INTERRUPTED
from briefing.cli.behind import Behind
from briefing.cli.console import standard_output
from briefing.cli.progress import Reporter
from briefing.engine.base import remarks_of
from briefing.engine.cache import CachedEngine
from briefing.engine.drafts import DraftStore
from briefing.engine.kept import draft_store
from briefing.errors import BriefingError, ReadError
from briefing.files import write_whole
from briefing.models.load import documents_together, load_engine, usual_speed
from briefing.pipeline import Work, prepare_document, translate_documents
from briefing.read import read_source
from briefing.signature import signed
from briefing.streams import say
from briefing.write.plain import PlainWriter
from briefing.write.rendered import render, render_text
from briefing.write.summary import Summary, read_first, summarize
from briefing.write.targets import Target
from briefing.write.terminal import TerminalWriter

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.console import Console

    from briefing.cli.jobs import Job, Options
    from briefing.document import Briefing, Document, Paragraph
    from briefing.glossary.matcher import Matcher
    from briefing.glossary.model import Termbase

DONE, FAILED, STRICT = 0, 1, 3
LONG_JOB_SECONDS = 60
"""A job that is expected to take longer is announced."""
FORESEEN = 64
"""Texts that are read before the first is translated, to tell how long it will take."""


def run(jobs: Sequence[Job], matcher: Matcher, options: Options) -> int:
    """Do the jobs in order; returns the exit status. Of several, one that fails does not stop the others.

    Raises BriefingError for what is wrong with the only job, or with the model.
    """
    out = standard_output()
    with Reporter(out if out.is_terminal else None) as reporter:
        reporter.status("reading")
        failed: list[str] = []
        texts = _prepared(jobs, matcher, options, reporter, failed)
        first = list(islice(texts, FORESEEN))
        if not first:
            _tell(failed)
            return FAILED
        with _engine(options, reporter) as (engine, together):
            _announce(first, len(jobs), engine, reporter)
            try:
                work = _Work(engine, matcher.termbase, options, reporter, out)
                summary = work.done(chain(first, texts), together)
            except KeyboardInterrupt:
                reporter.stop()
                kept = "what is translated is kept, and the same command goes on from there"
                say(f"stopped; {kept}" if options.keep_drafts else "stopped")
                return INTERRUPTED
    _tell(failed)
    if summary.untranslated or failed:
        return FAILED
    if options.strict and (summary.errors or summary.warnings):
        return STRICT
    return DONE


def _prepared(
    jobs: Sequence[Job], matcher: Matcher, options: Options, reporter: Reporter, failed: list[str]
) -> Iterator[tuple[Job, Document]]:
    """The jobs with their documents, one by one; why one cannot be read goes into `failed`.

    Raises BriefingError if that is the only job.
    """
    for job in jobs:
        try:
            source = read_source(job.file)
            if options.look.layout == "english" and not source.original:
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
        yield job, document


def _tell(failed: Sequence[str]) -> None:
    for each in failed:
        say(each)


def _tell_edits(document: Document, reporter: Reporter) -> None:
    """What was changed in the source: how often, by reason, and each kind of change with its number."""
    edits = [(edit.reason, edit.old, edit.new) for edit in document.edits]
    edits += (("left out", line, "") for line in document.source.left_out)
    reasons = Counter(reason for reason, _, _ in edits)
    counts = ", ".join(f"{number:,} {reason}" for reason, number in reasons.most_common()) or "none"
    reporter.note(
        f"{document.source.name}: {document.source.encoding}, script {document.script}; edits: {counts}"
    )
    for (reason, old, new), number in Counter(edits).most_common():
        reporter.note(f"  {number:5} {reason:12} {old!r} -> {new!r}")


@contextmanager
def _engine(options: Options, reporter: Reporter) -> Iterator[tuple[CachedEngine, int]]:
    """The engine with its drafts, and how many documents may be on their way through it at once."""
    engine = load_engine(
        options.model, threads=options.threads, on_status=reporter.stage, on_progress=reporter.advance
    )
    if place := dict(remarks_of(engine)).get("sent-to"):
        reporter.note(f"the text leaves your own network, for {place}")
    store = draft_store() if options.keep_drafts else DraftStore(None)
    try:
        yield CachedEngine(engine, store), documents_together(engine)
    finally:
        store.close()


def _announce(
    first: Sequence[tuple[Job, Document]], jobs: int, engine: CachedEngine, reporter: Reporter
) -> None:
    """Tell how long it will take, if it is long: what is stored already takes no time.

    Of very many jobs, the first ones stand for all.
    """
    requests = [each for _, document in first for each in Work.of(document).requests()]
    characters = sum(len(each.text) for each in requests if not engine.is_stored(each))
    if len(first) == FORESEEN:
        characters = round(characters * jobs / FORESEEN)
    seconds = characters / (engine.speed() or usual_speed(engine))
    if seconds > LONG_JOB_SECONDS:
        reporter.note(f"{characters:,} characters to translate: about {_duration(seconds)}")


def _duration(seconds: float) -> str:
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 120 else f"{minutes / 60:.1f} hours"


@dataclass(slots=True)
class _Work:
    """The texts of a run on their way to where they belong."""

    engine: CachedEngine
    termbase: Termbase
    options: Options
    reporter: Reporter
    out: Console

    def done(self, texts: Iterable[tuple[Job, Document]], together: int) -> Summary:
        """Translate the texts and write them, each as soon as it and those before it are finished.

        What goes to a file of its own is not kept; what goes to standard output together is.
        """
        begun: deque[tuple[Job, Document]] = deque()

        def documents() -> Iterator[Document]:
            for each in texts:
                begun.append(each)
                yield each[1]

        stream = _stream(self.options, self.out)
        started = time.monotonic()
        finished: list[Document] = []
        summary = summarize(())
        at_once = True
        progress = self.reporter.advance
        translated = translate_documents(documents(), self.engine, together=together, on_progress=progress)
        with Behind(self.reporter.note) as files, closing(translated) as results:
            for number, paragraphs in enumerate(results):
                job, document = begun.popleft()
                document = self._translated(document, paragraphs, None if job.outs else stream)
                whole = self.engine.finish(str(number))
                summary += summarize((document,))
                if job.outs:
                    self._write(job, signed((document,), self.engine, self.termbase, at_once=whole), files)
                else:
                    finished.append(document)
                    at_once &= whole
        self.reporter.stop()
        if finished:
            work = signed(finished, self.engine, self.termbase, at_once=at_once)
            if stream:
                summary = replace(summary, seconds=time.monotonic() - started)
                stream.end(summary, work.signature_line, read_first(finished))
            else:
                streams.document(render_text(work, self.options.target, self.options.look))
        return summary

    def _translated(
        self, document: Document, results: Iterable[Paragraph], writer: TerminalWriter | PlainWriter | None
    ) -> Document:
        self.reporter.status(f"translating {document.source.name}")
        if writer:
            writer.begin(document)
        paragraphs = []
        for paragraph in results:
            paragraphs.append(paragraph)
            if writer:
                writer.paragraph(paragraph)
        return replace(document, paragraphs=tuple(paragraphs))

    def _write(self, job: Job, work: Briefing, files: Behind) -> None:
        counts = ", ".join(summarize(work.documents).parts())
        for each in job.outs:
            data = render(work, each.target, self.options.look)
            write = partial(write_whole, each.path, data, force=self.options.force)
            files.do(write, f"wrote {each.path}: {counts}")


def _stream(options: Options, out: Console) -> TerminalWriter | PlainWriter | None:
    """What prints paragraphs as they are finished; None where the whole is needed first."""
    if options.target is not Target.terminal:
        return None
    return (
        TerminalWriter(out, layout=options.look.bilingual)
        if out.is_terminal
        else PlainWriter(streams.results())
    )
