"""The graph for Python: open it, ask it, and get rows with the words they rest on, as tables, frames, pictures or RDF."""

from kg.api.answer import Answer
from kg.api.opened import KnowledgeGraph, open_graph
from kg.api.replied import Replied

__all__ = ["Answer", "KnowledgeGraph", "Replied", "open_graph"]
