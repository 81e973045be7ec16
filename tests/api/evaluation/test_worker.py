from __future__ import annotations

import os

from styrkedja.api.evaluation.worker import Growth


def test_a_process_that_keeps_an_eighth_of_a_querys_memory_has_grown_too_much() -> None:
    statm = os.open("/proc/self/statm", os.O_RDONLY)
    try:
        growth = Growth(statm, memory=512)
        assert not growth.too_much()
        kept = bytearray(os.urandom(1024) * 1024 * 80)
        assert growth.too_much()
        del kept
        assert not growth.too_much()
    finally:
        os.close(statm)
