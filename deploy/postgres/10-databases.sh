#!/bin/sh
# Run once by the postgres image, on an empty volume: `holdfast` owns and migrates, `holdfast_app` works and owns nothing,
# neither is a superuser, and each service has a database of its own that no other role may enter.
set -eu
psql -v ON_ERROR_STOP=1 -v owner="$HOLDFAST_DATABASE_OWNER_PASSWORD" -v app="$HOLDFAST_DATABASE_PASSWORD" --username "$POSTGRES_USER" <<'SQL'
CREATE ROLE holdfast LOGIN PASSWORD :'owner';
CREATE ROLE holdfast_app LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD :'app';
SQL
for service in portal matching scheduling notifications; do
    psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" <<SQL
CREATE DATABASE holdfast_$service OWNER holdfast;
REVOKE CONNECT ON DATABASE holdfast_$service FROM PUBLIC;
GRANT CONNECT ON DATABASE holdfast_$service TO holdfast_app;
SQL
done
