from django.apps import AppConfig


class ProtocolsConfig(AppConfig):
    """Information sharing protocols: parties, flows, signing, the public register."""

    name = "protocols"
