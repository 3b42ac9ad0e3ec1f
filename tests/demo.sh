#!/bin/sh
# SPDX-License-Identifier: MIT
# Cleans some of the fixtures and shows what came out, and what was struck and why. demo.sh DEHUSK
set -eu
dehusk=$(realpath "$1")
cd "$(dirname "$0")/../fixtures"
if [ -t 1 ]; then
    bold=$(printf '\033[1m') red=$(printf '\033[31m') yellow=$(printf '\033[33m')
    dim=$(printf '\033[2m') off=$(printf '\033[0m')
else
    bold='' red='' yellow='' dim='' off=''
fi
cut=$(mktemp)
trap 'rm -f "$cut"' EXIT

# A line of --explain is "PATH:AT: KIND [RULE] TEXT"; repairs are told in another colour.
paint() {
    sed -e "s|^[^:]*:[0-9]*: ||" \
        -e "s|^repaired \(\[[^]]*\]\) \(.*\)|  ${yellow}repaired${off} \2 ${dim}\1${off}|" \
        -e "s|^\([a-z]*\) \(\[[^]]*\]\) \(.*\)|  ${red}\1${off} \3 ${dim}\2${off}|"
}

show() { # fixture
    input=$(ls "$1"/in.*)
    printf '%s\n' "$bold== fixtures/$input$off"
    "$dehusk" clean --explain "$input" 2>"$cut" | sed 's/^/  /'
    printf '%s\n' "${bold}-- struck and mended$off"
    paint <"$cut" | cut -c 1-160
    case $input in *.txt)
        "$dehusk" clean --format jsonl "$input" | "$dehusk" restore | cmp - "$input"
        printf '%s\n' "$bold-- dehusk restore:$off the $(wc -c <"$input") bytes of the input," \
            "   from the record"
        ;;
    esac
    echo
}

for f in page-en-wordpress page-de-div-soup page-ja-shift-jis text-en-markers \
    text-en-captions-twice text-en-repairs text-fr; do
    show "$f"
done
sh ../tests/demosite.sh "$dehusk"
all=$("$dehusk" clean --format jsonl ./*/in.* 2>/dev/null | wc -l) || :
printf '%s\n' "${bold}$all pages and texts of fixtures/ were cleaned in one run.$off" \
    "Try: $dehusk clean --explain FILE"
