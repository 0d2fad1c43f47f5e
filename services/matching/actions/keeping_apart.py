"""A pair that never meets here, and the word of it to whoever arranges first conversations: ids, never why."""

from services.matching.actions import news
from services.matching.store import apart, referrals


def keep_apart(tx, people, *, kind, note=None) -> str:
    """For good, in both directions. Nobody files a request meanwhile that would not know of it."""
    for person in sorted(people):
        tx.queue_for(person)
    pair = apart.keep_apart(tx, people, kind=kind, note=note)
    for person in sorted(people):
        _tell_anew(tx, person)
    return pair


def _tell_anew(tx, member_id) -> None:
    """Who is matched may still have a first conversation; of what is closed nothing more is arranged."""
    for referral in referrals.of_member(tx, member_id):
        if referral.state != "closed":
            again = referral.say_again()
            referrals.keep(tx, again)
            news.tell_referral(tx, "referral.filed" if again.is_open else "referral.closed", again)
