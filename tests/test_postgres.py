"""The PostgreSQL of the tests is real, and each test has a database to itself."""

import pytest
from sqlalchemy import create_engine, text

pytestmark = pytest.mark.postgres


@pytest.mark.parametrize("time", ["first", "second"])
def test_each_test_has_an_empty_database_of_its_own(postgres_url: str, time: str) -> None:
    """What one test stores the next one does not see."""
    engine = create_engine(postgres_url)

    with engine.begin() as connection:
        tables = connection.execute(
            text("SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'")
        ).scalar_one()
        connection.execute(text("CREATE TABLE mark (value text)"))
    engine.dispose()

    assert tables == 0
