#compdef talktag
# Completion of talktag for zsh. compadd quotes what it inserts; nothing here evaluates a line of the answer.
# See talktag/cli/completion/answer.py.
_talktag() {
  local what='' line word begins=1
  local -a typed whole whole_shown part part_shown
  (( CURRENT > 2 )) && typed=("${(@Q)words[2,CURRENT-1]}")
  # In an open quote PREFIX is what stands behind it: with the quote around it, it is read as the shell reads it.
  typed+=("${(Q)${:-${compstate[quote]}$PREFIX${compstate[quote]}}}")
  while IFS= read -r line; do
    if [[ -z $what ]]; then
      what=$line
      continue
    fi
    word=${${line[2,-1]}%%$'\t'*}
    [[ $word == "${typed[-1]}"* ]] || begins=0
    if [[ $line == +* ]]; then
      part+=("$word") part_shown+=("${line[2,-1]/$'\t'/  }")
    else
      whole+=("$word") whole_shown+=("${line[2,-1]/$'\t'/  }")
    fi
  done < <(_TALKTAG_COMPLETE=zsh command talktag "${typed[@]}" </dev/null 2>/dev/null)
  case $what in
    files) [[ $PREFIX == --*=* ]] && compset -P 1 '*='; _files; return ;;
    folders) [[ $PREFIX == --*=* ]] && compset -P 1 '*='; _files -/; return ;;
  esac
  # Words that hold what was typed without beginning so: what they have in common may be less than that.
  if (( ! begins && ${#whole} + ${#part} > 1 )); then
    [[ ${compstate[insert]} == automenu ]] && compstate[insert]=menu || compstate[insert]=''
  fi
  (( ${#part} )) && compadd -U -S '' -l -d part_shown -- "${part[@]}"
  (( ${#whole} )) && compadd -U -l -d whole_shown -- "${whole[@]}"
}
if [[ ${funcstack[1]} == _talktag ]]; then
  _talktag "$@"
else
  (( ${+functions[compdef]} )) || { autoload -Uz compinit && compinit }
  compdef _talktag talktag
fi
