"""How form fields become HTML: one template for every kind of field."""

from __future__ import annotations

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Fields are drawn by templates/forms/field.html, wherever a form is shown."""

    field_template_name = "forms/field.html"
