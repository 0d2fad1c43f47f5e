"""A page of ours with one of its forms filled in as it was sent before. All else stays as it is, to the letter."""

from collections.abc import Sequence
from html import escape
from html.parser import HTMLParser

NEVER = ("mark", "page")
Attributes = list[tuple[str, str | None]]


def fill_in(html: str, *, action: str, typed: Sequence[tuple[str, str]]) -> str:
    pen = _Pen(action, typed)
    pen.feed(html)
    pen.close()
    return "".join(pen.written)


class _Pen(HTMLParser):
    def __init__(self, action: str, typed: Sequence[tuple[str, str]]) -> None:
        super().__init__(convert_charrefs=False)
        self.action, self.typed = action, list(typed)
        self.written: list[str] = []
        self.inside, self.select, self.silent = False, "", False

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        told = dict(attrs)
        if tag == "form":
            self.inside = told.get("action") == self.action
        self.select = told.get("name") or "" if tag == "select" else self.select
        write = {"input": self._input, "option": self._option, "textarea": self._textarea}.get(tag)
        self._raw(self.get_starttag_text() or "") if not (self.inside and write) else write(attrs)

    def handle_endtag(self, tag: str) -> None:
        self.silent = False if tag == "textarea" else self.silent
        self.inside = False if tag == "form" else self.inside
        self._raw(f"</{tag}>")

    def _input(self, attrs: Attributes) -> None:
        told = dict(attrs)
        name, kind = told.get("name") or "", told.get("type")
        if name in NEVER or kind == "password":
            self._write("input", attrs)
        elif kind in ("radio", "checkbox"):
            self._marked("input", attrs, "checked", (name, told.get("value") or "on") in self.typed)
        else:
            self._write("input", [*_without(attrs, "value"), ("value", self._value(name, told.get("value")))])

    def _option(self, attrs: Attributes) -> None:
        self._marked("option", attrs, "selected", (self.select, dict(attrs).get("value") or "") in self.typed)

    def _textarea(self, attrs: Attributes) -> None:
        self._write("textarea", attrs)
        self._raw(escape(self._value(dict(attrs).get("name") or "", "") or ""))
        self.silent = True

    def _value(self, name: str, otherwise: str | None) -> str | None:
        return next((value for field, value in self.typed if field == name), otherwise)

    def _marked(self, tag: str, attrs: Attributes, mark: str, is_so: bool) -> None:
        self._write(tag, [*_without(attrs, mark), *([(mark, None)] if is_so else [])])

    def _write(self, tag: str, attrs: Attributes) -> None:
        said = "".join(f" {name}" if value is None else f' {name}="{escape(value)}"' for name, value in attrs)
        self._raw(f"<{tag}{said}>")

    def _raw(self, text: str) -> None:
        if not self.silent:
            self.written.append(text)

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        self._raw(self.get_starttag_text() or "")

    def handle_data(self, data: str) -> None:
        self._raw(data)

    def handle_entityref(self, name: str) -> None:
        self._raw(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._raw(f"&#{name};")

    def handle_decl(self, decl: str) -> None:
        self._raw(f"<!{decl}>")


def _without(attrs: Attributes, name: str) -> Attributes:
    return [one for one in attrs if one[0] != name]
