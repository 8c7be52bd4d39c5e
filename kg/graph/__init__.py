"""Rulings -> quads: facts with their evidence in one named graph per source, and the views that audiences see."""
