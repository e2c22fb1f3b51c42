"""Acts on training items: name one, change it, end it."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from audit.acts import act, record
from audit.errors import InvalidMove
from governance import events
from governance.models import TrainingItem
from governance.services.offering import lock_subject
from organisations.models import Organisation, User
from organisations.permissions import Can, require


@act
def add_training(organisation: Organisation, *, by: User, name: str, link: str = "") -> TrainingItem:
    """Names a piece of training that people can be asked to do."""
    require(by, Can.PUBLISH, organisation)
    item = TrainingItem(organisation=organisation, name=name.strip(), link=link)
    item.full_clean()
    item.save()
    record(events.TRAINING_ADDED, item, by=by, audience=[organisation], facts={"name": item.name})
    return item


@act
def change_training(item: TrainingItem, *, by: User, name: str, link: str = "") -> TrainingItem:
    """Gives a training item another name or address; nothing happens where nothing differs."""
    item = lock_subject(item)
    require(by, Can.PUBLISH, item.organisation)
    _check_not_ended(item)
    if (item.name, item.link) == (name.strip(), link):
        return item
    item.name, item.link = name.strip(), link
    item.full_clean()
    item.save(update_fields=["name", "link"])
    record(events.TRAINING_CHANGED, item, by=by, audience=[item.organisation], facts={"name": item.name})
    return item


@act
def end_training(item: TrainingItem, *, by: User) -> TrainingItem:
    """Nobody is asked to do it any more; who has done it stays on record."""
    item = lock_subject(item)
    require(by, Can.PUBLISH, item.organisation)
    _check_not_ended(item)
    item.ended_by, item.ended_at = by, timezone.now()
    item.save(update_fields=["ended_by", "ended_at"])
    record(events.TRAINING_ENDED, item, by=by, audience=[item.organisation], facts={"name": item.name})
    return item


def _check_not_ended(item: TrainingItem) -> None:
    if item.has_ended:
        raise InvalidMove(_("This training item has ended."))
