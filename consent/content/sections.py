"""The sections of each kind: key, heading, required. Texts: texts/KIND/. Sources: reference/sections.csv."""

CONFIDENTIALITY_STATEMENT_SECTIONS = (
    ("promise", "Our promise", True),
    ("hold", "What we keep about you", True),
    ("use", "What we do with it", True),
    ("share", "When we pass it on", True),
    ("limits", "When we share without asking you", True),
    ("telling", "What we will tell you", True),
    ("rights", "What you can ask of us", True),
    ("unhappy", "If you are unhappy", True),
    ("contact", "Whom to ask", True),
    ("review", "How we keep this up to date", True),
)

PRIVACY_NOTICE_SECTIONS = (
    ("who", "Who we are", True),
    ("officer", "Our data protection officer", True),
    ("why", "What we use your information for", True),
    ("basis", "The law that lets us", True),
    ("categories", "What information we use", True),
    ("source", "Where we get it", True),
    ("sharing", "Whom we share it with", True),
    ("abroad", "Sending information abroad", False),
    ("how-long", "How long we keep it", True),
    ("rights", "Your rights", True),
    ("object", "Your right to object", True),
    ("withdraw", "If you gave us consent", False),
    ("must-give", "Do you have to tell us?", True),
    ("automated", "Decisions by computer", False),
    ("unhappy", "If you are unhappy", True),
    ("changes", "Changes to this notice", True),
)

FAIR_PROCESSING_NOTICE_SECTIONS = (
    ("who", "Who is asking", True),
    ("why", "Why we ask, and what for", True),
    ("sharing", "Whom we share it with", True),
    ("how-long", "How long we keep it", True),
    ("rights", "What you can ask for", True),
    ("unhappy", "If you are unhappy", True),
    ("more", "Where to read more", True),
)

CONSENT_FORM_SECTIONS = (
    ("who", "Who is asking you", True),
    ("purposes", "What we would like to do, and why", True),
    ("information", "What information", True),
    ("recipients", "Who would receive it", True),
    ("choice", "Your choice", True),
    ("withdraw", "If you change your mind", True),
    ("limits", "What this form does not change", False),
    ("statement", "Your answer", True),
    ("signing", "Who agrees, and when", True),
    ("unhappy", "Questions and complaints", True),
    ("review", "When we look at this again", True),
)

CONSENT_GUIDANCE_SECTIONS = (
    ("scope", "What this is about", True),
    ("when", "When to ask, and when not", True),
    ("kinds", "Three things called consent", True),
    ("safeguarding", "When someone may be at risk", True),
    ("asking", "How to ask", True),
    ("children", "Children and young people", True),
    ("capacity", "Adults who may be unable to decide", True),
    ("others", "When someone answers for another", True),
    ("record", "What to record", True),
    ("refusal", "When the answer is no, or you do not ask", True),
    ("withdrawal", "When someone changes their mind", True),
    ("again", "Looking at consent again", True),
    ("help", "Whom to ask", True),
    ("monitoring", "Monitoring and review", True),
)

SUBJECT_ACCESS_PROCEDURE_SECTIONS = (
    ("scope", "What this is for", True),
    ("recognise", "Recognising a request", True),
    ("receive", "When you receive a request", True),
    ("identity", "Checking who is asking", True),
    ("someone-else", "Requests for someone else", True),
    ("time", "How long we have", True),
    ("clarify", "Asking what is meant", True),
    ("extend", "When we need longer", True),
    ("cost", "What it costs", True),
    ("search", "Finding the information", True),
    ("other-people", "Information about other people", True),
    ("keep-back", "What we may keep back", True),
    ("answer", "Sending the answer", True),
    ("refuse", "When we refuse", True),
    ("partners", "Information held with partners", True),
    ("routes", "Other ways to records", False),
    ("never-alter", "Never alter or destroy", True),
    ("record", "What to record", True),
    ("help", "Whom to ask", True),
    ("monitoring", "Monitoring and review", True),
)

SUBJECT_ACCESS_GUIDE_SECTIONS = (
    ("what", "What you can ask for", True),
    ("how", "How to ask", True),
    ("identity", "How we check that it is you", True),
    ("someone-else", "Asking for someone else", True),
    ("time", "How long it takes", True),
    ("cost", "What it costs", True),
    ("get", "What you will get", True),
    ("keep-back", "What we may leave out", True),
    ("partners", "Other organisations", False),
    ("unhappy", "If you are not happy with the answer", True),
    ("contact", "How to reach us", True),
    ("review", "How we keep this up to date", True),
)

COMPLAINTS_PROCEDURE_SECTIONS = (
    ("right", "Who may complain, and about what", True),
    ("how", "How to complain", True),
    ("help", "Help with your complaint", True),
    ("acknowledge", "What happens first", True),
    ("enquire", "How we look into it", True),
    ("outcome", "What you will hear", True),
    ("regulator", "If you are still unhappy", True),
    ("others", "Other ways to complain", False),
    ("shared", "When others are involved", True),
    ("staff", "If you work for us and receive a complaint", True),
    ("record", "What we record", True),
    ("monitoring", "Monitoring and review", True),
)
