"""Tables of numbers: indicators and finance."""
