"""Whatever people do, in whatever order: no limit is broken, no state is reached that is not drawn."""

import sqlalchemy as sa
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from services.matching.domain import match as match_rules
from services.matching.domain import offer as offer_rules
from services.matching.domain import referral as referral_rules
from services.matching.domain import standing
from services.matching.store.tables import apart, matches, offers, people, referrals
from tests.desk.seeing import every_row
from tests.service.matching.house import House

EXPECTED = {200, 201, 404, 409, 422}
COACHES, MEMBERS = st.integers(0, 2), st.integers(0, 2)
GOING = ("active", "paused")
DRAWN = {
    "offer": offer_rules.MOVES,
    "match": match_rules.MOVES,
    "person": standing.MOVES,
    "referral": referral_rules.MOVES,
}


class Lives(RuleBasedStateMachine):
    """Three coaches with little room, three people who look for one, in an organisation of their own."""

    room = None

    def __init__(self):
        super().__init__()
        self.house = House(self.room)
        self.coaches = [self.house.coach(f"Coach {n}", capacity=1 + n / 2) for n in range(3)]
        self.members = [self.house.member(f"Member {n}") for n in range(3)]
        self.loads = dict.fromkeys(self.coaches, 0.0)

    @rule(member=MEMBERS, urgency=st.sampled_from(["urgent", "routine"]))
    def file(self, member, urgency):
        self.do("POST", "/v1/referrals", member_id=self.members[member], urgency=urgency)

    @rule(member=MEMBERS, order=st.permutations([0, 1, 2]), how_many=st.integers(1, 3))
    def choose(self, member, order, how_many):
        for referral in self.rows(referrals, member_id=self.members[member], state="waiting"):
            list = self.house.shortlist(referral["id"])
            shown = [item["coach_id"] for item in list["items"]]
            wanted = [self.coaches[n] for n in order if self.coaches[n] in shown][:how_many]
            path = f"/v1/referrals/{referral['id']}/choices"
            self.do("POST", path, shortlist_id=list["shortlist_id"], coach_ids=wanted)

    @rule(
        coach=COACHES,
        answer=st.sampled_from(["acceptance", "acceptance", "decline", "withdrawal"]),
        known=st.booleans(),
    )
    def answer(self, coach, answer, known):
        for offer in self.rows(offers, coach_id=self.coaches[coach], state="open")[:1]:
            actor = self.house.actor(self.coaches[coach], "coach") if answer != "withdrawal" else self.house.intake
            said = {"reason": "know_each_other"} if known and answer == "decline" else {}
            self.do("POST", f"/v1/offers/{offer['id']}/{answer}", actor, **said)

    @rule(member=MEMBERS, deed=st.sampled_from(["withdrawal", "search"]))
    def let_go_or_look_on(self, member, deed):
        for referral in self.rows(referrals, member_id=self.members[member]):
            said = {"next_steps": ["groups"]} if deed == "search" else {}
            self.do("POST", f"/v1/referrals/{referral['id']}/{deed}", **said)

    @rule(
        member=MEMBERS,
        deed=st.sampled_from(["pause", "resumption", "ending", "acquaintance", "rematch"]),
        bad=st.booleans(),
    )
    def walk_on(self, member, deed, bad):
        for match in self.rows(matches, member_id=self.members[member]):
            said = {"ending": {"reason": "keep_apart" if bad else "moved_on"}, "rematch": {"until_then": bad}}.get(
                deed, {}
            )
            self.do("POST", f"/v1/matches/{match['id']}/{deed}", **said)

    @rule(member=MEMBERS, cadence=st.sampled_from(["twice_weekly", "weekly", "calls_only"]))
    def agree(self, member, cadence):
        for match in self.rows(matches, member_id=self.members[member]):
            headers = {"If-Match": f'"{match["version"]}"'}
            self.do("PATCH", f"/v1/matches/{match['id']}", headers=headers, cadence=cadence)

    @rule(coach=COACHES, capacity=st.sampled_from([0, 1, 2.5]))
    def carry(self, coach, capacity):
        [known] = self.rows(people, id=self.coaches[coach])
        me, headers = self.house.actor(self.coaches[coach], "coach"), {"If-Match": f'"{known["version"]}"'}
        self.do("PATCH", f"/v1/coaches/{known['id']}", me, headers=headers, capacity=capacity)

    @rule(coach=COACHES, member=MEMBERS)
    def keep_apart(self, coach, member):
        self.do("POST", "/v1/never-matches", person_ids=[self.coaches[coach], self.members[member]], kind="kin")

    @rule(who=st.integers(0, 5), deed=st.sampled_from(["pause", "resumption", "death"]))
    def come_and_go(self, who, deed):
        person = (self.coaches + self.members)[who]
        self.do("POST", f"/v1/people/{person}/{deed}", **({"reason": "away"} if deed == "pause" else {}))

    @rule(coach=COACHES, later=st.booleans())
    def leave(self, coach, later):
        said = {"leaves_at": self.house.later(days=1)} if later else {}
        self.do("POST", f"/v1/coaches/{self.coaches[coach]}/departure", self.house.supervisor, **said)

    @rule(hours=st.sampled_from([1, 3, 30]))
    def time_passes(self, hours):
        self.room.tick(hours=hours)

    @invariant()
    def nobody_is_given_more_than_they_carry(self):
        for coach in self.rows(people, is_coach=True):
            load = sum(row["weight"] for row in self.going() if row["coach_id"] == coach["id"])
            assert load <= max(coach["capacity"], self.loads[coach["id"]])
            self.loads[coach["id"]] = load

    @invariant()
    def nobody_kept_apart_meets_here(self):
        pairs = [{row["one"], row["other"]} for row in self.rows(apart)]
        asked = {row["id"]: row["member_id"] for row in self.rows(referrals)}
        together = [{row["coach_id"], row["member_id"]} for row in self.going()]
        together += [{row["coach_id"], asked[row["referral_id"]]} for row in self.rows(offers, state="open")]
        assert not [pair for pair in together if pair in pairs]

    @invariant()
    def a_request_is_offered_while_an_offer_is_open_and_no_longer(self):
        opened = [row["referral_id"] for row in self.rows(offers, state="open")]
        offered = [row["id"] for row in self.rows(referrals, state="offered")]
        assert sorted(opened) == sorted(offered)
        matched = {row["id"] for row in self.rows(referrals, state="matched")}
        assert {row["referral_id"] for row in self.going()} <= matched

    @invariant()
    def whoever_is_gone_is_left_in_peace(self):
        gone = {row["id"] for row in self.rows(people) if row["state"] in ("died", "ended")}
        assert not [row for row in self.going() if {row["coach_id"], row["member_id"]} & gone]
        assert not [row for row in self.rows(offers, state="open") if row["coach_id"] in gone]
        died = {row["id"] for row in self.rows(people, state="died")}
        assert not [
            row for row in self.rows(referrals) if row["member_id"] in died and row["state"] in ("waiting", "offered")
        ]

    def teardown(self):
        """What was told is what is so, step by step, along the arrows that are drawn."""
        told = {}
        for event in [event for event in self.room.told() if event.organisation == self.house.organisation]:
            told.setdefault((event.type.split(".")[0], event.subject), []).append(event)
        now = {row["id"]: row["state"] for table in (referrals, offers, matches, people) for row in self.rows(table)}
        for (noun, subject), events in told.items():
            if noun not in DRAWN:
                continue
            versions = [event.aggregateversion for event in events]
            assert versions == sorted(set(versions)), (noun, versions)
            states = [event.data["state"] for event in events]
            arrows = {(before, after) for (before, _), after in DRAWN[noun].items()}
            assert noun == "referral" or set(zip(states, states[1:], strict=False)) <= arrows | {(s, s) for s in states}
            assert now[subject] == states[-1] or (noun, now[subject], states[-1]) == ("referral", "offered", "waiting")

    def do(self, method, path, actor=None, *, headers=None, **said):
        answer = self.house.ask(method, path, actor, json=said, headers=headers or {})
        assert answer.status_code in EXPECTED, (path, answer.json)
        return answer

    def going(self):
        return [row for row in self.rows(matches) if row["state"] in GOING]

    def rows(self, table, **where):
        own = sa.select(table).where(table.c.organisation == self.house.organisation)
        with every_row(self.room.desk.engine) as connection:
            found = own.where(*(table.c[name] == value for name, value in where.items()))
            return connection.execute(found.order_by(table.c.id)).mappings().all()


def test_whatever_people_do_no_limit_is_broken(room_for):
    Lives.room = room_for("matching")
    modest = settings(suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(Lives, settings=modest)
