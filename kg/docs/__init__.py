"""The reference of ontology and vocabularies as static pages, made from the files and from what the public may see of the build."""
