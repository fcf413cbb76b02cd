"""Faults in words: what happened, what is safe and where, what to do. «Вы», verbs, no numbers of errors.

Every fault that a person can meet has its words here and nowhere else, so that one reading shows
whether each says all three things.
"""
