# Completion of coach for bash: coach itself knows what may come next.

# Splits the line up to the cursor as the shell will, into `words`, without quotes. kept: how many
# characters of the last word readline leaves alone, because they stand before an open quote or a
# character at which it breaks words. quote: the open quote, or nothing.
_coach_split() {
    local line=$1 char i word='' begun=''
    words=() quote='' kept=0
    for ((i = 0; i < ${#line}; i++)); do
        char=${line:i:1}
        if [[ $quote == "'" && $char != "'" ]]; then
            word+=$char
        elif [[ $char == "$quote" ]]; then
            quote='' kept=${#word}
        elif [[ $char == \\ && ($quote == '' || ${line:i+1:1} == [\"\\\$\`]) ]]; then
            i=$((i + 1)) begun=1
            word+=${line:i:1}
        elif [[ $quote == '"' ]]; then
            word+=$char
        elif [[ $char == [\'\"] ]]; then
            quote=$char begun=1 kept=${#word}
        elif [[ $char == [[:space:]] ]]; then
            [[ $begun ]] && words+=("$word")
            word='' begun='' kept=0
        else
            # readline breaks before @ and after the others
            [[ $char == @ && $COMP_WORDBREAKS == *@* ]] && kept=${#word}
            word+=$char begun=1
            [[ $char != @ && $COMP_WORDBREAKS == *"$char"* ]] && kept=${#word}
        fi
    done
    words+=("$word")
}

# Quotes a candidate as the word was begun.
_coach_quote() {
    case $quote in
    "'") printf '%s' "${1//\'/\'\\\'\'}" ;;
    '"') printf '%s' "$1" | sed 's/["\\$`]/\\&/g' ;;
    *) printf '%q' "$1" ;;
    esac
}

_coach() {
    local words quote kept line value before
    _coach_split "${COMP_LINE:0:COMP_POINT}"
    COMPREPLY=()
    compopt -o nosort 2>/dev/null
    while IFS= read -r line; do
        value=${line%%$'\t'*}
        if [[ $value == :file ]]; then
            before=${line#*$'\t'}
            compopt -o filenames 2>/dev/null
            while IFS= read -r line; do
                line=$before$line
                COMPREPLY+=("${line:kept}")
            done < <(compgen -f -- "${words[-1]:${#before}}")
        else
            [[ $value == *= ]] && compopt -o nospace 2>/dev/null
            value=${value:kept}
            COMPREPLY+=("$(_coach_quote "$value")")
        fi
    done < <("${1/#\~/$HOME}" __complete -- "${words[@]:1}" 2>/dev/null)
}

complete -F _coach coach
