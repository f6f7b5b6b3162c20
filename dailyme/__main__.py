"""`python -m dailyme` is `dailyme`."""

from dailyme.main import main

main()
