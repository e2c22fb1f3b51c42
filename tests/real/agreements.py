"""The national register of agreements as it lies beside the checkout, in its log and in its table.

What the files say is read here without a line of the product's own code.
"""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

from audit.actors import job
from organisations.services.imports import import_organisations
from organisations.services.reading import read_files
from tests.real import data

LOG, TABLE = data.FOLDER / "dea-agreements.rsf", data.FOLDER / "dea-agreements.csv"
KEY = "information-sharing-agreement-0001"
TEXTS = {
    "purpose": "purpose", "information-sharing-benefits": "benefits", "disclosed-information": "information",
    "information-sharing-method": "method",
}  # fmt: skip


def bring_in_bodies():
    """The bodies of the seven lists that the agreements name."""
    data.need_data()
    listed = read_files([Path(name) for name in data.files()]).bodies
    import_organisations([body for body in listed if body.identifier in codes()], by=job("tests"))


def entries():
    """Key, time and fields of each entry of the log, in its order."""
    items = {}
    for line in LOG.read_text(encoding="utf-8").split("\n"):
        parts = line.split("\t")
        if parts[0] == "add-item":
            items["sha-256:" + hashlib.sha256(parts[1].encode()).hexdigest()] = json.loads(parts[1])
        elif parts[:2] == ["append-entry", "user"]:
            yield parts[2], parts[3], items[parts[4]]


def codes():
    """Every code of a body that an agreement names."""
    named = (
        item.get(column, []) for _key, _time, item in entries() for column in ("controllers", "processors")
    )
    return {code for some in named for code in some}


def words(text):
    """The words alone: no signs of lists, no spacing."""
    return re.findall(r"[^\W_]+", text)
