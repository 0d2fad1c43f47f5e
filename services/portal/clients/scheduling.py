"""scheduling's door: hours, openings, sessions and what became of them."""

from collections.abc import Iterator
from typing import Any

from services.portal.clients.transport import Body, Door, Found


class Scheduling:
    def __init__(self, door: Door) -> None:
        self.door = door

    def availability(self, coach_id: str) -> Found:
        return self.door.get(f"/v1/coaches/{coach_id}/availability")

    def set_availability(self, coach_id: str, hours: Body) -> Found:
        return self.door.put(f"/v1/coaches/{coach_id}/availability", hours)

    def set_busy_calendar(self, coach_id: str, name: str, calendar: str) -> Found:
        """`calendar` is the text of an iCalendar file; its times become busy, its words are not kept."""
        return self.door.put_text(f"/v1/coaches/{coach_id}/busy-calendars/{name}", calendar, "text/calendar")

    def openings(self, **query: Any) -> Found:
        """Of a coach_id, match_id or referral_id, between `from_` and `to`, for `minutes`."""
        return self.door.get("/v1/openings", **{name.rstrip("_"): value for name, value in query.items()})

    def book(self, session: Body, *, key: str) -> Found:
        return self.door.act("/v1/sessions", session, key=key)

    def session(self, session_id: str) -> Found:
        return self.door.get(f"/v1/sessions/{session_id}")

    def say_in_the_way(self, session_id: str, answers: list[str]) -> None:
        self.door.put(f"/v1/sessions/{session_id}/in-the-way", {"answers": answers})

    def in_the_way(self, session_id: str) -> list[str]:
        """What could get in the way of it, as it was said: for the two of them and the desk."""
        answers: list[str] = self.door.get(f"/v1/sessions/{session_id}/in-the-way")["answers"]
        return answers

    def sessions(self, **query: Any) -> Iterator[Found]:
        """Of a coach_id, member_id or match_id; `from_`, `to` and `state` narrow it."""
        return self.door.every("/v1/sessions", **{name.rstrip("_"): value for name, value in query.items()})

    def confirm(self, session_id: str, *, key: str) -> Found:
        return self.door.act(f"/v1/sessions/{session_id}/confirmation", key=key)

    def accept(self, session_id: str, *, key: str) -> Found:
        """A time that somebody asked for: the coach's yes."""
        return self.door.act(f"/v1/sessions/{session_id}/acceptance", key=key)

    def decline(self, session_id: str, *, key: str) -> Found:
        return self.door.act(f"/v1/sessions/{session_id}/decline", key=key)

    def cancel(self, session_id: str, *, key: str, reason: str | None = None) -> Found:
        return self.door.act(f"/v1/sessions/{session_id}/cancellation", {"reason": reason}, key=key)

    def move(self, session_id: str, *, starts_at: str, key: str) -> Found:
        return self.door.act(f"/v1/sessions/{session_id}/move", {"starts_at": starts_at}, key=key)

    def record_attendance(self, session_id: str, *, side: str, state: str) -> Found:
        """`side` is whose: member, coach or us. `state`: attended or did_not_meet."""
        return self.door.put(f"/v1/sessions/{session_id}/attendance/{side}", {"state": state})

    def undo_attendance(self, session_id: str, *, side: str) -> None:
        self.door.delete(f"/v1/sessions/{session_id}/attendance/{side}")

    def hold(self, wish: Body, *, key: str) -> Found:
        """Keep a time while somebody decides."""
        return self.door.act("/v1/holds", wish, key=key)

    def keep_longer(self, hold_id: str, *, key: str) -> Found:
        return self.door.act(f"/v1/holds/{hold_id}/extension", key=key)

    def let_go(self, hold_id: str) -> None:
        self.door.delete(f"/v1/holds/{hold_id}")

    def book_series(self, series: Body, *, key: str) -> Found:
        return self.door.act("/v1/series", series, key=key)

    def series(self, series_id: str) -> Found:
        return self.door.get(f"/v1/series/{series_id}")

    def answer_series(self, series_id: str, deed: str, *, key: str) -> Found:
        """The coach's `acceptance` or `decline` of all that still waits of it."""
        return self.door.act(f"/v1/series/{series_id}/{deed}", key=key)

    def covers(self, **query: Any) -> Iterator[Found]:
        """Sessions that colleagues were asked to take over: what one was told of and what one offered."""
        return self.door.every("/v1/covers", **query)

    def ask_colleagues(self, session_id: str, *, key: str) -> Found:
        """Says who was told, and who could not be."""
        return self.door.act(f"/v1/sessions/{session_id}/cover", {}, key=key)

    def ask_colleagues_for(self, coach_id: str, span: Body, *, key: str) -> Found:
        """All that a coach has `from` and `to`; and of what nobody could be asked."""
        return self.door.act(f"/v1/coaches/{coach_id}/covers", span, key=key)

    def stand_in(self, cover_id: str, *, key: str) -> Found:
        return self.door.act(f"/v1/covers/{cover_id}/claim", {}, key=key)

    def keep_session(self, cover_id: str, *, key: str) -> Found:
        return self.door.act(f"/v1/covers/{cover_id}/withdrawal", key=key)

    def freed_times(self, **query: Any) -> Iterator[Found]:
        """Times that came free and were offered to whoever asks."""
        return self.door.every("/v1/freed-times", **query)

    def freed_time(self, time_id: str) -> Found:
        return self.door.get(f"/v1/freed-times/{time_id}")

    def take_time(self, time_id: str, *, key: str, instead_of: str | None = None) -> Found:
        """`instead_of`: a session of theirs that is moved there."""
        said = {"instead_of": instead_of} if instead_of else {}
        return self.door.act(f"/v1/freed-times/{time_id}/acceptance", said, key=key)

    def pass_time_on(self, time_id: str, *, key: str) -> Found:
        return self.door.act(f"/v1/freed-times/{time_id}/decline", key=key)

    def earlier(self, person_id: str) -> Found:
        """Whether they would like to hear of a time that comes free."""
        return self.door.get(f"/v1/people/{person_id}/freed-times")

    def say_earlier(self, person_id: str, wanted: bool) -> None:
        self.door.put(f"/v1/people/{person_id}/freed-times", {"wanted": wanted})

    def say_hard_time(self, person_id: str, *, key: str) -> Found:
        return self.door.act("/v1/outreach", {"person_id": person_id}, key=key)

    def groups(self) -> Iterator[Found]:
        return self.door.every("/v1/groups")

    def group(self, group_id: str) -> Found:
        return self.door.get(f"/v1/groups/{group_id}")

    def take_seat(self, group_id: str, seat: Body, *, key: str) -> Found:
        return self.door.act(f"/v1/groups/{group_id}/seats", seat, key=key)

    def give_up_seat(self, group_id: str, member_id: str, *, session_id: str) -> None:
        self.door.delete(f"/v1/groups/{group_id}/seats/{member_id}?session_id={session_id}")

    def came_to(self, person_id: str, **query: Any) -> Iterator[Found]:
        """What somebody came to, between `from_` and `to`; never what they did not."""
        return self.door.every(
            f"/v1/people/{person_id}/attendance", **{name.rstrip("_"): value for name, value in query.items()}
        )

    def copy_of(self, person_id: str) -> Found:
        """All that scheduling keeps of somebody, for themselves."""
        return self.door.get(f"/v1/people/{person_id}/export")

    def open_calendar(self, person_id: str, *, key: str) -> Found:
        return self.door.act("/v1/calendars", {"person_id": person_id}, key=key)

    def close_calendar(self, calendar_id: str) -> None:
        self.door.delete(f"/v1/calendars/{calendar_id}")

    def calendar_feed(self, secret: str) -> bytes:
        return self.door.content(f"/calendars/{secret}.ics")
