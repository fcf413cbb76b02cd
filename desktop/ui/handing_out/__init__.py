"""«Вывести…»: what goes out, in which format, where; how far it is, and what lies where at the end."""
