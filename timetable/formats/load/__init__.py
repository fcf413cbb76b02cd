"""The load as schools keep it: a sheet with a row for what one teacher gives one form in a week."""
