"""A real mail server for tests: keeps what it takes, refuses when told to, can be stopped and started again."""

from __future__ import annotations

import socket
from collections import Counter
from email import message_from_bytes
from email.policy import default

from aiosmtpd.controller import Controller

SMTP = "django.core.mail.backends.smtp.EmailBackend"


class Box:
    """What was taken. `refusing`: replies by address; `moody`: replies that are given once each, first."""

    def __init__(self):
        self.messages = []
        self.refusing = {}
        self.moody = []

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.moody:
            return self.moody.pop(0)
        if address in self.refusing:
            return self.refusing[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.messages.append(message_from_bytes(envelope.content, policy=default))
        return "250 OK"

    @property
    def times(self):
        """How often each message came, by its Message-ID."""
        return Counter(message["Message-ID"] for message in self.messages)


class MailServer:
    def __init__(self):
        self.box = Box()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self._running = None

    def start(self):
        self._running = Controller(self.box, hostname="127.0.0.1", port=self.port)
        self._running.start()

    def stop(self):
        if self._running is not None:
            self._running.stop()
            self._running = None

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_error):
        self.stop()

    @property
    def settings(self):
        return {
            "EMAIL_BACKEND": SMTP, "EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": self.port, "EMAIL_TIMEOUT": 5,
            "EMAIL_USE_TLS": False,
        }  # fmt: skip
