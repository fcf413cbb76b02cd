"""«Две версии записи»: an inbox where a person chooses between two values; never in the way of work."""
