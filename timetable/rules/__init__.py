"""What a week obeys or would like to obey."""
