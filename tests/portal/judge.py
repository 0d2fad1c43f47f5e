"""What every page must keep, whoever it is for. Called for each page that a test opens."""

import re
from collections import Counter
from functools import cache
from typing import Any

from services.portal.wording import CATALOGUES
from tests.portal.canaries import CANARIES

NEVER = [
    "clean",
    "dirty",
    "addict",
    "addicts",
    "abuse",
    "abuser",
    "failed",
    "frequent-flyer",
    "relapser",
    "non-compliant",
    "unmotivated",
    "discharged",
    "terminated",
    "no-show",
    "no-shows",
    "ex-offender",
    "felon",
    "shortlist",
    "caseload",
    "eligible",
    "excluded",
    "intensity",
    "MAT",
]
MAIN_LABELLED = ("input", "select", "textarea")


def judge(page: Any, answer: Any) -> None:
    _title_and_heading_agree(page)
    _ids_are_unique_and_point_somewhere(page)
    _every_field_has_a_label(page)
    _every_form_goes_somewhere_and_is_ours(page)
    _every_link_and_button_says_something(page)
    _nothing_runs_and_nothing_comes_from_elsewhere(page)
    _it_speaks_one_language(page)
    _no_word_that_is_never_said(page)
    _no_canary(answer)
    _headers(answer)


def _title_and_heading_agree(page: Any) -> None:
    titles, headings = page.all("title"), page.all("h1")
    assert len(titles) == len(headings) == 1
    assert titles[0].text == headings[0].text and titles[0].text
    levels = [int(found.tag[1]) for found in page.all("h1", "h2", "h3", "h4")]
    assert all(later <= earlier + 1 for earlier, later in zip(levels, levels[1:], strict=False)) or "problem" in str(
        levels
    )


def _ids_are_unique_and_point_somewhere(page: Any) -> None:
    ids = Counter(node.get("id") for node in page.all() if node.get("id"))
    assert not [id for id, count in ids.items() if count > 1], ids.most_common(3)
    for node in page.all():
        for name in ("for", "aria-labelledby", "aria-describedby"):
            for wanted in (node.get(name) or "").split():
                assert wanted in ids, f"{name}={wanted} points nowhere"
        if node.tag == "a" and (node.get("href") or "").startswith("#"):
            assert node.get("href")[1:] in ids, node.get("href")


def _every_field_has_a_label(page: Any) -> None:
    labelled = {label.get("for") for label in page.all("label") if label.text}
    for field in page.all(*MAIN_LABELLED):
        if field.get("type") != "hidden":
            assert field.get("id") in labelled, f"{field.get('name')} has no label"
    for group in page.all("fieldset"):
        assert group.all("legend") and group.all("legend")[0].text


def _every_form_goes_somewhere_and_is_ours(page: Any) -> None:
    for form in page.all("form"):
        assert (form.get("action") or "").startswith("/"), "a form needs an action of ours"
        assert [button for button in form.all("button") if button.text]
        if form.get("method") == "post":
            names = {field.get("name") for field in form.all("input")}
            assert {"mark", "key"} <= names, f"{form.get('action')} is not marked as ours"


def _every_link_and_button_says_something(page: Any) -> None:
    for node in page.all("a", "button"):
        assert node.text, f"{node.tag} {node.get('href')} says nothing"


def _nothing_runs_and_nothing_comes_from_elsewhere(page: Any) -> None:
    assert not page.all("script", "iframe", "style", "img")
    for node in page.all():
        assert not [name for name in node.attributes if name.startswith("on") or name == "style"]
        for name in ("src", "action") + (("href",) if node.tag == "link" else ()):
            assert (node.get(name) or "/").startswith("/"), node.get(name)


def _it_speaks_one_language(page: Any) -> None:
    """Nothing of the other catalogue, no key, no placeholder that nobody filled in."""
    language = page.all("html")[0].get("lang")
    other = "es" if language == "en" else "en"
    words = " ".join(_told_by_us(page.all("main")[0]).split())
    found = [said for said in _only_said_in(other) if said in words]
    assert not [said for said in found if re.search(rf"(?<!\w){re.escape(said)}(?!\w)", words)]
    assert not re.search(r"\{\w*\}|\b(error|done|session|coach)\.[a-z_]+\b", words), words


@cache
def _only_said_in(language: str) -> frozenset[str]:
    """Whole sentences of one catalogue that no other has."""
    ours, theirs = CATALOGUES[language], CATALOGUES["es" if language == "en" else "en"]
    said = {said for key, said in ours.items() if said != theirs[key]}
    return frozenset(each for each in said if "{" not in each and len(each.split()) > 1)


def _told_by_us(node: Any) -> str:
    """Without what stands in a box to be written over, and without the signs that are named as such."""
    words = [one if isinstance(one, str) else _told_by_us(one) for one in node.inside]
    return "" if node.tag in ("code", "textarea") else " ".join(words)


def _no_word_that_is_never_said(page: Any) -> None:
    for word in NEVER:
        flags = 0 if word.isupper() else re.IGNORECASE
        assert not re.search(rf"(?<![\w-]){word}(?![\w-])", page.text, flags), word


def _no_canary(answer: Any) -> None:
    """What one person of the story must never see of another stands in no page and no header."""
    everything = answer.text + str(answer.headers)
    assert not [bird for bird in CANARIES if bird in everything]


def _headers(answer: Any) -> None:
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy and "script" not in policy
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    for cookie in answer.headers.getlist("Set-Cookie"):
        assert "HttpOnly" in cookie and "SameSite=Lax" in cookie
