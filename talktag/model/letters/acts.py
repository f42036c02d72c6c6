"""The acts of law that letters refer to, with where they were published. It says of none whether it applies."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

REGULATION, DIRECTIVE = "regulation", "directive"


class LawAct(NamedTuple):
    """One act: its form, and where the Official Journal has it; its number is the key that it is known by.

    `journal` is a series and number, `printed` the day as the journal writes it, `page` the first page, empty where
    each act has a number of its own in place of pages. `eli` is its address for ever.
    """

    form: str
    journal: str
    printed: str
    page: str
    eli: str


class Cite(NamedTuple):
    """Articles of an act, such as `10` and `12(3)`; `whom` is "seller" or "others" where it is not for everybody."""

    act: str
    articles: tuple[str, ...]
    whom: str = ""


GDPR, SALES, SAFETY, DATA, REPAIR = "2016/679", "2019/771", "2023/988", "2023/2854", "2024/1799"

ACTS: Mapping[str, LawAct] = {
    GDPR: LawAct(REGULATION, "L 119", "4.5.2016", "1", "http://data.europa.eu/eli/reg/2016/679/oj"),
    SALES: LawAct(DIRECTIVE, "L 136", "22.5.2019", "28", "http://data.europa.eu/eli/dir/2019/771/oj"),
    SAFETY: LawAct(REGULATION, "L 135", "23.5.2023", "1", "http://data.europa.eu/eli/reg/2023/988/oj"),
    DATA: LawAct(REGULATION, "L, 2023/2854", "22.12.2023", "", "http://data.europa.eu/eli/reg/2023/2854/oj"),
    REPAIR: LawAct(DIRECTIVE, "L, 2024/1799", "10.7.2024", "", "http://data.europa.eu/eli/dir/2024/1799/oj"),
}
