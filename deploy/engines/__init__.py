"""A real PostgreSQL and a real Kafka on this machine, for `make run-engines` and for tests. No Docker."""
