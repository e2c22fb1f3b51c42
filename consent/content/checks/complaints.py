"""What the complaints procedure must say: the duty under section 164A of the Data Protection Act 2018."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop as msg

from consent.content.checks.items import CONTACT, Item, regulator, said

COMPLAINTS_PROCEDURE = (
    Item(
        "right",
        "complaints:right",
        "right",
        _("It says who may complain"),
        (
            said(
                msg("Say that people may complain about the use of their information."),
                (r"\byou may complain\b.*\binformation\b|\banyone\b.*\bcomplain\b.*\binformation\b",),
            ),
        ),
    ),
    Item(
        "easy",
        "complaints:facilitate",
        "how",
        _("It makes complaining easy"),
        (
            said(
                msg("Offer an electronic way, such as an online form."),
                (r"\bonline\b|\belectronic(?:ally)?\b|\bweb form\b",),
            ),
            said(msg("Give an e-mail address or a telephone number."), (CONTACT,)),
        ),
    ),
    Item(
        "any-channel",
        "complaints:any_channel",
        "how",
        _("It takes a complaint in any way"),
        (said(msg("Say that people may complain in any way."), (r"\bcomplain\b.*\bany way\b|\bno form\b",)),),
    ),
    Item(
        "help",
        "complaints:children",
        "help",
        _("It offers help, also to children"),
        (
            said(
                msg("Say how you help people to complain."),
                (r"\bhelp you to complain\b|\bhelp\b.*\bcomplain",),
            ),
            said(
                msg("Say that children may complain themselves."),
                (r"\b(?:children|young people)\b.*\bcomplain",),
            ),
        ),
    ),
    Item(
        "acknowledge",
        "complaints:acknowledge",
        "acknowledge",
        _("It acknowledges within 30 days"),
        (
            said(
                msg("Say that you acknowledge a complaint within 30 days at most."),
                (r"\bwithin (?:30|thirty|\d|1\d|2\d) (?:working |calendar )?days\b",),
            ),
        ),
    ),
    Item(
        "count",
        "complaints:count",
        "acknowledge",
        _("It says how the days are counted"),
        (
            said(
                msg("Say how the days are counted: all days, from the day of receipt or the day after."),
                (r"\bcount\b.*\bday|\bcalendar days\b",),
            ),
        ),
    ),
    Item(
        "enquire",
        "complaints:enquire",
        "enquire",
        _("It looks into complaints without delay"),
        (
            said(
                msg("Say that you begin without undue delay."),
                (r"\bbegin\b.*\bwithout (?:undue )?delay\b|\blook into\b.*\bwithout (?:undue )?delay\b",),
            ),
            said(
                msg("Say that you keep people informed of progress."),
                (r"\bkeep you informed\b|\bprogress\b",),
            ),
        ),
    ),
    Item(
        "outcome",
        "complaints:outcome",
        "outcome",
        _("It tells people the outcome"),
        (
            said(
                msg("Say that you tell people the outcome without undue delay."),
                (r"\boutcome\b.*\bwithout (?:undue )?delay\b",),
            ),
        ),
    ),
    regulator("complaints:regulator", "regulator"),
    Item(
        "shared",
        "complaints:joint",
        "shared",
        _("It covers shared information"),
        (
            said(
                msg("Say who answers when information was shared with others."),
                (r"\beach organisation answers\b|\bjoint controllers?\b|\bwe answer for our part\b",),
            ),
        ),
    ),
    Item(
        "staff",
        "complaints:any_channel",
        "staff",
        _("It tells staff what to do"),
        (
            said(
                msg("Say that staff pass a complaint on the same day."),
                (r"\bpass\b.*\b(?:same day|at once)\b",),
            ),
        ),
    ),
    Item(
        "record",
        "complaints:records",
        "record",
        _("It keeps a record"),
        (said(msg("Say that you record dates, steps and outcome."), (r"\brecord\b", r"\boutcome\b")),),
    ),
)
