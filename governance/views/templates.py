"""The library of templates. What it shows is the register's own, so every person who signed in may read it."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from governance import registry
from governance.kinds import Kind, VersionText
from governance.models import Template, TemplateVersion
from governance.presenting.redline import Redline, redline
from governance.presenting.rows import ShownRows, parts
from governance.presenting.text import NumberedSection
from governance.references import resolved
from governance.template_text import text_of
from organisations.permissions import Can, rights_anywhere
from organisations.views.fetch import person_of


@dataclass(frozen=True)
class Offer:
    """A template in the library: its kind, its newest version, and whether the person may start a document of it."""

    kind: Kind
    version: TemplateVersion
    may_start: bool


@dataclass(frozen=True)
class ShownSection:
    number: int
    section: NumberedSection
    guidance: str


@require_safe
def library(request: HttpRequest) -> HttpResponse:
    """Every kind of document that comes with a text to start from."""
    newest = {version.template.kind: version for version in TemplateVersion.objects.newest()}
    offers = [
        Offer(kind, newest[kind.key], _may_start(request, kind))
        for kind in registry.kinds()
        if kind.key in newest
    ]
    return render(request, "governance/templates.html", {"offers": offers})


@require_safe
def newest(request: HttpRequest, slug: str) -> HttpResponse:
    """The newest version of a template."""
    template = get_object_or_404(Template, kind=slug.replace("-", "_"))
    versions = list(template.versions.newest_first())
    return _page(request, versions, versions[0])


@require_safe
def version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One version of a template, with a word where it is not the newest."""
    versions = _versions(slug, number)
    return _page(request, versions, next(each for each in versions if each.number == number))


@require_safe
def changes(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What a version of a template changed against the one before."""
    versions = _versions(slug, number)
    newer = next(each for each in versions if each.number == number)
    older = next((each for each in versions if each.number < number), None)
    context = {
        "template": newer.template,
        "newer": newer,
        "older": older,
        "changes": _compared(older, newer) if older else None,
    }
    return render(request, "governance/template_changes.html", context)


def _compared(older: TemplateVersion, newer: TemplateVersion) -> Redline:
    before, after = text_of(older), text_of(newer)
    return redline(resolved(before, by=after), resolved(after), registry.row_sets(newer.template.kind))


def _versions(slug: str, number: int) -> list[TemplateVersion]:
    """All versions of a template, the newest first. Raises Http404 where it has none of that number."""
    mine = TemplateVersion.objects.filter(template__kind=slug.replace("-", "_"))
    versions = list(mine.select_related("template").newest_first())
    if number not in {each.number for each in versions}:
        raise Http404
    return versions


def _page(request: HttpRequest, versions: list[TemplateVersion], shown: TemplateVersion) -> HttpResponse:
    kind = _kind(shown)
    text = resolved(text_of(shown))
    shown_sections = _sections(kind, text)
    context = {
        "kind": kind,
        "version": shown,
        "versions": versions,
        "is_newest": shown.pk == versions[0].pk,
        "sections": shown_sections,
        "number_of_sections": len(text.sections),
        "may_start": _may_start(request, kind),
        "checks": [check for check in kind.checks if not check.hint],
    }
    return render(request, "governance/template.html", context)


def _kind(version: TemplateVersion) -> Kind:
    """Raises Http404 for a kind that the register no longer has."""
    try:
        return version.template.kind_model
    except KeyError:
        raise Http404 from None


def _sections(kind: Kind, text: VersionText) -> list[ShownSection | ShownRows]:
    """The sections with their guidance, and the rows that stand among them."""
    guidance = {model.key: model.guidance for model in kind.sections}
    return [
        part if isinstance(part, ShownRows) else ShownSection(part.number, part, guidance.get(part.key, ""))
        for part in parts(text, kind)
    ]


def _may_start(request: HttpRequest, kind: Kind) -> bool:
    """Agreements are not started from this page: they begin with their parties."""
    return not kind.is_agreement and Can.DRAFT in rights_anywhere(person_of(request))
