"""The judge of a week, in plain Python: it shares nothing with the solver that it judges."""
