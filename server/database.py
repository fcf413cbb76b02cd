"""Opening the database: SQLite in a file, or PostgreSQL, one code path for both.

Reading sees one snapshot. Writing on SQLite takes the write lock first (BEGIN IMMEDIATE), on
PostgreSQL it locks rows as it goes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Dialect, Engine, Insert, Table, create_engine, event, func, inspect, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url

from sync.failpoint import reach

MIGRATIONS = Path(__file__).parent / "migrations"
BUSY_SECONDS = 60
POOL = 24
POOL_MORE = 8
"""A process has a connection for each request at work, and no more than these together."""
_WRITES = "parta_writes"
_STARTING = 0x7061727461
"""PostgreSQL's advisory lock of a server that starts."""

Row = Mapping[str, Any]


def sqlite_url(folder: Path) -> str:
    """The default database of a data folder: a file in it."""
    return f"sqlite:///{folder / 'parta.db'}"


def open_engine(url: str) -> Engine:
    """An engine for either database; errors never carry a query's values."""
    parsed = make_url(url)
    if is_sqlite_url(url):
        engine = create_engine(parsed, hide_parameters=True, connect_args={"timeout": BUSY_SECONDS})
        _prepare_sqlite(engine)
        return engine
    return create_engine(
        parsed, hide_parameters=True, pool_size=POOL, max_overflow=POOL_MORE, pool_pre_ping=True
    )


def is_sqlite_url(url: str) -> bool:
    """Whether an address is that of the embedded database. Raises ArgumentError for no address."""
    return make_url(url).get_backend_name() == "sqlite"


def is_sqlite(engine: Engine | Connection) -> bool:
    """Whether this is the embedded database."""
    return engine.dialect.name == "sqlite"


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One read snapshot."""
    with engine.connect() as connection:
        if not is_sqlite(engine):
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
        with connection.begin():
            yield connection


@contextmanager
def writing(engine: Engine, what: str = "office") -> Iterator[Connection]:
    """One transaction that writes; all of it or nothing. `what` names its failpoints."""
    with engine.connect().execution_options(**{_WRITES: True}) as connection, connection.begin():
        yield connection
        reach(f"{what}.before-commit")
    reach(f"{what}.after-commit")


@contextmanager
def one_at_a_time(engine: Engine) -> Iterator[None]:
    """Wait until no other server that starts on this database is in here; a file has one server."""
    if is_sqlite(engine):
        yield
        return
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(select(func.pg_advisory_lock(_STARTING)))
        try:
            yield
        finally:
            connection.execute(select(func.pg_advisory_unlock(_STARTING)))


def migrate(engine: Engine) -> None:
    """Bring the tables to the newest shape; those of a newer version than ours stay as they are."""
    with writing(engine, "migration") as connection:
        if _is_behind(connection):
            command.upgrade(alembic(connection), "head")


def has_our_shape(engine: Engine) -> bool:
    """Whether the tables have the newest shape that this version knows, or a newer one."""
    with reading(engine) as connection:
        return not _is_behind(connection)


def _is_behind(connection: Connection) -> bool:
    current = MigrationContext.configure(connection).get_current_revision()
    return current is None or current in _older_shapes()


@lru_cache
def _older_shapes() -> frozenset[str]:
    scripts = Config()
    scripts.set_main_option("script_location", str(MIGRATIONS))
    _, *older = ScriptDirectory.from_config(scripts).walk_revisions()
    return frozenset(one.revision for one in older)


def is_empty(engine: Engine) -> bool:
    """Whether the database has no tables at all."""
    return not inspect(engine).get_table_names()


def insert(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows, all with the same columns; none may be there."""
    _write(connection, table, _plainly, (), rows)


def insert_missing(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows; one whose key is there already is left as it is."""
    _write(connection, table, _where_missing, (), rows)


def upsert(connection: Connection, table: Table, rows: Sequence[Row], *, keep: Sequence[str] = ()) -> None:
    """Insert rows, or overwrite all but the key and `keep` of those that are there."""
    _write(connection, table, _overwriting, tuple(keep), rows)


_Insert = sqlite.Insert | postgresql.Insert
_Way = Callable[[_Insert, Table, tuple[str, ...]], Insert]


def _plainly(statement: _Insert, table: Table, keep: tuple[str, ...]) -> Insert:
    return statement


def _where_missing(statement: _Insert, table: Table, keep: tuple[str, ...]) -> Insert:
    return statement.on_conflict_do_nothing()


def _overwriting(statement: _Insert, table: Table, keep: tuple[str, ...]) -> Insert:
    key = [column.name for column in table.primary_key]
    taken = [column.name for column in table.columns if column.name not in (*key, *keep)]
    values = {name: statement.excluded[name] for name in taken}
    return statement.on_conflict_do_update(index_elements=key, set_=values)


def _write(
    connection: Connection, table: Table, way: _Way, keep: tuple[str, ...], rows: Sequence[Row]
) -> None:
    """Hand rows to the driver as they are: every type of the tables goes in unchanged."""
    if not rows:
        return
    text, places = _prepare(connection.dialect, table, way, keep, tuple(rows[0]))
    if places is None:
        connection.exec_driver_sql(text, [dict(row) for row in rows])
    else:
        connection.exec_driver_sql(text, [tuple([row[name] for name in places]) for row in rows])


@lru_cache(maxsize=256)
def _prepare(
    dialect: Dialect, table: Table, way: _Way, keep: tuple[str, ...], columns: tuple[str, ...]
) -> tuple[str, tuple[str, ...] | None]:
    """A statement's text, and the order of its parameters where they have no names."""
    made = sqlite.insert(table) if dialect.name == "sqlite" else postgresql.insert(table)
    compiled = way(made, table, keep).compile(dialect=dialect, column_keys=list(columns))
    places = compiled.positiontup
    return str(compiled), None if places is None else tuple(places)


def _prepare_sqlite(engine: Engine) -> None:
    """Durable, shared by readers and one writer; transactions begin when we say so."""

    @event.listens_for(engine, "connect")
    def prepare(driver: Any, _: object) -> None:
        driver.isolation_level = None
        cursor = driver.cursor()
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "cache_size=-65536"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(_WRITES)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def alembic(connection: Connection) -> Config:
    """How Alembic is to work on a connection that is open."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config
