"""A demo region that is like life, and like nobody's life: every name in it is composed.

Pure generation: the same call gives the same bytes on every computer.
"""
