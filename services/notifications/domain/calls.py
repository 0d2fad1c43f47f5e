"""How a call can go, in the words a coach uses after the telephone is down."""

OUTCOMES = ("talked", "left_message", "no_answer", "number_not_working", "someone_else", "asked_not_to_call")
DONE = frozenset({"talked", "left_message", "number_not_working", "asked_not_to_call"})
NUMBER_GONE = "number_not_working"
REACHED = frozenset({"talked", "met", "asked_not_to_call"})
"""However it came about: whoever was spoken with need not be rung as well."""
MOST_TRIES = 3
"""Never a fourth by itself."""
CALL_STATES = ("open", "done")
WHY = ("no_way", "undeliverable", "wrong_number", "stopped", "running_late")
REPLY_STATES = ("open", "handled")
REPLY_OUTCOMES = ("answered", "passed_on", "nothing_to_do")
