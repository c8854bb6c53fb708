"""One module a page. A page draws values and events, and decides nothing."""
