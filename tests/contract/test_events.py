"""Every event has a shape, a golden sample and a line in docs/events.md; none has room for a name."""

import json
import re
from pathlib import Path

import pytest
from marshmallow import fields as plain

from shared.contracts.envelope import Event
from shared.contracts.registry import EVENTS, SPEAKERS, NotAnEvent
from tests.house.rooms import ROOT

SAMPLES = Path(__file__).parent / "samples"
LINES = [line for line in (ROOT / "docs/events.md").read_text().splitlines() if line.startswith("| `")]
DOCUMENTED = {re.match(r"\| `([^`]+)`", line).group(1): line for line in LINES}


def sample(type):
    return (SAMPLES / f"{type}.json").read_text()


def test_every_event_has_a_sample_and_every_sample_an_event():
    assert {path.stem for path in SAMPLES.iterdir()} == set(EVENTS)


@pytest.mark.parametrize("type", EVENTS)
def test_a_sample_reads_and_writes_the_same(type):
    given = json.loads(sample(type))
    assert json.loads(Event.from_json(sample(type)).to_json()) == given
    assert given["dataschema"].endswith(f"/{type}/{max(EVENTS[type])}")
    assert given["source"] == next(name for name, events in SPEAKERS.items() if type in events)


@pytest.mark.parametrize("type", EVENTS)
def test_a_newer_speaker_is_understood(type):
    given = json.loads(sample(type))
    newer = given | {"data": given["data"] | {"not_yet_known": 1}, "traceparent": "00-1"}
    assert Event.from_json(json.dumps(newer)) == Event.from_json(sample(type))


@pytest.mark.parametrize("type", EVENTS)
def test_no_event_has_room_for_a_name(type):
    for schema in EVENTS[type].values():
        for name, field in schema().fields.items():
            inner = field.inner if isinstance(field, plain.List) else field
            assert type_is_narrow(inner), f"{type}: {name} could hold anything"


def type_is_narrow(field):
    return not isinstance(field, plain.String) or bool(field.validators) or isinstance(field, plain.UUID)


@pytest.mark.parametrize("type", EVENTS)
def test_the_page_tells_what_the_event_carries(type):
    schema = EVENTS[type][max(EVENTS[type])]()
    told = DOCUMENTED[type].split("|")[4]
    assert re.findall(r"`([^`]+)`", told) == [field.data_key or name for name, field in schema.fields.items()]


def test_the_page_tells_of_no_other_event():
    assert set(DOCUMENTED) == set(EVENTS)


@pytest.mark.parametrize("text", ["", "hello", "{}", "[]", '{"type": "match.accepted"}', b"\xff"])
def test_what_is_no_event_is_told_so(text):
    with pytest.raises(NotAnEvent):
        Event.from_json(text)
