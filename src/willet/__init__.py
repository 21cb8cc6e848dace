"""Willet: did the caller's problem get solved, and if not, why?"""
