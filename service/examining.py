"""The command by which what takes minutes is computed for a question about the network."""

import shlex

from graph_schema.vocabularies import Audience
from queries.network.brokers import BrokerQuestion


def examining_command(
    name: str, question: BrokerQuestion, audience: Audience, as_of: str | None
) -> str:
    """``ekokarta NAME --examine`` with all that was asked for otherwise than usual."""
    asked = question.model_dump(exclude_defaults=True)
    options = [("source", source) for source in asked.pop("sources", ())]
    options += [(option.replace("_", "-"), str(value)) for option, value in asked.items()]
    options += [("as-of", as_of)] if as_of else []
    words = ["ekokarta", name, "--examine"]
    words += ["--public"] if audience is Audience.PUBLIC else []
    return shlex.join(words + [part for key, value in options for part in (f"--{key}", value)])
