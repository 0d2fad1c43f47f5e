"""What every service's door does, on a toy service with one deed; on both engines."""

import json
from base64 import urlsafe_b64encode
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from joserfc.jwk import OctKey, OKPKey
from marshmallow import Schema, fields

from shared.db.common import audit, idempotency
from shared.db.transaction import reading
from shared.events.relay import prune_answers
from shared.kernel.actor import Actor
from shared.kernel.errors import Conflict
from shared.kernel.ids import new_id
from shared.web.app import Blueprint, make_app
from shared.web.auth import open_to
from shared.web.context import open_transaction
from shared.web.etag import etag, if_match
from shared.web.fields import Text
from shared.web.idempotency import acts_once
from shared.web.tokens import mint
from tests.contract.conftest import ADA, ADA_THE_COACH, HARBOUR
from tests.desk.room import KEY, PUBLIC_KEY

PROBLEM = {"type", "title", "status", "detail", "code", "errors"}
deeds = Blueprint("deeds", __name__, url_prefix="/deeds")


class DeedSchema(Schema):
    word = Text(most=20, required=True)


class DoneSchema(Schema):
    id = fields.String()


class QuerySchema(Schema):
    kind = fields.String()


@deeds.post("")
@open_to("coach")
@acts_once
@deeds.arguments(DeedSchema)
@deeds.response(201, DoneSchema)
def do(given):
    with open_transaction() as tx:
        tx.audit("did", purpose=given["word"])
        if given["word"] == "refuse":
            raise Conflict("Not just now.", code="not_now")
        if given["word"] == "break":
            raise ZeroDivisionError("a secret")
        return {"id": new_id()}


@deeds.get("")
@open_to("coach", "member")
@deeds.arguments(QuerySchema, location="query")
@deeds.response(200, DoneSchema)
def look(asked):
    return {"id": "x"}


@deeds.patch("/<uuid:deed_id>")
@open_to("coach")
@deeds.arguments(DeedSchema)
@deeds.response(200, DoneSchema)
def change(given, deed_id):
    return {"id": str(if_match())}, 200, etag(if_match() + 1)


@pytest.fixture
def ask(desk, clock):
    app = make_app("matching", [deeds], desk, PUBLIC_KEY)

    def knock(method="POST", path="/v1/deeds", actor=ADA_THE_COACH, token=None, headers=None, **given):
        signed = token or mint(KEY, actor, audience=["matching", "portal"], now=clock.now())
        told = {"Authorization": f"Bearer {signed}"} | (headers or {})
        return app.test_client().open(path, method=method, headers=told, **given)

    return knock


def once(key):
    return {"Idempotency-Key": key}


@pytest.fixture
def done(desk):
    def rows():
        with reading(desk, ADA_THE_COACH) as rx:
            return [row["purpose"] for row in rx.rows(audit)]

    return rows


def test_a_wish_made_twice_is_granted_once(ask, done):
    first, second = (ask(json={"word": "hello"}, headers=once("k")) for _ in range(2))
    assert (first.status_code, first.data, first.content_type) == (second.status_code, second.data, second.content_type)
    assert first.status_code == 201 and done() == ["hello"]


def test_another_wish_under_the_same_key_is_refused(ask, done):
    ask(json={"word": "hello"}, headers=once("k"))
    answer = ask(json={"word": "goodbye"}, headers=once("k"))
    assert (answer.status_code, answer.json["code"]) == (422, "key_reused") and done() == ["hello"]


def test_two_people_may_use_the_same_key(ask, done):
    ask(json={"word": "hello"}, headers=once("k"))
    ask(json={"word": "hello"}, headers=once("k"), actor=Actor(new_id(), "coach", HARBOUR))
    assert done() == ["hello", "hello"]


def test_a_refusal_is_an_answer_too(ask, done):
    first, second = (ask(json={"word": "refuse"}, headers=once("k")) for _ in range(2))
    assert first.status_code == second.status_code == 409 and first.data == second.data and done() == []


def test_what_broke_may_be_tried_again(ask, desk):
    answer = ask(json={"word": "break"}, headers=once("k"))
    assert answer.status_code == 500 and "secret" not in answer.text
    with reading(desk, ADA_THE_COACH) as rx:
        assert rx.rows(idempotency) == []


def test_many_at_once_with_one_key_and_it_is_done_once(ask, done):
    with ThreadPoolExecutor(8) as crowd:
        answers = list(crowd.map(lambda _: ask(json={"word": "hello"}, headers=once("k")), range(8)))
    assert done() == ["hello"]
    assert {answer.status_code for answer in answers} <= {201, 409}
    assert all(a.json["code"] == "still_running" and a.headers["Retry-After"] for a in answers if a.status_code == 409)


def test_a_day_later_the_key_is_free_again(ask, done, clock):
    ask(json={"word": "hello"}, headers=once("k"))
    clock.at += timedelta(hours=25)
    assert ask(json={"word": "hello"}, headers=once("k")).status_code == 201
    assert done() == ["hello", "hello"]


@pytest.mark.parametrize("word", ["", "  ", "x" * 21, "a\x00b", "a\u202eb", 7, None])
def test_words_that_cannot_be_kept_are_refused_by_name(ask, word):
    answer = ask(json={"word": word})
    assert (answer.status_code, set(answer.json["errors"])) == (422, {"word"})
    assert (answer.mimetype, set(answer.json)) == ("application/problem+json", PROBLEM)


def test_unknown_fields_are_refused_by_name(ask):
    assert set(ask(json={"word": "a", "wrod": "b"}).json["errors"]) == {"wrod"}
    assert set(ask("GET", "/v1/deeds?knid=x").json["errors"]) == {"knid"}


def test_what_is_not_json_is_refused(ask):
    text = ask(data="hello", content_type="text/plain")
    assert (text.status_code, text.json["code"]) == (415, "unsupported_media_type")


@pytest.mark.parametrize("body", [b"{", b"{'word': 'a'}", b'{"word": "\xff"}', b"[" * 9999 + b"]" * 9999, b"9" * 9999])
def test_what_only_says_that_it_is_json_is_refused_in_words(ask, body):
    broken = ask(data=body, content_type="application/json")
    assert (broken.status_code, broken.json["code"]) == (415, "unsupported_media_type")
    assert broken.json["detail"].startswith("This is not JSON that we can read.")


@pytest.mark.parametrize(
    "said", [{f"f{n}": 1 for n in range(50_000)}, {"word": [{}] * 50_000}, {"word": {"a": [[0] * 9_000]}}]
)
def test_more_fields_than_any_form_has_are_refused_before_each_is_told_so(ask, said):
    answer = ask(json=said)
    assert (answer.status_code, answer.json["code"], answer.json["errors"]) == (422, "too_much", {})


def test_what_comes_in_pieces_is_refused_and_never_taken_for_the_whole(ask, done):
    """Read up to our limit, the rest would be missing in silence."""
    pieces = {"data": b'{"word": "hello"}', "content_type": "application/json"}
    answer = ask(**pieces, headers={"Transfer-Encoding": "chunked"})
    assert (answer.status_code, answer.json["code"], done()) == (411, "length_required", [])


def test_what_is_asked_twice_is_refused_by_name(ask):
    answer = ask("GET", "/v1/deeds?kind=a&kind=b")
    assert (answer.status_code, set(answer.json["errors"])) == (422, {"kind"})


def test_too_much_is_refused(ask):
    assert ask(json={"word": "x" * 2_000_000}).status_code == 413


def test_a_wrong_turn_is_a_problem_too(ask):
    assert ask("GET", "/v1/nowhere").json["code"] == "not_found"
    assert "POST" in ask("DELETE", "/v1/deeds").headers["Allow"]


def test_without_a_good_token_nobody_enters(ask, clock):
    now = clock.now()
    forged = [
        mint(OKPKey.generate_key("Ed25519"), ADA_THE_COACH, audience=["matching"], now=now),
        mint(KEY, ADA_THE_COACH, audience=["portal"], now=now),
        mint(KEY, ADA_THE_COACH, audience=["matching"], now=now, minutes=-1),
        mint(KEY, Actor(ADA, "captain", HARBOUR), audience=["matching"], now=now),
        mint(KEY, ADA_THE_COACH, audience=["matching"], now=now + timedelta(hours=1)),
        *(mint(KEY, _telling(told), audience=["matching"], now=now) for told in ([HARBOUR], "a\x00b", "x" * 301)),
        *(f"{_part({'alg': alg})}.{_part({'sub': ADA, 'role': 'coach', 'org': HARBOUR})}." for alg in ("none", "None")),
        mint(KEY, Actor(ADA, "coach", HARBOUR, ["POST:/v1/deeds"]), audience=["matching"], now=now),
        "a.b.c",
        "é",
    ]
    for token in forged:
        answer = ask(json={"word": "a"}, token=token)
        assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")
    assert OctKey.import_key(b"0" * 32) and ask(token="-", headers={"Authorization": "Basic YTpi"}).status_code == 401


def _telling(organisation):
    return Actor(ADA, "coach", organisation)


def _part(said):
    return urlsafe_b64encode(json.dumps(said).encode()).rstrip(b"=").decode()


def test_another_role_is_told_so(ask):
    answer = ask(json={"word": "a"}, actor=Actor(ADA, "partner", HARBOUR))
    assert (answer.status_code, answer.json["code"]) == (403, "forbidden")


def test_a_token_for_one_deed_opens_no_other_door(ask):
    narrow = Actor(ADA, "coach", HARBOUR, scope="GET:/v1/deeds")
    assert ask("GET", actor=narrow).status_code == 200
    assert ask("POST", actor=narrow, json={"word": "a"}).status_code == 403


def test_a_change_says_which_version_it_has_read(ask):
    path = f"/v1/deeds/{new_id()}"
    assert ask("PATCH", path, json={"word": "a"}).status_code == 428
    assert ask("PATCH", path, json={"word": "a"}, headers={"If-Match": "x"}).status_code == 412
    assert ask("PATCH", path, json={"word": "a"}, headers={"If-Match": '"3"'}).headers["ETag"] == '"4"'


def test_metrics_are_for_the_machines_around_us(ask):
    assert ask("GET", "/metrics", environ_base={"REMOTE_ADDR": "203.0.113.9"}).status_code == 404
    assert ask("GET", "/metrics").status_code == 200


def test_the_openapi_document_says_what_a_problem_is(ask):
    default = ask("GET", "/openapi.json").json["components"]["responses"]["DEFAULT_ERROR"]["content"]
    assert set(default) == {"application/problem+json"}


def test_a_stranger_s_body_is_never_read(ask):
    assert ask(data="hello", content_type="text/plain", token="a.b.c").status_code == 401
    assert ask(json={"word": "x" * 2_000_000}, token="a.b.c").status_code == 401


def test_a_kept_answer_is_sealed_and_gone_after_a_day(ask, desk, clock):
    ask(json={"word": "hello"}, headers=once("k"))
    with reading(desk, ADA_THE_COACH) as rx:
        (kept,) = rx.rows(idempotency)
    assert kept["answer"].startswith("v1.") and '"id"' not in kept["answer"]
    assert prune_answers(desk) == 0
    clock.at += timedelta(hours=25)
    assert prune_answers(desk) == 1
