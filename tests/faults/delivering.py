"""Kills the worker while it sends e-mail, and looks afterwards what arrived at a real mail server.

`python -m tests.faults.launch delivering --each 5` works on the database of DATABASE_URL and prints JSON.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
from datetime import timedelta

from django.db import connection, connections
from django.test import override_settings
from django.utils import timezone

from governance import failpoints
from governance.models import Mail
from governance.notices import delivering, outbox
from tests.factories.governance import make_published
from tests.factories.organisations import make_member, make_person
from tests.factories.reading import make_request
from tests.mailserver import MailServer
from tests.people import make_people

POINTS = ("mail.claimed", "mail.sent")


def killed_at(point):
    """Delivers in a child that dies at that point."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            failpoints.arm(point)
            delivering.deliver()
        finally:
            os._exit(3)
    _pid, status = os.waitpid(child, 0)
    if not (os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL):
        raise AssertionError(f"{point}: the child was not killed there, status {status}")


def race(people, readers=24, workers=3):
    """Several workers at once, with the same e-mails before them."""
    staff = [make_person(f"racer-{number}@northshire.example") for number in range(readers)]
    for person in staff:
        make_member(person, people.organisation, "practitioner")
    version = make_published(people.organisation, people.officer, people.approver, title="Race")
    make_request(version.document, people.officer, people=staff)
    outbox.refresh_due()
    with MailServer() as server, override_settings(**server.settings):
        connections.close_all()
        children = []
        for _number in range(workers):
            child = os.fork()
            if child == 0:
                try:
                    delivering.deliver()
                finally:
                    os._exit(0)
            children.append(child)
        for child in children:
            os.waitpid(child, 0)
        delivering.deliver()
        return {"messages": len(server.box.times), "most": max(server.box.times.values())}


def run(each):
    people, found = make_people(), {"engine": connection.vendor, "points": {}}
    for point in POINTS:
        counted = {"killed": 0, "lost": 0, "too_soon": 0, "most": 0}
        with MailServer() as server, override_settings(**server.settings):
            for number in range(each):
                version = make_published(
                    people.organisation, people.officer, people.approver, title=f"{point} {number}"
                )
                make_request(version.document, people.officer, roles=["practitioner", "manager"])
                outbox.refresh_due()
                waiting = set(Mail.objects.waiting().values_list("message_id", flat=True))
                killed_at(point)
                counted["killed"] += 1
                before = server.box.times.total()
                delivering.deliver()  # the one that was in hand is not touched before the other is taken to be gone
                counted["too_soon"] += server.box.times.total() - before - (len(waiting) - 1)
                delivering.deliver(timezone.now() + delivering.HELD + timedelta(seconds=1))
                counted["lost"] += len(waiting - server.box.times.keys())
            counted["most"] = max(server.box.times.values())
            counted["messages"] = len(server.box.times)
        found["points"][point] = counted
    found["race"] = race(people)
    found["waiting"] = Mail.objects.waiting().count()
    return found


def main(words):
    parser = argparse.ArgumentParser()
    parser.add_argument("--each", type=int, default=3)
    json.dump(run(parser.parse_args(words).each), sys.stdout)
