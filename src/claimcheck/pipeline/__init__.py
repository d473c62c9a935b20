"""From a document to its report: which stage follows which, and which language it is in."""

from claimcheck.pipeline.languages import Pipelines as Pipelines
from claimcheck.pipeline.stages import Asked as Asked
from claimcheck.pipeline.stages import Choose as Choose
from claimcheck.pipeline.stages import Pipeline as Pipeline
from claimcheck.pipeline.stages import Traced as Traced
