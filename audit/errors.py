"""What acts raise besides Django's PermissionDenied and ValidationError."""

from __future__ import annotations


class InvalidMove(Exception):
    """The state of a thing does not allow this act. The message is a sentence for people."""

    @property
    def message(self) -> str:
        return str(self)


class OutsideAct(RuntimeError):
    """A tracked row was about to change, or an event about to be written, outside an act."""


class ChainCollision(Exception):
    """Two transactions began the chain of the same object; the one that sees this starts again."""
