"""A person at a browser without scripts: opens a page, fills in its form, sends it."""

from __future__ import annotations

from django.test import Client


class Person:
    def __init__(self, user=None):
        self.client = Client()
        if user is not None:
            self.client.force_login(user)

    def opens(self, path, *, status=200):
        """What the page holds, as text."""
        response = self.client.get(path)
        assert response.status_code == status
        return response.content.decode()

    def sends(self, path, **typed):
        """Opens the page, leaves what its form holds, types the rest, sends it. Returns where it leads to."""
        form = self.client.get(path).context["form"]
        there = {field.html_name: field.value() for field in form if field.value() is not None}
        response = self.client.post(path, {**there, **typed})
        errors = response.context["form"].errors if response.status_code == 422 else response.content.decode()
        assert response.status_code == 302, errors
        return response["Location"]

    def downloads(self, path):
        response = self.client.get(path)
        assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
        return b"".join(response.streaming_content)
