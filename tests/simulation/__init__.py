"""The pure client and server under a seeded network, clock and killer; oracles watch what must hold."""
