# Completion of talktag for bash 4 and later. Each line it is answered is quoted by the program for the place where
# readline puts it; nothing here evaluates one. See talktag/cli/completion/answer.py.
_talktag() {
  local what='' line
  COMPREPLY=()
  while IFS= read -r line; do
    if [[ -z $what ]]; then
      what=$line
    else
      [[ $line == +* ]] && compopt -o nospace
      line=${line:1}
      COMPREPLY+=("${line%%$'\t'*}")
    fi
  done < <(_TALKTAG_COMPLETE=bash command talktag "${COMP_LINE:0:COMP_POINT}" "$2" </dev/null 2>/dev/null)
  case $what in
    files) compopt -o default ;;
    folders) compopt -o dirnames ;;
  esac
}
complete -F _talktag talktag
