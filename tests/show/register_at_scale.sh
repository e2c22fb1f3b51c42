#!/bin/sh
# Register and search at 1,000 and 100,000 agreements on PostgreSQL, at 20,000 on SQLite: CPU beside the floors.
# Fills databases to throw away; takes about an hour on two cores. Each line of the tables is told as a figure.
set -eu
cd "$(dirname "$0")/../.."
python=.venv/bin/python
folder=$(mktemp -d /tmp/sr-scale.XXXXXX)
trap 'rm -rf "$folder"' EXIT
bin/with-postgres "$python" -m benchmarks register --agreements 1000 100000 | sed 's/^/figure: /'
DATABASE_URL="sqlite:///$folder/register.sqlite3" "$python" -m benchmarks register --agreements 1000 20000 |
    sed 's/^/figure: /'
