"""What some of the invented coaches said of themselves once they had signed in. Others have not got round to it."""

INTRODUCTIONS = {
    "Bobby": "I like to walk while we talk, and have filled in more forms than I can count. We can do yours together.",
    "Consuelo": "Hablo español e inglés. Tomo mucho café, escucho bien y no tengo prisa.",
    "Chidi": "Straight talk, kind ears. I work best with a plan on one page.",
    "Walter": "I was quiet for a year before I said a word in a group. Quiet is fine with me.",
    "Noor": "We start with tea and whatever today is like. The rest can wait.",
    "Siobhan": "I garden, badly. Come and see; we can talk over the beans.",
    "Lolo": "Papá de tres. I know what an afternoon with no childcare is like. Bring the kids.",
    "Earl": "I drive slowly and listen well. Happy to meet you outdoors.",
    "Grace": "Weekends are my days. Video is fine, cameras off is fine too.",
}
OUTLOOKS = {
    "Bobby": ["style_doing_together", "goal_open"],
    "Consuelo": ["style_listening", "spirituality_central"],
    "Chidi": ["style_plan", "style_direct"],
    "Walter": ["style_listening", "goal_use_less"],
    "Noor": ["style_listening"],
    "Siobhan": ["style_doing_together"],
    "Lolo": ["style_doing_together", "style_direct"],
    "Earl": ["style_listening", "goal_no_use"],
    "Grace": ["style_plan"],
}
KEPT_TO_THEMSELVES = {"violence", "trauma", "overdose_survivor", "lgbtq"}
