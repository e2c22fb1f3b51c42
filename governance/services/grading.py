"""Which changes people cannot call small."""

from __future__ import annotations

from django.utils.translation import gettext as _

from governance.models import DocumentVersion
from governance.models.version import Grade
from governance.presenting.text import whole_text_of


def fault_of_grade(version: DocumentVersion, grade: str) -> str:
    """Why a version has to be a material change, in a sentence; empty where the grade fits. Two queries at most."""
    must_be_material = version.document.kind_model.must_be_material
    before = version.based_on
    if must_be_material is None or before is None or grade == Grade.MATERIAL:
        return ""
    why = must_be_material(whole_text_of(before), whole_text_of(version))
    sentence = _("%(why)s Choose material, so that they sign this version.")
    return sentence % {"why": why} if why else ""
