# Prints what becomes of the command line $1 in zsh when tab is pressed. $2 is the script's folder.
zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell "PROMPT=; unsetopt zle_bracketed_paste; fpath=(${(q)2} \$fpath)
  autoload -Uz compinit; compinit -u -D
  show() { print -r -- \"<<\$BUFFER>>\"; zle kill-buffer }
  zle -N show; bindkey '^X' show; bindkey '^I' complete-word; print rea''dy"
zpty -r shell shown '*ready*'
zpty -n -w shell "$1"$'\t\x18'
zpty -r shell shown '*<<*>>*'
print -r -- ${${shown##*<<}%%>>*}
