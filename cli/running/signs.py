"""Where to go, and one-time links to sign in with: printed once everything runs."""

from typing import Any

from cli.demo.story import ACCEPTED
from cli.say import out
from cli.services import ask_service
from shared.kernel.settings import Settings

ADDRESSES = """
Holdfast runs at {url}   (Ctrl-C stops it; the data stays in {home})
"""
WORKS_ONCE = "To look around as somebody invented, open one of these. Each works once; starting again prints new ones."


def say_where(settings: Settings) -> None:
    out.print(ADDRESSES.format(url=settings.public_url, home=settings.home), markup=False)


def say_links(made: dict[str, Any]) -> None:
    """For each kind of person, somebody invented: a link that signs in once."""
    somebody = [(words, _link(person, role, made["organisation"])) for role, words, person in _somebody(made) if person]
    lines = "\n".join(f"  {words:<14} {link}" for words, link in somebody)
    out.print(f"{WORKS_ONCE}\n\n{lines}\n", markup=False)


def _somebody(made: dict[str, Any]) -> list[tuple[str, str, str | None]]:
    name = ACCEPTED[0]
    return [
        ("intake", "intake worker", made.get("staff intake")),
        ("coach", "coach", made.get(f"coach of {name}") or made.get("coach Bobby")),
        ("member", "member", made.get(f"member {name}")),
        ("supervisor", "supervisor", made.get("staff supervisor")),
    ]


def _link(person: str, role: str, organisation: str) -> str:
    told = ask_service("portal", "link", "--person", person, "--role", role, "--organisation", organisation)
    return str(told["url"])
