"""How people came, counted where it is known, and nobody in it who could be told."""

WEEK = "2026-W48"


def came(house, **asked):
    told = house.did("GET", "/v1/numbers", house.supervisor, query_string={"week": WEEK, **asked})
    return {one["part"]: one["value"] for one in told["items"]}


def people_by(house, source, count):
    return [house.referral(house.member(f"Ada {n}"), source=source) for n in range(count)]


def test_how_people_came_is_counted_and_a_small_number_takes_the_next_one_with_it(house):
    people_by(house, "self", 7)
    people_by(house, "health", 5)
    people_by(house, "court", 1)
    assert came(house) == {"self": 7, "health": None, "court": None}
    assert came(house, hide_below=1) == {"self": 7, "health": 5, "court": 1}
    assert came(house, week="2026-W30") == {}


def test_two_that_are_few_together_take_the_next_one_too(house):
    for source, count in (("self", 7), ("health", 1), ("court", 1)):
        people_by(house, source, count)
    assert came(house) == {"self": None, "health": None, "court": None}
    assert came(house, hide_below=2) == {"self": 7, "health": None, "court": None}


def test_who_looks_for_another_coach_is_nobody_who_came(house):
    bo, ada = house.coach("Bo"), house.member()
    match = house.match(bo, ada)
    house.did("POST", f"/v1/matches/{match}/rematch", json={})
    assert came(house, hide_below=1) == {"self": 1}


def test_each_number_opens_its_list_and_who_was_looked_at_finds_it(house):
    [referral] = people_by(house, "court", 1)
    asked = {"week": WEEK, "part": "court"}
    told = house.did("GET", "/v1/numbers/came", house.supervisor, query_string=asked)
    [line] = told["items"]
    assert (told["lines"], line["id"], line["kind"]) == (1, referral, "referral")
    assert house.did("GET", "/v1/numbers/came", house.supervisor, query_string={"week": WEEK})["items"] == [line]
    seen = house.did("GET", f"/v1/people/{line['person_id']}/access", house.supervisor)
    assert "looked at your request" in str(seen)
    assert house.ask("GET", "/v1/numbers/came", house.intake, query_string=asked).status_code == 403
    unknown = house.ask("GET", "/v1/numbers/came", house.supervisor, query_string={"week": WEEK, "part": "moon"})
    assert (unknown.status_code, list(unknown.json["errors"])) == (422, ["part"])
    house.ask("POST", f"/v1/people/{line['person_id']}/erasure", house.supervisor, json={})
    told = house.did("GET", "/v1/numbers/came", house.supervisor, query_string={"week": WEEK})
    assert (told["lines"], told["items"]) == (1, [])
    assert house.ask("GET", "/v1/numbers/load", house.supervisor, query_string=asked).status_code == 404
