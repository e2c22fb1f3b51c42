from django.apps import AppConfig


class ConsentConfig(AppConfig):
    """What concerns service users: their documents, consent, requests, complaints."""

    name = "consent"
