"""How two copies of a journal come to agree: records, merging, messages, the engine."""
