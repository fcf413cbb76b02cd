"""Other systems that keep two copies of the same data in agreement, on the same work in the same run."""
