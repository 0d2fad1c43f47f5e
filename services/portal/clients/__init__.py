"""How pages and the command line speak with the services: HTTP, signed, brief, and never by surprise."""
