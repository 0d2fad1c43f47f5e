from typing import Any

from flask import Flask
from jinja2 import StrictUndefined

from services.portal.api import openapi
from services.portal.pages import errors, headers, language, notice, openid, origin, services, static, visit, words
from services.portal.pages.kept import keep_what_was_typed
from services.portal.pages.routes import BLUEPRINTS
from shared.db.desk import Desk
from shared.process.keys import private_key
from shared.process.web import application_of
from shared.web.bodies import measure
from shared.web.context import Door
from shared.web.health import health
from shared.web.inside import inside
from shared.web.observe import observe

MOST_BYTES = 64 * 1024


def create_app(desk: Desk, key: Any) -> Flask:
    """Pages, not an API: what goes wrong is told in a page. `key` is the public one; tokens need the private one."""
    app = Flask("portal", root_path=__file__.rpartition("/")[0], static_folder=None)
    app.config.update(MAX_CONTENT_LENGTH=MOST_BYTES, TEMPLATES_AUTO_RELOAD=False)
    app.extensions["holdfast"] = Door(desk, key)
    app.extensions["openapi"] = openapi.described()
    app.extensions["signing"] = services.Signing(private_key(desk.settings))
    app.extensions["keep"] = keep_what_was_typed
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    observe(app)
    measure(app)
    for part in (language, notice, origin, visit, headers, words, static, errors, openid):
        part.prepare(app)
    for blueprint in (*BLUEPRINTS, health, inside):
        app.register_blueprint(blueprint)
    return app


def application() -> Flask:
    return application_of("portal", create_app)
