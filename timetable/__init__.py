"""The timetable as a problem, its rules and a solver."""
