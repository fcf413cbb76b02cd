"""How the local database grows from one version of the program to the next: forward only, step by step.

A step is a tuple of SQL statements, frozen once it was shipped; its number is the database's
`user_version` afterwards. Before each step but the first a copy of the database is taken and kept.

Alembic, which the server uses, is not used here: it would cost a quarter of a second at each start
(measured; the whole opening of a store takes less), to read one number and find nothing to do. A
desktop's database has one straight history, no branches and nobody at a console.
"""
