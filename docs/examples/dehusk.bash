# What bash completes behind dehusk: commands, their options, and what these take. All of it is asked
# of the program (--help), so it cannot grow old. `make install` puts it where bash-completion looks;
# without that: . dehusk.bash

# Reads the help of a command: prints its options, or what the option $1 takes.
_dehusk_options() {
    awk -v of="$1" '/^  (-[a-z],|   ) --[a-z]/ {
        brief = match($0, /-[a-z], /) ? substr($0, RSTART, 2) : ""
        match($0, /--[a-z-]+( [^ ]+)?/) # an argument stands one blank behind the name, words more
        split(substr($0, RSTART, RLENGTH), name, " ")
        if (of == "")
            print name[1], brief
        else if (of == name[1] || of == brief)
            print name[2]
    }'
}

# Where nothing is set here, -o default completes names of files.
_dehusk() {
    local dehusk=${COMP_WORDS[0]} command=${COMP_WORDS[1]} at=$COMP_CWORD
    local word=${COMP_WORDS[at]} before=${COMP_WORDS[at - 1]} help takes words=""
    COMPREPLY=()
    if [[ $at -eq 1 ]]; then
        words="$("$dehusk" --help 2>/dev/null | sed -n 's/^  \([a-z]*\) .*/\1/p') --help --version"
        COMPREPLY=($(compgen -W "$words" -- "$word"))
        return
    fi
    help=$("$dehusk" "$command" --help 2>/dev/null) || return 0
    [[ $before == "=" ]] && before=${COMP_WORDS[at - 2]} # --option=VALUE is three words to bash
    [[ $word == "=" ]] && word=""
    [[ $before == -* ]] && takes=$(_dehusk_options "$before" <<<"$help")
    case $takes in
    KIND,*)
        words=$("$dehusk" "$command" "$before" "?" </dev/null 2>&1 | sed -n 's/.*there are //p')
        [[ $word == *,* ]] && words=$(printf "${word%,*},%s\n" $words)
        ;;
    *"|"*) words=$(tr '|' '\n' <<<"$takes" | grep '^[a-z]') ;; # of NAME|none the none
    ?*) return ;;
    *)
        if [[ $word == -* ]]; then
            words=$(_dehusk_options "" <<<"$help")
        elif [[ $command == state && $at -eq 2 ]]; then
            words=$(sed -n 's/^usage: dehusk state \([a-z|]*\) .*/\1/p' <<<"$help" | tr '|' '\n')
        fi
        ;;
    esac
    COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -o default -F _dehusk dehusk
