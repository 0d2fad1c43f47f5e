from services.matching.actions.news import tell_everything
from services.matching.actions.rounds_working import work_on_rounds
from services.matching.handlers import availability, meetings
from services.matching.timers import (
    consents_that_end_with_services,
    endings_that_were_planned,
    last_days,
    names_without_a_mark,
    offers_that_ran_out,
    offers_without_a_word,
)
from shared.events.runner import Work
from shared.events.timers import Timer

HANDLERS = {**availability.HANDLERS, **meetings.HANDLERS}
TIMERS = [
    Timer("offers that ran out", 20.0, offers_that_ran_out),
    Timer("offers without a word", 60.0, offers_without_a_word),
    Timer("consents that end with services", 60.0, consents_that_end_with_services),
    Timer("last days", 300.0, last_days),
    Timer("names without a mark", 600.0, names_without_a_mark),
    Timer("endings that were planned", 300.0, endings_that_were_planned),
]
LOOPS = {"rounds": work_on_rounds}
WORK = Work(handlers=HANDLERS, topics=["scheduling"], timers=TIMERS, loops=LOOPS)
RESEND = tell_everything
