"""Reports that are files of other programs: a workbook, and the audited file itself with remarks in it."""

from claimcheck.report.files.formats import FILE_FORMATS, FileFormat, file_of, mark_up

__all__ = ["FILE_FORMATS", "FileFormat", "file_of", "mark_up"]
