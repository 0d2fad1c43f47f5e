from services.matching.actions.chasers import chase_offers
from services.matching.actions.departures import leave_as_planned
from services.matching.actions.endings import end_what_was_planned
from services.matching.actions.lapses import end_with_services
from services.matching.actions.lookup import mark_names
from services.matching.actions.offers import expire_offers


def offers_that_ran_out(tx) -> int:
    """They go to the next choice."""
    return expire_offers(tx)


def offers_without_a_word(tx) -> int:
    """The coach is asked once more, twice at most."""
    return chase_offers(tx)


def endings_that_were_planned(tx) -> int:
    return end_what_was_planned(tx)


def last_days(tx) -> int:
    """Coaches who said when they leave."""
    return leave_as_planned(tx)


def names_without_a_mark(tx) -> int:
    """Of people kept before duplicates could be looked for."""
    return mark_names(tx)


def consents_that_end_with_services(tx) -> int:
    return end_with_services(tx)
