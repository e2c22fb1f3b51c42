"""How people act on a page: with a mouse, or with the keyboard alone. Things are found by the names that people see."""

from __future__ import annotations

from tests.browser.test_keyboard import MOST, WHERE


class Mouse:
    def __init__(self, page):
        self.page = page

    def follow(self, name):
        self.page.get_by_role("link", name=name).first.click()

    def press(self, name):
        self.page.get_by_role("button", name=name).first.click()

    def use(self, tool):
        self.press(tool)

    def choose(self, label):
        self.page.get_by_label(label, exact=True).check()

    def tick(self, label):
        self.choose(label)

    def select(self, label, option):
        self.page.get_by_label(label, exact=True).select_option(label=option)

    def write(self, label, words):
        self.page.get_by_label(label, exact=True).fill(words)

    def write_on(self, label, words):
        """At the end of what is there."""
        there = self.page.get_by_label(label, exact=True).input_value()
        self.write(label, there + words)


class Keyboard:
    """Tab, arrows, space, Enter and letters. Each stop on the way must be seen and have a ring."""

    def __init__(self, page):
        self.page = page

    def follow(self, name):
        self._reach(self.page.get_by_role("link", name=name).first)
        self.page.keyboard.press("Enter")
        self.page.wait_for_load_state()

    def press(self, name):
        self._reach(self.page.get_by_role("button", name=name).first)
        self.page.keyboard.press("Enter")
        self.page.wait_for_load_state()

    def use(self, tool):
        """A toolbar is one stop of Tab; arrows lead on inside it."""
        wanted = self.page.get_by_role("toolbar").get_by_role("button", name=tool)
        self._reach(self.page.locator("[role=toolbar] [tabindex='0'], [role=toolbar] button:not([tabindex])"))
        while not self._is_focused(wanted):
            self.page.keyboard.press("ArrowRight")
        self.page.keyboard.press("Enter")

    def choose(self, label):
        wanted = self.page.get_by_label(label, exact=True)
        group = self.page.locator(f"[name='{wanted.get_attribute('name')}']")
        self._reach(group)
        if self._is_focused(wanted):
            self.page.keyboard.press("Space")
        for _step in range(group.count()):
            if wanted.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        assert wanted.is_checked(), f"{label} could not be chosen"

    def tick(self, label):
        """One box of several, each of which is a stop."""
        wanted = self.page.get_by_label(label, exact=True)
        self._reach(wanted)
        self.page.keyboard.press("Space")
        assert wanted.is_checked(), f"{label} could not be ticked"

    def select(self, label, option):
        """Typed: a list goes to what begins with that."""
        wanted = self.page.get_by_label(label, exact=True)
        self._reach(wanted)
        self.page.keyboard.type(option)
        chosen = wanted.evaluate("list => list.selectedOptions[0].label")
        assert chosen == option, f"{chosen} is chosen, not {option}"

    def write(self, label, words):
        self._reach(self.page.get_by_label(label, exact=True))
        self.page.keyboard.press("ControlOrMeta+A")
        self.page.keyboard.insert_text(words)

    def write_on(self, label, words):
        self._reach(self.page.get_by_label(label, exact=True))
        self.page.keyboard.press("ControlOrMeta+End")
        self.page.keyboard.insert_text(words)

    def _reach(self, wanted):
        """Presses Tab until one of what is wanted has the focus."""
        wanted.first.wait_for()
        if self._is_focused(wanted):
            return
        wanted.evaluate_all("all => all.forEach(one => one.dataset.wanted = 'yes')")
        for _stop in range(MOST):
            self.page.keyboard.press("Tab")
            here = self.page.evaluate(WHERE)
            assert here is None or here["faults"] == [], here
            if here is not None and here["wanted"]:
                wanted.evaluate_all("all => all.forEach(one => delete one.dataset.wanted)")
                return
        raise AssertionError(f"Tab never came to {wanted}")

    @staticmethod
    def _is_focused(wanted):
        return wanted.evaluate_all("all => all.includes(document.activeElement)")
