"""«Замены»: who is away, which lessons that opens, who takes them, and what hangs in the staff room."""
