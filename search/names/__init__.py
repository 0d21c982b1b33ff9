"""Names across scripts: phonetic codes, skeleton keys, weighted distance, a transducer of spellings."""
