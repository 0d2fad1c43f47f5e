from services.portal.accounts.links import forget_old_links
from services.portal.accounts.visits import forget_old_visits


def tidy_up(tx) -> int:
    """Links that ran out and visits that are over leave no trace."""
    return forget_old_links(tx) + forget_old_visits(tx)
