"""The few ways to say no. Every service raises these; shared.web.errors turns them into problem+json."""

from collections.abc import Mapping, Sequence


class Refused(Exception):
    """Someone asked for a thing we will not do. Its words are fit to show them."""

    status = 400
    code = "refused"

    def __init__(
        self,
        words: str,
        *,
        code: str | None = None,
        errors: Mapping[str, Sequence[str]] | None = None,
        **more: object,
    ) -> None:
        super().__init__(words)
        self.code = code or self.code
        self.errors = {field: list(said) for field, said in (errors or {}).items()}
        self.more = more


class Unauthenticated(Refused):
    status = 401
    code = "unauthenticated"


class Forbidden(Refused):
    status = 403
    code = "forbidden"


class NotFound(Refused):
    status = 404
    code = "not_found"


class Conflict(Refused):
    status = 409
    code = "conflict"


class Gone(Refused):
    status = 410
    code = "gone"


class PreconditionFailed(Refused):
    """Somebody else changed it since it was read."""

    status = 412
    code = "changed_meanwhile"


class Invalid(Refused):
    """`errors` names each field, in words."""

    status = 422
    code = "invalid"


class PreconditionRequired(Refused):
    status = 428
    code = "if_match_required"


class TooMany(Refused):
    """Asked more often than one person would. `again_in`: seconds."""

    status = 429
    code = "too_many"

    def __init__(self, words: str, *, again_in: int) -> None:
        super().__init__(words, retry_after_seconds=again_in)
        self.again_in = again_in


class Busy(Refused):
    """Nothing is wrong with the wish: it may be made again in a moment."""

    status = 503
    code = "busy"
