"""«Мой день»: the lessons of a date and how far each of them has come; the start page."""
