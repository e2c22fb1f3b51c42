"""Kills processes at the named points of publishing, and looks after each whether anything is half done.

`python -m tests.faults.launch publishing --each 20` works on the database of DATABASE_URL and prints JSON.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import sys
import time
from collections import Counter
from datetime import timedelta
from itertools import pairwise

from django.db import connection, connections
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from audit import verification
from audit.models import Event
from governance import failpoints
from governance.lifecycle import State
from governance.models import DocumentVersion, Job
from governance.services import documents, publication
from tests.factories.governance import approved, make_published
from tests.people import make_people

RENDERING = "governance.jobs.tasks.render_version"


class Stage:
    """One document: version 1.0 in force, the next one approved and about to be published."""

    def __init__(self):
        self.people = make_people()
        self.today = timezone.localdate()
        first = make_published(
            self.people.organisation,
            self.people.officer,
            self.people.approver,
            self.today - timedelta(days=400),
        )
        self.document = first.document
        self.published = 1
        self.starts = self.today - timedelta(days=399)
        self.version = self.next_approved()

    def next_approved(self):
        draft = documents.start_draft(self.document, by=self.people.officer)
        return approved(draft, self.people.officer, self.people.approver)

    def publish(self):
        return publication.publish(self.version, by=self.people.approver, effective_from=self.starts)

    def settle(self):
        """Goes on to the next version where this one was published."""
        self.version.refresh_from_db()
        if self.version.state == State.PUBLISHED:
            self.published += 1
            self.starts += timedelta(days=1)
            self.version = self.next_approved()

    def faults(self, must_be_published):
        """Sentences on everything that is half done; none where publishing is done whole or not at all."""
        version = DocumentVersion.objects.get(pk=self.version.pk)
        is_published = version.state == State.PUBLISHED
        ranges = list(self.document.versions.published_range().order_by("effective_from"))
        events = Event.objects.for_target(version).filter(verb="version.published").count()
        jobs = Job.objects.filter(task=RENDERING)
        before = [other for other in ranges if other.pk != version.pk]
        checks = {
            f"published: {is_published}, expected {must_be_published}": must_be_published
            in (None, is_published),
            "not exactly one version is in force today": self.document.versions.in_force(self.today).count()
            == 1,
            "the state and the range do not agree": is_published == (version.effective_from is not None),
            "ranges overlap or leave a gap": all(
                one.effective_to == other.effective_from for one, other in pairwise(ranges)
            ),
            "the last range has an end": ranges[-1].effective_to is None,
            "the range before does not fit": (before[-1].effective_to is not None) == is_published,
            f"{events} events": events == int(is_published),
            f"{jobs.count()} jobs of {self.published + is_published}": (
                jobs.count() == self.published + is_published
            ),
            "a job without its place in the queue, or the reverse": (
                Job.objects.count() == DBTaskResult.objects.count()
            ),
        }
        found = [sentence for sentence, holds in checks.items() if not holds]
        return found + [fault.message for fault in verification.faults()]


def killed_at(stage, point):
    """Publishes in a child that dies at that point. Raises AssertionError if it did not."""
    connections.close_all()  # no child may use the parent's
    child = os.fork()
    if child == 0:
        try:
            failpoints.arm(point)
            stage.publish()
        finally:
            os._exit(3)
    _pid, status = os.waitpid(child, 0)
    if not (os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL):
        raise AssertionError(f"{point}: the child was not killed there, status {status}")


def killed_after(stage, seconds):
    """Publishes in a child that is killed after so many seconds, wherever it is by then."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            stage.publish()
        finally:
            os._exit(3)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def run(each, at_random, seed):
    stage, half, counts, began = Stage(), [], {}, time.monotonic()
    for point in failpoints.PUBLISHING:
        counted = counts[point] = Counter()
        for _time in range(each):
            killed_at(stage, point)
            counted["killed"] += 1
            half += [f"{point}: {fault}" for fault in stage.faults(point == "publish.after_commit")]
            stage.settle()
        stage.publish()  # nothing that the dead left behind is in the way
        half += [f"{point}, repeated: {fault}" for fault in stage.faults(True)]
        stage.settle()
    dice, counted = random.Random(seed), Counter()  # the same again for the same seed
    for _time in range(at_random):
        killed_after(stage, dice.uniform(0, 0.12))
        counted["killed"] += 1
        half += [f"at random: {fault}" for fault in stage.faults(None)]
        before = stage.published
        stage.settle()
        counted["published"] += stage.published - before
    return {
        "engine": connection.vendor,
        "kills": sum(each["killed"] for each in counts.values()),
        "points": counts,
        "at_random": counted,
        "half": half,
        "seconds": round(time.monotonic() - began, 1),
    }


def main(words):
    parser = argparse.ArgumentParser()
    parser.add_argument("--each", type=int, default=20)
    parser.add_argument("--at-random", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args(words)
    json.dump(run(chosen.each, chosen.at_random, chosen.seed), sys.stdout)
