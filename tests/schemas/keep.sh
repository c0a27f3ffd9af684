#!/usr/bin/env bash
# Prints the database of COACH_DB as the SQL that makes it, to be kept here as v<schema>.sql before the next step of the
# schema comes.
set -euo pipefail
version=$(sqlite3 "$COACH_DB" 'PRAGMA user_version')
echo "-- A database of schema $version, as \`sqlite3 .dump\` prints it."
echo "PRAGMA application_id = $(sqlite3 "$COACH_DB" 'PRAGMA application_id');"
echo "PRAGMA user_version = $version;"
sqlite3 "$COACH_DB" .dump
