"""Every event that may travel, and the shape of its data."""

from functools import cache
from typing import Any, Literal

from marshmallow import Schema, ValidationError

from shared.contracts import matching, notifications, scheduling

SPEAKERS: dict[str, dict[str, dict[int, type[Schema]]]] = {
    "matching": matching.EVENTS,
    "scheduling": scheduling.EVENTS,
    "notifications": notifications.EVENTS,
}
EVENTS: dict[str, dict[int, type[Schema]]] = {
    type: majors for events in SPEAKERS.values() for type, majors in events.items()
}


class NotAnEvent(ValueError):
    """Not of an agreed type or shape. To say it is a bug; to hear it is a dead letter."""


def is_known(type: str) -> bool:
    return type in EVENTS


def schema_name(type: str) -> str:
    """The `dataschema` of an event: its type and newest major."""
    return f"urn:holdfast:event/{type}/{max(_majors(type))}"


def to_wire(type: str, data: dict[str, Any]) -> dict[str, Any]:
    """What is said, checked and written as JSON can carry it. Unknown fields are refused: they could be a name."""
    schema = _schema(type, max(_majors(type)), "raise")
    if unknown := sorted(set(data) - set(schema.fields)):
        raise NotAnEvent(f"{type}: unknown {unknown}")
    try:
        wire = schema.dump(data)
        schema.load(wire)
    except ValidationError as error:
        raise NotAnEvent(f"{type}: {sorted(error.messages_dict)}") from None
    return dict(wire)


def from_wire(type: str, dataschema: str, wire: dict[str, Any]) -> dict[str, Any]:
    """What was heard. Fields we do not know are left alone: the speaker may be newer than we are."""
    major = int(dataschema.rpartition("/")[2])
    if major not in _majors(type):
        raise NotAnEvent(f"{type}: major {major}")
    try:
        return dict(_schema(type, major, "exclude").load(wire))
    except ValidationError as error:
        raise NotAnEvent(f"{type}: {sorted(error.messages_dict)}") from None


def _majors(type: str) -> dict[int, type[Schema]]:
    if type not in EVENTS:
        raise NotAnEvent(f"{type}: unheard of")
    return EVENTS[type]


@cache
def _schema(type: str, major: int, unknown: Literal["raise", "exclude"]) -> Schema:
    """Made once: to make one takes longer than to read an event with it."""
    return _majors(type)[major](unknown=unknown)
