"""What is measured beside the tests: speed against peers, quality, what the store survives."""
