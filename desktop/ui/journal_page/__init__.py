"""The journal page: a course in a term, on the marking grid."""
