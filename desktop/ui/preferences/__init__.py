"""«Ещё»: the look, the language, the lock, the PIN, the person."""
