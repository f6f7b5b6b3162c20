"""The specification: chapters to read, vectors and schemas to run, and the program that makes them."""
