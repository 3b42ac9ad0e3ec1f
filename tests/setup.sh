#!/bin/sh
# SPDX-License-Identifier: MIT
# Installs the Debian packages that building (setup.sh build), testing too (setup.sh test) or
# building the fuzzers (setup.sh fuzz) needs.
# dpkg is asked first: nothing is touched and no network is used when all is there. Without root the
# one line to run is printed instead. On a system without dpkg only the libraries are looked for.
set -eu
here=$(dirname "$0")
case ${1:-build} in
build) want='^build' ;;
test) want='^\(build\|test\)' ;;
fuzz) want='^\(build\|fuzz\)' ;;
*) echo "usage: setup.sh build|test|fuzz" >&2 && exit 64 ;;
esac
packages=$(grep "$want" "$here/packages" | awk '{print $2}')

if ! command -v dpkg-query >/dev/null; then
    pkg-config --exists $(sed -n 's/^PKGS *:= *//p' "$here/../Makefile") && exit 0
    echo "setup: not a Debian system; install the counterparts of:" $packages >&2
    exit 1
fi

missing=
for p in $packages; do
    case $(dpkg-query -W -f '${db:Status-Status}' "$p" 2>/dev/null || :) in
    installed*) ;;
    *) missing="$missing $p" ;;
    esac
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" != 0 ]; then
    echo "setup: packages are missing; run this once, then try again:" >&2
    echo "    sudo apt-get install -y$missing" >&2
    exit 1
fi
echo "setup: installing$missing" >&2
export DEBIAN_FRONTEND=noninteractive
install() {
    apt-get install -y -qq --no-install-recommends $missing >/dev/null
}
install 2>/dev/null && exit 0
apt-get update -qq >/dev/null # the package lists are missing or old
install
