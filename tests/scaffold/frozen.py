"""What was collected stays until the end: the collector of garbage need not walk over it again and again.

A million objects of tests and modules are known once all tests are found; a look at all of them takes half a second.
"""

import gc

import pytest


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Leave out of later looks what is there now."""
    gc.collect()
    gc.freeze()
