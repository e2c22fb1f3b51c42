"""Each of the 38 agreements of the national register, as anybody reads it: its page, and a PDF that is sound."""

from __future__ import annotations

import time

import pytest
from django.core.management import call_command

from governance.models import DocumentVersion
from governance.services.rendition import print_now
from tests.governance.pdf.helpers import assert_sound, words_of
from tests.real.agreements import LOG, TEXTS, entries, words
from tests.real.data import files, need_data

pytestmark = [pytest.mark.django_db, pytest.mark.long]


def test_every_agreement_opens_as_a_page_and_as_a_sound_pdf(client, capsys, tmp_path, record_property):
    need_data()
    call_command("import_organisations", *files(), verbosity=0)
    began = time.monotonic()
    call_command("import_agreements", str(LOG))
    seconds = time.monotonic() - began
    counted = capsys.readouterr().out.strip().splitlines()[-1]
    last = {key: item for key, _moment, item in entries()}

    pages = 0
    for key, item in last.items():
        reference = f"DEA-{int(key):04d}"
        answer = client.get(f"/register/{reference}/")
        shown = words(answer.content.decode().replace("&#x27;", "'").replace("&amp;", "&"))
        assert answer.status_code == 200
        assert all(word in shown for field in TEXTS for word in words(item[field]))
        version = DocumentVersion.objects.for_page().filter(document__reference=reference).newest_first()[0]
        pdf = print_now(version)
        assert_sound(pdf.content, tmp_path)
        printed = "".join(words(words_of(pdf.content)))
        assert all("".join(words(item[field])) in printed for field in TEXTS)
        pages += pdf.pages

    assert len(last) == 38
    record_property("figure", f"{counted} In all {seconds:.1f} s after the bodies.")
    record_property(
        "figure", f"38 agreements, 38 pages opened, 38 PDFs of {pages} pages in all sound by pdfua"
    )
