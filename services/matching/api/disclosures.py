"""What is told outside, what was told, and what is not to be told."""

from services.matching.actions import disclosing, restrictions
from services.matching.actions.disclosing import COURTS
from services.matching.api import consent_schemas as schemas
from services.matching.api.consent_views import accounted_view, accounting_sheet, outcome, progress_view, told_view
from services.matching.api.people import people
from services.matching.api.referrals import referrals
from shared.web.app import Blueprint
from shared.web.auth import open_to
from shared.web.context import open_reading, open_transaction
from shared.web.idempotency import acts_once

legal_requests = Blueprint("legal_requests", __name__, url_prefix="/legal-requests", description="Said no to, kindly")
OFFICE = ("intake", "supervisor", "admin", "service")


@people.post("/<uuid:person_id>/disclosures")
@open_to(*OFFICE)
@acts_once
@people.arguments(schemas.DisclosureSchema)
@people.response(201, schemas.ToldSchema)
def disclose(said, person_id):
    """Tell somebody outside what the person agreed to, with the notice; else 403, and that it was asked is kept."""
    with open_transaction() as tx:
        told = disclosing.disclose_of(tx, str(person_id), **said)
    return outcome(told, told_view)


@people.get("/<uuid:person_id>/disclosures")
@open_to("member", "supervisor", "admin", "service")
@people.arguments(schemas.AccountingQuerySchema, location="query")
@people.response(200, schemas.AccountingSchema)
def list_disclosures(asked, person_id):
    """What was told outside in three years: when, to whom, what, and what for; with `form=csv` as a sheet."""
    form, language = asked.pop("form"), asked.pop("language")
    with open_transaction() as tx:
        found, following = disclosing.list_disclosures(tx, person_id=str(person_id), **asked)
    if form == "csv":
        return accounting_sheet(found, language)
    return {"items": [accounted_view(one) for one in found], "next": following}


@referrals.get("/<uuid:referral_id>/progress")
@open_to("partner", "service")
@referrals.arguments(schemas.ProgressQuerySchema, location="query")
@referrals.response(200, schemas.ToldProgressSchema)
def tell_progress(asked, referral_id):
    """To whoever sent the person: received, in_touch, meeting or could_not_reach, if the person agreed."""
    with open_transaction() as tx:
        told = disclosing.tell_who_referred(tx, str(referral_id), **asked)
    return outcome(told, progress_view(str(referral_id)))


@people.post("/<uuid:person_id>/restrictions")
@open_to("member", *OFFICE)
@acts_once
@people.arguments(schemas.RestrictionSchema)
@people.response(201, schemas.RestrictionSchema)
def restrict(said, person_id):
    """Not to this one, not for that, not this: stronger than any consent."""
    with open_transaction() as tx:
        return restrictions.restrict(tx, str(person_id), **said)


@people.get("/<uuid:person_id>/restrictions")
@open_to("member", *OFFICE)
@people.response(200, schemas.RestrictionsSchema)
def list_restrictions(person_id):
    """What is not to be told."""
    with open_reading() as rx:
        return {"items": restrictions.list_restrictions(rx, str(person_id)), "next": None}


@people.delete("/<uuid:person_id>/restrictions/<uuid:restriction_id>")
@open_to("member", *OFFICE)
@people.response(204)
def lift(person_id, restriction_id):
    """It may be told again, as far as there is a consent."""
    with open_transaction() as tx:
        restrictions.lift(tx, str(person_id), str(restriction_id))


@legal_requests.post("")
@open_to("coach", *OFFICE)
@acts_once
@legal_requests.arguments(schemas.LegalRequestSchema)
@legal_requests.response(201, schemas.LegalRefusalSchema)
def refuse(said):
    """A subpoena, an order, a call from probation: written down and refused, with words to read out."""
    with open_transaction() as tx:
        return restrictions.refuse_legal_request(tx, **said) | {"in_words": COURTS}
