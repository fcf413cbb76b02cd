"""Files that a timetable comes from and goes to: FET, Parta's own, aSc Timetables, sheets of the load."""
