"""`python -m mlops_bridge` is `nb2prod`."""

from .cli import main

if __name__ == "__main__":
    main()
