"""The scripts that make a shell ask this command how a line may go on."""

from __future__ import annotations

from .._plain.names import COMMAND

__all__ = ["SCRIPTS"]

_BASH = r"""
_runcomfy_py() {
    local answer line
    COMPREPLY=()
    answer=$("${COMP_WORDS[0]}" __complete bash "${COMP_LINE:0:COMP_POINT}" "$COMP_WORDBREAKS" 2>/dev/null) || return
    case ${answer%%$'\n'*} in
        files)
            compopt -o default 2>/dev/null || COMPREPLY=($(compgen -f -- "${COMP_WORDS[COMP_CWORD]}")) ;;
        folders)
            compopt -o dirnames 2>/dev/null || COMPREPLY=($(compgen -d -- "${COMP_WORDS[COMP_CWORD]}")) ;;
        values)
            while IFS= read -r line; do
                COMPREPLY+=("$line")
            done < <(tail -n +2 <<<"$answer") ;;
    esac
}
complete -F _runcomfy_py runcomfy-py
"""

_ZSH = r"""
#compdef runcomfy-py
_runcomfy_py() {
    local line
    local -a lines offered shown
    lines=("${(@f)$("${words[1]}" __complete zsh "${(@Q)words[2,CURRENT]}" 2>/dev/null)}")
    case ${lines[1]} in
        files)
            [[ $PREFIX == --*=* ]] && compset -P '*='
            _files ;;
        folders)
            [[ $PREFIX == --*=* ]] && compset -P '*='
            _files -/ ;;
        values)
            for line in "${(@)lines[2,-1]}"; do
                offered+=("${line%%$'\t'*}")
                shown+=("${line/$'\t'/  -- }")
            done
            compadd -l -d shown -a offered ;;
    esac
}
if [ "$funcstack[1]" = _runcomfy_py ]; then
    _runcomfy_py "$@"
else
    compdef _runcomfy_py runcomfy-py
fi
"""

_FISH = r"""
function __runcomfy_py_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -l lines ($words[1] __complete fish $words[2..] "$current" 2>/dev/null)
    switch "$lines[1]"
        case files
            __fish_complete_path "$current"
        case folders
            __fish_complete_directories "$current"
        case values
            printf '%s\n' $lines[2..]
    end
end
complete -c runcomfy-py -f -a '(__runcomfy_py_complete)'
"""

# Another package has another command, and functions of its own: both may be loaded into one shell.
SCRIPTS = {
    shell: script.lstrip("\n")
    .replace("runcomfy-py", COMMAND)
    .replace("runcomfy_py", COMMAND.replace("-", "_"))
    for shell, script in (("bash", _BASH), ("zsh", _ZSH), ("fish", _FISH))
}
