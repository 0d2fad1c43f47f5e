from services.portal.accounts.kept_forms import forget_old_forms
from services.portal.accounts.links import forget_old_links
from services.portal.accounts.shared_desks import forget_old_days
from services.portal.accounts.visits import forget_old_visits


def tidy_up(tx) -> int:
    """Links that ran out, visits and days that are over and what was typed in them leave no trace."""
    return sum(forget(tx) for forget in (forget_old_links, forget_old_visits, forget_old_days, forget_old_forms))
