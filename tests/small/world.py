"""A small world of two invented documents, one public and one restricted, for tests that need no real source."""

from __future__ import annotations

import hashlib
from pathlib import Path

PUBLIC = """# A public note

Migrants enter Serbia from Bulgaria, mostly on foot, according to Frontex.

The ride from Belgrade to Sarajevo costs between EUR 300 and EUR 500 per person. It is not true that Gevgelija is an exit point.

The agreement with Montenegro is expected to be signed in March 2021.
"""

RESTRICTED = """# A restricted note

Smugglers gather in Obrenovac, in Serbia, and in Kiknda near Romania.

The boat from Serbia to Hungary costs EUR 1 000 per group.
"""

PUBLIC_CLAIMS = '''
[[claim]]
type = "EntryPoint"
inCountry = "country/serbia"
fromCountry = "country/bulgaria"
hasFrequency = "frequency/predominant"
hedge = "mostly"
attribution = "Frontex"
hasTransport = "transport/on-foot"
quote = "Migrants enter Serbia from Bulgaria, mostly on foot"

[[claim]]
type = "PriceObservation"
startsFrom = "place/belgrade"
leadsTo = "place/sarajevo"
minAmount = 300
maxAmount = 500
hasApproximation = "approximation/range"
hasCurrency = "currency/EUR"
hasChargeUnit = "charge-unit/person"
hasService = "service/journey"
serviceText = "ride from Belgrade to Sarajevo"
quote = "The ride from Belgrade to Sarajevo costs between EUR 300 and EUR 500 per person."
'''

RESTRICTED_CLAIMS = '''
[[claim]]
type = "Hub"
inCountry = "country/serbia"
hasHubRole = "hub-role/gathering"
quote = "Smugglers gather in Obrenovac, in Serbia, and in Kiknda near Romania"
each = [ { hasPlace = "place/obrenovac" }, { hasPlace = "place/kikinda" } ]

[[claim]]
type = "PriceObservation"
startsFrom = "country/serbia"
leadsTo = "country/hungary"
minAmount = 1000
maxAmount = 1000
hasApproximation = "approximation/exact"
hasCurrency = "currency/EUR"
hasChargeUnit = "charge-unit/group"
hasService = "service/border-crossing"
hasTransport = "transport/boat"
serviceText = "boat from Serbia to Hungary"
quote = "The boat from Serbia to Hungary costs EUR 1 000 per group."
'''

_ENTRY = """
[source.{slug}]
file = "{slug}.txt"
title = "{title}"
publishers = ["Somebody"]
issued = "2021"
language = "en"
kind = "note"
markings = [{markings}]
sha256 = "{digest}"
"""


def make_seeds(folder: Path, *, public: str = PUBLIC, restricted: str = RESTRICTED, public_claims: str = PUBLIC_CLAIMS, restricted_claims: str = RESTRICTED_CLAIMS) -> Path:
    """Write the world's documents, register and claims into a folder."""
    (folder / "claims").mkdir(parents=True, exist_ok=True)
    markings = {"public-note": '"marking/none"', "restricted-note": '"marking/limited-wb-ran", "marking/europol-bpl"'}
    texts = {"public-note": public, "restricted-note": restricted}
    claims = {"public-note": public_claims, "restricted-note": restricted_claims}
    register = ""
    for slug, text in texts.items():
        data = text.encode("utf-8")
        (folder / f"{slug}.txt").write_bytes(data)
        (folder / "claims" / f"{slug}.toml").write_text(claims[slug], encoding="utf-8")
        register += _ENTRY.format(slug=slug, title=slug.replace("-", " "), markings=markings[slug], digest=hashlib.sha256(data).hexdigest())
    (folder / "register.toml").write_text(register, encoding="utf-8")
    return folder
