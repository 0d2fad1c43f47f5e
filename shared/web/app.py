from collections.abc import Callable, Sequence
from typing import Any, cast

import flask_smorest
from flask import Flask, Request
from marshmallow import RAISE, Schema, ValidationError, fields, missing
from webargs.flaskparser import FlaskParser

from shared.db.desk import Desk
from shared.kernel.errors import Refused
from shared.web.bodies import MOST_BYTES, measure
from shared.web.context import Door
from shared.web.errors import ProblemApi, broken, refused
from shared.web.headers import harden
from shared.web.health import health
from shared.web.inside import inside
from shared.web.observe import observe

View = Callable[..., Any]
BEARER = {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}
OPENAPI = {
    "API_VERSION": "v1",
    "OPENAPI_VERSION": "3.1.0",
    "API_SPEC_OPTIONS": {"security": [{"bearer": []}], "components": {"securitySchemes": {"bearer": BEARER}}},
}


class StrictParser(FlaskParser):
    DEFAULT_UNKNOWN_BY_LOCATION = {**FlaskParser.DEFAULT_UNKNOWN_BY_LOCATION, "query": RAISE}

    def load_querystring(self, req: Request, schema: Schema) -> Any:
        """Said twice, one of the two would be left out in silence, and another reader might take the other."""
        for name, field in schema.fields.items():
            if len(req.args.getlist(name := field.data_key or name)) > 1 and not isinstance(field, fields.List):
                raise ValidationError({name: ["Once is enough."]})
        return super().load_querystring(req, schema)

    def load_json(self, req: Request, schema: Schema) -> Any:
        """As `read_body` has read it."""
        return req.get_json() if req.is_json and req.get_data(cache=True) else missing


class Blueprint(flask_smorest.Blueprint):
    """A misspelt query field is an error: webargs alone would drop it in silence."""

    ARGUMENTS_PARSER = StrictParser()

    def arguments(self, schema: Any, *, location: str = "json", **kwargs: Any) -> Callable[[View], View]:
        """A door that says what it reads; one that says nothing is asked nothing (`read_body`).

        Its schema is made here, once: to make one takes longer than to read a body with it.
        """
        made = schema() if isinstance(schema, type) else schema
        reads = super().arguments(made, location=location, **kwargs)

        def mark(view: View) -> View:
            view.reads = {location, *getattr(view, "reads", ())}  # type: ignore[attr-defined]
            return cast(View, reads(view))

        return mark


def make_app(name: str, blueprints: Sequence[Blueprint], desk: Desk, key: Any) -> Flask:
    """What every service's web process has in common. `key` is the public one."""
    app = Flask(name, static_folder=None)
    app.config.update(OPENAPI, API_TITLE=f"Holdfast {name}", MAX_CONTENT_LENGTH=MOST_BYTES)
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.extensions["holdfast"] = Door(desk, key)
    app.register_error_handler(Refused, refused)
    app.register_error_handler(Exception, broken)
    observe(app)
    measure(app)
    harden(app)
    api = ProblemApi(app)
    for blueprint in blueprints:
        api.register_blueprint(blueprint, url_prefix=f"/v1{blueprint.url_prefix}")
    app.register_blueprint(health)
    app.register_blueprint(inside)
    app.extensions["openapi"] = api.spec
    return app
