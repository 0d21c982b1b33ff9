"""Everything that touches Whoosh: fields, folder, postings."""
