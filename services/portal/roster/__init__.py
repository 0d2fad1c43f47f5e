"""Reads a coach roster as organisations really keep it. Pure: bytes in, people and reasons out."""
