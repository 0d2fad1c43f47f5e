"""How a service is put together and started: the only room that knows settings, database, bus and web at once."""
