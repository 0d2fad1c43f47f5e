from flask import request

from shared.kernel.errors import PreconditionFailed, PreconditionRequired


def if_match() -> int:
    """The version the caller has read. Without it, two people would overwrite each other in silence."""
    given = request.headers.get("If-Match")
    if given is None:
        raise PreconditionRequired("Please say which version you have read (If-Match).")
    try:
        return int(given.strip().strip('"'))
    except ValueError:
        raise PreconditionFailed("This version is not known. Please read it again.") from None


def etag(version: int) -> dict[str, str]:
    return {"ETag": f'"{version}"'}
