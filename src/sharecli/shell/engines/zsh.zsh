#compdef sharecli
# Completes sharecli in zsh.
# Written by scripts/completions.py from the command tree; edit src/sharecli/shell/engines/zsh.zsh instead.
# What a file or a line holds is compared and quoted, never evaluated.

# What a command offers: its verbs, and its options as NAME,NAME with a * where one may be repeated.
_sharecli_offers() {
  verbs=() flags=()
  case $1 in
    # OFFERS
  esac
}

# What may stand in a place: "COMMAND --option", "COMMAND 1" for an argument, "COMMAND +" for those that go on.
_sharecli_takes() {
  kind='' choices=()
  case $1 in
    # TAKES
  esac
}

# Offer what may stand in a place of that kind.
_sharecli_values() {
  local -a found
  case $kind in
    file) _files ;;
    folder) _files -/ ;;
    text) _message 'a value' ;;
    words) compadd -a choices ;;
    *)
      found=("${(@f)$(command sharecli --values $kind "${(Q)PREFIX}" ${db:+--db} ${db:+$db} 2>/dev/null)}")
      found=(${found:#})
      # Codes are found in either case.
      compadd -M 'm:{[:upper:][:lower:]}={[:lower:][:upper:]}' -a found
      ;;
  esac
}

# Offer the options that may still stand on the line.
_sharecli_flags() {
  local flag name
  local -a names found
  for flag in $flags; do
    names=(${(s:,:)${${flag%%:*}%\*}})
    if [[ ${flag%%:*} == *\* ]] || (( ! ${#names:*seen} )); then
      for name in $names; do
        [[ $name == --* || $#names -eq 1 ]] && found+=("$name:${flag#*:}")
      done
    fi
  done
  _describe -o option found
}

_sharecli() {
  local at= place=1 db= waiting= dashes= word kind
  local -a verbs flags choices seen
  local -A names

  for word in "${(@Q)words[2,CURRENT-1]}"; do
    if [[ -n $waiting ]]; then
      [[ $waiting == --db ]] && db=$word
      waiting=
    elif [[ $word == -- && -z $dashes ]]; then
      dashes=1
    elif [[ $word == --*=* && -z $dashes ]]; then
      seen+=(${word%%=*})
      [[ $word == --db=* ]] && db=${(Q)word#*=}
    elif [[ $word == -?* && -z $dashes ]]; then
      seen+=($word)
      _sharecli_takes "$at $word"
      [[ -n $kind ]] && waiting=$word
    else
      _sharecli_offers "$at"
      if (( $#verbs )); then
        at="${at:+$at }$word" place=1 seen=()
      else
        (( place++ ))
      fi
    fi
  done

  _sharecli_offers "$at"
  if [[ -n $waiting ]]; then
    _sharecli_takes "$at $waiting"
    _sharecli_values
  elif [[ $PREFIX == --*=* && -z $dashes ]]; then
    _sharecli_takes "$at ${PREFIX%%=*}"
    compset -P 1 '*='
    [[ -n $kind ]] && _sharecli_values
  elif [[ $PREFIX == -* && -z $dashes ]]; then
    _sharecli_flags
  elif (( $#verbs )); then
    _sharecli_takes "$at 1"  # some nouns take a word where others have a verb
    _describe command verbs
    [[ -n $kind ]] && _sharecli_values
  else
    _sharecli_takes "$at $place"
    [[ -n $kind ]] || _sharecli_takes "$at +"
    if [[ -n $kind ]]; then _sharecli_values; else _sharecli_flags; fi
  fi
}

# As a file of $fpath this is the function's body; sourced, it has to say whom it completes.
if [[ $funcstack[1] == _sharecli ]]; then
  _sharecli "$@"
else
  compdef _sharecli sharecli
fi
