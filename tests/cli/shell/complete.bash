# Prints how bash completes the command line $1, a candidate a line.
. /usr/share/bash-completion/bash_completion
. "$2"
COMP_LINE=$1
COMP_POINT=${#COMP_LINE}
# Bash cuts words at these, too.
line=${COMP_LINE//=/ = }
read -ra COMP_WORDS <<<"${line//:/ : }"
[[ $COMP_LINE == *' ' ]] && COMP_WORDS+=('')
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
_dssearch "${COMP_WORDS[0]}" 2>/dev/null # compopt is for a real completion alone.
printf '%s\n' "${COMPREPLY[@]}"
