from services.matching.actions.offers import expire_offers


def offers_that_ran_out(tx) -> int:
    """They go to the next choice."""
    return expire_offers(tx)
