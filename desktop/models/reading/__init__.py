"""What screens read: the journal as a teacher knows it, from the records that travel."""
