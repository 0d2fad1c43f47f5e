from functools import partial

from services.notifications.actions.delivery import deliver, drop_useless, hand_to_people
from services.notifications.actions.inbox import deliver_here, purge_words
from services.notifications.actions.mornings import plan_mornings
from services.notifications.actions.sending_codes import send_codes
from services.notifications.actions.verifying import forget_verifications
from services.notifications.handlers import coaches, contacts, flows, matches, people, sessions
from shared.events.runner import Work
from shared.events.timers import Timer

NOUNS = (people, sessions, matches, flows, contacts, coaches)
HANDLERS = {type: hear for noun in NOUNS for type, hear in noun.HANDLERS.items()}
TOPICS = ["matching", "scheduling"]
TIMERS = [
    Timer("messages that came to nothing", 10, drop_useless),
    Timer("codes that ran out", 10, forget_verifications),
    Timer("what comes in the morning", 30, plan_mornings),
    Timer("words kept long enough", 60, purge_words),
]
LOOPS = {
    "deliver": deliver,
    "texts": partial(deliver, channel="sms"),
    "to people": hand_to_people,
    "codes": send_codes,
    "here": deliver_here,
}
WORK = Work(handlers=HANDLERS, topics=TOPICS, timers=TIMERS, loops=LOOPS)


def RESEND(tx) -> int:  # noqa: N802
    """What we say are answers and addresses that stopped working: moments, not states. Nothing to say again."""
    return 0
