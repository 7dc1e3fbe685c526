"""When to see a clinician: what no diary can judge."""

# NHS Lothian's referral guideline on B12 deficiency: emergency admission on the same day.
SAME_DAY = (
    "The same day: new weakness or numbness of the legs, sudden or growing loss of vision, trouble "
    "walking, loss of bladder or bowel control."
)
# NICE NG239 (2024) and NHS on vitamin B12 deficiency.
SOON = (
    "Soon: tingling, numbness or any other sign of the nerves, confusion, severe low mood; signs "
    "in pregnancy, while breastfeeding or in an infant; pernicious anaemia or stomach surgery; "
    "tingling after nitrous oxide. Damage to nerves can become permanent."
)
# NHS on chest pain, and on help for suicidal thoughts.
NOW = (
    "At once: call the emergency number, or a crisis line when you think of harming yourself; you "
    "need not wait, nor be sure."
)
WHEN = {"now": NOW, "same day": SAME_DAY, "soon": SOON}
SOURCE = "NHS; NHS Lothian; NICE NG239, 2024"
NO_ADVICE = "This is a diary and no medical advice: a clinician can test what it can only estimate."
# With these any symptom is one for a clinician: the causes that `SOON` names, by the names of
# `domain.conditions`.
SOON_CONDITIONS = frozenset({"pernicious-anaemia", "gastric-bypass", "gastrectomy"})
