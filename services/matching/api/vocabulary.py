from services.matching.actions.organisation import change_customs, see_customs
from services.matching.actions.own_words import add_code, retire_code
from services.matching.actions.vocabulary import aliases, mappings, words_published
from services.matching.api import people_schemas, schemas, vocabulary_schemas
from services.matching.api.views import customs_view
from shared.web.app import Blueprint
from shared.web.auth import open_to
from shared.web.context import open_reading, open_transaction
from shared.web.etag import etag, if_match
from shared.web.idempotency import acts_once

vocabulary = Blueprint("vocabulary", __name__, url_prefix="/vocabulary", description="The words we use")
organisation = Blueprint("organisation", __name__, url_prefix="/organisation", description="What was set here")


@vocabulary.get("")
@open_to("member", "coach", "intake", "supervisor", "admin", "partner", "service")
@vocabulary.response(200, schemas.VocabularySchema)
def read_vocabulary():
    """Every facet and list with its codes, in English and Spanish, an organisation's own among them."""
    with open_reading() as rx:
        return words_published(rx)


@vocabulary.post("/codes")
@open_to("supervisor", "admin", "service")
@acts_once
@vocabulary.arguments(vocabulary_schemas.OwnCodeSchema)
@vocabulary.response(201, schemas.VocabularySchema)
def add_own_code(said):
    """Add a word of this organisation's own, in both languages; answers with the whole vocabulary, newly versioned."""
    with open_transaction() as tx:
        return add_code(tx, **said)


@vocabulary.post("/codes/retirement")
@open_to("supervisor", "admin", "service")
@acts_once
@vocabulary.arguments(vocabulary_schemas.RetirementSchema)
@vocabulary.response(201, schemas.VocabularySchema)
def retire_own_code(said):
    """Ask nobody for it any more; whoever said it, said it."""
    with open_transaction() as tx:
        return retire_code(tx, **said)


@vocabulary.get("/aliases")
@open_to("intake", "supervisor", "admin", "service")
@vocabulary.response(200, vocabulary_schemas.AliasesSchema)
def read_aliases():
    """Old words on paper and the codes they stand for, for importers."""
    return aliases()


@vocabulary.get("/mappings")
@open_to("intake", "supervisor", "admin", "service")
@vocabulary.arguments(vocabulary_schemas.MappingsQuerySchema, location="query")
@vocabulary.response(200, vocabulary_schemas.MappingsSchema)
def read_mappings(asked):
    """Our codes in public sets, for exports."""
    with open_reading() as rx:
        return {"items": mappings(rx, **asked)}


@organisation.get("")
@open_to("intake", "supervisor", "admin", "service")
@organisation.response(200, people_schemas.CustomsSchema)
def read_organisation():
    """The zone, the language and the credentials this organisation set."""
    with open_reading() as rx:
        customs, version = see_customs(rx)
        return customs_view(customs), etag(version)


@organisation.patch("")
@open_to("supervisor", "admin", "service")
@organisation.arguments(people_schemas.CustomsSchema)
@organisation.response(200, people_schemas.CustomsSchema)
def change_organisation(said):
    """Change them (merge patch)."""
    with open_transaction() as tx:
        customs, version = change_customs(tx, said=said, read_version=if_match())
        return customs_view(customs), etag(version)
