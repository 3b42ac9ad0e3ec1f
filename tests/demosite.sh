#!/bin/sh
# SPDX-License-Identifier: MIT
# dehusk run against a made news site on loopback, twice: the second time no page comes.
# demosite.sh DEHUSK
set -eu
dehusk=$(realpath "$1")
cd "$(dirname "$0")"
if [ -t 1 ]; then
    bold=$(printf '\033[1m') dim=$(printf '\033[2m') off=$(printf '\033[0m')
else
    bold='' dim='' off=''
fi
if ! command -v python3 >/dev/null; then
    echo "python3 is not here: the news site of the demo is left out"
    exit 0
fi
work=$(mktemp -d)
mkfifo "$work/ask"
python3 newssite.py --pages 12 <"$work/ask" >"$work/told" &
exec 3>"$work/ask"
# When the program that asks is gone, the site ends.
trap 'exec 3>&-; wait; rm -rf "$work"' EXIT

answer() { # line: what the site says at that line of its output, as soon as it does
    for _ in $(seq 100); do
        if [ "$(wc -l <"$work/told")" -ge "$1" ]; then
            sed -n "$1p" "$work/told"
            return
        fi
        sleep 0.1
    done
    echo "the site does not answer" >&2
    return 1
}

port=$(answer 1)
cat >"$work/news.conf" <<EOF
[sources]
feed = http://127.0.0.1:${port#PORT }/feed.xml

[fetch]
contact = demo@dehusk.example
allow-private = yes
delay = 0
delay-factor = 0
revisit = 0

[output]
texts = texts
records = records/news

[state]
file = news.state
EOF
for n in 1 2; do
    printf '%s\n' "$bold== dehusk run --verbose news.conf, run $n$off"
    "$dehusk" run --verbose "$work/news.conf" 2>&1 | fold -s -w 100 | sed 's/^/  /'
    echo bytes >&3
    printf '%s\n' "$dim  the site sent $(answer $((n + 1))) bytes of pages and lists$off"
done
printf '%s\n' "$bold-- what stands there now$off"
(cd "$work" && find texts -type f | sort | head -3 | sed 's/^/  /' && echo "  ...")
printf '%s\n' "$bold-- the first of them$off"
find "$work/texts" -type f | sort | head -1 | xargs cat | cut -c 1-100 | sed 's/^/  /'
echo
