"""Whether somebody is with us just now. "Has died" is one deed, and can be taken back where it was a mistake."""

MOVES = {
    ("active", "pause"): "paused",
    ("paused", "pause"): "paused",
    ("paused", "resume"): "active",
    ("active", "leave"): "ended",
    ("paused", "leave"): "ended",
    ("ended", "resume"): "active",
    ("active", "die"): "died",
    ("paused", "die"): "died",
    ("ended", "die"): "died",
    ("died", "correct"): "active",
}
REFUSED = {
    "pause": "not_with_us",
    "resume": "person_not_paused",
    "leave": "not_with_us",
    "die": "death_recorded",
    "correct": "death_not_recorded",
}
LEAVING = "leaving"
