def test_from_a_name_to_a_match(house):
    grief = {"profile": {"health": ["grief"]}}
    bo = house.coach(
        "Bo", opens_in_hours=3, language="es", modalities=["phone", "video"], shown=grief["profile"], **grief
    )
    cam = house.coach("Cam", opens_in_hours=60)
    wish = {"most_important": {"facet": "health", "code": "grief"}}
    ada = house.member(
        "Ada", language="es", modalities=["phone"], profile={"languages": ["en"], "health": ["grief"]}, **wish
    )
    referral = house.referral(ada, urgency="soon", source="walked_in")

    shortlist = house.shortlist(referral, language="en")
    assert [(item["position"], item["coach_id"]) for item in shortlist["items"]] == [(1, bo), (2, cam)]
    assert [reason["text"] for reason in shortlist["items"][0]["reasons"]] == [
        "What matters most to you: Losing someone",
        "Could meet you today at 12:00 PM",
        "You can talk in: Spanish",
    ]
    assert shortlist["items"][0]["first_opening"] == house.later(hours=3)
    assert (shortlist["considered"], shortlist["not_shown"]) == (2, [])

    assert house.choose(referral, bo, cam).json["state"] == "offered"
    [offer] = house.asked(bo)
    assert house.asked(cam) == []
    accepted = house.accept(offer["id"], bo)
    assert accepted.status_code == 201
    match = house.did("GET", f"/v1/matches/{accepted.json['match_id']}", house.actor(ada, "member"))
    assert (match["coach_id"], match["state"], match["modalities"]) == (bo, "active", ["phone"])
    assert house.did("GET", f"/v1/referrals/{referral}")["state"] == "matched"

    about_the_request = [event.type for event in house.room.told() if event.partitionkey == referral]
    assert about_the_request == ["referral.filed", "offer.made", "offer.accepted", "referral.closed"]
    [told] = house.told("match.accepted")
    assert (told.data["coach_id"], told.data["member_id"], told.data["intake_id"]) == (bo, ada, house.intake.person)
    assert (told.data["weight"], told.data["cadence_days"], told.data["minutes"]) == (1.0, 7, 60)


def test_nothing_about_a_person_ever_leaves_in_an_event(house):
    secret = "Zebulon Quartermain"
    bo = house.coach(secret, introduction=secret, external_id=secret)
    house.match(bo, house.member(secret, self_described={"gender": secret}))
    assert secret not in house.room.wire() and "grief" not in house.room.wire()


def test_what_others_keep_a_copy_of_can_be_said_again(house):
    from shared.process.news import resend

    house.match(house.coach())
    before = house.room.told_types()
    assert resend(house.room.desk) == 5
    again = house.room.told_types()[len(before) :]
    assert sorted(again) == [
        "coach.changed", "match.accepted", "person.registered", "person.registered", "referral.closed",
    ]  # fmt: skip
