"""The points, 100 in all, within what has passed the hard limits. Starting weights, not findings about us.

No study matches recovery coaches on shared experience. Each term says why it weighs what it weighs; each saturates,
so that adding something in common never lowers anybody and a long list cannot drown a wish.
Race, gender, orientation, justice involvement and military service by themselves: 0. They count only when the person
asks (wanted d = .63, perceived .32, outcome .09; in one trial demographic pairing made contact less likely).
An earlier coach: 0, unless asked for now. A learned track record: 0 until there are past matches enough.
"""

from dataclasses import dataclass

VERSION = "2026.11"


@dataclass(frozen=True)
class Weights:
    version: str = VERSION

    # The most important thing. Stated preferences honoured: drop-out OR 1.79, d = .28, 53 studies, > 16,000 people.
    most_important: float = 30
    most_important_partly: float = 15

    # Other stated wishes met: the first two, the third; more share nothing. Same evidence; shorter services lose
    # more when wishes are ignored.
    wishes: tuple[float, ...] = (8, 8, 4)

    # When they could first meet, hours: points. Attendance 72 / 41 / 38 % at 1 / 3 / 7 days (RCT, n = 116); over 70 %
    # within 48 h against 53 %. Flat inside 24 h, so that nobody wins by an empty calendar.
    first_meeting: tuple[tuple[int, float], ...] = ((24, 16), (48, 14), (72, 7), (168, 3))

    # Outlook and way of working: the share agreed on; a shared "not for me" counts too. Deep-level similarity
    # rho .38 to .59 (173 samples, N = 40,737); shared dislikes go with longer matches (> 9,000).
    outlook: float = 9

    # Family and life stage, any shared: pilot n = 100, family relations p = .004.
    family_life: float = 6

    # Pathway, any shared; "still finding" is at home with all. Pilot p < .001.
    pathway: float = 5

    # Lived with, circumstances and health: the best two only; substances alone at most `lived_substance`. Pilot: not
    # significant, yet people ask for someone who has been there; topic counts alone ranked below random (AUC .428).
    lived: tuple[float, float] = (3, 2)
    lived_substance: float = 2

    # Both say faith or spirituality is central: pilot p = .001.
    spirituality: float = 4

    # Age band, same and next. Pilot p < .001, but perceived similarity in one small study.
    age: tuple[float, float] = (2, 1)

    # Fair load and exposure: room left, and seldom shown lately. First come first served leaves the worst-served
    # at .533, against .760 for the optimum.
    room: float = 2
    seldom_shown: float = 1

    # The coach's practical wishes multiply by this to 1. Both-sides models beat one side (.386 against .357) on data
    # from another field: hence the narrow band.
    reciprocity: float = 0.85


DEFAULT = Weights()
COUNTS_ONLY_WHEN_ASKED = frozenset({"justice", "military"})


def thousandths(points: float) -> int:
    return round(points * 1000)
