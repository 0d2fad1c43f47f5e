"""A browser without JavaScript: it opens pages, follows links, fills in forms. Every page it sees is judged."""

from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

from flask import Flask

from tests.portal.judge import judge

VOID = {"input", "meta", "link", "br", "hr", "img"}


class Node:
    def __init__(self, tag: str, attributes: dict[str, str | None]) -> None:
        self.tag, self.attributes = tag, attributes
        self.inside: list[Any] = []

    def get(self, name: str) -> str | None:
        return self.attributes.get(name)

    @property
    def text(self) -> str:
        return " ".join("".join(one if isinstance(one, str) else f" {one.text} " for one in self.inside).split())

    def all(self, *tags: str) -> list["Node"]:
        below = [one for one in self.inside if isinstance(one, Node)]
        return [hit for one in below for hit in ([one] if not tags or one.tag in tags else []) + one.all(*tags)]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Node("root", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        node = Node(tag, dict(attrs))
        self.open[-1].inside.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)


def read(html: str) -> Node:
    reader = _Reader()
    reader.feed(html)
    assert reader.open == [reader.root], [node.tag for node in reader.open]
    return reader.root


def _every(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


class Browser:
    """`page` is what it shows now. Redirects are followed inside the house, and stop at its door."""

    def __init__(self, app: Flask) -> None:
        self.client = app.test_client()
        self.path, self.status, self.left_to = "/", 0, ""
        self.page = Node("root", {})
        self.answer: Any = None

    def open(self, path: str) -> "Browser":
        return self._go("GET", path)

    def follow(self, words: str) -> "Browser":
        link = next(link for link in self.page.all("a") if words in link.text)
        return self.open(str(link.get("href")))

    def form(self, button: str | None = None) -> Node:
        """The form with this button; without one, the page's own first form."""
        forms = [form for form in self.page.all("form") if form.get("action") not in ("/leave", "/out")]
        if button:
            forms = [form for form in self.page.all("form") if any(button in one.text for one in form.all("button"))]
        assert forms, f"no form with {button!r} on {self.path}: {self.text}"
        return forms[0]

    def submit(self, button: str | None = None, **typed: Any) -> "Browser":
        form = self.form(button)
        pressed = next((each for each in form.all("button") if each.text.strip() == button), None)
        return self.send(form, to=pressed.get("formaction") if pressed else None, **typed)

    def send(self, form: Node, *, to: str | None = None, **typed: Any) -> "Browser":
        """`to` is where the pressed button leads, if elsewhere than the form."""
        fields = self.filled(form) | {name.replace("__", "."): value for name, value in typed.items()}
        path = str(to or form.get("action"))
        if (form.get("method") or "get").lower() == "get":
            return self._go("GET", path, query_string=fields)
        return self._go("POST", path, data=fields)

    def filled(self, form: Node) -> dict[str, Any]:
        """What the form holds before anybody types: hidden fields, what is chosen, what stands in boxes."""
        fields: dict[str, Any] = {}
        for field in form.all("input"):
            chosen = field.get("type") not in ("radio", "checkbox") or "checked" in field.attributes
            if chosen and field.get("name"):
                name, value = str(field.get("name")), field.get("value") or ""
                several = field.get("type") == "checkbox" and name in fields
                fields[name] = [*_every(fields[name]), value] if several else value
        for field in form.all("textarea"):
            fields[str(field.get("name"))] = field.text
        for field in form.all("select"):
            options = field.all("option")
            chosen_one = next((one for one in options if "selected" in one.attributes), options[0])
            fields[str(field.get("name"))] = chosen_one.get("value")
        return fields

    @property
    def text(self) -> str:
        return self.page.text

    @property
    def main(self) -> str:
        return self.page.all("main")[0].text

    @property
    def title(self) -> str:
        return self.page.all("title")[0].text

    def _go(self, method: str, path: str, **given: Any) -> "Browser":
        answer = self.client.open(path, method=method, **given)
        self.answer, self.path, self.status = answer, path, answer.status_code
        if answer.status_code in (301, 302, 303):
            target = urlsplit(answer.location)
            if target.netloc:
                self.left_to = answer.location
                return self
            return self._go("GET", answer.location)
        self.page = read(answer.text)
        judge(self.page, answer)
        return self
