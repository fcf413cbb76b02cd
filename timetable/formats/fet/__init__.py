"""The files of FET, versions 5 and 6: read, written, and given back with our cards as locks."""
