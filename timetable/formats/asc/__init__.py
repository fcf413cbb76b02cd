"""aSc Timetables 2012 XML, with cards: read from and written for the program that many schools have."""
