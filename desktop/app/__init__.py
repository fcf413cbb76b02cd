"""The only place where the desktop is put together: door, desk, rooms, the program that holds them."""
