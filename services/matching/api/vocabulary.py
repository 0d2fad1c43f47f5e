from services.matching.actions.organisation import change_customs, see_customs
from services.matching.actions.vocabulary import published_words
from services.matching.api import people_schemas, schemas
from shared.web.app import Blueprint
from shared.web.auth import open_to
from shared.web.context import open_reading, open_transaction
from shared.web.etag import etag, if_match

vocabulary = Blueprint("vocabulary", __name__, url_prefix="/vocabulary", description="The words we use")
organisation = Blueprint("organisation", __name__, url_prefix="/organisation", description="What was set here")


@vocabulary.get("")
@open_to("member", "coach", "intake", "supervisor", "admin", "partner", "service")
@vocabulary.response(200, schemas.VocabularySchema)
def read_vocabulary():
    """Every facet and list with its codes, in English and Spanish."""
    return published_words()


@organisation.get("")
@open_to("intake", "supervisor", "admin", "service")
@organisation.response(200, people_schemas.CustomsSchema)
def read_organisation():
    """The zone, the language and the credentials this organisation set."""
    with open_reading() as rx:
        customs, version = see_customs(rx)
        return customs, etag(version)


@organisation.patch("")
@open_to("admin", "service")
@organisation.arguments(people_schemas.CustomsSchema)
@organisation.response(200, people_schemas.CustomsSchema)
def change_organisation(said):
    """Change them (merge patch)."""
    with open_transaction() as tx:
        customs, version = change_customs(tx, said=said, read_version=if_match())
        return customs, etag(version)
