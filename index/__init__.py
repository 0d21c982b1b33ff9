"""From a source to a stored, analysed article, and back; knows nothing of query strings or translations."""
