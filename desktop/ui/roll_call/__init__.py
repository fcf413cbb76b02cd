"""The roll call: who is not here, in fifteen seconds."""
