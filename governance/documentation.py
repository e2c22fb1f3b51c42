"""Writes docs/lifecycles.md from the tables that decide, so that it cannot say anything else."""

from __future__ import annotations

from django.utils import translation

from governance import registry
from governance.lifecycle import LIFECYCLES, OPEN, Lifecycle, State

HEAD = """# Which move of a version is allowed

Written by `manage.py write_lifecycles` from `governance/lifecycle.py`; a test fails when it is stale.

A version is in one state at a time, and leaving draft freezes its text. Every other move is refused with a sentence
that names both states. In force, superseded, takes effect later, review due: these are dates and no states.
"""


def lifecycles_page() -> str:
    """The whole page, as Markdown in English."""
    with translation.override("en-gb"):
        return "\n".join([HEAD, *[line for lifecycle in LIFECYCLES for line in _lifecycle(lifecycle)]])


def _lifecycle(lifecycle: Lifecycle) -> list[str]:
    kinds = ", ".join(str(kind.label) for kind in registry.kinds() if kind.lifecycle is lifecycle)
    worked_on = ", ".join(str(state.label) for state in OPEN if state in lifecycle.moves)
    return [
        f"## {lifecycle.name.capitalize()}",
        "",
        f"Kinds of document: {kinds or 'none yet'}. Of the states {worked_on}, one version of a document at a time.",
        "",
        *_diagram(lifecycle),
        "",
        *_square(lifecycle),
        "",
    ]


def _diagram(lifecycle: Lifecycle) -> list[str]:
    first = next(iter(lifecycle.moves))
    ends = [state for state, there in lifecycle.moves.items() if not there]
    moves = [f"    {here} --> {there}" for here, there in _moves(lifecycle)]
    names = [f"    {state}: {state.label}" for state in lifecycle.moves]
    return [
        "```mermaid",
        "stateDiagram-v2",
        *names,
        f"    [*] --> {first}",
        *moves,
        *[f"    {state} --> [*]" for state in ends],
        "```",
    ]


def _square(lifecycle: Lifecycle) -> list[str]:
    heads = " | ".join(str(state.label) for state in lifecycle.moves)
    lines = [f"| from, to | {heads} |", "| --- |" + " :-: |" * len(lifecycle.moves)]
    for here in lifecycle.moves:
        cells = " | ".join("yes" if lifecycle.allows(here, there) else "" for there in lifecycle.moves)
        lines.append(f"| {here.label} | {cells} |")
    return lines


def _moves(lifecycle: Lifecycle) -> list[tuple[State, State]]:
    """In the order of the states, whatever order a set has."""
    states = list(lifecycle.moves)
    return [(here, there) for here in states for there in states if there in lifecycle.moves[here]]
