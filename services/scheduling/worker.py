from services.scheduling import timers
from services.scheduling.actions.bookable import tell_openings
from services.scheduling.actions.busy_calendars import read_again
from services.scheduling.actions.heard import say_again
from services.scheduling.handlers import matching, notifications
from shared.events.runner import Work
from shared.events.timers import Timer

WORK = Work(
    handlers=matching.HANDLERS | notifications.HANDLERS,
    topics=["matching", "notifications"],
    timers=[
        Timer("holds that ran out", 5, timers.holds_that_ran_out),
        Timer("another day of openings", 60, timers.another_day),
        Timer("who was not heard from", 300, timers.who_was_not_heard_from),
        Timer("what nobody has done", 60, timers.what_nobody_has_done),
        Timer("times that came free", 5, timers.times_that_came_free),
        Timer("what nobody covers", 60, timers.what_nobody_covers),
        Timer("who is not back", 20, timers.who_is_not_back),
    ],
    loops={"openings": tell_openings, "calendars": read_again},
)
RESEND = say_again
