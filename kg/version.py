"""The version of package, ontology and data alike; a module of its own, so that the package's front door may import all the rest."""

__version__ = "0.1.0"
