"""Words as they stand in spreadsheets, only to be recognised: the one place where old words are written down.

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

PATHWAY = {
    "twelve_step": (
        "aa, na, ca, 12 step, 12 steps, twelve step, twelve steps, 12 step fellowship, al anon, "
        "alcoholics anonymous, narcotics anonymous, cocaine anonymous, big book"
    ),
    "secular_mutual_aid": ("smart, smart recovery, lifering, life ring, secular, women for sobriety, refuge recovery"),
    "faith_based": "faith, faith based, celebrate recovery, church, christian, spiritual",
    "medication": (
        "mat, moud, mat friendly, moud friendly, suboxone, methadone, buprenorphine, vivitrol, "
        "naltrexone, medication, medication assisted, medication friendly"
    ),
    "harm_reduction": "harm reduction, hr, safer use, syringe services, ssp",
    "cultural_indigenous": "wellbriety, white bison, indigenous, cultural, native, tribal",
    "self_directed": "natural recovery, natural, self directed, own way",
}
LIVED = {
    ("circumstances", "justice"): (
        "re entry, reentry, justice, justice involved, ex offender, ex offenders, felon, felons, "
        "prison, jail, probation, parole, incarceration, formerly incarcerated, returning citizens, "
        "drug court, corrections"
    ),
    ("circumstances", "housing"): "homeless, homelessness, unhoused, housing, housing loss, shelter",
    ("circumstances", "military"): "vet, vets, veteran, veterans, military, service members",
    ("circumstances", "violence"): "dv, ipv, domestic violence, intimate partner violence",
    ("circumstances", "work_school"): "employment, work, school, back to work, education, job search",
    ("family_life", "raising_children"): (
        "parenting, parents, parent, raising children, moms, mothers, dads, fathers, families"
    ),
    ("family_life", "reunifying"): "reunification, cps, dcyf, dcf, child welfare, family reunification",
    ("family_life", "pregnant_new_parent"): (
        "pregnant, pregnancy, perinatal, postpartum, new parents, pregnant and parenting"
    ),
    ("family_life", "loved_one"): "loved ones, allies, family members, affected others, family support",
    ("family_life", "caregiver"): "caregiver, caregivers, caregiving, elder care",
    ("lived_with", "alcohol"): "etoh, alcohol, drinking",
    ("lived_with", "opioids"): "opioids, opioid, opiates, oud, heroin, fentanyl, pain pills",
    ("lived_with", "meth_stimulants"): "meth, stimulants, stimulant, methamphetamine, amphetamines",
    ("lived_with", "cocaine"): "cocaine, crack",
    ("lived_with", "cannabis"): "cannabis, marijuana",
    ("lived_with", "sedatives"): "benzos, benzodiazepines, sedatives",
    ("lived_with", "gambling"): "gambling, problem gambling",
    ("health", "mental_health"): ("dual, dual diagnosis, co occurring, cod, mental health, depression, anxiety"),
    ("health", "trauma"): "trauma, trauma informed, ptsd",
    ("health", "overdose_survivor"): "overdose, overdose survivors, overdose survivor",
    ("health", "grief"): "grief, loss, bereavement, grief and loss",
    ("health", "body"): "chronic pain, disability, illness",
    ("identity", "lgbtq"): "lgbtq, lgbtqia, lgbtqia2s, lgbt, queer, gay, lesbian",
}
ASK = {"doc", "drug of choice"}
ENDED = "resign,ended,inactive,former,left,quit,retired,separated,term,gone,no longer,no,n"
