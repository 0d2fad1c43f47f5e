from services.matching.actions.news import tell_everything
from services.matching.handlers import availability
from services.matching.timers import offers_that_ran_out
from shared.events.runner import Work
from shared.events.timers import Timer

HANDLERS = {**availability.HANDLERS}
TIMERS = [Timer("offers that ran out", 20.0, offers_that_ran_out)]
WORK = Work(handlers=HANDLERS, topics=["scheduling"], timers=TIMERS)
RESEND = tell_everything
