from collections.abc import Iterator

from services.matching.domain.organisation import Customs
from services.matching.domain.person import merged
from services.matching.store import organisations


def customs_of(rx) -> Customs:
    return _read(organisations.settings_of(rx)[0])


def whose_questions_may_outlast_the_promise(desk) -> Iterator[tuple[str, Customs]]:
    """Each such organisation by its id, of all that are here."""
    for organisation, said in sorted(organisations.everybodys_settings(desk).items()):
        if "first_session_hours" in said and (customs := _read(said)).questions_may_outlast_the_promise:
            yield organisation, customs


def _read(said) -> Customs:
    by_role = said.get("required_by_role", {})
    needed = {"required_credentials": frozenset(said.get("required_credentials", ()))}
    needed |= {"required_by_role": frozenset((role, kind) for role, kinds in by_role.items() for kind in kinds)}
    return Customs(**said | needed)


def see_customs(rx) -> tuple[Customs, int]:
    return customs_of(rx), organisations.settings_of(rx)[1]


def change_customs(tx, *, said, read_version) -> tuple[Customs, int]:
    known, _ = organisations.settings_of(tx)
    organisations.keep_settings(tx, merged(known, said), read_version=read_version)
    return see_customs(tx)
