"""The restore drill: a server comes back an hour older, and laptops bring it what it has forgotten."""
