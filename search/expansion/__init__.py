"""Cross-lingual knowledge: one source a file, and the expander that asks them all."""
