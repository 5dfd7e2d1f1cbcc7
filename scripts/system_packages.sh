#!/bin/sh
# Installs the Debian packages that wheels do not carry; does nothing where they are present.
# Prints what is missing and goes on where it may not install: everything but PDF files and
# browser tests works without them. The exit status is 1 then.
set -u

# WeasyPrint draws with Pango and HarfBuzz; the fonts have Cyrillic letters; Chromium runs the browser tests.
packages="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig
fonts-dejavu-core fonts-liberation fonts-paratype chromium"
# The interpreter of Debian comes without the part that makes virtual environments.
if ! "${PYTHON:-python3}" -c "import ensurepip" 2>/dev/null; then
    packages="$packages python3-venv"
fi

missing=""
for package in $packages; do
    state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)
    [ "$state" = installed ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

if ! command -v apt-get >/dev/null || [ "$(id -u)" != 0 ]; then
    echo "Не хватает системных пакетов:$missing" >&2
    echo "Установите их от имени root: apt-get install --no-install-recommends$missing" >&2
    exit 1
fi

echo "Системные пакеты:$missing"
export DEBIAN_FRONTEND=noninteractive
# shellcheck disable=SC2086  # a list of names
apt-get update -qq && apt-get install -y -qq --no-install-recommends $missing >/dev/null || {
    echo "Не удалось установить системные пакеты:$missing" >&2
    exit 1
}
