"""The notice, letter for letter; and that nothing covers what it does not say."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.matching.domain.consent import Consent, Restriction, Wish, covering
from services.matching.domain.notice import NOTICE

SHORT = "42 CFR part 2 prohibits unauthorized use or disclosure of these records."
LONG = """\
This record which has been disclosed to you is protected by Federal confidentiality rules (42 CFR part 2). These rules \
prohibit you from using or disclosing this record, or testimony that describes the information contained in this \
record, in any civil, criminal, administrative, or legislative proceedings by any Federal, State, or local authority, \
against the patient, unless authorized by the consent of the patient, except as provided at 42 CFR 2.12(c)(5) or as \
authorized by a court in accordance with 42 CFR 2.64 or 2.65. In addition, the Federal rules prohibit you from making \
any other use or disclosure of this record unless at least one of the following applies: (i) Further use or disclosure \
is expressly permitted by the written consent of the individual whose information is being disclosed in this record or \
as otherwise permitted by 42 CFR part 2. (ii) You are a covered entity or business associate and have received the \
record for treatment, payment, or health care operations, or (iii) You have received the record from a covered entity \
or business associate as permitted by 45 CFR part 164, subparts A and E. A general authorization for the release of \
medical or other information is NOT sufficient to meet the required elements of written consent to further use or \
redisclose the record (see 42 CFR 2.31)."""
NOW = datetime(2026, 11, 23, 14, tzinfo=UTC)
ONE = st.sampled_from(["a", "b"])
CLASSES = st.lists(ONE, min_size=1, unique=True).map(tuple)
KINDS = st.sampled_from(["organisation", "treating_providers", "court"])
WISHES = st.builds(Wish, person_id=ONE, recipient_id=ONE, recipient_kind=KINDS, purpose=ONE, data_classes=CLASSES)
CONSENTS = st.builds(
    Consent,
    id=ONE,
    person_id=ONE,
    type=st.sampled_from(["outside", "support"]),
    purpose=ONE,
    recipient_id=ONE,
    recipient_kind=KINDS,
    data_classes=CLASSES,
    signed_at=st.just(NOW),
    signed_how=st.just("paper"),
    recorded_at=st.just(NOW),
    recorded_by=ONE,
    expires_at=st.sampled_from([None, NOW - timedelta(1), NOW, NOW + timedelta(1)]),
    state=st.sampled_from(["active", "revoked", "ended"]),
)
EITHER = st.one_of(st.none(), ONE)
RESTRICTIONS = st.builds(
    Restriction, id=ONE, person_id=ONE, recipient_id=EITHER, purpose=EITHER, data_class=EITHER, words=st.none()
)


def test_the_notice_is_the_law_s_own_letter_for_letter():
    assert NOTICE == {"short": SHORT, "long": LONG}


@given(WISHES, st.lists(CONSENTS, max_size=4), st.lists(RESTRICTIONS, max_size=2))
def test_nothing_is_told_beyond_what_was_agreed_to(wish, consents, restrictions):
    found = covering(wish, consents, restrictions, now=NOW)
    if found is None:
        return
    assert (found.state, found.type) == ("active", "outside")
    assert found.expires_at is None or found.expires_at > NOW
    assert (found.person_id, found.purpose) == (wish.person_id, wish.purpose)
    assert set(wish.data_classes) <= set(found.data_classes)
    assert (
        found.recipient_id == wish.recipient_id or found.recipient_kind == wish.recipient_kind == "treating_providers"
    )
    assert wish.recipient_kind != "court"
    assert not any(one.denies(wish) for one in restrictions)
