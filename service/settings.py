"""Every setting, read once from EKOKARTA_* variables; a misspelt name is an error."""

import os
import re
import sys
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Literal, NamedTuple, get_args
from urllib.parse import unquote, urlsplit

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator

from graph_schema.base import GraphModel

PREFIX = "EKOKARTA_"
PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}\Z")
ADDRESS = re.compile(r"https?://(?:[A-Za-z0-9!$&'()*+,/:;=._~-]|%[0-9A-Fa-f]{2})+\Z")
"""What stands in RDF as it is written here, since every id of the graph begins with it."""
NAME_OF_HOST = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?\Z")
LONGEST_HOST = 253  # characters (RFC 1035, 2.3.4, without the last point)
MAILBOX = re.compile(
    r"[A-Za-z0-9_+'-]+(?:\.[A-Za-z0-9_+'-]+)*@[A-Za-z0-9][A-Za-z0-9-]*(?:\.[A-Za-z0-9][A-Za-z0-9-]*)+\Z"
)
PHONE = re.compile(r"\+[1-9](?:[ -]?[0-9]){5,14}\Z")
POST_CODES = (
    "[0-9]{4} ?[A-Z]{2}",  # 1012 AB
    "[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][A-Z]{2}",  # SW1A 2AA
    "[0-9]{2}-[0-9]{3}|[0-9]{4}-[0-9]{3}",  # 00-950, 1000-001
    "[A-Z]{0,2}-?[0-9]{3} ?[0-9]{1,3}",  # 123 45, 0154, SE-123 45, 10115
)
"""As they are written in most of Europe."""
POSTAL = re.compile(rf"(.+), *({'|'.join(POST_CODES)}) +([^,\s][^,]*), *([^,\s][^,]*)\Z")
LONGEST_NAME = 200  # characters
LONGEST_TEXT = 1_000  # characters
OF_TESTS = frozenset({"EKOKARTA_FAILPOINT", "EKOKARTA_FULL"})
"""Read where the tests need them, not settings of the service."""


PublisherKind = Literal[
    "Academia-ScientificOrganisation",
    "Company",
    "IndustryConsortium",
    "LocalAuthority",
    "NationalAuthority",
    "NonGovernmentalOrganisation",
    "NonProfitOrganisation",
    "RegionalAuthority",
    "StandardisationBody",
    "SupraNationalAuthority",
]
"""ADMS publisher types, version 1.0, without the one of private individuals."""


class PostalAddress(NamedTuple):
    """Where letters go, in the words of vCard."""

    street_address: str
    postal_code: str
    locality: str
    country_name: str


class SettingsError(Exception):
    """A setting that cannot be used; the message names the variable and what was expected."""


def data_folder() -> Path:
    """The user's folder for data, as the operating system has it."""
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "ekokarta"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", str(Path.home()))) / "ekokarta"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "ekokarta"


class Settings(GraphModel):
    """What a deployer can decide; each field is the variable EKOKARTA_<FIELD>."""

    store: str = Field(
        default_factory=lambda: f"sqlite:///{data_folder() / 'ekokarta.db'}",
        description="Where the graph lives: sqlite:///path or neo4j://host:port[/database]",
    )
    neo4j_user: str = Field(default="neo4j", description="User of the Neo4j server")
    neo4j_password: SecretStr | None = Field(
        default=None, description="Password of the Neo4j server; it has no default"
    )
    neo4j_password_file: Path | None = Field(
        default=None, description="A file that holds the Neo4j password, instead of the variable"
    )
    cache: Path = Field(
        default_factory=lambda: data_folder() / "cache",
        description="Folder of read models; safe to delete",
    )
    base_address: str | None = Field(
        default=None,
        description="Address under which the graph is published, such as https://map.example/; "
        "RDF is refused without it",
    )
    grant_prefix: str | None = Field(
        default=None,
        description="Prefix of the ids of grants in 360Giving data, as 360Giving gave it to the "
        "publisher, such as 360G-example; without it one is made of the base address",
    )
    publisher: str | None = Field(
        default=None,
        description="Name of the organisation that publishes the graph, for catalogues and "
        "citations, which say so where it is missing",
    )
    publisher_kind: PublisherKind | None = Field(
        default=None,
        description="What kind of organisation that is, in the words of ADMS, for catalogues: "
        + ", ".join(get_args(PublisherKind)),
    )
    publisher_number: str | None = Field(
        default=None,
        description="Organisation number of that organisation, for catalogues",
    )
    publisher_about_sv: str | None = Field(
        default=None, description="What that organisation is, in Swedish, for catalogues"
    )
    publisher_about_en: str | None = Field(default=None, description="The same in English")
    contact: str | None = Field(
        default=None,
        description="E-mail address of that organisation (not a person's), for catalogues",
    )
    contact_phone: str | None = Field(
        default=None,
        description="Telephone number beside EKOKARTA_CONTACT, with the country's code, such as "
        "+46 8 000 00 00",
    )
    contact_address: PostalAddress | None = Field(
        default=None,
        description="Postal address beside EKOKARTA_CONTACT, such as Storgatan 1, 123 45 Orten, "
        "Sverige",
    )
    judges_named: bool = Field(
        default=False,
        description="Whether the name of who decides about identity may be given; it is then kept "
        "and published beside the decision for good. Without it only the capacity is kept",
    )
    host: str = Field(default="127.0.0.1", description="Address the service listens on")
    port: int = Field(default=8000, ge=0, le=65535, description="Port the service listens on")
    token: SecretStr | None = Field(
        default=None,
        description="Bearer token that reads private sources and ends long runs; none: nobody "
        "reads them, all may end runs",
    )
    token_file: Path | None = Field(
        default=None, description="A file that holds the token, instead of the variable"
    )
    sparql_seconds: int = Field(
        default=10,
        ge=1,
        le=3_600,
        description="Seconds a SPARQL query may take before it is stopped",
    )
    sparql_memory: int = Field(
        default=512,
        ge=64,
        le=1_048_576,
        description="MiB of memory a SPARQL query may take before it is stopped",
    )
    sparql_result: int = Field(
        default=16, ge=1, le=1_024, description="MiB an answer to a SPARQL query may be large"
    )
    sparql_processes: int = Field(
        default=2, ge=1, le=64, description="SPARQL queries answered at the same time"
    )
    log_format: Literal["text", "json"] = Field(default="text", description="text or json")
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="debug, info, warning or error"
    )

    @field_validator("store")
    @classmethod
    def _no_password_in_address(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in {"sqlite", "neo4j", "neo4j+s", "bolt", "bolt+s"}:
            raise ValueError("expected sqlite:///path or neo4j://host:port")
        if parts.password is not None:
            raise ValueError(
                "a password does not belong in the address: set EKOKARTA_NEO4J_PASSWORD"
            )
        return value

    @field_validator("base_address")
    @classmethod
    def _address_ends_in_slash(cls, value: str | None) -> str | None:
        if value is None:
            return None
        if not ADDRESS.match(value) or not _is_reachable(value):
            raise ValueError(
                "expected an address such as https://map.example/, of the letters A to Z, digits "
                "and signs but @, ?, # and brackets; of the host letters, digits, - and _ (other "
                "letters as xn--, after the host as %C3%A5)"
            )
        return value if value.endswith("/") else value + "/"

    @field_validator("contact")
    @classmethod
    def _mailbox(cls, value: str | None) -> str | None:
        if value is not None and not (MAILBOX.match(value) and len(value) <= LONGEST_NAME):
            raise ValueError(
                f"expected an e-mail address such as data@map.example, of at most {LONGEST_NAME} "
                "characters"
            )
        return value

    @field_validator("contact_phone")
    @classmethod
    def _phone(cls, value: str | None) -> str | None:
        if value is None:
            return None
        if not PHONE.match(value):
            raise ValueError("expected a number with the country's code, such as +46 8 000 00 00")
        return re.sub(r"[ -]", "", value)

    @field_validator("contact_address", mode="before")
    @classmethod
    def _postal_address(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        parts = POSTAL.match(value.strip())
        if parts is None or not value.isprintable() or len(value) > LONGEST_NAME:
            raise ValueError(
                "expected street, post code with town, and country, such as "
                "Storgatan 1, 123 45 Orten, Sverige"
            )
        return PostalAddress(*(part.strip() for part in parts.groups()))

    @field_validator("contact_phone", "contact_address")
    @classmethod
    def _beside_a_mailbox(cls, value: object, info: ValidationInfo) -> object:
        if value is not None and info.data.get("contact") is None:
            raise ValueError("stands beside EKOKARTA_CONTACT, which has to be set as well")
        return value

    @field_validator("publisher_number")
    @classmethod
    def _organisation_number(cls, value: str | None) -> str | None:
        from graph_schema.identifiers import NotAnIdentifierError, PersonalNumberError, tagged

        if value is None:
            return None
        try:
            digits = tagged("orgnr", value).partition(":")[2]
        except (NotAnIdentifierError, PersonalNumberError):
            raise ValueError(
                "expected the organisation number of an organisation, such as 202100-4920"
            ) from None
        return f"{digits[:6]}-{digits[6:]}"

    @field_validator("publisher_about_sv", "publisher_about_en")
    @classmethod
    def _some_text(cls, value: str | None) -> str | None:
        if value is not None and not (
            value.strip() and value.isprintable() and len(value) <= LONGEST_TEXT
        ):
            raise ValueError(f"expected a text in one line of at most {LONGEST_TEXT} characters")
        return value

    @field_validator("publisher")
    @classmethod
    def _name_in_one_line(cls, value: str | None) -> str | None:
        if value is None:
            return None
        if not value.strip() or not value.isprintable() or len(value) > LONGEST_NAME:
            raise ValueError(
                f"expected a name in one line of at most {LONGEST_NAME} characters, without "
                "control characters"
            )
        return value

    @field_validator("grant_prefix")
    @classmethod
    def _prefix_of_plain_letters(cls, value: str | None) -> str | None:
        if value is not None and not PLAIN.match(value):
            raise ValueError(
                "expected at most 64 of the letters A to Z, digits and . _ -, such as 360G-example"
            )
        return value

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> "Settings":
        """Read the settings; raises ``SettingsError`` for unknown names and unusable values."""
        names = {PREFIX + name.upper(): name for name in cls.model_fields}
        values = {}
        for variable, value in environ.items():
            if not variable.startswith(PREFIX) or variable in OF_TESTS:
                continue
            if variable not in names:
                near = get_close_matches(variable, names, n=1)
                hint = f"; did you mean {near[0]}?" if near else ""
                raise SettingsError(f"{variable} is not a setting of ekokarta{hint}")
            if value:  # a variable set to nothing, as compose files do, is not set
                values[names[variable]] = value
        try:
            settings = cls.model_validate(values)
        except ValidationError as error:
            first = error.errors(include_input=False)[0]
            name = PREFIX + str(first["loc"][0]).upper()
            raise SettingsError(f"{name}: {first['msg'].removeprefix('Value error, ')}") from None
        return settings._with_files()

    def require_password(self) -> None:
        """Raise ``SettingsError`` where the store is a server and no password was given."""
        if urlsplit(self.store).scheme != "sqlite" and self.neo4j_password is None:
            raise SettingsError(
                "EKOKARTA_NEO4J_PASSWORD: a Neo4j store needs a password, which has no default; "
                "set it, or EKOKARTA_NEO4J_PASSWORD_FILE to a file that holds it"
            )

    def _with_files(self) -> "Settings":
        read = {
            "neo4j_password": _secret(
                "neo4j_password", self.neo4j_password, self.neo4j_password_file
            ),
            "token": _secret("token", self.token, self.token_file),
        }
        return self.model_copy(update=read)


def _is_reachable(address: str) -> bool:
    """Whether it has a host and a port that can be, and no part that clients would leave out."""
    parts = urlsplit(address)
    try:
        port = parts.port
    except ValueError:
        return False
    host = parts.hostname or ""
    names = all(map(NAME_OF_HOST.match, host.split("."))) and len(host) <= LONGEST_HOST
    steps = [unquote(step) for step in parts.path.removesuffix("/").split("/")[1:]]
    led = all(step.isprintable() and step not in {"", ".", ".."} for step in steps)
    return port != 0 and not parts.netloc.endswith(":") and names and led


def _secret(name: str, value: SecretStr | None, file: Path | None) -> SecretStr | None:
    variable = PREFIX + name.upper()
    if file is None:
        return value
    if value is not None:
        raise SettingsError(f"{variable} and {variable}_FILE are both set; set one")
    try:
        text = file.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise SettingsError(f"{variable}_FILE: cannot read it: {error.strerror}") from None
    if not text:
        raise SettingsError(f"{variable}_FILE: the file is empty")
    return SecretStr(text)
