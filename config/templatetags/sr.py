"""What templates can say beyond Django's own words; loaded in every template (settings, "builtins")."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.forms import BoundField, CheckboxInput, ChoiceField, Field, Select, Textarea
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config import assets, changed_runs, changed_words, choices, tables
from config.version import VERSION
from governance.markdown import render
from governance.models.version import DocumentVersion, Standing
from protocols.models.entry import Status

register = template.Library()
register.filter(choices.choice_groups)
register.simple_tag(changed_words.changed_words)
register.simple_tag(changed_runs.changed_runs)
register.simple_tag(changed_runs.changed_sides)
SHORT = 20  # a field for at most so many signs is drawn narrow
COLOURS = {
    Standing.DRAFT: "grey",
    Standing.IN_REVIEW: "blue",
    Standing.APPROVED: "turquoise",
    Standing.FOR_SIGNATURE: "turquoise",
    Standing.SCHEDULED: "blue",
    Standing.IN_FORCE: "green",
    Standing.SUPERSEDED: "outline",
    Standing.ENDED: "outline",
    Standing.WITHDRAWN: "outline",
}
AGREEMENT_COLOURS = {Status.NOT_STARTED: "blue", Status.IN_FORCE: "green", Status.ENDED: "outline"}


# ---- text -----------------------------------------------------------------------------------------


@register.filter
def markdown(text: str, heading_level: int = 3) -> SafeString:
    """The only way from people's text to HTML; the highest heading in it becomes `heading_level`."""
    return render(text or "", heading_level)


@register.simple_tag
def section_text(body: str, heading: str) -> SafeString:
    """As the filter `markdown`; a table is named after the section, for people who hear the page."""
    return render(body or "", 3, heading)


@register.filter
def moment(at: datetime | None, form: str = "j F Y, g:ia") -> str:
    """A time as people write it, such as 4 December 2026, 2:15pm."""
    if at is None:
        return ""
    return date_format(localtime(at), form).replace("a.m.", "am").replace("p.m.", "pm")


@register.filter
def moments_ago(at: datetime) -> str:
    """A time within the last minutes or hours, as people say it."""
    minutes = int((now() - at).total_seconds() // 60)
    if minutes < 1:
        return _("just now")
    if minutes < 60:
        return ngettext("%(number)d minute ago", "%(number)d minutes ago", minutes) % {"number": minutes}
    return ngettext("%(number)d hour ago", "%(number)d hours ago", minutes // 60) % {"number": minutes // 60}


@register.filter
def first_word(text: str) -> str:
    return text.partition(" ")[0]


@register.filter
def other_words(text: str) -> str:
    return text.partition(" ")[2]


# ---- states ---------------------------------------------------------------------------------------


@register.inclusion_tag("components/tag.html")
def standing(version: DocumentVersion) -> dict[str, str]:
    """The coloured word for what a version is today."""
    today = version.standing()
    return {"text": str(today.label), "colour": COLOURS[today]}


@register.inclusion_tag("components/tag.html")
def review(version: DocumentVersion) -> dict[str, str]:
    """A tag where the next review is overdue or due within three months; nothing otherwise."""
    found = version.review()
    if found is not None and found.is_overdue:
        days = found.days_over
        return {
            "text": ngettext("%(days)d day overdue", "%(days)d days overdue", days) % {"days": days},
            "colour": "red",
        }
    if found is not None and found.is_due:
        return {"text": _("Review due"), "colour": "orange"}
    return {"text": "", "colour": ""}


@register.inclusion_tag("components/tag.html")
def agreement_status(status: Status) -> dict[str, str]:
    """The coloured word for where today lies between an agreement's own dates."""
    return {"text": str(status.label), "colour": AGREEMENT_COLOURS[status]}


@register.inclusion_tag("components/tag.html")
def withdrawn() -> dict[str, str]:
    """The word for an agreement that was taken out of force before its own end."""
    return {"text": str(Standing.WITHDRAWN.label), "colour": COLOURS[Standing.WITHDRAWN]}


@register.inclusion_tag("components/tag.html")
def suspended(is_suspended: bool) -> dict[str, str]:
    """A tag where an agreement in force holds between nobody for now; nothing otherwise."""
    return {"text": _("Suspended") if is_suspended else "", "colour": "orange"}


@register.inclusion_tag("components/tag.html")
def review_overdue(is_overdue: bool) -> dict[str, str]:
    """A tag where the review day of an agreement that is in force has passed; nothing otherwise."""
    return {"text": _("Review overdue") if is_overdue else "", "colour": "red"}


# ---- forms ----------------------------------------------------------------------------------------


@register.filter
def control(field: BoundField) -> BoundField:
    """The field with the classes of the design system on its widget (a form owns its copy of each widget)."""
    widget = field.field.widget
    kind = field.widget_type
    name = {"radioselect": "govuk-radios__input", "checkboxselectmultiple": "govuk-checkboxes__input"}.get(
        kind
    )
    if name is None:
        if isinstance(widget, CheckboxInput):
            name = "govuk-checkboxes__input"
        elif isinstance(widget, Textarea):
            name = "govuk-textarea"
            widget.attrs.setdefault("rows", 5)
        elif isinstance(widget, Select):
            name = "govuk-select"
        elif kind in ("file", "clearablefile", "files"):
            name = "govuk-file-upload"
        else:
            name = "govuk-input"
            length = getattr(field.field, "max_length", None)
            if kind in ("date", "day", "number") or (length and length <= SHORT):
                name += " govuk-input--width-10"
    own = widget.attrs.get("class", "")
    words = [word for word in name.split() if word not in own.split()]
    if field.errors and name.split()[0] in (
        "govuk-input",
        "govuk-textarea",
        "govuk-select",
        "govuk-file-upload",
    ):
        words.append(f"{name.split()[0]}--error")
    widget.attrs["class"] = " ".join([*own.split(), *words])
    return field


@register.filter
def faults(field: BoundField) -> list[str]:
    """What must be put right in the field; where nothing better was written for an empty one, its name is said."""
    plain = str(Field.default_error_messages["required"])
    found = []
    for error in field.errors.as_data():
        for message in error.messages:
            if error.code == "required" and message == plain:
                message = asked(field) % {"label": field.label}
            found.append(message)
    return found


def asked(field: BoundField) -> str:
    if isinstance(field.field.widget, CheckboxInput):
        return _("Tick “%(label)s”.")
    return (
        _("Choose an answer to “%(label)s”.")
        if isinstance(field.field, ChoiceField)
        else _("Fill in “%(label)s”.")
    )


@register.filter
def is_marked_optional(field: BoundField) -> bool:
    """Says "(optional)" where some other field must be filled in; a form without such fields needs no word."""
    if field.field.required or isinstance(field.field.widget, CheckboxInput):
        return False
    if field.name in getattr(field.form, "needed_by_choice", ()):
        return False
    if getattr(field.field, "asked_by", ""):  # needed where another field of the form says so
        return False
    others = any(other.field.required for other in field.form.visible_fields())
    return others and "(" not in str(field.label)


@register.filter
def anchor(field: BoundField) -> str:
    """The id that a link in the error summary leads to: the control, or the first of a group."""
    if field.widget_type in ("radioselect", "checkboxselectmultiple"):
        # not from its subwidgets: once they are made, they take no class any more
        return f"{field.auto_id}_0_0" if getattr(field.field, "groups", ()) else f"{field.auto_id}_0"
    return str(field.id_for_label or field.auto_id)


# ---- tables ---------------------------------------------------------------------------------------


@register.simple_block_tag(end_name="endtable")
def table(content: SafeString, label: str, caption: str = "", kind: str = "") -> SafeString:
    """A list table around its thead and tbody; on a telephone each row is a card. `kind` is a part of its class."""
    return tables.framed(content, label=label, caption=caption or label, kind=kind)


# ---- the page -------------------------------------------------------------------------------------


@register.simple_tag
def vendor(name: str) -> str:
    """The address of a file of the front-end package, or nothing where it has not been built."""
    return assets.address(name)


@register.simple_tag
def product_version() -> str:
    return VERSION
