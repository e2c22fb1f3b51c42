"""Opens every page that a person can reach or guess, and tells which planted words stand in what comes back."""

from __future__ import annotations

import re
from contextlib import suppress
from functools import partial
from html.parser import HTMLParser
from io import BytesIO
from urllib.parse import urldefrag, urljoin

import pikepdf
from django.urls import NoReverseMatch, reverse

from config.help.library import TASKS
from governance.models import ReadingRequest, TrainingItem
from governance.pdf.words import Reader
from protocols.build_tasks import TASKS as TASKS_OF_PROTOCOLS
from protocols.services.row_kinds import ROW_KINDS
from tests.canary.world import CANARIES, DRAFTERS
from tests.rights.table import cells
from tests.rights.world import client_of

FILES = {task.get_absolute_url() for task in TASKS[1:]}  # pages of help show a file each: one stands for all
LEFT_OUT = {"/sign-out/", *FILES}
MOST = 2500  # addresses; beyond it the crawl has run away
WORDS = re.compile("|".join(sorted(CANARIES, key=len, reverse=True)))
NUMBERS = sorted(
    {cell.address for cell in cells() if cell.address.startswith(("governance:", "practice:", "protocols:"))}
)
OF_ORGANISATION = sorted({cell.address for cell in cells() if cell.address.startswith("organisations:")})


class Links(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = set()

    def handle_starttag(self, tag, attributes):
        for name, value in attributes:
            if name in ("href", "action", "src") and value:
                self.found.add(value)


def addresses_of(version, organisation):
    """All that may stand there for a version, and for that organisation as one of its parties."""
    reference, number = version.document.reference, version.number
    for address in NUMBERS:
        if address.startswith("protocols:") and not version.document.kind_model.is_agreement:
            continue  # a 404, whoever asks
        key = "kanarystep" if ":step" in address else "commitment"
        here = {"reference": reference, "number": number}
        for named in (
            {"reference": reference},
            {"reference": reference, "key": 1},  # of a grant
            here,
            {**here, "key": key},  # of a section, or of a step
            {**here, "file": 1},
            {**here, "code": organisation.code},
            {**here, "code": organisation.code, "position": 1},
            {**here, "position": 1},
            {**here, "round": 1, "position": 1},
        ):
            with suppress(NoReverseMatch):  # the address names other things
                yield reverse(address, kwargs=named)


def guesses(world):
    """The addresses of everything, whoever asks: with real references, numbers and keys."""
    for version in world.texts:
        yield from addresses_of(version, world.organisation)
    for organisation in (world.organisation, world.other):
        for address in OF_ORGANISATION:
            for parts in ([organisation.code], []):
                with suppress(NoReverseMatch):
                    yield reverse(address, args=parts)
        for page in ("reading-report", "reading-report-csv", "training", "undelivered"):
            yield reverse(f"governance:{page}", args=[organisation.code])
        for item in TrainingItem.objects.all():
            yield reverse("governance:training-done", args=[item.pk])
            for page in ("training-item", "training-csv", "training-ask", "training-change"):
                yield reverse(f"governance:{page}", args=[organisation.code, item.pk])
        for asked in ReadingRequest.objects.all():
            yield reverse("governance:reading-withdraw", args=[asked.pk])
        yield reverse("protocols:succession", args=[organisation.code])
        yield reverse("protocols:succession-of", args=[organisation.code, world.other.code])
        yield reverse("governance:approval-rules", args=[organisation.code])
        yield reverse("governance:approval-rule", args=[organisation.code, "all"])
    yield from (reverse("governance:body-imports"), world.body_import.get_absolute_url())
    yield from (f"{world.body_import.get_absolute_url()}{step}/" for step in ("bring-in", "give-up"))
    yield from (reverse("governance:word-import-new"), world.word_import.get_absolute_url())
    yield f"{world.word_import.get_absolute_url()}give-up/"
    yield reverse("governance:job", args=[world.job.pk])
    yield from (reverse("audit:event", args=[key]) for key in world.events)
    yield from (
        "/",
        "/work/",
        "/reading/",
        "/notifications/",
        "/notifications/settings/",
        "/work/matrix/",
        "/work/matrix/?show=all",
        "/work/matrix.csv?show=all",
        "/work/charts/",
        "/policies/",
        "/policies/?q=kanary",
        "/register/",
        "/register/?q=kanary",
        "/register.csv",
        "/register.json",
        "/register/changes.atom",
        "/register/map/",
        "/register/map/?item=kanary",
        "/register/map.csv",
        "/documents/",
        "/documents/?q=kanary",
        *(f"/search/?q={misspelt(canary)}" for canary in CANARIES),  # a page may say what was typed
        "/search/?q=sharing+when+it+could+help",
        "/log/",
    )
    for version in world.texts:
        yield f"/protocols/new/from-another/?source={version.document.reference}"
    here = {"reference": world.item.version.document.reference, "number": world.item.version.number}
    for task in TASKS_OF_PROTOCOLS:
        yield reverse("protocols:build-task", kwargs={**here, "task": task.key})
    for rows in ROW_KINDS:
        for page in ("row-add", "row-paste"):
            yield reverse(f"protocols:{page}", kwargs={**here, "rows": rows})
    for page in ("row-edit", "row-remove"):
        yield reverse(f"protocols:{page}", kwargs={**here, "rows": "data_items", "key": world.item.pk})
    for version in world.texts:
        for task in ("assign-owner", "set-review-date"):
            yield f"/documents/{task}/?document={version.document.reference}"
    yield from ("/organisations/?q=kanary", "/log/?thing=kanary", "/no-such-page/", "/help/", "/sign-in/")


def misspelt(canary):
    """With the last two letters swapped, so that the search might offer the word itself."""
    return canary[:-2] + canary[-1] + canary[-2]


def crawl(world, role, most=MOST):
    """Each planted word that the person met, with the addresses; how many answers were read; words of the PDFs."""
    met, answers = {}, 0
    left_out = partial(_printed_for_another, world, role)
    for address, response in walk(client_of(world, role), guesses(world), left_out, most):
        answers += 1
        for canary in WORDS.findall(words_of(response)):
            met.setdefault(canary, set()).add(address)
    return met, answers


def walk(client, start, is_left_out, most=MOST):
    """Each address and what it answers: those to start with, and all that pages lead to."""
    waiting, seen = list(dict.fromkeys(start)), set()
    while waiting:
        address = waiting.pop()
        if address in seen or address in LEFT_OUT or is_left_out(address):
            continue
        seen.add(address)
        assert len(seen) <= most, "the crawl has run away"
        response = client.get(address)
        yield address, response
        waiting += [link for link in links(response, address) if link not in seen]


def _printed_for_another(world, role, address):
    """A draft's PDF is made while one waits: of those who read every draft alike, one has it made."""
    alike = role in DRAFTERS - {"officer"}
    return (
        alike
        and address.endswith(".pdf")
        and any(
            f"/{version.document.reference}/versions/{version.number}.pdf" in address
            for version in world.texts
            if version.published_at is None
        )
    )


def words_of(response):
    """All that comes back: the headers, the page, the words of a PDF and what it says of itself."""
    headers = "\n".join(f"{name}: {value}" for name, value in response.headers.items() if name != "Location")
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if response.headers.get("Content-Type", "").startswith("application/pdf"):
        return f"{headers}\n{words_of_pdf(content)}"
    return f"{headers}\n{content.decode()}"


def words_of_pdf(content):
    with pikepdf.open(BytesIO(content)) as pdf:
        told = [str(value) for value in pdf.docinfo.values()]
        pages = Reader(pdf).pages
        return "\n".join(
            [*told, *(part.words for page in pages for part in page.marked), *(p.loose for p in pages)]
        )


def links(response, address):
    parser = Links()
    parser.found.add(response.headers.get("Location", ""))
    if response.headers.get("Content-Type", "").startswith("text/html"):
        parser.feed(response.content.decode())
    for link in parser.found:
        target = urldefrag(urljoin(address, link)).url
        if target.startswith("/") and not target.startswith("/static/") and own(target):
            yield target


def own(target):
    """Filters, days and pages of lists go on for ever: of addresses with a query a few kinds are enough."""
    _path, _mark, query = target.partition("?")
    two = r"from=[\w.-]+&to=[\w.-]+"  # versions that are compared
    return not query or bool(re.fullmatch(rf"(show|from|arrange|before)(=[\w.-]*)?|{two}", query))
