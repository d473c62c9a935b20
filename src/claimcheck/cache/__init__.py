"""Records of documents that were judged before, kept in a folder by what they were made of."""

from claimcheck.cache.keeper import Keeper as Keeper
from claimcheck.cache.keeper import KeptFrame as KeptFrame
from claimcheck.cache.keeper import Slot as Slot
from claimcheck.config.cache_folder import Cache as Cache
from claimcheck.config.cache_folder import unusable as unusable
from claimcheck.config.cache_folder import usual_folder as usual_folder
