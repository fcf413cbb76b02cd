"""Why a week cannot be held, in words: what is counted, what gives way, and what would help."""
