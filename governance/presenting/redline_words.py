"""The list of changes: each change, or each changed section, in a few words."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from governance.presenting.redline_blocks import ShownBlock, joined
from governance.redline import Op, SectionChange

SHORT = 60  # characters of a text that stands in the list of changes


def number_of(change: SectionChange) -> int:
    """The number that the section is printed with; of a lost one, that which it had."""
    return change.new_number or change.old_number or 0


def changes_in(change: SectionChange) -> int:
    """How many entries of the list it makes: one for a whole section that came or went."""
    if change.op in (Op.ADDED, Op.REMOVED):
        return 1
    return len(change.changes) + change.moved + (not change.has_same_heading)


def of_the_whole(change: SectionChange) -> Iterator[str]:
    named = {"number": number_of(change), "title": change.title, "old": change.old_number}
    if change.op is Op.ADDED:
        yield _("Section %(number)s is new: %(title)s") % named
    elif change.op is Op.REMOVED:
        yield _("Section %(number)s of the older text is removed: %(title)s") % named
    else:
        if change.moved:
            yield _("Section %(number)s moved; it was section %(old)s: %(title)s") % named
        if not change.has_same_heading:
            yield _("Section %(number)s has a new heading: %(title)s") % named


def of_section(change: SectionChange) -> str:
    title = {"number": number_of(change), "title": change.title}
    if change.op is Op.ADDED:
        return _("%(number)d. %(title)s: new") % title
    if change.op is Op.REMOVED:
        return _("%(number)d. %(title)s: removed") % title
    changes = len(change.changes)
    if not changes and change.moved:
        return _("%(number)d. %(title)s: moved") % title
    words = ngettext(
        "%(number)d. %(title)s: %(changes)d change", "%(number)d. %(title)s: %(changes)d changes", changes
    )
    return words % {**title, "changes": changes}


def what(block: ShownBlock) -> str:
    """The change in a few words."""
    if block.formatting_only:
        return _("formatting changed")
    if block.op is Op.MOVED:
        place = {
            "old": block.other.number if block.other else 0,
            "text": _short(joined(block.pieces, Op.REMOVED)),
        }
        return _("moved here from section %(old)s “%(text)s”") % place
    if block.op is Op.ADDED and block.shape == "row":
        return _("new row “%(text)s”") % {"text": _short(block.pieces[0].text)}
    if block.op is Op.REMOVED and block.shape == "row":
        return _("row removed “%(text)s”") % {"text": _short(block.pieces[0].text)}
    if block.op is Op.ADDED:
        return _("new text “%(text)s”") % {"text": _short(block.pieces[0].text)}
    if block.op is Op.REMOVED:
        return _("text removed “%(text)s”") % {"text": _short(block.pieces[0].text)}
    removed = [piece.text for piece in block.pieces if piece.op is Op.REMOVED]
    added = [piece.text for piece in block.pieces if piece.op is Op.ADDED]
    if len(removed) == len(added) == 1:
        return _("“%(new)s” replaces “%(old)s”") % {"new": _short(added[0]), "old": _short(removed[0])}
    if added and not removed:
        return _("adds “%(text)s”") % {"text": _short(added[0])}
    if removed and not added:
        return _("removes “%(text)s”") % {"text": _short(removed[0])}
    return _("reworded “%(text)s”") % {"text": _short(joined(block.pieces, Op.REMOVED))}


def _short(text: str) -> str:
    return Truncator(" ".join(text.split())).chars(SHORT)
