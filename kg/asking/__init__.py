"""Questions in words: what they name, which stored question they ask, or which facts and passages come nearest."""
