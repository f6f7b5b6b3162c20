"""The directory at work: it fetches a brand's keys, verifies, keeps, and answers who looks.

A profile is verified under a did document fetched for that very listing, so that a key taken away yesterday
lists nobody today. Listings are checked again from time to time, since keys end.
"""

from __future__ import annotations

from collections.abc import Sequence

import structlog
from sqlalchemy import Connection

from foundation.database import Database
from foundation.fetch import FetchError
from marketplace.edge.store import SqlListings
from marketplace.errors import UnreachableDomainError
from marketplace.listing import Listing, claimed_did, read_listing, replaces
from marketplace.pages import MAX_ON_PAGE, directory_page, place_of
from marketplace.ports import Clock, Documents, Wanted
from protocol import DidDocument, ProtocolError, SigningKey, did_document, encode
from transport import TransportError

_log = structlog.get_logger("market")


class Market:
    """A `MarketSite`: the directory's answers, over one store."""

    def __init__(
        self,
        database: Database,
        documents: Documents,
        key: SigningKey,
        clock: Clock,
        *,
        local: bool,
        box: bytes | None = None,
        capabilities: Sequence[str] = (),
    ) -> None:
        """*local*: brands on loopback may be listed, as in a demo. *box*: the key to seal marks to."""
        self._box, self._capabilities = box, capabilities
        self._database, self._documents = database, documents
        self._key, self._clock, self._local = key, clock, local

    async def did_document(self) -> bytes:
        """The did document's bytes."""
        return encode(did_document(self._key.did, (self._key.public,), box=self._box))

    async def list_brand(self, data: bytes) -> bool:
        """List the signed profile in *data*; False if just this one was listed already.

        Raises a `ProtocolError`; nothing is listed then.
        """
        did = claimed_did(data, local=self._local)
        document = await self._document(did)  # DIR-1
        listing = read_listing(data, document, at_ms=self._clock(), local=self._local)

        def work(connection: Connection) -> bool:
            listings = SqlListings(connection)
            new = replaces(listing, listings.of(did))
            if new:
                listings.put(listing)
            return new

        new = await self._database.write(work)
        _log.info("scan", listed=did, new=new)
        return new

    async def directory_page(self, category: str | None, region: str | None, cursor: str | None) -> bytes:
        """The signed page of the brands that name *category* and *region*, behind *cursor*."""
        wanted = Wanted(category, region, cursor or "")
        found = await self._find(wanted)
        now_ms, more = self._clock(), self._capabilities
        return directory_page(found, self._key, created_ms=now_ms, capabilities=more)

    async def check_again(self) -> int:
        """Verify every listing anew and let go of those that fail; return how many.

        A domain that can't be reached is left as it is: it may be back tomorrow.
        """
        wanted, gone = Wanted(), 0
        while found := await self._find(wanted):
            for listing in found:
                gone += not await self._still_holds(listing)
            wanted = Wanted(after=place_of(found[-1].did))
        return gone

    async def _find(self, wanted: Wanted) -> list[Listing]:
        return await self._database.read(lambda c: list(SqlListings(c).find(wanted, MAX_ON_PAGE + 1)))

    async def _document(self, did: str) -> DidDocument:
        try:
            return await self._documents.fetch(did)
        except (FetchError, TransportError) as error:
            raise UnreachableDomainError(did, error.code) from error

    async def _still_holds(self, listing: Listing) -> bool:
        try:
            document = await self._document(listing.did)
            read_listing(listing.data, document, at_ms=self._clock(), local=self._local)
        except UnreachableDomainError:
            return True
        except ProtocolError as error:
            await self._database.write(lambda c: SqlListings(c).remove(listing))
            _log.warning("scan", removed=listing.did, problem=error.code)
            return False
        return True
