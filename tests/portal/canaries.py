"""Words planted where a page must never show them: last names, numbers, wishes of others."""

CANARIES = ("Kanarienvogel", "canary@", "555-0199", "CANARY")
