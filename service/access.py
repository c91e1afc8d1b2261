"""The store and its read models, opened when they are first needed and shared by all requests."""

from datetime import date, datetime, time, timedelta
from functools import cached_property
from pathlib import Path
from threading import Event, Lock
from zoneinfo import ZoneInfo

from graph_schema.days import STOCKHOLM
from graph_schema.vocabularies import Audience
from queries.errors import MalformedQuestionError, TooManyJobsError
from queries.projection.rules import MadeBy, made_by
from queries.readmodel.library import Address, Library
from queries.readmodel.open import ReadModel
from queries.stores.base import Store, StoreError
from queries.stores.opening import open_store
from service.exports.shelf import Shelf
from service.logs import LOGGER
from service.rules_text import rules_line
from service.settings import Settings

UTC = ZoneInfo("UTC")
PATIENCE_SECONDS = 2.0  # then who asks is told that the store is away, rather than kept waiting
MOST_WAITING = 8  # of some forty threads that answer: the others go on answering
EARLIEST, LATEST = "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z"
AS_OF = (
    "the number of a published version, a date such as 2026-11-22, or an instant such as "
    "2026-11-22T08:30:00Z"
)


class Turn:
    """One at a time, a few more wait, and the rest are refused: who waits holds a thread."""

    def __init__(self) -> None:
        self._taken, self._counting = Lock(), Lock()
        self.free = MOST_WAITING
        """How many more may come."""

    def __enter__(self) -> None:
        """Wait, or raise ``TooManyJobsError`` where too many do."""
        with self._counting:
            if not self.free:
                raise TooManyJobsError(MOST_WAITING)
            self.free -= 1
        self._taken.acquire()

    def __exit__(self, *_: object) -> None:
        """Let the next one in."""
        self._taken.release()
        with self._counting:
            self.free += 1


class Access:
    """What requests read from; a store that is down is tried again by the next request."""

    def __init__(self, settings: Settings, store: Store | None = None) -> None:
        self.settings = settings
        self.computing = Turn()  # null draws take a core: one table at a time
        self.shelf = Shelf()
        self.news = Event()
        """Set when a request meets another newest read model than the one before."""
        self._met: dict[Audience, Path] = {}
        self._given = store
        self._opening = Lock()

    def model(self, as_of: str | None, audience: Audience) -> ReadModel:
        """The newest read model there is, or that of the version that was the newest as of then."""
        with self._opening:
            library = self._library
        if as_of is not None:
            return library.at(version_of(as_of), audience)
        model = library.current(audience)
        if self._met.get(audience) != model.path:
            self._met[audience] = model.path
            self.news.set()
        return model

    def at_hand(self, audience: Audience) -> ReadModel | None:
        """The newest read model where it is known without asking the store."""
        library = self.__dict__.get("_library")  # what is not open yet is opened by a thread
        return library.at_hand(audience) if library is not None else None

    def may_be_served(self, model: str) -> bool:
        """Whether what was made of the read model of this name may still be shown."""
        with self._opening:
            library = self._library
        return library.may_be_shown(model)

    def before(self, version: int) -> int | None:
        """The version published before this one; None before the first."""
        with self._opening:
            library = self._library
        return library.before(version)

    def ready(self) -> None:
        """Raise ``StoreError`` unless the store answers."""
        self._opened().ready()

    def made_by(self) -> MadeBy:
        """Whose rules made the graph of the newest version."""
        return made_by(self._opened())

    def head(self) -> int:
        """The newest published version."""
        return self._opened().head()

    def shut(self) -> None:
        """Give back what was opened here."""
        self.shelf.stop()
        if "_library" in self.__dict__:
            self._library.close()
        if "_store" in self.__dict__ and self._given is None:
            self._store.shut()

    def _opened(self) -> Store:
        with self._opening:
            return self._store

    @cached_property
    def _address(self) -> Address:
        secret = self.settings.neo4j_password
        password = secret.get_secret_value() if secret is not None else None
        return Address(self.settings.store, self.settings.neo4j_user, password)

    @cached_property
    def _store(self) -> Store:
        if self._given is not None:
            return self._given
        url, user, password = self._address
        store = open_store(url, user=user, password=password, patience=PATIENCE_SECONDS)
        try:
            store.ready()
            line = rules_line(made_by(store), "en")
        except StoreError:
            store.shut()
            raise
        if line is not None:
            LOGGER.warning("%s", line)
        return store

    @cached_property
    def _library(self) -> Library:
        address = self._address if self._given is None else None
        return Library(self._store, self.settings.cache, address=address)


def version_of(as_of: str) -> int | str:
    """A version's number, or the UTC instant that a date (its end in Stockholm) or instant is."""
    if as_of.isdecimal() and as_of.isascii() and len(as_of) < 10:
        return int(as_of)
    try:
        return _instant(as_of)
    except OverflowError:  # a day at either end of the calendar, seen from Stockholm
        return LATEST if as_of.startswith("9999") else EARLIEST
    except ValueError:
        raise MalformedQuestionError("as_of", as_of, AS_OF) from None


def _instant(text: str) -> str:
    """As stores compare them: UTC with Z."""
    if "T" in text:
        # The plus of an offset that nobody escaped arrives as a space.
        moment = datetime.fromisoformat(text.replace(" ", "+"))
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=STOCKHOLM)
    else:
        day = date.fromisoformat(text)
        begins = datetime.combine(day + timedelta(days=1), time(), STOCKHOLM)
        moment = begins.astimezone(UTC) - timedelta(microseconds=1)
    return moment.astimezone(UTC).isoformat().removesuffix("+00:00") + "Z"
