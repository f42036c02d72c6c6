"""Hypothesis strategies for products; any test of the model may draw from them."""

from __future__ import annotations

import datetime
from decimal import Decimal

from hypothesis import strategies as st

from talktag.model.log.entry import UNSIGNED, Entry
from talktag.model.log.every import NEVER, MeterStep
from talktag.model.products.product import STATES, Product, ProductFile, PublicWords, Purchase, Service, Tag
from talktag.model.typed.text import compose
from talktag.model.values.ident import make_id, make_tag
from talktag.model.values.money import Money
from talktag.model.values.warranty import LIFETIME, Duration, Warranty

texts = (
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)
    .map(compose)
    .filter(lambda text: text.strip())
)
dates = st.dates(datetime.date(1950, 1, 1), datetime.date(2150, 12, 31))
money = st.builds(
    Money,
    st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False).map(Decimal),
    st.sampled_from(["EUR", "USD", "JPY"]),
)
durations = st.builds(Duration, st.integers(1, 999), st.sampled_from(["day", "week", "month", "year"]))
warranties = st.builds(
    Warranty,
    st.one_of(durations, dates, st.just(LIFETIME)),
    st.sampled_from(["all", "parts"]),
    st.none() | dates,
    st.none() | texts,
)
tags = st.builds(Tag, st.integers(0, 2**40 - 1).map(make_tag), st.none() | dates, st.none() | dates)
files = st.builds(
    ProductFile,
    st.from_regex(r"[a-z]{1,8}\.(pdf|jpg)", fullmatch=True),
    st.sampled_from(["receipt", "photo", "manual"]),
    st.binary(min_size=32, max_size=32).map(bytes.hex),
    st.integers(0, 10**9),
    st.none() | st.just("application/pdf"),
    st.none() | st.from_regex(r"products/c/c[a-z0-9]{0,5}/files/[a-z]{1,8}\.pdf", fullmatch=True),
    st.booleans(),
)
readings = st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False)
steps = st.builds(MeterStep, readings.filter(bool), st.sampled_from(["km", "hours", "shutter-count"]))
instants = st.none() | st.datetimes(datetime.datetime(2020, 1, 1), timezones=st.just(datetime.UTC))
entries = st.builds(
    Entry,
    texts,
    dates,
    st.sampled_from(["service", "loan", "message"]),
    texts,
    st.none() | texts,
    st.none() | texts,
    st.none() | money,
    st.none() | dates,
    st.none() | st.integers(0, 2**65 - 1).map(make_id),
    st.none() | st.sampled_from([UNSIGNED, "SHA256:NrDzMbNEzWkXldRbX7HkIlgTvICMfrj78vvlCCIR3vQ"]),
    instants,
    st.lists(durations | steps | st.just(NEVER), max_size=2).map(tuple),
    st.dictionaries(st.sampled_from(["km", "hours"]), readings),
    st.none() | st.integers(0, 2**65 - 1).map(make_id),
    instants,
    st.none() | texts,
    st.none() | st.integers(0, 2**65 - 1).map(make_id),
    st.none() | st.integers(1, 10_000),
    st.dictionaries(st.sampled_from(["kinds", "most"]), texts),
    st.booleans(),
    st.none() | texts,
    st.lists(st.sampled_from(["km", "hours"]), max_size=2).map(tuple),
    st.booleans(),
)
lines = st.none() | st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=60).map(compose).filter(
    lambda text: 0 < len(text) <= 60
)
public_words = st.builds(PublicWords, lines, lines, lines, lines, lines, st.none())
lengths = st.none() | durations
services = st.builds(Service, st.none() | money, lengths, st.none() | dates, lengths, lengths, st.none() | dates)
products = st.builds(
    Product,
    id=st.integers(0, 2**65 - 1).map(make_id),
    slug=st.just("thing"),
    name=texts,
    maker=st.none() | texts,
    model=st.none() | texts,
    serial=st.none() | texts,
    gtin=st.none() | st.just("04006381333931"),
    condition=st.none() | texts,
    inside=st.none() | texts,
    kind=st.none() | st.just("service"),
    needs=st.lists(texts, max_size=2).map(tuple),
    service=services,
    place=st.none() | texts,
    labels=st.lists(texts, max_size=3).map(tuple),
    quantity=st.integers(1, 99),
    state=st.sampled_from(STATES),
    added=st.none() | dates,
    source=st.none() | texts,
    finder=public_words,
    purchase=st.builds(Purchase, st.none() | dates, st.none() | texts, st.none() | money, st.none() | texts),
    warranties=st.lists(warranties, max_size=3).map(tuple),
    tags=st.lists(tags, max_size=3).map(tuple),
    files=st.lists(files, max_size=3).map(tuple),
    fields=st.dictionaries(texts, st.one_of(texts, st.integers(-(2**40), 2**40), st.booleans(), dates), max_size=3),
)
