"""Words of an organisation's own. What tells too much, shames, is hard to read or does not do its work is not kept."""

from services.notifications.store import wordings
from services.notifications.wording.review import sample, sample_text, troubles, warnings
from services.notifications.wording.templates import LANGUAGES, OF_THEIR_OWN, REQUIRED, Template, allowed, language
from services.notifications.wording.texts import ours
from shared.kernel.errors import Invalid, NotFound


def list_wordings(rx):
    known = wordings.all_newest(rx)
    return {"items": [_told(known.get((kind, tag)), kind=kind, tag=tag) for kind in OF_THEIR_OWN for tag in LANGUAGES]}


def read_wording(rx, *, kind, tag):
    _check_known(kind, tag)
    told = _told(wordings.newest(rx, kind=kind, language=tag), kind=kind, tag=tag)
    return told | {"versions": wordings.versions(rx, kind=kind, language=tag)}


def save_wording(tx, *, kind, tag, read_version, **said):
    _check_known(kind, tag)
    template = Template(**said)
    if found := troubles(template, kind=kind, tag=tag):
        raise Invalid("This cannot be sent as it stands.", errors=found)
    wordings.keep(tx, kind=kind, language=tag, read_version=read_version, said=template)
    tx.audit("wording.saved")
    return read_wording(tx, kind=kind, tag=tag) | {"warnings": warnings(template, kind=kind, tag=tag)}


def drop_wording(tx, *, kind, tag, read_version):
    """Ours again, from the next message on."""
    _check_known(kind, tag)
    wordings.keep(tx, kind=kind, language=tag, read_version=read_version, said=None)
    tx.audit("wording.dropped")
    return read_wording(tx, kind=kind, tag=tag)


def preview_wording(rx, *, kind, tag, **said):
    """How it would read, and what stands against it. Nothing is kept."""
    _check_known(kind, tag)
    template, front_door = Template(**said), rx.desk.settings.public_url
    found = {"errors": troubles(template, kind=kind, tag=tag), "warnings": warnings(template, kind=kind, tag=tag)}
    try:
        letter = sample(template, kind=kind, tag=tag, front_door=front_door)
        short = sample_text(template, kind=kind, tag=tag, front_door=front_door)
    except ValueError:
        return found | {"subject": None, "text": None, "html": None, "short": None}
    return found | {"subject": letter.subject, "text": letter.text, "html": letter.html, "short": short}


def _told(row, *, kind: str, tag: str):
    template = language(tag).templates[kind]
    is_own = row is not None and row["text"] is not None
    said = {name: row[name] for name in ("subject", "text", "short")} if is_own else _said(template)
    said["short"] = said["short"] or ours(kind, tag)
    told = {"kind": kind, "language": tag, "version": row["version"] if row else 0, "own": is_own}
    return told | said | {"needed": sorted(REQUIRED[kind]), "allowed": sorted(allowed(kind))}


def _said(template: Template):
    return {"subject": template.subject, "text": template.text, "short": None}


def _check_known(kind: str, tag: str) -> None:
    if kind not in OF_THEIR_OWN or tag not in LANGUAGES:
        raise NotFound("We have no such words.")
