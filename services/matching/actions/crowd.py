import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from services.matching.actions.portraits import member_of
from services.matching.actions.vocabulary import words_in_use
from services.matching.index.columns import Columns, empty
from services.matching.index.crowd import Coaches, Crowd, Members
from services.matching.index.facts import NOTHING, Facts, Reader, as_said
from services.matching.index.hours import Told, quarter
from services.matching.index.lexicon import Lexicon
from services.matching.index.shelf import Kept, Shelf
from services.matching.store import changes, coaches, people
from shared.db.transaction import Transaction

COACHES: Shelf[Coaches] = Shelf()
MEMBERS: Shelf[Members] = Shelf()
GONE = "erased"
K = TypeVar("K", bound=Kept)


def coaches_now(rx) -> Columns:
    """The organisation's coaches as of this request: only who changed since the last one is read and unsealed."""
    return _coaches(rx).columns


def crowd_of(rx) -> Crowd:
    """Everybody, members too: for what is told of one of them only if it fits several."""
    members = _followed(rx, MEMBERS, Members, lambda known, change: _members_after(rx, known, change))
    return Crowd(_coaches(rx), members.members)


def _coaches(rx) -> Coaches:
    def nobody() -> Coaches:
        return Coaches(-1, empty(Lexicon(words_in_use(rx)), rx.now))

    return _followed(rx, COACHES, nobody, lambda known, change: _coaches_after(rx, known, change))


def _followed(rx, shelf: Shelf[K], nobody: Callable[[], K], after: Callable[[K, int], K]) -> K:
    """What a transaction sees may still be rolled back, so it is not remembered."""
    where, change = (rx.desk.engine, rx.actor.organisation), changes.latest(rx)
    known = shelf.take(*where) or nobody()
    if known.change >= change:
        return known
    if isinstance(rx, Transaction):
        return after(known, change)
    with shelf.one_at_a_time(*where):
        known = shelf.take(*where) or nobody()
        if known.change < change:
            shelf.put(*where, known := after(known, change))
        return known


def _coaches_after(rx, known: Coaches, change: int) -> Coaches:
    lexicon, gone = known.columns.lexicon.copy(), list[str]()
    facts = _facts(rx, known.change, Reader(words_in_use(rx), lexicon), gone)
    with _no_looking_for_circles():
        return Coaches(change, known.columns.after(facts, lexicon=lexicon, gone=gone, now=rx.now))


@contextmanager
def _no_looking_for_circles() -> Iterator[None]:
    """What is read of coaches goes as it came; Python's search for things that hold one another would find none."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _facts(rx, since: int, reader: Reader, gone: list[str]) -> Iterator[Facts]:
    """One by one as they are read; whose record was erased is put aside."""
    for id, state, accepting, capacity, language, said, load, told in coaches.changed_since(rx, since, read=as_said):
        if state == GONE:
            gone.append(id)
        else:
            hours = told and Told(quarter(told[0]), told[1], told[2])
            yield reader.read(
                said or NOTHING,
                id=id,
                state=state,
                accepting=accepting,
                capacity=capacity,
                language=language,
                load=load,
                told=hours,
            )


def _members_after(rx, known: Members, change: int) -> Members:
    changed = people.changed_since(rx, known.change)
    return known.after(
        change,
        members=[member_of(person) for person in changed if person.is_member],
        gone=[person.id for person in changed if person.state == GONE],
    )
