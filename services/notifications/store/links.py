from hashlib import sha256

import sqlalchemy as sa

from services.notifications.store.tables import links, sessions
from shared.kernel.ids import new_id

_same_organisation = sessions.c.organisation == links.c.organisation


def mark(token: str) -> str:
    """128 random bits need no salt: only who has the link can find the row."""
    return sha256(token.encode()).hexdigest()


def keep(tx, token: str, **told) -> None:
    tx.insert(links, id=new_id(), token_mark=mark(token), **told)


def by_token(rx, token: str):
    """In whatever organisation, with its session as it stands: who holds the link is not asked where they belong."""
    joined = links.join(sessions, sa.and_(sessions.c.id == links.c.session_id, _same_organisation))
    found = sa.select(links, sessions.c.state, sessions.c.sequence.label("now_at")).select_from(joined)
    return rx.connection.execute(found.where(links.c.token_mark == mark(token))).mappings().first()


def redeemed(tx, link) -> None:
    tx.connection.execute(links.update().where(links.c.id == link["id"]).values(redeemed_at=tx.now))


def forget(tx, person_id) -> None:
    tx.delete(links, links.c.person_id == person_id)
