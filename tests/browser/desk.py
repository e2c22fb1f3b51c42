"""Contexts of the browser: whose session, how large, with or without scripts."""

from __future__ import annotations

from django.test import Client

from tests.browser.checks import set_view

PHONE = {"width": 375, "height": 812}
DESKTOP = {"width": 1280, "height": 900}


class Desk:
    """Where people sit down. `expected` holds parts of console messages that a test brings about on purpose."""

    def __init__(self, chromium, url, world, *, patience):
        self.chromium, self.url, self.world, self.patience = chromium, url, world, patience
        self.cookies, self.kept = {}, {}
        self.opened, self.visited, self.said, self.expected = [], [], [], []

    def sit(self, who="anonymous", *, scripts=True, viewport=DESKTOP, **options):
        """A context of its own for that person, signed in."""
        context = self.chromium.new_context(
            base_url=self.url, java_script_enabled=scripts, viewport=viewport, locale="en-GB", **options
        )
        context.set_default_timeout(self.patience)
        context.on("page", self._listen)
        if who != "anonymous":
            context.add_cookies([{"name": "sessionid", "value": self._session(who), "url": self.url}])
        self.opened.append(context)
        return context

    def open(self, path, who="anonymous", **options):
        """A page of a new context at that path."""
        page = self.sit(who, **options).new_page()
        page.goto(path)
        return page

    def visit(self, path, who="anonymous", *, anew=False):
        """The page that this person keeps, or a new one beside it, and its status: for what is only looked at."""
        if who not in self.kept:
            self.kept[who] = self.sit(who).new_page()
            self.opened.remove(self.kept[who].context)
        page = self.kept[who].context.new_page() if anew else self.kept[who]
        (self.opened if anew else self.visited).append(page)
        status = page.goto(path).status
        assert who == "anonymous" or "/sign-in/?next=" not in page.url, f"{who} is not signed in"
        return page, status

    def expect_console(self, part):
        self.expected.append(part)

    def close(self):
        """Closes what is not kept and returns what the console said unexpectedly."""
        opened, visited, self.opened, self.visited = self.opened, self.visited, [], []
        for each in opened:
            each.close()
        for page in visited:
            _rest(page)
        said = [line for line in self.said if not any(part in line for part in self.expected)]
        self.said, self.expected = [], []
        return said

    def _listen(self, page):
        page.on(
            "console",
            lambda message: self.said.append(f"{page.url}: {message.text} {message.location['url']}"),
        )
        page.on("pageerror", lambda error: self.said.append(f"{page.url}: {error}"))

    def _session(self, who):
        if who not in self.cookies:
            client = Client()
            client.force_login(self.world.people[who])
            self.cookies[who] = client.cookies["sessionid"].value
        return self.cookies[who]


def _rest(page):
    """Leaves a kept page as if it were new: nothing of the last one runs on, is remembered or alters the view.

    It goes of its own accord, since for a page that is sent away Chromium starts a process anew.
    """
    page.evaluate("() => { sessionStorage.clear(); location.replace('about:blank'); }")
    page.wait_for_url("about:blank")
    set_view(page, "desktop")
    page.emulate_media(media="null")
