"""The storm: teachers by the thousand at a day's end, and a server that is killed in its middle."""
