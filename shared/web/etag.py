import re

from flask import request

from shared.kernel.errors import PreconditionFailed, PreconditionRequired

VERSION = re.compile(r"[0-9]{1,9}")  # more than a row is ever changed, and what every column of versions holds


def if_match() -> int:
    """The version the caller has read. Without it, two people would overwrite each other in silence."""
    given = request.headers.get("If-Match")
    if given is None:
        raise PreconditionRequired("Please say which version you have read (If-Match).")
    if not VERSION.fullmatch(said := given.strip().strip('"')):
        raise PreconditionFailed("This version is not known. Please read it again.")
    return int(said)


def etag(version: int) -> dict[str, str]:
    return {"ETag": f'"{version}"'}
