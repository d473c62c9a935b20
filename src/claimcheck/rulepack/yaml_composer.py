"""The part of the YAML library that is used: nodes with their places, and where anchors and aliases stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml
from yaml import YAMLError
from yaml.nodes import Node, ScalarNode

__all__ = ["GROUP", "PLAIN", "QUOTED", "Composer", "YAMLError", "references"]

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
PLAIN, QUOTED, GROUP = "plain", "quoted", "group"


class Composer(_Loader):  # type: ignore[misc]
    """Composes nodes whose tag only says how a scalar was written."""

    def descend_resolver(self, current_node: object, current_index: object) -> None:
        """Nothing: tags do not depend on the place."""

    def ascend_resolver(self) -> None:
        """Nothing, likewise."""

    def resolve(self, kind: type[Node], value: str | None, implicit: Any) -> str:
        """How the node was written."""
        if kind is ScalarNode:
            return PLAIN if implicit[0] else QUOTED
        return GROUP


def references(text: str) -> Iterator[tuple[str, str, Any]]:
    """The sign, the name and the mark of each anchor and alias; raises ``YAMLError`` for text that is no YAML."""
    for token in yaml.scan(text, Loader=_Loader):
        if isinstance(token, (yaml.AnchorToken, yaml.AliasToken)):
            yield "&" if isinstance(token, yaml.AnchorToken) else "*", token.value, token.start_mark
