"""Sheets on paper: laid out for A4 and A3, painted, written as PDF; no screen and no school in here."""
