"""Files as people have them, read into typed tables: each record is accepted or refused, none is lost."""

from analytics.sources.batches import Batch, BrokenFile, Reject, schema_of
from analytics.sources.databases import extract
from analytics.sources.deliveries import DeliveredFile, Found, find_deliveries, still_settled
from analytics.sources.drift import Finding, judge
from analytics.sources.guess import Guess, guess_source
from analytics.sources.profile import NumberProfile, Profile, Profiler
from analytics.sources.reader import BATCH_ROWS, read_delivery

__all__ = [
    "BATCH_ROWS",
    "Batch",
    "BrokenFile",
    "DeliveredFile",
    "Finding",
    "Found",
    "Guess",
    "NumberProfile",
    "Profile",
    "Profiler",
    "Reject",
    "extract",
    "find_deliveries",
    "guess_source",
    "judge",
    "read_delivery",
    "schema_of",
    "still_settled",
]
