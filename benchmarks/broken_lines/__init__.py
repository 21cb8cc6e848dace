"""Lines broken on purpose, one at a time: do the tests of their own room notice?"""
