"""What is known, and on whose word, about the smuggling of migrants through the Western Balkans."""

__version__ = "0.1.0"
