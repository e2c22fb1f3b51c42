"""What the practitioner's desk keeps."""

from practice.models.signatory import Signatory

__all__ = ["Signatory"]
