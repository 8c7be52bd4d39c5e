"""Rows as data frames of pandas and polars, each column with the type that all its values share.

Amounts become floating-point numbers there, as frames reckon with them; the rows themselves and the CSV keep them exact.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from kg.api.values import Value
from kg.extras import need

if TYPE_CHECKING:
    import pandas
    import polars

_PANDAS = {"integer": "Int64", "number": "Float64", "truth": "boolean", "date": "datetime64[s]", "time": "datetime64[s]", "text": "string"}
_POLARS = {"integer": "Int64", "number": "Float64", "truth": "Boolean", "date": "Date", "time": "Datetime", "text": "String"}
_KINDS: tuple[tuple[frozenset[type], str], ...] = (
    (frozenset({int}), "integer"), (frozenset({int, Decimal}), "number"), (frozenset({bool}), "truth"), (frozenset({datetime.date}), "date"),
    (frozenset({datetime.datetime}), "time"))


def kind_of(values: Sequence[Value | None]) -> str:
    """The type that all values of a column share: integer, number, truth, date, time, or text where there is none."""
    types = {type(v) for v in values if v is not None}
    return next((kind for allowed, kind in _KINDS if types and types <= allowed), "text")


def to_pandas(columns: Mapping[str, Sequence[Value | None]], attributes: Mapping[str, object]) -> pandas.DataFrame:
    """The columns as a pandas frame with ``attributes`` as its attrs."""
    pd = need("pandas", "frames")
    frame: pandas.DataFrame = pd.DataFrame({name: pd.Series(_plain(values), dtype=_PANDAS[kind_of(values)]) for name, values in columns.items()})
    frame.attrs.update(attributes)
    return frame


def to_polars(columns: Mapping[str, Sequence[Value | None]]) -> polars.DataFrame:
    """The columns as a polars frame."""
    pl = need("polars", "frames")
    frame: polars.DataFrame = pl.DataFrame({name: pl.Series(name, _plain(values), dtype=getattr(pl, _POLARS[kind_of(values)])) for name, values in columns.items()})
    return frame


def _plain(values: Sequence[Value | None]) -> list[object]:
    kind = kind_of(values)
    if kind == "number":
        return [None if v is None else float(str(v)) for v in values]
    return [None if v is None else str(v) for v in values] if kind == "text" else list(values)
