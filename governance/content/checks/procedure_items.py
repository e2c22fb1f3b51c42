"""What the steps of a Procedure say, or the text around them: one item for each row of reference/procedure.csv."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from governance.content.checks.rows import with_rows
from governance.content.checks.wording import place, says
from governance.content.reference import rules
from governance.kinds import Finding, VersionText

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

STEPS = "steps"
_BREACH_LIMIT = next(rule.text for rule in rules("limits") if rule.key == "breach_limit")

Pattern = tuple[str, ...]


@dataclass(frozen=True)
class Says:
    """Some sentence matches all patterns of one of the alternatives; else the message is what is wanting."""

    message: str
    alternatives: tuple[Pattern, ...]


def _says(message: str, *patterns: str) -> Says:
    return Says(message, (patterns,))


@dataclass(frozen=True)
class Item:
    """One row of reference/procedure.csv: what some step or section says. `section`: where else than in a step."""

    key: str
    label: str | _StrPromise
    wanted: tuple[Says, ...]
    section: str = ""

    def test(self, text: VersionText) -> list[Finding]:
        whole = with_rows(text)
        missing = [
            each.message
            for each in self.wanted
            if not any(says(whole, *patterns) for patterns in each.alternatives)
        ]
        here = place(text, self.section)
        return [Finding(_(message), here, "" if self.section else STEPS) for message in missing]


ITEMS = (
    Item(
        "confirm",
        gettext_lazy("It begins with the decision, its basis and its reason"),
        (
            Says(
                gettext_noop("Ask people to confirm the decision, its lawful basis and the reason."),
                ((r"\bconfirm", r"\bdecision|\breason"), (r"\b(?:lawful|legal) (?:basis|power)",)),
            ),
        ),
    ),
    Item(
        "urgent",
        gettext_lazy("It says to act first when someone is in danger"),
        (
            _says(
                gettext_noop("Say that people share what is needed now, and record it afterwards."),
                r"\bnow\b|\bat once\b|\bfirst\b|\bimmediate",
                r"\brecord|\bwrite",
                r"\bafterwards\b|\blater\b|\bafter\b",
            ),
            _says(gettext_noop("Give the number to call in an emergency."), r"\b(?:999|112)\b"),
        ),
        "emergency",
    ),
    Item(
        "verify",
        gettext_lazy("It asks people to check who is asking"),
        (
            _says(
                gettext_noop("Ask people to check who is asking, and their authority."),
                r"\bcheck|\bverif|\bconfirm",
                r"who is asking|\bidentity\b|\brequester|who they are",
            ),
            _says(
                gettext_noop("Tell people to call back on a number that they found themselves."),
                r"\b(?:call|ring|phone|telephone)(?:s|ed|ing)? back\b|\bknown number\b",
            ),
        ),
    ),
    Item(
        "minimum",
        gettext_lazy("It limits sharing to what is needed"),
        (
            _says(
                gettext_noop("Say that only what the recipient needs is shared."),
                r"\bonly\b|\bno more\b|\bminimum\b|\bleast\b|\brelevant\b",
                r"\bneed|\bnecessary\b",
            ),
        ),
    ),
    Item(
        "fact_opinion",
        gettext_lazy("It splits fact from opinion"),
        (
            _says(
                gettext_noop("Ask people to say what is fact and what is opinion."), r"\bfact", r"\bopinion"
            ),
        ),
    ),
    Item(
        "accuracy",
        gettext_lazy("It asks people to check that it is accurate"),
        (
            _says(
                gettext_noop("Ask people to check that it is right and up to date."),
                r"\baccura|\bup to date\b",
            ),
        ),
    ),
    Item(
        "third_parties",
        gettext_lazy("It protects other people who could be identified"),
        (
            _says(
                gettext_noop("Ask people to take out or mask others who could be harmed if identified."),
                r"\bother|\bthird part|\bpeople who\b|\banyone\b",
                r"\bmask|\bredact|\btake out\b|\bleave out\b|\bremove|\bprotect",
                r"\bidentif|\bharm",
            ),
        ),
    ),
    Item(
        "tell",
        gettext_lazy("It says to tell the person, or to record why not"),
        (
            _says(
                gettext_noop("Say that the person is told what is shared, with whom and why."),
                r"\btell|\binform|\bexplain",
                r"\bshar",
                r"\bwhom\b|\bwhy\b",
            ),
            _says(
                gettext_noop("Say when the person is not told."),
                r"\bnot (?:be )?(?:tell|told|inform)|\bwithout telling\b",
            ),
        ),
    ),
    Item(
        "mark",
        gettext_lazy("It asks for a marking and a handling line"),
        (
            _says(
                gettext_noop("Say how the information is marked and handled."),
                r"\bmarking|\bmarked\b|\bclassif",
                r"\bhandl|\bOFFICIAL\b",
            ),
        ),
    ),
    Item(
        "channel",
        gettext_lazy("It names approved ways to send"),
        (
            _says(
                gettext_noop("Name the ways in which information may be sent safely."),
                r"\bencrypt|\bsecure",
                r"\be-?mail|\bportal|\bsend|\bpost\b",
            ),
        ),
    ),
    Item(
        "authorise",
        gettext_lazy("It says when somebody else approves"),
        (
            _says(
                gettext_noop("Say in which cases somebody else has to approve, and who."),
                r"\bapproval|\bauthori|\bsign(?:s|ed|ature)?\b",
                r"\bunusual|\bbulk\b|\blarge\b|\bmedia\b|\bpolice\b|\bthreshold",
            ),
        ),
    ),
    Item(
        "send",
        gettext_lazy("It asks people to check the address and to confirm receipt"),
        (
            _says(
                gettext_noop("Ask people to check the address before they send."), r"\bcheck", r"\baddress\b"
            ),
            _says(
                gettext_noop("Ask people to confirm that it arrived."),
                r"\bconfirm|\backnowledg",
                r"\breceipt\b|\barriv|\breceived\b",
            ),
        ),
    ),
    Item(
        "conditions",
        gettext_lazy("It sets conditions for the recipient"),
        (
            _says(
                gettext_noop("Say whether the recipient may pass it on, and how long it may be kept."),
                r"\bpass(?:ed|es|ing)? (?:it )?on\b|\bonward",
                r"\bmay\b|\bcondition|\bmust\b",
            ),
        ),
    ),
    Item(
        "record",
        gettext_lazy("It says what is recorded, also for a decision not to share"),
        (
            _says(
                gettext_noop("Ask for a record of what was shared, with whom, when, how and why."),
                r"\brecord|\bwrite|\bnote",
                r"\b(?:with|to) whom\b",
                r"\bhow\b",
                r"\bwhy\b",
            ),
            _says(
                gettext_noop("Say that a decision not to share is recorded too."),
                r"\bnot to share\b|\bnot sharing\b|\brefus",
                r"\brecord|\bwrite|\bsame\b",
            ),
        ),
    ),
    Item(
        "no_agreement",
        gettext_lazy("It says to carry on where there is no agreement"),
        (
            _says(
                gettext_noop("Say that people need no agreement or protocol to share about one person."),
                r"\bagreement|\bprotocol",
                r"\bnot need|\bnot required\b|\bcarry on\b|\bnever\b|\bwithout\b",
                r"\bto share\b|\bsharing\b|\breason\b",
            ),
        ),
        "no-agreement",
    ),
    Item(
        "refuse",
        gettext_lazy("It says what to do when the answer is no"),
        (
            _says(
                gettext_noop("Ask for reasons when people decide not to share."),
                r"\breason",
                r"\bnot to share\b|\bnot sharing\b|\bwhoever asked\b|\brefus|\bsay no\b",
            ),
            _says(
                gettext_noop("Say what can be offered instead, and how to take it further."),
                r"\binstead\b|\balternative|\bfurther\b|\bescalat",
            ),
        ),
        "refusing",
    ),
    Item(
        "pattern",
        gettext_lazy("It watches for sharing that comes up again and again"),
        (
            _says(
                gettext_noop("Say whom to tell when the same sharing comes up again and again."),
                r"\bagain and again\b|\brepeat|\bpattern",
                r"\btell|\badvise|\bpropos|\bagreement",
            ),
        ),
    ),
    Item(
        "follow_up",
        gettext_lazy("It follows up, and passes on corrections"),
        (
            _says(
                gettext_noop("Ask people to find out what came of it."),
                r"\bcame of it\b|\boutcome|\bfollow(?:s|ed|ing)? up\b",
            ),
            _says(
                gettext_noop("Say that everyone who received it is told of a correction."),
                r"\bwrong\b|\bcorrect|\binaccura",
                r"\btell|\btold\b|\binform",
                r"\beveryone\b|\brecipient|\breceived\b",
            ),
        ),
    ),
    Item(
        "incident",
        gettext_lazy("It says what to do when something goes wrong"),
        (
            _says(
                gettext_noop("Say that people report at once when something goes wrong."),
                r"\bwrong\b|\bincident|\bastray\b|\bbreach|\blost\b",
                r"\bat once\b|\bimmediate|\breport",
            ),
            _says(
                gettext_noop("Give the time within which a breach goes to the regulator."),
                rf"\b{re.escape(_BREACH_LIMIT)}\b",
            ),
        ),
    ),
    Item(
        "retain",
        gettext_lazy("It says how long the record is kept"),
        (
            _says(
                gettext_noop("Say how long the record of the decision is kept, and what happens then."),
                r"\bretention\b|\bdestroy|\bdispos|\bdelet",
                r"\bschedule\b|\brecords?\b",
            ),
        ),
    ),
    Item(
        "receive",
        gettext_lazy("It says what to do with information that is received"),
        (
            _says(
                gettext_noop("Ask people who receive information to note its source, and to check it."),
                r"\bnote|\brecord|\bcheck",
                r"\bwho sent\b|\bsource\b|\bcame from\b",
            ),
        ),
        "receiving",
    ),
    Item(
        "out_of_hours",
        gettext_lazy("It says whom to ask out of hours"),
        (
            _says(
                gettext_noop("Say whom to ask at night and at weekends."),
                r"\bout[- ]of[- ](?:office )?hours\b|\bat night\b|\bweekends?\b|\b24[- ]hours?\b|\b24/7\b",
            ),
        ),
        "help",
    ),
)
