"""The addresses of a section's pages, and what its form sends."""

from django.urls import reverse


def url(name, section, key=None):
    version = section.version
    return reverse(
        f"governance:{name}", args=[version.document.reference, version.number, key or section.key]
    )


def draft_url(section):
    return reverse("governance:draft", args=[section.version.document.reference, section.version.number])


def add_url(section):
    return reverse(
        "governance:section-add", args=[section.version.document.reference, section.version.number]
    )


def typed(section, **fields):
    return {"body": "New text.", "base": section.lock, **fields}
