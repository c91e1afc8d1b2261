"""Addresses that every noun has, /actors/… and /projects/…: one route stands for all of them."""

from typing import Annotated

from fastapi import Depends, Request
from starlette.convertors import Convertor, register_url_convertor

from service.nouns import BY_NAME, Noun


class _NounConvertor(Convertor[Noun]):
    """Reads a noun in an address, and leaves what is none to other routes."""

    regex = "|".join(BY_NAME)

    def convert(self, value: str) -> Noun:
        return BY_NAME[value]

    def to_string(self, value: Noun) -> str:
        return value.name


register_url_convertor("noun", _NounConvertor())
OF_NOUN = "/{noun:noun}"


async def _noun(request: Request) -> Noun:
    noun: Noun = request.path_params["noun"]
    return noun


NounDep = Annotated[Noun, Depends(_noun)]
