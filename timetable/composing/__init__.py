"""Rules that a person puts together: what is offered, what each kind asks, what is refused and why."""
