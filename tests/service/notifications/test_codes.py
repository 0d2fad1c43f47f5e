"""Codes that open a door once: sent to an address, printed on paper, read out at the desk."""

import json
import re
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import event

from services.notifications.store.tables import metadata
from shared.db.transaction import reading
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from tests.desk.seeing import every_row
from tests.service.notifications.mailbox import text_of

CONSENT = {"given_at": "2026-11-20T10:00:00Z", "wording": "texts-1", "locale": "en", "actor": "the person"}
SIX_DIGITS = re.compile(r"\b\d{6}\b")


def ask_for(office, address, **more):
    return office.room.ask("POST", "/v1/verifications", office.portal, json={"address": address} | more)


def answer(office, id, code):
    return office.room.ask("POST", f"/v1/verifications/{id}/answer", office.portal, json={"code": code})


def code_in(letter) -> str:
    return SIX_DIGITS.search(text_of(letter))[0]


def a_code(office, address="sam@example.org", **more):
    """Asked for and sent: the question's id, and the code that came."""
    id = ask_for(office, address, **more).json["id"]
    office.deliver()
    return id, code_in(office.mailbox.to(address)[-1])


def another(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06d}"


def printed(office, person, kind="printed", actor=None):
    return office.room.ask("POST", f"/v1/people/{person}/codes", actor or office.staff, json={"kind": kind})


def redeem(office, code):
    return office.room.ask("POST", "/v1/codes/redemption", office.portal, json={"code": code})


def everything_kept(office) -> str:
    with reading(office.room.desk, office.staff) as rx:
        tables = [table for table in metadata.tables.values() if table.name != "verifications"]
        return json.dumps([dict(row) for table in tables for row in rx.rows(table)], default=str)


def test_a_code_to_an_address_says_whose_it_is_once(office):
    office.people()
    id, code = a_code(office, "Sam@example.org")
    spaced = f"{code[:3]} {code[3:]}"
    mine = {"person_id": office.member, "organisation": office.organisation}
    assert (answer(office, id, spaced).status_code, answer(office, id, code).status_code) == (200, 422)
    id, code = a_code(office)
    assert answer(office, id, code).json == {"people": [mine]}


def test_a_stranger_s_address_is_answered_alike_and_gets_nothing(office):
    office.people()
    known, unknown = ask_for(office, "sam@example.org"), ask_for(office, "nobody@example.org")
    assert (known.status_code, set(known.json)) == (unknown.status_code, set(unknown.json)) == (202, {"id"})
    office.deliver()
    assert [letter["To"] for letter in office.mailbox.letters] == ["sam@example.org"]
    assert answer(office, unknown.json["id"], "123456").status_code == 422


def test_nothing_else_is_asked_of_the_database_where_somebody_lives(office):
    """So that it takes as long: whose address it is, is looked up later, by the one who sends."""
    office.people()
    asked: dict[str, list[str]] = {"sam@example.org": [], "nobody@example.org": []}
    for address, statements in asked.items():
        with listening(office.room.desk.engine, statements):
            assert ask_for(office, address).status_code == 202
    known, unknown = asked.values()
    assert known == unknown and any("verifications" in each for each in known)


@contextmanager
def listening(engine, statements):
    def note(connection, cursor, statement, *rest):
        statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield
    event.remove(engine, "before_cursor_execute", note)


def test_a_code_is_discreet_and_in_the_language_asked_for(office):
    office.people()
    a_code(office, locale="es")
    (letter,) = office.mailbox.letters
    assert letter["Subject"] == "Tu código"
    assert "http" not in letter.as_string()


def test_a_code_lasts_ten_minutes(office):
    office.people()
    id, code = a_code(office)
    office.deliver(minutes=10)
    assert answer(office, id, code).status_code == 422


def test_five_tries_close_a_code_for_good(office):
    office.people()
    id, code = a_code(office)
    assert [answer(office, id, another(code)).json["code"] for _ in range(5)] == ["wrong_code"] * 5
    assert answer(office, id, code).status_code == 422


def test_a_question_nobody_asked_has_no_answer(office):
    assert answer(office, new_id(), "123456").status_code == 404


def test_asking_again_and_again_is_stopped_alike_for_known_and_unknown_addresses(office):
    office.people()
    for address in ("sam@example.org", "nobody@example.org"):
        asked = [ask_for(office, address) for _ in range(6)]
        assert [each.status_code for each in asked] == [202] * 5 + [429]
        assert int(asked[-1].headers["Retry-After"]) > 60
    assert ask_for(office, "jo@example.org").status_code == 202


def test_several_people_on_one_address_are_all_named_in_all_their_organisations(office):
    office.people()
    office.give_address(office.coach, "sam@example.org", shared="yes")
    elsewhere, third = Actor(new_id(), "intake", new_id()), new_id()
    office.put_ways(third, [{"kind": "email", "address": "sam@example.org"}], elsewhere)
    id, code = a_code(office)
    people = answer(office, id, code).json["people"]
    assert {each["person_id"] for each in people} == {office.coach, office.member, third}
    assert {each["organisation"] for each in people} == {office.organisation, elsewhere.organisation}


def test_whoever_answers_from_an_address_has_said_that_it_is_still_theirs(office):
    office.people()
    id, code = a_code(office)
    answer(office, id, code)
    path = f"/v1/people/{office.member}/contact-points?purpose=to_ring"
    (item,) = office.room.ask("GET", path, office.staff).json["items"]
    assert item["confirmed_at"] is not None


def test_nobody_signs_in_from_the_address_of_somebody_who_died(office):
    office.people()
    id, code = a_code(office)
    office.say_person(office.member, type="person.changed", kinds=["member"], state="died")
    assert answer(office, id, code).json == {"people": []}


def test_a_code_stands_nowhere_and_its_address_is_forgotten(office):
    office.people()
    id, code = a_code(office)
    assert office.messages() == []
    assert code not in everything_kept(office) and code not in office.room.wire()
    answer(office, id, code)
    office.deliver()
    with every_row(office.room.desk.engine) as connection:
        (row,) = connection.execute(metadata.tables["verifications"].select()).mappings()
    assert (row["state"], row["sealed"], row["code_mark"]) == ("answered", None, None)


def test_a_mail_server_with_a_bad_day_does_not_swallow_a_code(office):
    office.people()
    office.mailbox.answers.append("451 later")
    id = ask_for(office, "sam@example.org").json["id"]
    office.deliver()
    with every_row(office.room.desk.engine) as connection:
        table = metadata.tables["verifications"]
        again = connection.execute(table.select()).mappings().one()["asked_at"]
        connection.execute(table.update().values(again_at=again))
    office.deliver()
    assert answer(office, id, code_in(office.mailbox.letters[-1])).status_code == 200


@pytest.mark.parametrize("address", ["sam", "12", "sám@example.org", ""])
def test_what_is_no_address_is_named(office, address):
    said = ask_for(office, address)
    assert (said.status_code, list(said.json["errors"])) == (422, ["address"])


def test_ten_printed_codes_each_open_the_door_once(office):
    office.people()
    sheet = printed(office, office.member).json
    assert len(set(sheet["codes"])) == 10
    assert all(re.fullmatch(r"[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}", code) for code in sheet["codes"])
    first = sheet["codes"][0]
    used = redeem(office, first.lower().replace("-", " "))
    assert used.json == {"people": [{"person_id": office.member, "organisation": office.organisation}]}
    assert (used.status_code, redeem(office, first).status_code) == (201, 422)
    left = office.room.ask("GET", f"/v1/people/{office.member}/codes", office.staff).json
    assert left == {"printed": 9, "spoken": 0}


def test_a_new_sheet_makes_the_old_one_paper(office):
    office.people()
    old, new = (printed(office, office.member).json["codes"][0] for _ in range(2))
    assert (redeem(office, old).status_code, redeem(office, new).status_code) == (422, 201)


def test_a_code_read_out_at_the_desk_lasts_ten_minutes(office):
    office.people()
    (code,) = printed(office, office.member, "spoken").json["codes"]
    office.room.tick(minutes=10)
    assert redeem(office, code).status_code == 422
    (code,) = printed(office, office.member, "spoken").json["codes"]
    assert redeem(office, code).status_code == 201


def test_printed_codes_are_kept_as_marks_and_go_with_the_person(office):
    office.people()
    codes = printed(office, office.member).json["codes"]
    told = everything_kept(office)
    assert not [code for code in codes if code.replace("-", "") in told]
    office.say_person(office.member, type="person.erased", kinds=["member"], state="erased")
    assert redeem(office, codes[0]).status_code == 422


def test_codes_are_made_for_people_of_the_house_alone_and_by_who_takes_people_in(office):
    office.people()
    elsewhere = Actor(new_id(), "supervisor", new_id())
    assert printed(office, office.member, actor=elsewhere).json == printed(office, new_id()).json
    assert printed(office, office.member, actor=Actor(office.coach, "coach", office.organisation)).status_code == 403


def test_a_code_left_in_hand_by_a_sender_that_is_gone_is_made_anew(office):
    office.people()
    id = ask_for(office, "sam@example.org").json["id"]
    with every_row(office.room.desk.engine) as connection:
        table = metadata.tables["verifications"]
        row = connection.execute(table.select()).mappings().one()
        lost = {"state": "sending", "code_mark": "0" * 64, "again_at": row["asked_at"] - timedelta(seconds=1)}
        connection.execute(table.update().values(**lost))
    office.deliver()
    assert answer(office, id, code_in(office.mailbox.letters[-1])).status_code == 200


def test_a_code_goes_by_text_to_a_number_and_not_where_texts_were_stopped(office, gateway):
    office.people()
    number = {"kind": "sms", "address": "+15555550134", "shared": "no", "consent": CONSENT}
    office.put_ways(office.member, [number])
    id = ask_for(office, "(555) 555-0134", locale="es").json["id"]
    office.deliver()
    (text,) = gateway.texts
    assert "Tu código es" in text["text"]
    assert answer(office, id, SIX_DIGITS.search(text["text"])[0]).json["people"][0]["person_id"] == office.member
