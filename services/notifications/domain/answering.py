"""Words that answer somebody who has just written to us: they go to where they were asked, at once or never."""

from datetime import timedelta

STOP_ANSWERS = frozenset({"stopped", "stopped_some", "stopped_and_asked", "not_theirs"})
"""The one confirmation: the only thing that is still said where no more is wanted."""
ANSWERS = STOP_ANSWERS | {
    "started", "coming", "change", "late_heard", "moved_meanwhile", "heard",
}  # fmt: skip
SOON = timedelta(minutes=5)
"""After this an answer is better left out; a confirmation of a stop must not come later."""
