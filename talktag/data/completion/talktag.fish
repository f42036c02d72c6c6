# Completion of talktag for fish. fish quotes what it inserts; nothing here evaluates a line of the answer.
# See talktag/cli/completion/answer.py.
function __talktag_offers
    set -l typed (commandline -opc)
    set -e typed[1]
    set -l current (commandline -ct)
    set -l answer (_TALKTAG_COMPLETE=fish command talktag $typed "$current" </dev/null 2>/dev/null)
    switch "$answer[1]"
        case files
            __fish_complete_path "$current"
        case folders
            __fish_complete_directories "$current" ''
        case '*'
            set -e answer[1]
            string sub -s 2 -- $answer
    end
end
complete -c talktag -f -a '(__talktag_offers)'
