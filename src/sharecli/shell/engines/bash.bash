# Completes sharecli in bash 3.2 and later, with or without bash-completion.
# Written by scripts/completions.py from the command tree; edit src/sharecli/shell/engines/bash.bash instead.
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

# A word of the line without its quotes, into $plain.
_sharecli_plain() {
  plain=$1
  case $plain in
    \'*) plain=${plain#\'} plain=${plain%\'} ;;
    \"*) plain=${plain#\"} plain=${plain%\"} ;;
    *) plain=${plain//\\/} ;;
  esac
}

# Add a value to the answer, as it has to stand on the line: $1 leads it, $2 is the value.
_sharecli_answer() {
  local value=$2
  case $typed in
    \'*) [[ $value == *\'* ]] || COMPREPLY+=("$value") ;;
    \"*) [[ $value == *[\"\$\`\\!]* ]] || COMPREPLY+=("$value") ;;
    *)
      printf -v value '%s%q' "$1" "$value"
      COMPREPLY+=("${value#"$behind"}")
      ;;
  esac
}

# Answer with what may stand in a place of that kind: $1 leads it on the line.
_sharecli_values() {
  local value plain
  _sharecli_plain "$typed"
  case $kind in
    file) compopt -o default 2>/dev/null ;;
    folder) compopt +o default -o dirnames 2>/dev/null ;;
    text) ;;
    words)
      for value in ${choices[@]+"${choices[@]}"}; do
        [[ $value == "$plain"* ]] && _sharecli_answer "$1" "$value"
      done
      ;;
    *)
      while IFS= read -r value; do
        value=${value%$'\r'}
        [[ $value ]] && _sharecli_answer "$1" "$value"
      done <<<"$(command sharecli --values "$kind" "$plain" ${db:+--db "$db"} 2>/dev/null)"
      ;;
  esac
}

# Answer with the options that begin with $typed and may still stand on the line.
_sharecli_flags() {
  local flag name names used
  for flag in ${flags[@]+"${flags[@]}"}; do
    used=''
    IFS=, read -r -a names <<<"${flag%\*}"
    for name in "${names[@]}"; do
      [[ $seen == *" $name "* ]] && used=1
    done
    [[ $used && $flag != *\* ]] && continue
    for name in "${names[@]}"; do
      [[ ( $name == --* || ${#names[@]} -eq 1 ) && $name == "$typed"* ]] && COMPREPLY+=("$name")
    done
  done
}

_sharecli() {
  local at='' place=1 db='' waiting='' dashes='' seen=' ' word plain typed behind breaks='' glued='' i
  local kind verbs flags choices line
  line=() COMPREPLY=()
  # -o default is for files only; bash 3.2 cannot take it back.
  compopt +o default 2>/dev/null

  # Bash cuts words at = and :, which are ours to read.
  for ((i = 1; i <= COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    if ((${#line[@]})) && [[ $glued || ( $word && -z ${word//[=:]/} ) ]]; then
      line[${#line[@]}-1]+=$word
    else
      line+=("$word")
    fi
    glued=''
    [[ $word && -z ${word//[=:]/} ]] && glued=1
  done
  ((${#line[@]})) || return 0
  typed=${line[${#line[@]}-1]}
  # Readline replaces only what follows the last character that breaks words.
  [[ $COMP_WORDBREAKS == *=* ]] && breaks+='='
  [[ $COMP_WORDBREAKS == *:* ]] && breaks+=':'
  [[ $breaks ]] && behind=${typed%"${typed##*[$breaks]}"}

  for ((i = 0; i < ${#line[@]} - 1; i++)); do
    word=${line[i]}
    if [[ $waiting ]]; then
      _sharecli_plain "$word"
      [[ $waiting == --db ]] && db=$plain
      waiting=''
    elif [[ $word == -- && -z $dashes ]]; then
      dashes=1
    elif [[ $word == --*=* && -z $dashes ]]; then
      seen+="${word%%=*} "
      _sharecli_plain "${word#*=}"
      [[ $word == --db=* ]] && db=$plain
    elif [[ $word == -?* && -z $dashes ]]; then
      seen+="$word "
      _sharecli_takes "$at $word"
      [[ $kind ]] && waiting=$word
    else
      _sharecli_offers "$at"
      if ((${#verbs[@]})); then
        at="${at:+$at }$word" place=1 seen=' '
      else
        ((place++))
      fi
    fi
  done

  _sharecli_offers "$at"
  if [[ $waiting ]]; then
    _sharecli_takes "$at $waiting"
    _sharecli_values ''
  elif [[ $typed == --*=* && -z $dashes ]]; then
    word=${typed%%=*} typed=${typed#*=}
    _sharecli_takes "$at $word"
    [[ $kind ]] && _sharecli_values "$word="
  elif [[ $typed == -* && -z $dashes ]]; then
    _sharecli_flags
  elif ((${#verbs[@]})); then
    for word in "${verbs[@]}"; do
      [[ $word == "$typed"* ]] && COMPREPLY+=("$word")
    done
    _sharecli_takes "$at 1"  # some nouns take a word where others have a verb
    [[ $kind ]] && _sharecli_values ''
  else
    _sharecli_takes "$at $place"
    [[ $kind ]] || _sharecli_takes "$at +"
    if [[ $kind ]]; then _sharecli_values ''; else _sharecli_flags; fi
  fi
  return 0
}

complete -o default -F _sharecli sharecli
