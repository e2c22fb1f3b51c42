from django.apps import AppConfig


class PracticeConfig(AppConfig):
    """The practitioner's desk: can I share, what did I decide, and why."""

    name = "practice"
