"""Evaluation: runs over judged topics, and what they are worth."""
