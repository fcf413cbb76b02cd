"""What goes out of a timetable: sheets for the wall, tables, calendars."""
