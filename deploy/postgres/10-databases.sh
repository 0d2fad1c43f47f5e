#!/bin/sh
# Run once by the postgres image, on an empty volume: the role that owns the data is no superuser, and each
# service has a database of its own that no other role may enter.
set -eu
psql -v ON_ERROR_STOP=1 -v password="$HOLDFAST_DATABASE_PASSWORD" --username "$POSTGRES_USER" <<'SQL'
CREATE ROLE holdfast LOGIN PASSWORD :'password';
SQL
for service in portal matching scheduling notifications; do
    psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" <<SQL
CREATE DATABASE holdfast_$service OWNER holdfast;
REVOKE CONNECT ON DATABASE holdfast_$service FROM PUBLIC;
SQL
done
