"""A way in for real data: a school's people, forms and courses from OneRoster files, and one by one."""
