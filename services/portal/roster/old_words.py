"""Words as they stand in spreadsheets, only to be recognised. What people know is in `shared.contracts.vocabulary`.

Nothing here is ever shown, stored or said by us. A column whose name matches REFUSED is never stored.
"""

REFUSED = {
    "social security number": (
        r"\bssn\b|\bsocial\b.*\bsec|\bss ?(no|number|nr)\b|\btax ?(payer)? ?id\b|\btin\b|\bitin\b"
    ),
    "date of birth": r"\bdob\b|\bbirth|\bd o b\b|\bage\b",
    "home address": (
        r"\b(home|street|mailing|residential|residence|personal)\b.*\baddress|^address|\bstreet\b|"
        r"\bzip\b|\bpostal\b"
    ),
    "recovery date": (
        r""
        r"\b(recovery|sobriety|sober|clean|abstinence|quit)\b.*\b(date|since|time|birthday|anniversary|years|yrs|length)\b|"
        r"\b(sober|clean|abstinent|in recovery) since\b|"
        r"^(sobriety|clean|years in recovery|time in recovery)$|"
        r"\b(years?|yrs|months?|length|time)\b.*\b(recovery|sobriety|sober|clean)\b"
    ),
    "criminal record": (
        r"\bcriminal|\bconvict|\bcharges?\b|\barrest|\blegal history\b|\boffen[sc]e|"
        r"\brecord check (result|detail)|\bprobation\b"
    ),
    "medical": (
        r"\bmedical|\bhealth\b|\bdiagnos|\bdisabilit|\ballerg|\bmedication|\bvaccin|\bimmuni|"
        r"\btb test\b|\bdrug (test|screen)|\bhiv\b"
    ),
    "emergency contact": r"\bemergency|\bnext of kin\b|\bice (contact|phone|name)\b",
    "salary": (
        r"\bsalary|\bwages?\b|\bpay\b|\bpay ?rate|\bhourly (rate|pay)|\bcompensation|\bstipend|"
        r"\bbank\b|\brouting\b|\biban\b|\baccount (no|number)\b|\bdirect deposit\b"
    ),
    "driver's licence": r"\bdriver|\blicen[cs]e\b.*\b(no|number|nr|state|plate)?\b|\bdl\b",
    "password": r"\bpassword|\bpasscode|\bpin\b|\bpwd\b|\blog ?in\b",
    "immigration status": r"\bimmigration|\bvisa\b|\bcitizen|\bi 9\b|\bgreen card",
}

ENDED = "resign,ended,inactive,former,left,quit,retired,separated,term,gone,no longer,no,n"
