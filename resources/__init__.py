"""Icons, fonts, words and the demo region: data only."""
