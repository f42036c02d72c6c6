import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from talktag.model.desk.desk_channel import DeskChannel, DeskThread, channel_bytes, channel_id, read_channel
from talktag.model.typed.text import compose

DAYS = st.dates(min_value=datetime.date(1990, 1, 1), max_value=datetime.date(2100, 1, 1))
LINES = (
    st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=40)
    .map(lambda text: compose(text).strip())
    .filter(bool)
)
WORDS = st.dictionaries(LINES, LINES, max_size=4)
THREADS = st.dictionaries(LINES, st.builds(DeskThread, st.integers(0, 9), st.none() | LINES), max_size=3)


@settings(max_examples=40)
@given(
    st.builds(
        DeskChannel,
        id=LINES,
        key=LINES,
        product=st.just("") | LINES,
        thing=LINES,
        customer=LINES,
        opened=DAYS,
        contact=st.none() | LINES,
        until=st.none() | DAYS,
        closed=st.none() | DAYS,
        table=st.integers(0, 99),
        fields=WORDS,
        threads=THREADS,
        bundles=WORDS,
    )
)
def test_a_channel_is_read_as_it_was_written(channel: DeskChannel) -> None:
    reading = read_channel(channel_bytes(channel), "channel.toml")
    assert (reading.value, reading.problems) == (channel, ())


def test_key_and_thing_alone_say_which_channel_it_is() -> None:
    assert channel_id("SHA256:a", "x") == channel_id("SHA256:a", "x")
    assert len({channel_id("SHA256:a", "x"), channel_id("SHA256:b", "x"), channel_id("SHA256:a", "")}) == 3


def test_a_channel_is_over_after_the_day_given_or_the_one_on_which_it_was_taken_back() -> None:
    channel = DeskChannel(id="c", key="k", product="", thing="-", customer="Ana", opened=datetime.date(2026, 1, 1))
    day = datetime.date(2026, 6, 30)
    assert not channel.is_over(datetime.date(2099, 1, 1))
    ends = DeskChannel(id="c", key="k", product="", thing="-", customer="Ana", opened=day, until=day, closed=None)
    assert not ends.is_over(day)
    assert ends.is_over(day + datetime.timedelta(days=1))
