import pytest

from tests.faults.databases import copied, template


@pytest.fixture(scope="session")
def template_database(tmp_path_factory, django_db_setup, django_db_blocker):
    """For the whole session, so that it is made before a test opens its transaction."""
    with django_db_blocker.unblock(), template(tmp_path_factory.mktemp("template")) as source:
        yield source


@pytest.fixture
def database_url(template_database, db, tmp_path):
    with copied(template_database, tmp_path) as url:
        yield url
