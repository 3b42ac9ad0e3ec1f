#!/bin/sh
# SPDX-License-Identifier: MIT
# Installs into build/stage and uses the library from there as an outsider would: through
# pkg-config, in C and in C++, static and shared. Then uninstalls and sees that nothing is left.
# Prints TAP.
set -u
cd "$(dirname "$0")/../.." || exit 1
B=${1:-build}
stage=$PWD/$B/stage
rm -rf "$stage"
n=0 failed=0

case_of() { # name, command...
    name=$1
    shift
    n=$((n + 1))
    if out=$("$@" 2>&1); then
        echo "ok $n - $name"
    else
        echo "not ok $n - $name"
        printf '%s\n' "$out" | sed 's/^/#   /'
        failed=1
    fi
}

use() { # compiler and flags
    exe=$stage/outside
    flags="-Wall -Wextra -Werror $(pkg-config --cflags dehusk)"
    $1 $flags $2 tests/cli/outside.c -o "$exe" $3 || return 1
    LD_LIBRARY_PATH=$PKG_LIBDIR "$exe"
}

soname() {
    objdump -p "$PKG_LIBDIR/libdehusk.so" | grep -q 'SONAME.*libdehusk\.so\.[0-9]*$'
}

names() { # the shared library shows the functions of dehusk.h and nothing else
    nm -D --defined-only "$PKG_LIBDIR/libdehusk.so" |
        awk '$2 != "A" { sub(/@.*/, "", $3); print $3 }' | sort >"$stage/shown"
    grep -o 'dh_[a-z_]*;' core/dehusk.map | tr -d ';' | sort | diff - "$stage/shown"
}

version() {
    said=$("$stage/usr/bin/dehusk" --version) &&
        test "$said" = "dehusk $(pkg-config --modversion dehusk)"
}

places() { # what is started from cron and systemd is what was installed; all may read what there is
    grep -q '^ExecStart=/usr/bin/dehusk ' "$stage/usr/share/doc/dehusk/examples/dehusk.service" &&
        ! grep -r /usr/local "$stage/usr/share/doc" &&
        ! find "$stage/usr" -type f ! -perm -444 | grep .
}

gone() {
    make -s uninstall DESTDIR="$stage" PREFIX=/usr B="$B" &&
        ! find "$stage/usr" ! -type d | grep .
}

installed() { # by a person of whose files others see nothing
    (umask 077 && make -s install DESTDIR="$stage" PREFIX=/usr B="$B")
}

echo 1..10
case_of "make install" installed
PKG_LIBDIR=$stage/usr/lib
export PKG_CONFIG_PATH="$PKG_LIBDIR/pkgconfig" PKG_CONFIG_SYSROOT_DIR="$stage"
shared=$(pkg-config --libs dehusk)
needs=$(pkg-config --print-requires-private dehusk)
static="$PKG_LIBDIR/libdehusk.a $(PKG_CONFIG_SYSROOT_DIR= pkg-config --libs $needs) -lm"
case_of "C, shared" use cc -std=c11 "$shared"
case_of "C, static" use cc -std=c11 "$static"
case_of "C++, shared" use g++ "-std=c++11 -x c++" "-x none $shared"
case_of "C++, static" use g++ "-std=c++11 -x c++" "-x none $static"
case_of "soname" soname
case_of "shown names" names
case_of "version is told once" version
case_of "examples name the program that was installed" places
case_of "make uninstall leaves nothing" gone
exit $failed
