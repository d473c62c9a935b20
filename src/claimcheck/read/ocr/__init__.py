"""Optical character recognition: the text of pages that are pictures, by the program tesseract.

``finding`` looks for the program before anything is read, ``engine`` is what it finds; ``recognition`` runs it on the
picture of one page, beside the reader and within its limits.
"""
