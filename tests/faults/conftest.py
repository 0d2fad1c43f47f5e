from tests.journeys.conftest import engines, house, postbox

__all__ = ["engines", "house", "postbox"]
