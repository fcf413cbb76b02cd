"""Weeks that obey: a problem as a model of CP-SAT, and the search for a week in two phases."""
