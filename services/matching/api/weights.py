from services.matching.actions import weights as actions
from services.matching.api import weights_schemas as schemas
from services.matching.domain.tiers import points_of
from shared.web.app import Blueprint
from shared.web.auth import open_to
from shared.web.context import open_reading, open_transaction
from shared.web.etag import etag, if_match

weights = Blueprint("weights", __name__, url_prefix="/weights", description="What weighs how much")


@weights.get("")
@open_to("supervisor", "admin", "service")
@weights.response(200, schemas.WeightsSchema)
def read_weights():
    """The points of each term."""
    with open_reading() as rx:
        return _told(*actions.read_weights(rx))


@weights.patch("")
@open_to("supervisor", "admin", "service")
@weights.arguments(schemas.PointsSchema)
@weights.response(200, schemas.WeightsSchema)
def change_weights(said):
    """Change them within the tiers (merge patch); the older version is kept."""
    with open_transaction() as tx:
        return _told(*actions.change_weights(tx, said=said, read_version=if_match()))


@weights.post("/preview")
@open_to("supervisor", "admin")
@weights.arguments(schemas.PointsSchema)
@weights.response(200, schemas.PreviewSchema)
def preview(said):
    """What such a change would do to the ten lists looked at last. Nothing is changed."""
    with open_reading() as rx:
        return {"items": actions.try_weights(rx, said=said)}


def _told(weights, version):
    return {"version": weights.version, **points_of(weights)}, etag(version)
