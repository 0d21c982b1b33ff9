"""`python -m search`: the command line without installing anything."""

from search.cli import main

if __name__ == "__main__":
    main()
