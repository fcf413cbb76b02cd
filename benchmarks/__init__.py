"""How fast, as ratios against a named reference in the same run; medians of several runs."""
