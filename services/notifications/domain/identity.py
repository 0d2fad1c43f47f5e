"""The same message is the same message, whoever plans or sends it again."""

from hashlib import sha256


def message_key(*, about: str, version: int, kind: str, channel: str, person: str) -> str:
    """One for all that may ever be said to one person, of one kind, by one channel, about one version of a thing."""
    parts = "\n".join((about, str(version), kind, channel, person))
    return sha256(parts.encode()).hexdigest()[:40]


def message_id(key: str, *, domain: str) -> str:
    """The Message-ID header. Sent twice, a mailbox can tell that it has this one already."""
    return f"<{key}@{domain}>"
