"""The public check: is this the text that the register knows, and is it in force? Nothing that is sent is kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from governance.views.uploads import takes_a_file
from organisations.views.acting import answer, posted
from protocols.forms.verify import CodeForm, CompareForm
from protocols.limits import limited
from protocols.presenting.verifying import checked
from protocols.verifying import beginning_of, code_of


@login_not_required
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Asks for the short code."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_valid():
        return redirect("protocols:verify", form.cleaned_data["code"].replace("/", ""))
    return answer(request, "protocols/verify_start.html", {}, form)


@takes_a_file
@login_not_required
@limited("verify", most=60, seconds=60)
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest, code: str) -> HttpResponseBase:
    """What the register knows of a text. POST: compares a file, where the browser cannot."""
    found = checked(code)
    if found is None:
        unknown = {"form": CodeForm({"code": code}), "is_code": bool(beginning_of(code))}
        return render(request, "protocols/verify_unknown.html", unknown, status=404)
    if found.code != code and request.method != "POST":
        return redirect("protocols:verify", code_of(found.sha256))
    form = CompareForm(posted(request), request.FILES if request.method == "POST" else None)
    context: dict[str, object] = {"checked": found}
    if form.is_valid():
        sha256 = _sha256(form.cleaned_data["file"].chunks())
        context |= {"compared": sha256, "what": found.what_is(sha256)}
    return answer(request, "protocols/verify.html", context, form)


def _sha256(chunks: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for chunk in chunks:
        digest.update(chunk)
    return digest.hexdigest()
