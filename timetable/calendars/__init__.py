"""A timetable as a calendar of somebody's telephone."""
