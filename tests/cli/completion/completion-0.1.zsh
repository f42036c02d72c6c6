#compdef talktag

_talktag_completion() {
  eval $(env _TYPER_COMPLETE_ARGS="${words[1,$CURRENT]}" _TALKTAG_COMPLETE=complete_zsh talktag)
}

compdef _talktag_completion talktag
