"""The stored questions asked of engines that are not ours."""

import os

ALL = os.environ.get("KG_ENGINES") == "all"
"""Whether everything is asked, however long it takes."""
