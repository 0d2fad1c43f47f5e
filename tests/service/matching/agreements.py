"""Consents as people sign them."""

from shared.kernel.ids import new_id

PARTNER = new_id()
ALWAYS = ["name", "signature", "signed_at"]
OUTSIDE = ["discloser", "data_classes", "recipient", "purpose", "revocation_explained", "expires_on"]


def form(house, person, **said):
    """Complete, for whoever referred somebody to hear how it goes."""
    whole = {
        "person_id": person,
        "type": "outside",
        "name": "Ada Marsh-Canary",
        "discloser": "The usual place",
        "data_classes": ["progress"],
        "recipient": {"kind": "organisation", "id": PARTNER, "name": "Harbor Detox", "address": "1 Pier Rd"},
        "purpose": "referral_feedback",
        "revocation_explained": True,
        "expires_on": "2027-05-31",
        "signature": {"by": "person", "name": "Ada Marsh-Canary", "how": "paper"},
        "signed_at": house.later(),
    }
    return {name: value for name, value in (whole | said).items() if value is not None}


def tpo(house, person, **said):
    """For treatment, payment and operations, to all who treat them."""
    whom = {"kind": "treating_providers"}
    told = {"redisclosure_explained": True, "refusal_explained": True}
    what = {"type": "treatment_payment_operations", "purpose": "treatment_payment_operations", "recipient": whom}
    return form(house, person, **what | told | {"expires_on": None, "ends_with": "none"} | said)


def give(house, person, actor=None, **said):
    return house.did("POST", "/v1/consents", actor, json=form(house, person, **said))


def revoke(house, consent, actor=None, **said):
    return house.ask("POST", f"/v1/consents/{consent}/revocation", actor, json=said)


def partner(house):
    return house.actor(PARTNER, "partner")


def progress(house, referral, actor=None, **asked):
    return house.ask("GET", f"/v1/referrals/{referral}/progress", actor or partner(house), query_string=asked)


def tell(house, person, actor=None, **said):
    usual = {"recipient": {"kind": "organisation", "id": PARTNER}, "purpose": "referral_feedback"}
    told = usual | {"data_classes": ["progress"]} | said
    return house.ask("POST", f"/v1/people/{person}/disclosures", actor, json=told)


def accounted(house, person, actor=None):
    path = f"/v1/people/{person}/disclosures"
    return house.did("GET", path, actor or house.actor(person, "member"))["items"]


def deeds(house, person):
    """What the audit says was done about somebody."""
    from shared.db.common import audit
    from shared.db.transaction import reading

    with reading(house.room.desk, house.machine) as rx:
        return [row["deed"] for row in rx.rows(audit, audit.c.person_id == person, order_by=[audit.c.position])]
