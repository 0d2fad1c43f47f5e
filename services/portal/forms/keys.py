"""One Idempotency-Key for each step that a form sets off, made from the form's own."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any


def key_for(form_key: str, step: str, body: Mapping[str, Any] | None = None) -> str:
    """The same form sent again repeats its steps; one that was changed in between makes a new wish of the step."""
    told = json.dumps([form_key, step, body], sort_keys=True, default=str)
    return hashlib.sha256(told.encode()).hexdigest()
