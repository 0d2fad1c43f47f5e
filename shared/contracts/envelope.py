import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from shared.contracts.registry import NotAnEvent, from_wire, schema_name, to_wire
from shared.kernel.times import rfc3339

CONTENT_TYPE = "application/cloudevents+json"


@dataclass(frozen=True, kw_only=True)
class Event:
    """A thing that happened, as CloudEvents 1.0 names its parts. Ids and times, never a person's story.

    `actor` is who did it, as an id; `correlationid` joins what one wish set off, across services.
    """

    id: str
    source: str
    type: str
    subject: str
    partitionkey: str
    time: datetime
    organisation: str
    aggregateversion: int
    correlationid: str
    actor: str
    data: dict[str, Any] = field(default_factory=dict)

    def to_json(self) -> str:
        wire = {name: getattr(self, name) for name in PARTS}
        wire |= {"time": rfc3339(self.time), "data": to_wire(self.type, self.data)}
        wire |= {"specversion": "1.0", "datacontenttype": "application/json"}
        return json.dumps(wire | {"dataschema": schema_name(self.type)}, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str | bytes) -> "Event":
        """Parts we do not know are left alone: the speaker may be newer than we are. Else raises NotAnEvent."""
        try:
            given = json.loads(text)
            parts = {name: given[name] for name in PARTS}
            time = datetime.fromisoformat(parts["time"])
            data = from_wire(parts["type"], given["dataschema"], given["data"])
        except (KeyError, TypeError, ValueError, UnicodeDecodeError) as error:
            raise error if isinstance(error, NotAnEvent) else NotAnEvent(type(error).__name__) from None
        return cls(**{**parts, "time": time, "data": data})


PARTS = (
    "id",
    "source",
    "type",
    "subject",
    "partitionkey",
    "time",
    "organisation",
    "aggregateversion",
    "correlationid",
    "actor",
    "data",
)


def peek(text: str | bytes) -> dict[str, Any]:
    """The id and type of something that may not be an event at all."""
    try:
        given = json.loads(text)
        return {"id": str(given["id"])[:80], "type": str(given["type"])[:80]}
    except (KeyError, TypeError, ValueError):
        return {"id": None, "type": None}
