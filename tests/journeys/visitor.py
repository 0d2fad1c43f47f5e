"""Somebody who looks at pages over HTTP, as their browser would: signed in by a link, keeping cookies."""

import json
import re

import requests

from shared.kernel.actor import Actor
from tests.desk.installation import Installation

FIELD = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')


class Visitor:
    def __init__(self, house: Installation, actor: Actor) -> None:
        self.house, self.session = house, requests.Session()
        asked = ("--person", actor.person, "--role", actor.role, "--organisation", actor.organisation)
        link = json.loads(house.deed("portal", "link", *asked))["url"].removeprefix(house.settings.public_url)
        fields = dict(FIELD.findall(self._ask("GET", link[link.index("/in/") :]).text))
        self._ask("POST", link[link.index("/in/") :], data=fields)

    def page(self, path: str) -> str:
        return self._ask("GET", path).text

    def _ask(self, method: str, path: str, **given: object) -> requests.Response:
        url = f"{self.house.settings.url_of('portal')}{path}"
        answer = self.session.request(method, url, timeout=15, **given)  # type: ignore[arg-type]
        assert answer.status_code == 200, (path, answer.status_code)
        return answer
