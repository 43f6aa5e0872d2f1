# Completion of dssearch, dsindex, dsserve and dseval: the programs say themselves what can follow.
_dssearch() {
    local cur cword words=() candidate meaning quoted=''
    _get_comp_words_by_ref -n := cur cword words
    if [[ $cur == [\"\']* ]]; then
        quoted=1
        cur=${cur:1}
    fi
    # Bash replaces what stands behind the last of these alone.
    local kept=${cur%"${cur##*[:=]}"}
    while IFS=$'\t' read -r candidate meaning; do
        candidate=${candidate#"$kept"}
        [[ $quoted ]] || printf -v candidate %q "$candidate"
        COMPREPLY+=("$candidate")
    done < <("$1" --complete "${words[@]:1:cword-1}" "$cur" 2>/dev/null)
    [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *[:=,] ]] && compopt -o nospace
} && complete -o default -F _dssearch dssearch dsindex dsserve dseval
