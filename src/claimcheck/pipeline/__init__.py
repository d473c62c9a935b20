"""From a document to its report: which stage follows which, and which language it is in."""

from claimcheck.pipeline.examined import Asked as Asked
from claimcheck.pipeline.examined import IsAt as IsAt
from claimcheck.pipeline.examined import Traced as Traced
from claimcheck.pipeline.languages import Pipelines as Pipelines
from claimcheck.pipeline.stages import Pipeline as Pipeline
