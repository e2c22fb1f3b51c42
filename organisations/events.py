"""What can happen to organisations and people; a verb in use keeps its meaning for ever."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from audit.verbs import declare

ORGANISATION_FOUNDED = declare("organisation.founded", _("entered the organisation"), changes_data=True)
ORGANISATION_CHANGED = declare(
    "organisation.changed", _("changed the organisation's details"), changes_data=True
)
ORGANISATION_IMPORTED = declare(
    "organisation.imported", _("took the organisation from a list"), changes_data=True
)
ORGANISATION_UPDATED = declare(
    "organisation.updated",
    _("brought the organisation up to its list"),
    changes_data=True,
)
ORGANISATION_SUCCEEDED = declare("organisation.succeeded", _("recorded the successor"), changes_data=True)
IDENTIFIER_ADDED = declare("identifier.added", _("added an identifier"), changes_data=True)
CONTACT_ADDED = declare("contact.added", _("added a contact"), changes_data=True)
CONTACT_CHANGED = declare("contact.changed", _("changed a contact"), changes_data=True)
CONTACT_REMOVED = declare("contact.removed", _("removed a contact"), changes_data=True)
LOGO_ADDED = declare("logo.added", _("added the organisation's logo"), changes_data=True)
LOGO_REPLACED = declare("logo.replaced", _("replaced the organisation's logo"), changes_data=True)
LOGO_REMOVED = declare("logo.removed", _("removed the organisation's logo"), changes_data=True)
FOUR_EYES_WAIVED = declare("four_eyes.waived", _("let authors approve their own drafts"), changes_data=True)
FOUR_EYES_RESTORED = declare(
    "four_eyes.restored",
    _("asked again for a second person's approval"),
    changes_data=True,
)
SHARING_DECIDED = declare(
    "sharing.decided", _("decided whether the organisation shares regularly or in bulk"), changes_data=True
)

MEMBER_ADDED = declare("member.added", _("gave a person a role"), changes_data=True)
MEMBERSHIP_ENDED = declare("membership.ended", _("ended a person's role"), changes_data=True)
OFFICE_APPOINTED = declare("office.appointed", _("appointed to an office"), changes_data=True)
OFFICE_ENDED = declare("office.ended", _("ended an appointment"), changes_data=True)
OFFICE_AWAY = declare("office.away", _("recorded that the holder of an office is away"), changes_data=True)
OFFICE_BACK = declare("office.back", _("recorded that the holder of an office is back"), changes_data=True)
TEAM_ADDED = declare("team.added", _("added a team"), changes_data=True)
TEAM_CHANGED = declare("team.changed", _("changed a team"), changes_data=True)

ACCESS_GRANTED = declare("access.granted", _("gave access to one document"), changes_data=True)
ACCESS_REVOKED = declare("access.revoked", _("took back access to one document"), changes_data=True)

PERSON_ADDED = declare("person.added", _("made an account"), changes_data=True)
PERSON_CHANGED = declare("person.changed", _("changed an account"), changes_data=True)
PERSON_SIGNED_IN = declare("person.signed_in", _("signed in"), changes_data=False)
PERSON_SIGNED_OUT = declare("person.signed_out", _("signed out"), changes_data=False)
PERSON_SIGN_IN_FAILED = declare("person.sign_in_failed", _("failed to sign in"), changes_data=False)
PASSWORD_RESET_ASKED = declare("password.reset_asked", _("asked to reset the password"), changes_data=False)
PASSWORD_RESET = declare("password.reset", _("reset the password"), changes_data=True)
PASSWORD_CHANGED = declare("password.changed", _("changed the password"), changes_data=True)
