/**
 * The scripts that make a shell ask cv-hook what may come next. Each hands over the words before the cursor, unevaluated,
 * and gets a candidate a line; `:files` stands for the shell's own completion of files.
 */

/** The shells that have one. */
export const SHELLS = ['bash', 'zsh', 'fish', 'powershell'] as const

/** A shell that has a script. */
export type Shell = (typeof SHELLS)[number]

const BASH = `# cv-hook completion for bash: source <(cv-hook completion bash)
_cv_hook() {
  local line word="\${COMP_WORDS[COMP_CWORD]}"
  COMPREPLY=()
  while IFS= read -r line; do
    if [[ $line == :files ]]; then
      compopt -o filenames 2>/dev/null
      while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -f -- "\${word#[=:]}")
    elif [[ $line == :nospace ]]; then
      compopt -o nospace 2>/dev/null
    else
      COMPREPLY+=("$line")
    fi
  done < <(cv-hook complete bash -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -F _cv_hook cv-hook
`

const ZSH = `#compdef cv-hook
# cv-hook completion for zsh: source <(cv-hook completion zsh)
_cv_hook() {
  local line
  local -a candidates nospace
  while IFS= read -r line; do
    case $line in
      :files) _files ;;
      :nospace) nospace=(-S '') ;;
      *) candidates+=("$line") ;;
    esac
  done < <(cv-hook complete zsh -- "\${(@Q)words[2,CURRENT]}" 2>/dev/null)
  (( $#candidates )) && _describe -V 'cv-hook' candidates $nospace
  return 0
}
compdef _cv_hook cv-hook
`

const FISH = `# cv-hook completion for fish: cv-hook completion fish | source
function __cv_hook_complete
  set -l words (commandline -opc) (commandline -ct)
  for line in (cv-hook complete fish -- $words[2..-1] 2>/dev/null)
    switch $line
      case ':files'
        __fish_complete_path (commandline -ct)
      case ':nospace'
      case '*'
        echo $line
    end
  end
end
complete -c cv-hook -f -a '(__cv_hook_complete)'
`

// A word of nothing is lost on its way to a program; one blank is not.
const POWERSHELL = `# cv-hook completion for PowerShell: cv-hook completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName cv-hook -ScriptBlock {
  param($word, $ast, $cursor)
  $words = @($ast.CommandElements | Where-Object { $_.Extent.StartOffset -lt $cursor } | Select-Object -Skip 1 | ForEach-Object { $_.ToString() })
  if ($word -eq '') { $words += ' ' }
  cv-hook complete powershell -- @words 2>$null | Where-Object { -not $_.StartsWith(':') } | ForEach-Object {
    $value, $text = $_ -split "\`t", 2
    if (-not $text) { $text = $value }
    [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $text)
  }
}
`

/** The script of each shell. */
export const COMPLETION_SCRIPTS: Readonly<Record<Shell, string>> = {
  bash: BASH,
  zsh: ZSH,
  fish: FISH,
  powershell: POWERSHELL,
}
