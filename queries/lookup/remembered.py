"""What is worked out once for each read model, and forgotten with it."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar
from weakref import WeakKeyDictionary

from queries.readmodel.open import ReadModel

T = TypeVar("T")


def once_a_model(work: Callable[[ReadModel], T]) -> Callable[[ReadModel], T]:
    """The same, worked out when first asked for: a model never changes.

    A model that is closed or pruned is not kept in memory, with its files, for what was worked
    out; nothing that is may refer to its model.
    """
    known: WeakKeyDictionary[ReadModel, T] = WeakKeyDictionary()

    @wraps(work)
    def remembered(model: ReadModel) -> T:
        try:
            return known[model]
        except KeyError:
            return known.setdefault(model, work(model))  # of two threads both get the same

    return remembered
