"""The lesson panel: topic, homework, works, a note, what is done."""
