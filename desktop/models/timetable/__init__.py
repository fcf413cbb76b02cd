"""A school's timetable between the records that travel and the problem that a solver knows.

The face for screens is `desk.TimetableDesk(journal, store.drafts, check)`:

- ``problem``: the `timetable.problem.Problem` of today's records (``building.build_problem(facts, office)``);
- ``book``: the working draft, `draft_book.DraftBook`: ``draft``, ``put(words, {block: card or None})``,
  ``put_week(words, cards)``, ``undo()``, ``redo()``, ``last``, ``next``, ``open(words, rows, base)``,
  ``observe``; every step is on disk when the call returns and survives a restart with its undo;
- ``versions``: `versions.VersionBook`: ``saved``, ``branches``, ``draft_of``; ``desk.save_version(title,
  parts)``, ``open_version``, ``keep_version``, ``take_version_back``: steps of the board's undo;
- ``foresee(since)`` → `publishing.Forecast` (report, changes per teacher, rivals, later);
  ``publish(title, since)`` → `publishing.Publication`, iterated step by step;
- ``deeds``: `school_deeds.SchoolDeeds`: ``put_loads``, ``put_demand``, ``put_room``, ``put_subject``,
  ``put_away``, ``put_rule``, ``remove_rule``, ``put_week``, ``put_norms``: steps of the journal's undo;
- ``cover``: `covering.Cover`: ``read_absences``, ``put_absence``, ``read_situation``, ``put_changes``,
  ``remove_changes``, ``read_log``, ``hours_given``: what «Замены» reads and does;
- ``rules`` with the ids by which they are changed, ``office`` with everything that the office knows.
"""
