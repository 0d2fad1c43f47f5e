from collections.abc import Mapping

from shared.kernel.errors import Conflict

Moves = Mapping[tuple[str, str], str]


def moved(moves: Moves, state: str, deed: str, words: str) -> str:
    """Where a deed leads from here. What the diagram does not draw does not happen."""
    try:
        return moves[state, deed]
    except KeyError:
        raise Conflict(words) from None
