"""Kills processes at the named points of signing, and looks after each whether anything is half done; and sends one
request many times at once.

`python -m tests.faults.launch signing --each 5` works on the database of DATABASE_URL and prints JSON.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import signal
import sys
import time
from collections import Counter

from django.db import connection, connections
from django.utils import timezone

from audit import verification
from audit.models import Event
from governance import failpoints
from governance.models import DocumentVersion, Job
from protocols import shown
from protocols.kinds import ACCORD
from protocols.models import Signatory, Statement, Terms
from protocols.services import opening, signing
from tests.audit.helpers import acting
from tests.factories.governance import approved
from tests.protocols.signing.world import (
    given_for,
    make_draft,
    make_open,
    make_signed,
    make_world,
    sign,
)

RENDERING = "governance.jobs.tasks.render_version"


class Stage:
    """An agreement of two parties that waits for the last signature."""

    def __init__(self):
        self.world = make_world()
        self.signed = 0
        self.next_one()

    def next_one(self):
        self.version = make_open(self.world, "NCC NPT")
        sign(self.world, self.version, "NCC")
        self.given = given_for(self.version, self.world.trust, self.world.other)

    def sign(self):
        return signing.sign(
            self.version, by=self.world.trust, organisation=self.world.other, given=self.given
        )

    def faults(self, must_be_signed):
        """Sentences on everything that is half done; none where it is signed whole or not at all."""
        version = DocumentVersion.objects.get(pk=self.version.pk)
        mine = {"organisation": self.world.other}
        said = list(Statement.objects.filter(version=version, **mine))
        is_signed = bool(said)
        told = Event.objects.for_target(version)
        of_mine = [
            event for event in told.filter(verb="agreement.signed") if event.facts["organisation"] == "NPT"
        ]
        seat = Signatory.objects.get(round__version=version, **mine)
        checks = {
            f"signed: {is_signed}, expected {must_be_signed}": is_signed == must_be_signed,
            f"{len(said)} statements": len(said) == int(is_signed),
            f"{len(of_mine)} events of the signature": len(of_mine) == int(is_signed),
            f"the signatory is {seat.standing}": (seat.standing == "signed") == is_signed,
            f"the version is {version.state}": (version.state == "published") == is_signed,
            f"the round is {seat.round.state}": (seat.round.state == "completed") == is_signed,
            "the version came into force without its event": (
                told.filter(verb="version.published").count() == int(is_signed)
            ),
            "not every version in force has its job": (
                Job.objects.filter(task=RENDERING).count() == self.signed + int(is_signed)
            ),
        }
        return [sentence for sentence, holds in checks.items() if not holds]


def killed_at(stage, point):
    """Signs in a child that dies at that point. Raises AssertionError if it did not."""
    connections.close_all()  # no child may use the parent's
    child = os.fork()
    if child == 0:
        try:
            failpoints.arm(point)
            stage.sign()
        finally:
            os._exit(3)
    _pid, status = os.waitpid(child, 0)
    if not (os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL):
        raise AssertionError(f"{point}: the child was not killed there, status {status}")


def kill(each):
    stage, half, counts, began = Stage(), [], {}, time.monotonic()
    for point in failpoints.SIGNING:
        counted = counts[point] = Counter()
        for _time in range(each):
            killed_at(stage, point)
            counted["killed"] += 1
            half += [f"{point}: {fault}" for fault in stage.faults(point == "sign.after_commit")]
            answers = {stage.sign().pk for _twice in range(2)}  # the browser asks again, and again
            half += [f"{point}, repeated: {fault}" for fault in stage.faults(True)]
            half += [f"{point}: {len(answers)} answers"] * (len(answers) != 1)
            stage.signed += 1
            stage.next_one()
    half += [fault.message for fault in verification.faults()]
    return {
        "engine": connection.vendor,
        "kills": sum(each["killed"] for each in counts.values()),
        "points": counts,
        "half": half,
        "seconds": round(time.monotonic() - began, 1),
    }


def send(stage, start, answers):
    """One of many who send the same request."""
    try:
        start.wait()
        answers.put(str(stage.sign().pk))
    except Exception as error:
        answers.put(f"{type(error).__name__}: {error}")
    finally:
        connection.close()


def crowd(count):
    """The same request so many times at once."""
    stage = Stage()
    connections.close_all()
    context = multiprocessing.get_context("fork")
    start, answers = context.Barrier(count), context.Queue()
    senders = [context.Process(target=send, args=(stage, start, answers)) for _number in range(count)]
    began = time.monotonic()
    for sender in senders:
        sender.start()
    found = Counter(answers.get() for _sender in senders)
    for sender in senders:
        sender.join()
    seconds = round(time.monotonic() - began, 1)
    half = stage.faults(True) + [fault.message for fault in verification.faults()]
    return {"engine": connection.vendor, "answers": found, "half": half, "seconds": seconds}


def sign_under(version, given, w, start, answers):
    """One of many protocols under one accord."""
    try:
        start.wait()
        said = signing.sign(version, by=w.trust, organisation=w.other, given=given)
        answers.put(str(said.version_id))
    except Exception as error:
        answers.put(f"{type(error).__name__}: {error}")
    finally:
        connection.close()


def beneath_one_accord(count):
    """So many protocols under one accord, signed at once for an organisation that is no party of it."""
    w = make_world()
    accord = make_signed(w, "NCC POL", kind=ACCORD, title="Working together")
    made = []
    for number in range(count):
        draft = make_draft(w, "NCC NPT", title=f"Protocol {number}")
        with acting():
            terms = Terms.objects.get(version=draft)
            terms.accord = accord.document.reference
            terms.save()
        version = approved(draft, w.officer, w.approver)
        opening.open_for_signature(version, by=w.approver)
        at, row = timezone.now(), version.signing_rounds.get()
        token = shown.token(signing.what_is_shown(row, w.other, w.trust, str(accord.pk)), at)
        made.append((version, given_for(version, w.trust, w.other, token=token)))
    connections.close_all()
    context = multiprocessing.get_context("fork")
    start, answers = context.Barrier(count), context.Queue()
    signers = [context.Process(target=sign_under, args=(*each, w, start, answers)) for each in made]
    began = time.monotonic()
    for signer in signers:
        signer.start()
    found = sorted(answers.get() for _signer in signers)
    for signer in signers:
        signer.join()
    of_accord = {"version__document": accord.document, "organisation": w.other}
    return {
        "engine": connection.vendor,
        "seconds": round(time.monotonic() - began, 1),
        "signed": found == sorted(str(version.pk) for version, _given in made),
        "answers": found,
        "joined": Statement.objects.filter(**of_accord).count(),
        "seats": Signatory.objects.filter(round__version=accord, organisation=w.other).count(),
        "told": Event.objects.for_target(accord).filter(verb="agreement.joined").count(),
        "half": [fault.message for fault in verification.faults()],
    }


def main(words):
    parser = argparse.ArgumentParser()
    parser.add_argument("--each", type=int, default=1)
    parser.add_argument("--at-once", type=int, default=0)
    parser.add_argument("--under-one-accord", type=int, default=0)
    chosen = parser.parse_args(words)
    if chosen.under_one_accord:
        json.dump(beneath_one_accord(chosen.under_one_accord), sys.stdout)
        return
    json.dump(crowd(chosen.at_once) if chosen.at_once else kill(chosen.each), sys.stdout)
