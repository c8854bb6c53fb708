"""Debates to listen to: a synthetic voice a seat, the disclosure first, captions and chapters beside it with the times of the voices."""
