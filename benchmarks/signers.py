"""Many people sign different agreements at the same time: how much faster than one, who waits?

`python -m benchmarks signers --writers 16 --saves 20` fills the database of DATABASE_URL: use one to throw away. An act
is a signature or its withdrawal, by people of one organisation: the hardest case. On PostgreSQL pg_locks is watched.
"""

from __future__ import annotations

from collections.abc import Sequence
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from types import SimpleNamespace
from uuid import UUID

from audit.identifiers import new_id
from benchmarks.writers import Run, compare, counted, measured
from governance.models import DocumentVersion
from organisations.models import User
from organisations.permissions import Role
from protocols.services import answering, signing
from tests.factories.organisations import make_member, make_organisation, make_person
from tests.protocols.signing.world import given_for, make_open


def measure(signers: int, acts: int) -> Run:
    return measured(_rounds(signers), _sign, acts)


def _rounds(count: int) -> list[tuple[UUID, UUID]]:
    """Keys of a signer and a version that is open for signature, for each of so many agreements."""
    name = new_id().hex[-8:].upper()
    bodies = {code: make_organisation(f"{code}-{name}") for code in ("NCC", "NPT", "POL")}
    people = {}
    for who, code, role in (
        ("officer", "NCC", Role.INFORMATION_OFFICER),
        ("approver", "NCC", Role.INFORMATION_OFFICER),
        ("trust", "NPT", Role.MANAGER),
    ):
        people[who] = make_person(f"{who}.{name}@benchmark.example".lower())
        make_member(people[who], bodies[code], role)
    world = SimpleNamespace(organisation=bodies["NCC"], bodies=bodies, **people)
    return [(world.trust.pk, make_open(world, title=f"Agreement {number}").pk) for number in range(count)]


def _sign(signer: UUID, key: UUID, acts: int, start: Barrier, results: Queue[int]) -> None:
    """Signs and withdraws by turns."""
    with counted(results):
        person = User.objects.get(pk=signer)
        version = DocumentVersion.objects.select_related("document__organisation").get(pk=key)
        body = version.parties.get(position=2).organisation
        start.wait()
        for number in range(acts):
            if number % 2 == 0:
                given = given_for(version, person, body)
                statement = signing.sign(version, by=person, organisation=body, given=given)
            else:
                answering.withdraw_signature(statement, by=person, reason="To measure")


def main(words: Sequence[str]) -> None:
    compare(words, "signers", measure)
