"""Bad input, one row each: a clear answer at the door, and nothing lost behind it."""

from datetime import timedelta

import pytest

from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from tests.desk.gateway import signed

SAM = "+15555550134"


def a_landline(office, gateway):
    return office.give_number(office.member, "+44 20 7946 0018")


def a_number_nobody_can_read(office, gateway):
    return office.give_number(office.member, "call me maybe")


def a_whole_day_of_quiet(office, gateway):
    return office.wish(office.member, quiet_hours={"from": "09:00", "to": "09:00"})


def a_template_without_its_placeholder(office, gateway):
    words = {"subject": "See you", "text": "See you soon. {link}"}
    boss, path = Actor(new_id(), "supervisor", office.organisation), "/v1/wordings/reminder/en"
    version = office.room.ask("GET", path, boss).headers["ETag"]
    return office.room.ask("PUT", path, boss, json=words, headers={"If-Match": version})


def a_forged_receipt(office, gateway):
    return _receipt(office, gateway, secret="somebody else's")


def a_receipt_of_long_ago(office, gateway):
    return _receipt(office, gateway, at=1_600_000_000)


def a_receipt_about_nothing(office, gateway):
    return _receipt(office, gateway, reference=new_id())


def a_replayed_webhook(office, gateway):
    """The second time; what it says was done when it was first said, and taken back since."""
    said = signed({"id": "T-in-1", "from": SAM, "text": "stop"})
    office.room.ask("POST", "/v1/inbound/sms", None, **said)
    _write(office, "start")
    return office.room.ask("POST", "/v1/inbound/sms", None, **said)


def a_text_without_words(office, gateway):
    return office.room.ask("POST", "/v1/inbound/sms", None, **signed({"id": "T-in-2", "from": SAM}))


@pytest.mark.parametrize(
    ("said", "status", "field", "words"),
    [
        (a_landline, 422, "items.0.address", "give it as voice"),
        (a_number_nobody_can_read, 422, "items.0.address", "as in 555-555-0134"),
        (a_whole_day_of_quiet, 422, "quiet_hours", "at least one hour a day"),
        (a_template_without_its_placeholder, 422, "text", "{when} is needed"),
        (a_forged_receipt, 403, None, "not the provider's"),
        (a_receipt_of_long_ago, 403, None, "not the provider's"),
        (a_receipt_about_nothing, 204, None, ""),
        (a_replayed_webhook, 204, None, ""),
        (a_text_without_words, 422, "text", "Please give this"),
    ],
    ids=lambda each: getattr(each, "__name__", None),
)
def test_a_clear_answer_and_nothing_lost(office, gateway, said, status, field, words):
    """Sam is reached by text before and after, in the same words, and nothing else has changed."""
    _told_of_a_session(office)
    before = _standing(office)
    answer = said(office, gateway)
    assert answer.status_code == status
    if status == 422:
        assert list(answer.json["errors"]) == [field] and words in answer.json["errors"][field][0]
    elif status == 403:
        assert words in answer.json["detail"]
    office.deliver()
    assert _standing(office) == before
    texts = len(gateway.to(SAM))
    office.deliver(days=1)
    assert [text.startswith("See you Wed") for text in gateway.to(SAM)[texts:]] == [True]


def test_an_address_that_bounces_is_given_up_and_a_person_rings(office):
    """At the door of their mail server; what comes back later is in test_returned.py."""
    office.mailbox.unknown.add("sam@example.org")
    office.people().book(office.now + timedelta(days=2))
    office.deliver()
    stories = {(item["audience"], item["kind"]): item for item in office.messages()}
    story = stories["member", "confirmation"]
    assert (story["state"], [attempt["code"] for attempt in story["attempts"]]) == ("undeliverable", [550])
    assert [call["why"] for call in office.room.ask("GET", "/v1/calls", office.staff).json["items"]] == [
        "undeliverable"
    ]
    assert office.mailbox.to("jo@example.org"), "nobody else waits for it"


def _told_of_a_session(office):
    office.people()
    office.give_number(office.member, SAM)
    office.book(office.now + timedelta(days=2))
    office.deliver()


def _standing(office):
    """All that could have been harmed: where Sam is reached, what Sam wished for, each message and its fate."""
    member = Actor(office.member, "member", office.organisation)
    paths = [f"/v1/people/{office.member}/contact-points", f"/v1/people/{office.member}/preferences"]
    kept = [office.room.ask("GET", path, member).json for path in paths]
    kept[0] = [{name: way[name] for name in ("address", "consent", "undeliverable_at")} for way in kept[0]["items"]]
    stories = [(m["id"], m["state"], m["delivered_at"]) for m in office.messages() if m["kind"] not in ANSWERS]
    boss = Actor(new_id(), "supervisor", office.organisation)
    return kept, stories, office.room.ask("GET", "/v1/wordings/reminder/en", boss).json["version"]


ANSWERS = ("stopped", "started")
"""What a stop and a start are answered with: said, and no harm."""


def _write(office, text):
    office.room.ask("POST", "/v1/inbound/sms", None, **signed({"id": new_id(), "from": SAM, "text": text}))
    office.deliver()


def _receipt(office, gateway, *, reference=None, **how):
    """That the confirmation did not arrive, and never will."""
    told = {"id": "R1", "state": "undelivered", "code": "unreachable"}
    told["reference"] = reference or gateway.texts[0]["reference"]
    return office.room.ask("POST", "/v1/receipts/gateway", None, **signed(told, **how))
