from tests.people import people  # noqa: F401  # a fixture is found by its name in this module
