"""From a query string to ranked, highlighted hits."""
