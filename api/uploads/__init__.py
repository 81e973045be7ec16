"""Uploaded files: received, taken in by a process of their own, told of while that goes on."""

from .job import FileState, Job, JobState
from .jobs import Jobs, TooManyUploadsError
from .receiving import MOST_FILES, Received, UploadRefusedError, received
from .uploading import Choices, choices_of, upload

__all__ = [
    "MOST_FILES",
    "Choices",
    "FileState",
    "Job",
    "JobState",
    "Jobs",
    "Received",
    "TooManyUploadsError",
    "UploadRefusedError",
    "choices_of",
    "received",
    "upload",
]
