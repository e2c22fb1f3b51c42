from tests.faults.conftest import database_url, template_database  # noqa: F401  # fixtures are found by their names
