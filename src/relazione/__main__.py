"""`python -m relazione`: the command line."""

from relazione.cli.main import main

if __name__ == "__main__":
    main()
