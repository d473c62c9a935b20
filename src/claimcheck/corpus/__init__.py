"""Many documents to Arrow tables and Parquet files, on one machine or on many.

``scan`` takes a batch of paths, or of paths and bytes, and gives tables: whatever engine has batches can call it. It
needs pyarrow and nothing else; ``collect`` puts the tables of a whole corpus into a folder.
"""

from claimcheck.corpus.collecting import Corpus as Corpus
from claimcheck.corpus.collecting import collect as collect
from claimcheck.corpus.scanning import Scanned as Scanned
from claimcheck.corpus.scanning import Setting as Setting
from claimcheck.corpus.scanning import scan as scan
