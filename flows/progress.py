"""What a person sees while a run works: a bar on a terminal, one line a stage elsewhere."""

import sys
import time
from typing import TextIO

#: Cells of the bar.
_WIDTH = 24

#: A bar drawn more often than this flickers.
_REDRAW_SECONDS = 0.1


class TerminalProgress:
    """Draws progress on `stream`; on a terminal one line that changes, elsewhere a line when a stage is done."""

    def __init__(self, stream: TextIO = sys.stderr) -> None:
        """Start the clock."""
        self._stream = stream
        self._live = stream.isatty()
        self._started = time.monotonic()
        self._stage_started = self._started
        self._stage = ""
        self._drawn = 0.0

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Show that `done` of `total` steps of `stage` are done."""
        now = time.monotonic()
        if stage != self._stage:
            self._stage, self._stage_started, self._drawn = stage, now, 0.0
        if done >= total:
            self._line(f"{stage:<10} done in {now - self._stage_started:5.1f} s")
        elif self._live and now - self._drawn >= _REDRAW_SECONDS:
            self._drawn = now
            filled = _WIDTH * done // max(total, 1)
            bar = "█" * filled + "░" * (_WIDTH - filled)
            self._stream.write(f"\r\x1b[K{stage:<10} {bar} {done:,}/{total:,}")
            self._stream.flush()

    def _line(self, text: str) -> None:
        """Write a line that stays."""
        self._stream.write(f"\r\x1b[K{text}\n" if self._live else f"{text}\n")
        self._stream.flush()
