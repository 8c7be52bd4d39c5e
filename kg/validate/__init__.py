"""Checks graphs against the shapes in ``shapes/``, and says for each fault what is wrong and what to do.

>>> from kg.validate import validate
>>> validate(b"", [Path("shapes/core.ttl")])       # doctest: +SKIP
[]
"""

from kg.validate.files import validate_file
from kg.validate.findings import ShapeFinding
from kg.validate.profiles import Profile, profile_files, read_profiles
from kg.validate.report import report_turtle
from kg.validate.run import ENGINES, Data, validate
from kg.validate.shapes import ShapeGraph, read_shapes

__all__ = [
    "ENGINES",
    "Data",
    "Profile",
    "ShapeFinding",
    "ShapeGraph",
    "profile_files",
    "read_profiles",
    "read_shapes",
    "report_turtle",
    "validate",
    "validate_file",
]
