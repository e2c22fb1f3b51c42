"""How long an invitation and its codes are good for, and how often somebody may try."""

from __future__ import annotations

from datetime import timedelta

INVITATION = timedelta(days=14)
LONGEST_INVITATION = 60  # days
CODE = timedelta(minutes=10)
TRIES = 5  # of one code
CODES = 5  # in CODES_IN, of one invitation
CODES_IN = timedelta(hours=1)
RENEWALS = 3  # in RENEWALS_IN, of one signature: links that who is invited asked for
RENEWALS_IN = timedelta(days=1)
QUESTIONS = 20  # of one mailbox for one signature
READING = timedelta(
    hours=1
)  # how long a proven mailbox opens the pages; signing asks for a proof of five minutes
