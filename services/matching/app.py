from flask import Flask

from services.matching.api.consents import consents
from services.matching.api.credentials import credentials
from services.matching.api.disclosures import legal_requests
from services.matching.api.emergencies import emergencies
from services.matching.api.match_deeds import matches
from services.matching.api.numbers import numbers
from services.matching.api.offers import offers
from services.matching.api.people import members, staff
from services.matching.api.privacy import list_requests
from services.matching.api.privacy import notices as privacy_notices
from services.matching.api.records import people
from services.matching.api.referral_deeds import referrals
from services.matching.api.referrals import never_matches
from services.matching.api.rounds import rounds
from services.matching.api.standing import coaches, look_again, reassignments, tidings
from services.matching.api.vocabulary import organisation, vocabulary
from services.matching.api.waiting import waiting
from services.matching.api.weights import weights
from shared.process.web import application_of
from shared.web.app import make_app

NOUNS = [vocabulary, organisation, members, coaches, staff, people, never_matches, referrals, offers, matches, weights]
NOUNS += [rounds, credentials, waiting, reassignments, look_again, tidings, consents, legal_requests, emergencies]
NOUNS += [privacy_notices, list_requests, numbers]


def create_app(desk, key) -> Flask:
    return make_app("matching", NOUNS, desk, key)


def application() -> Flask:
    """What gunicorn serves."""
    return application_of("matching", create_app)
