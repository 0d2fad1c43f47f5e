from collections.abc import Mapping

from services.matching.domain.refusals import refusal

Moves = Mapping[tuple[str, str], str]


def moved(moves: Moves, state: str, deed: str, refused: str) -> str:
    """Where a deed leads from here. What the diagram does not draw does not happen: `refused` names the words."""
    try:
        return moves[state, deed]
    except KeyError:
        raise refusal(refused) from None
