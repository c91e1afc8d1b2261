"""Who publishes the data set and whom to ask, as the deployer says; never a person or a host."""

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Triple

from graph_schema.namespaces import DCT, FOAF, VCARD
from graph_schema.rdf import TYPE
from service.exports.catalogue_codes import PUBLISHER_TYPE, said
from service.settings import Settings


def people(publisher: NamedNode, contact: NamedNode, settings: Settings) -> Iterator[Triple]:
    """Both, with all that DCAT-AP-SE recommends to say and the deployer has said."""
    names = _names(settings)
    yield Triple(publisher, TYPE, NamedNode(FOAF + "Agent"))
    yield from (Triple(publisher, NamedNode(FOAF + "name"), name) for name in names)
    if settings.publisher_kind is not None:
        kind = NamedNode(PUBLISHER_TYPE + settings.publisher_kind)
        yield Triple(publisher, NamedNode(DCT + "type"), kind)
    if settings.publisher_number is not None:
        yield Triple(publisher, NamedNode(DCT + "identifier"), Literal(settings.publisher_number))
    for lang, text in (("sv", settings.publisher_about_sv), ("en", settings.publisher_about_en)):
        if text is not None:
            about = Literal(text, language=lang)
            yield Triple(publisher, NamedNode(DCT + "description"), about)
    if settings.contact is not None:
        yield from _asked(contact, names, settings)


def _asked(contact: NamedNode, names: list[Literal], settings: Settings) -> Iterator[Triple]:
    for kind in ("Kind", "Organization"):
        yield Triple(contact, TYPE, NamedNode(VCARD + kind))
    yield from (Triple(contact, NamedNode(VCARD + "fn"), name) for name in names)
    mailbox = NamedNode(f"mailto:{settings.contact}")
    yield Triple(contact, NamedNode(VCARD + "hasEmail"), mailbox)
    if settings.contact_phone is not None:
        line = NamedNode(f"{contact.value}-phone")
        yield Triple(contact, NamedNode(VCARD + "hasTelephone"), line)
        yield Triple(line, TYPE, NamedNode(VCARD + "Voice"))
        number = NamedNode(f"tel:{settings.contact_phone}")
        yield Triple(line, NamedNode(VCARD + "hasValue"), number)
    if settings.contact_address is not None:
        place = NamedNode(f"{contact.value}-address")
        yield Triple(contact, NamedNode(VCARD + "hasAddress"), place)
        yield Triple(place, TYPE, NamedNode(VCARD + "Address"))
        for part, text in settings.contact_address._asdict().items():
            yield Triple(place, NamedNode(VCARD + part.replace("_", "-")), Literal(text))


def _names(settings: Settings) -> list[Literal]:
    """What the publisher is called; that nobody has said it, where nobody has."""
    if settings.publisher is not None:
        return [Literal(settings.publisher)]
    return [Literal(text, language=lang) for lang, text in said()["no_publisher"].items()]
