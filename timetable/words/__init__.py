"""What the timetable finds, in words that a head teacher reads."""
