"""A run as a self-contained HTML page: sums, speed, failures, what was left out or slow."""

from __future__ import annotations

import time
from collections.abc import Mapping
from html import escape

from spv2_spark.domain.task import TaskState
from spv2_spark.ledger.records import FailedTask, PastWave, Run, SlowPaper
from spv2_spark.report.page import page_of, row_of, table_of
from spv2_spark.report.speed_plot import binned_speeds, speed_plot
from spv2_spark.report.status import duration
from spv2_spark.report.task_json import iso
from spv2_spark.valid_text import printable


def run_html(run: Run) -> str:
    """Return the page; what comes from outside is text in it, and it asks for nothing."""
    counts = run.status.counts
    failed = {kind.value: count for kind, count in counts.failed_by_kind.items()}
    sections = (
        f"<p>As of {iso(run.at)}; times are UTC.</p>{_sums(run)}",
        _section("Papers a second", _speed(run)),
        _section("Failed, by kind", _counts(failed)),
        _section("Left out of the dataset, by why", _counts(counts.left_out)),
        _section("Pages", _pages(run)),
        _section("Slowest papers", _slowest(run)),
        _section("Last failures", _failures(run)),
        _section("Waves", _waves(run)),
    )
    return page_of("run", f"Results {printable(run.status.version)}", body="".join(sections))


def _text(text: str) -> str:
    return escape(printable(text))


def _section(title: str, body: str) -> str:
    return f"<h2>{title}</h2>{body}"


def _wide(table: str) -> str:
    return f'<div class="wide">{table}</div>'


def _sums(run: Run) -> str:
    """Return the line by which whoever reads it sees that no paper is missing."""
    counts = run.status.counts
    left_out, failed = sum(counts.left_out.values()), counts.by_state[TaskState.FAILED]
    done = counts.by_state[TaskState.DONE] - left_out
    parts = (
        ("done", done),
        ("failed", failed),
        ("left out", left_out),
        ("still open", counts.open),
    )
    told = " <span>+</span> ".join(f"<span><b>{n:,}</b> {name}</span>" for name, n in parts)
    papers = sum(counts.by_state.values())
    left = run.status.seconds_left
    more = ""
    if counts.open:
        how = "at this speed unknown" if left is None else f"at this speed {duration(left)}"
        more = f"<p>Time left {how} ({run.status.papers_per_second:.2f} papers/s, last hour).</p>"
    whole = f"<span><b>{papers:,}</b> papers in</span> <span>=</span>"
    return f'<div class="sums">{whole} {told}</div>{more}'


def _speed(run: Run) -> str:
    spans = [
        (one.claimed_at, one.ended_at, one.papers)
        for one in run.waves
        if one.state == "settled" and one.ended_at is not None
    ]
    if not spans:
        return "<p>No wave was settled.</p>"
    papers = sum(papers for _, _, papers in spans)
    first, last, speeds = binned_speeds(spans)
    return (
        f"<p>{papers:,} papers of {len(spans):,} settled waves in {duration(last - first)}, "
        f"{papers / (last - first):.2f} a second; a wave's papers are spread evenly over its time."
        f"</p>{speed_plot(first, last, speeds)}"
    )


def _counts(counts: Mapping[str, int]) -> str:
    if not counts:
        return "<p>None.</p>"
    most = max(counts.values())
    rows = [
        row_of(_text(name), f"{count:,}", f'<i class="bar" style="width:{count / most:.1%}"></i>')
        for name, count in sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    ]
    return table_of((), rows, "counts")


def _pages(run: Run) -> str:
    pages = run.status.pages
    if not pages.pages:
        return "<p>Nothing is known of them.</p>"
    return (
        f"<p>{pages.unread:,} of {pages.pages:,} pages ({pages.unread / pages.pages:.1%}) were not "
        f"read, of {pages.papers_with_unread:,} papers (<code>pdf.pages</code> says which are).</p>"
    )


def _slowest(run: Run) -> str:
    if not run.slowest:
        return "<p>None is known.</p>"
    note = "<p>Seconds of the last attempt: fetching, reading and decoding, without tagging.</p>"
    heads = ("paper", "seconds", "pages", "read", "state", "where")
    return note + _wide(table_of(heads, map(_slow_row, run.slowest), "named"))


def _slow_row(one: SlowPaper) -> str:
    pages = ("–" if number is None else f"{number:,}" for number in one.effort[1:])
    seconds = f"{one.effort.seconds:.2f}"
    return row_of(_text(one.doc_name), seconds, *pages, one.state.value, _text(one.uri))


def _failures(run: Run) -> str:
    if not run.failures:
        return "<p>None.</p>"
    heads = ("paper", "kind", "stage", "attempts", "why")
    return _wide(table_of(heads, map(_failure_row, run.failures), "named"))


def _failure_row(one: FailedTask) -> str:
    why = one.failure
    cells = (one.doc_name, why.kind.value, why.stage, str(one.attempts), why.message)
    return row_of(*map(_text, cells))


def _waves(run: Run) -> str:
    if not run.waves:
        return "<p>None.</p>"
    more = run.wave_count - len(run.waves)
    note = f"<p>The last {len(run.waves):,} of {run.wave_count:,}.</p>" if more else ""
    heads = ("wave", "state", "papers", "done", "failed", "claimed", "took", "papers/s", "held by")
    return note + _wide(table_of(heads, (_wave_row(one, run.at) for one in run.waves), "named"))


def _wave_row(one: PastWave, at: float) -> str:
    took_s = (at if one.ended_at is None else one.ended_at) - one.claimed_at
    is_settled = one.state == "settled"
    speed = f"{one.papers / max(took_s, 1e-3):.2f}" if is_settled else "–"
    state = one.state if is_settled else f'<span class="wrong">{one.state}</span>'
    claimed = time.strftime("%d %b %H:%M:%S", time.gmtime(one.claimed_at))
    numbers = (f"{number:,}" for number in (one.papers, one.done, one.failed))
    return row_of(
        _text(one.wave), state, *numbers, claimed, duration(took_s), speed, _text(one.owner)
    )
