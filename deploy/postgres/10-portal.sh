#!/bin/sh
# Runs once, for an empty database volume: the portal's login owns its database and is no superuser.
# CREATEROLE lets it make the role that the portal's connections work under.
set -eu
psql --username "$POSTGRES_USER" --dbname postgres --set ON_ERROR_STOP=1 --set password="$RSNMS_DB_PASSWORD" <<'SQL'
CREATE ROLE rsnms LOGIN CREATEDB CREATEROLE NOSUPERUSER PASSWORD :'password';
CREATE DATABASE rsnms OWNER rsnms;
SQL
