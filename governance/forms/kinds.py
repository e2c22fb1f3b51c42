"""Choosing a kind of document: in the groups of those for whom it is written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django import forms

from governance import registry

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


def grouped_kinds() -> list[tuple[str, list[tuple[str, str]]]]:
    """The kinds of policy as choices of a form, under the name of each group."""
    groups = registry.policy_groups()
    choices = [
        (str(readers.label), [(kind.key, str(kind.label)) for kind in kinds]) for readers, kinds in groups
    ]
    return choices


class KindField(forms.ChoiceField):
    """One kind of policy."""

    widget = forms.RadioSelect

    @property
    def groups(self) -> list[tuple[str, int]]:
        """The name of each group, and how many kinds it has."""
        return [(name, len(kinds)) for name, kinds in grouped_kinds()]

    @property
    def hints(self) -> Mapping[str, str | _StrPromise]:
        """What each kind is for."""
        return {kind.key: kind.summary for kind in registry.policy_kinds()}
