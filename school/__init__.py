"""The nouns and rules of a school: people, lessons, marks, terms, averages; the standard library only."""
