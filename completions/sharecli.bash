# Completes sharecli in bash 3.2 and later, with or without bash-completion.
# Written by scripts/completions.py from the command tree; edit src/sharecli/shell/engines/bash.bash instead.
# What a file or a line holds is compared and quoted, never evaluated.

# What a command offers: its verbs, and its options as NAME,NAME with a * where one may be repeated.
_sharecli_offers() {
  verbs=() flags=()
  case $1 in
    '') verbs=('product' 'link' 'qr' 'poster' 'commission' 'payout' 'reconcile' 'earnings' 'rate' 'config' 'db' 'completion' 'demo') flags=('--db' '--version' '--help,-h') ;;
    'product') verbs=('add' 'list' 'show' 'edit' 'fetch-image' 'archive' 'restore' 'import' 'export') flags=('--help,-h') ;;
    'product add') verbs=() flags=('--title' '--price' '--currency' '--commission' '--code' '--platform' '--tag,-t*' '--image' '--was' '--note' '--focus' '--format,-F' '--help,-h') ;;
    'product list') verbs=() flags=('--tag,-t*' '--platform' '--query' '--since' '--archived' '--format,-F' '--help,-h') ;;
    'product show') verbs=() flags=('--format,-F' '--help,-h') ;;
    'product edit') verbs=() flags=('--title' '--url' '--price' '--currency' '--commission' '--platform' '--new-code' '--tag,-t*' '--no-tags' '--image' '--was' '--no-was' '--note' '--focus' '--format,-F' '--help,-h') ;;
    'product fetch-image') verbs=() flags=('--format,-F' '--help,-h') ;;
    'product archive') verbs=() flags=('--format,-F' '--help,-h') ;;
    'product restore') verbs=() flags=('--format,-F' '--help,-h') ;;
    'product import') verbs=() flags=('--dry-run,-n' '--format,-F' '--help,-h') ;;
    'product export') verbs=() flags=('--images' '--bom' '--format,-F' '--help,-h') ;;
    'link') verbs=('new' 'list' 'show' 'retarget' 'retire') flags=('--help,-h') ;;
    'link new') verbs=() flags=('--channel,-c*' '--all' '--tag,-t*' '--campaign' '--person*' '--code' '--format,-F' '--help,-h') ;;
    'link list') verbs=() flags=('--product*' '--channel,-c*' '--person*' '--retired' '--format,-F' '--help,-h') ;;
    'link show') verbs=() flags=('--format,-F' '--help,-h') ;;
    'link retarget') verbs=() flags=('--as-it-is' '--format,-F' '--help,-h') ;;
    'link retire') verbs=() flags=('--format,-F' '--help,-h') ;;
    'qr') verbs=('show' 'export') flags=('--help,-h') ;;
    'qr show') verbs=() flags=('--channel,-c' '--campaign' '--person' '--format,-F' '--help,-h') ;;
    'qr export') verbs=() flags=('--channel,-c*' '--all' '--tag,-t*' '--platform' '--query' '--since' '--from' '--into' '--as' '--campaign' '--person*' '--style' '--logo' '--color' '--name' '--zip' '--jobs,-j' '--no-verify' '--force' '--format,-F' '--help,-h') ;;
    'poster') verbs=('sheet' 'contact-sheet' 'make' 'batch' 'verify' 'templates' 'template') flags=('--help,-h') ;;
    'poster sheet') verbs=() flags=('--channel,-c' '--all' '--tag,-t*' '--to' '--pieces' '--size' '--paper' '--across' '--down' '--margin' '--gap' '--row-gap' '--cut' '--line' '--copies' '--campaign' '--person*' '--style' '--logo' '--color' '--no-label' '--format,-F' '--help,-h') ;;
    'poster contact-sheet') verbs=() flags=('--to' '--columns' '--channel,-c' '--format,-F' '--help,-h') ;;
    'poster make') verbs=() flags=('--channel,-c*' '--into' '--campaign' '--person*' '--template,-T' '--canvas' '--words' '--theme' '--accent' '--as' '--code,--no-code' '--style' '--logo' '--color' '--no-label' '--bleed' '--marks' '--name' '--no-verify' '--force' '--open' '--format,-F' '--help,-h') ;;
    'poster batch') verbs=() flags=('--channel,-c*' '--into' '--all' '--tag,-t*' '--platform' '--query' '--since' '--from' '--campaign' '--person*' '--template,-T' '--canvas' '--words' '--theme' '--accent' '--as' '--code,--no-code' '--style' '--logo' '--color' '--no-label' '--bleed' '--marks' '--name' '--zip' '--jobs,-j' '--no-verify' '--force' '--format,-F' '--help,-h') ;;
    'poster verify') verbs=() flags=('--format,-F' '--help,-h') ;;
    'poster templates') verbs=() flags=('--into' '--format,-F' '--help,-h') ;;
    'poster template') verbs=('new') flags=('--help,-h') ;;
    'poster template new') verbs=() flags=('--from' '--format,-F' '--help,-h') ;;
    'commission') verbs=('add' 'import' 'batches' 'confirm' 'settle' 'hold' 'release' 'void' 'adjust' 'show' 'due' 'match' 'list') flags=('--help,-h') ;;
    'commission add') verbs=() flags=('--amount' '--order' '--channel,-c' '--on' '--state' '--currency' '--format,-F' '--help,-h') ;;
    'commission import') verbs=() flags=('--platform' '--account' '--as-of' '--strict' '--undo' '--map' '--dry-run,-n' '--format,-F' '--help,-h') ;;
    'commission batches') verbs=() flags=('--format,-F' '--help,-h') ;;
    'commission confirm') verbs=() flags=('--on' '--format,-F' '--help,-h') ;;
    'commission settle') verbs=() flags=('--amount' '--on' '--format,-F' '--help,-h') ;;
    'commission hold') verbs=() flags=('--on' '--format,-F' '--help,-h') ;;
    'commission release') verbs=() flags=('--on' '--format,-F' '--help,-h') ;;
    'commission void') verbs=() flags=('--reason' '--on' '--format,-F' '--help,-h') ;;
    'commission adjust') verbs=() flags=('--refunded' '--of' '--amount' '--reason' '--on' '--format,-F' '--help,-h') ;;
    'commission show') verbs=() flags=('--format,-F' '--help,-h') ;;
    'commission due') verbs=() flags=('--by' '--platform' '--format,-F' '--help,-h') ;;
    'commission match') verbs=() flags=('--link' '--product' '--channel,-c' '--person' '--platform' '--format,-F' '--help,-h') ;;
    'commission list') verbs=() flags=('--state' '--platform' '--channel,-c' '--product' '--period,-p' '--unmatched' '--undone' '--format,-F' '--help,-h') ;;
    'payout') verbs=('add' 'import' 'list' 'show' 'void') flags=('--help,-h') ;;
    'payout add') verbs=() flags=('--platform' '--gross' '--fee' '--tax' '--net' '--on' '--currency' '--account' '--reference' '--line*' '--until' '--no-lines' '--as-they-are' '--dry-run,-n' '--format,-F' '--help,-h') ;;
    'payout import') verbs=() flags=('--platform' '--currency' '--no-lines' '--as-they-are' '--dry-run,-n' '--format,-F' '--help,-h') ;;
    'payout list') verbs=() flags=('--platform' '--period,-p' '--format,-F' '--help,-h') ;;
    'payout show') verbs=() flags=('--format,-F' '--help,-h') ;;
    'payout void') verbs=() flags=('--reason' '--format,-F' '--help,-h') ;;
    'reconcile') verbs=() flags=('--platform' '--period,-p' '--account' '--format,-F' '--help,-h') ;;
    'earnings') verbs=('shrink' 'forecast' 'tax' 'export' 'goal') flags=('--by*' '--period,-p' '--currency' '--in' '--compare' '--chart' '--to' '--bom' '--format,-F' '--help,-h') ;;
    'earnings shrink') verbs=() flags=('--by*' '--period,-p' '--format,-F' '--help,-h') ;;
    'earnings forecast') verbs=() flags=('--format,-F' '--help,-h') ;;
    'earnings tax') verbs=() flags=('--year' '--format,-F' '--help,-h') ;;
    'earnings export') verbs=() flags=('--to' '--help,-h') ;;
    'earnings goal') verbs=('set' 'remove') flags=('--format,-F' '--help,-h') ;;
    'earnings goal set') verbs=() flags=('--currency' '--help,-h') ;;
    'earnings goal remove') verbs=() flags=('--currency' '--help,-h') ;;
    'rate') verbs=('set' 'list' 'remove' 'import') flags=('--help,-h') ;;
    'rate set') verbs=() flags=('--on' '--format,-F' '--help,-h') ;;
    'rate list') verbs=() flags=('--currency' '--format,-F' '--help,-h') ;;
    'rate remove') verbs=() flags=('--on' '--help,-h') ;;
    'rate import') verbs=() flags=('--help,-h') ;;
    'config') verbs=('list' 'get' 'set') flags=('--help,-h') ;;
    'config list') verbs=() flags=('--format,-F' '--help,-h') ;;
    'config get') verbs=() flags=('--format,-F' '--help,-h') ;;
    'config set') verbs=() flags=('--help,-h') ;;
    'db') verbs=('path' 'backup' 'check') flags=('--help,-h') ;;
    'db path') verbs=() flags=('--help,-h') ;;
    'db backup') verbs=() flags=('--help,-h') ;;
    'db check') verbs=() flags=('--format,-F' '--help,-h') ;;
    'completion') verbs=() flags=('--help,-h') ;;
    'demo') verbs=() flags=('--into' '--help,-h') ;;
  esac
}

# What may stand in a place: "COMMAND --option", "COMMAND 1" for an argument, "COMMAND +" for those that go on.
_sharecli_takes() {
  kind='' choices=()
  case $1 in
    ' --db' | 'product add --image' | 'product edit --image' | 'product import 1' | 'product export 1' | 'qr export --from' | 'qr export --logo' | 'qr export --zip' | 'poster sheet --to' | 'poster sheet --logo' | 'poster contact-sheet --to' | 'poster make --logo' | 'poster batch --from' | 'poster batch --logo' | 'poster batch --zip' | 'commission import +' | 'payout import 1' | 'earnings --to' | 'earnings export 1' | 'rate import 1' | 'db backup 1') kind='file' choices=() ;;
    'product add --title' | 'product add --price' | 'product add --commission' | 'product add --code' | 'product add --was' | 'product add --note' | 'product add --focus' | 'product add 1' | 'product list --query' | 'product list --since' | 'product edit --title' | 'product edit --url' | 'product edit --price' | 'product edit --commission' | 'product edit --new-code' | 'product edit --was' | 'product edit --note' | 'product edit --focus' | 'product fetch-image 2' | 'link new --campaign' | 'link new --code' | 'link retarget 2' | 'qr show --campaign' | 'qr export --query' | 'qr export --since' | 'qr export --campaign' | 'qr export --color' | 'qr export --name' | 'qr export --jobs' | 'qr export -j' | 'poster sheet --size' | 'poster sheet --across' | 'poster sheet --down' | 'poster sheet --margin' | 'poster sheet --gap' | 'poster sheet --row-gap' | 'poster sheet --line' | 'poster sheet --copies' | 'poster sheet --campaign' | 'poster sheet --color' | 'poster contact-sheet --columns' | 'poster make --campaign' | 'poster make --canvas' | 'poster make --words' | 'poster make --accent' | 'poster make --color' | 'poster make --name' | 'poster batch --query' | 'poster batch --since' | 'poster batch --campaign' | 'poster batch --canvas' | 'poster batch --words' | 'poster batch --accent' | 'poster batch --color' | 'poster batch --name' | 'poster batch --jobs' | 'poster batch -j' | 'poster template new 1' | 'commission add --amount' | 'commission add --order' | 'commission add --on' | 'commission import --account' | 'commission import --as-of' | 'commission import --undo' | 'commission import --map' | 'commission batches 1' | 'commission confirm --on' | 'commission confirm 1' | 'commission settle --amount' | 'commission settle --on' | 'commission settle 1' | 'commission hold --on' | 'commission hold 1' | 'commission release --on' | 'commission release 1' | 'commission void --on' | 'commission void 1' | 'commission adjust --refunded' | 'commission adjust --of' | 'commission adjust --amount' | 'commission adjust --on' | 'commission adjust 1' | 'commission show 1' | 'commission due --by' | 'commission match 1' | 'payout add --gross' | 'payout add --fee' | 'payout add --tax' | 'payout add --net' | 'payout add --on' | 'payout add --account' | 'payout add --reference' | 'payout add --line' | 'payout add --until' | 'payout show 1' | 'payout void --reason' | 'payout void 1' | 'reconcile --account' | 'earnings tax --year' | 'earnings goal set 2' | 'rate set --on' | 'rate set 3' | 'rate remove --on' | 'config set 2') kind='text' choices=() ;;
    'product add --currency' | 'product edit --currency' | 'commission add --currency' | 'payout add --currency' | 'payout import --currency' | 'earnings --currency' | 'earnings --in' | 'earnings goal set --currency' | 'earnings goal remove --currency' | 'rate set 1' | 'rate set 2' | 'rate list --currency' | 'rate remove 1' | 'rate remove 2') kind='words' choices=('CNY' 'EUR' 'GBP' 'HKD' 'IDR' 'INR' 'JPY' 'KRW' 'MYR' 'PHP' 'SGD' 'THB' 'TWD' 'USD' 'VND') ;;
    'product add --platform' | 'product list --platform' | 'product edit --platform' | 'qr export --platform' | 'poster batch --platform' | 'commission import --platform' | 'commission due --platform' | 'commission match --platform' | 'commission list --platform' | 'payout add --platform' | 'payout import --platform' | 'payout list --platform' | 'reconcile --platform') kind='platforms' choices=() ;;
    'product add --tag' | 'product add -t' | 'product list --tag' | 'product list -t' | 'product edit --tag' | 'product edit -t' | 'link new --tag' | 'link new -t' | 'qr export --tag' | 'qr export -t' | 'poster sheet --tag' | 'poster sheet -t' | 'poster batch --tag' | 'poster batch -t') kind='tags' choices=() ;;
    'product add --format' | 'product add -F' | 'product list --format' | 'product list -F' | 'product show --format' | 'product show -F' | 'product edit --format' | 'product edit -F' | 'product fetch-image --format' | 'product fetch-image -F' | 'product archive --format' | 'product archive -F' | 'product restore --format' | 'product restore -F' | 'product import --format' | 'product import -F' | 'link new --format' | 'link new -F' | 'link list --format' | 'link list -F' | 'link show --format' | 'link show -F' | 'link retarget --format' | 'link retarget -F' | 'link retire --format' | 'link retire -F' | 'qr show --format' | 'qr show -F' | 'qr export --format' | 'qr export -F' | 'poster sheet --format' | 'poster sheet -F' | 'poster contact-sheet --format' | 'poster contact-sheet -F' | 'poster make --format' | 'poster make -F' | 'poster batch --format' | 'poster batch -F' | 'poster verify --format' | 'poster verify -F' | 'poster templates --format' | 'poster templates -F' | 'poster template new --format' | 'poster template new -F' | 'commission add --format' | 'commission add -F' | 'commission import --format' | 'commission import -F' | 'commission batches --format' | 'commission batches -F' | 'commission confirm --format' | 'commission confirm -F' | 'commission settle --format' | 'commission settle -F' | 'commission hold --format' | 'commission hold -F' | 'commission release --format' | 'commission release -F' | 'commission void --format' | 'commission void -F' | 'commission adjust --format' | 'commission adjust -F' | 'commission show --format' | 'commission show -F' | 'commission due --format' | 'commission due -F' | 'commission match --format' | 'commission match -F' | 'commission list --format' | 'commission list -F' | 'payout add --format' | 'payout add -F' | 'payout import --format' | 'payout import -F' | 'payout list --format' | 'payout list -F' | 'payout show --format' | 'payout show -F' | 'payout void --format' | 'payout void -F' | 'reconcile --format' | 'reconcile -F' | 'earnings --format' | 'earnings -F' | 'earnings shrink --format' | 'earnings shrink -F' | 'earnings forecast --format' | 'earnings forecast -F' | 'earnings tax --format' | 'earnings tax -F' | 'earnings goal --format' | 'earnings goal -F' | 'rate set --format' | 'rate set -F' | 'rate list --format' | 'rate list -F' | 'config list --format' | 'config list -F' | 'config get --format' | 'config get -F' | 'db check --format' | 'db check -F') kind='words' choices=('table' 'json' 'csv' 'markdown') ;;
    'product show 1' | 'product edit 1' | 'product fetch-image 1' | 'product archive 1' | 'link new +' | 'link list --product' | 'qr show 1' | 'qr export +' | 'poster sheet +' | 'poster make +' | 'commission add 1' | 'commission match --product' | 'commission list --product') kind='products' choices=() ;;
    'product restore 1') kind='archived' choices=() ;;
    'product export --images' | 'qr export --into' | 'poster contact-sheet 1' | 'poster make --into' | 'poster batch --into' | 'poster verify 1' | 'poster templates --into' | 'demo --into') kind='folder' choices=() ;;
    'product export --format' | 'product export -F') kind='words' choices=('csv' 'json') ;;
    'link new --channel' | 'link new -c' | 'link list --channel' | 'link list -c' | 'qr show --channel' | 'qr show -c' | 'qr export --channel' | 'qr export -c' | 'poster sheet --channel' | 'poster sheet -c' | 'poster contact-sheet --channel' | 'poster contact-sheet -c' | 'poster make --channel' | 'poster make -c' | 'poster batch --channel' | 'poster batch -c' | 'commission add --channel' | 'commission add -c' | 'commission match --channel' | 'commission match -c' | 'commission list --channel' | 'commission list -c') kind='channels' choices=() ;;
    'link new --person' | 'link list --person' | 'qr show --person' | 'qr export --person' | 'poster sheet --person' | 'poster make --person' | 'poster batch --person' | 'commission match --person') kind='people' choices=() ;;
    'link show 1' | 'link retarget 1' | 'link retire 1' | 'commission match --link') kind='links' choices=() ;;
    'qr export --as' | 'poster make --as' | 'poster batch --as') kind='words' choices=('png' 'jpg' 'pdf' 'svg') ;;
    'qr export --style' | 'poster sheet --style' | 'poster make --style' | 'poster batch --style') kind='words' choices=('square' 'rounded' 'dots') ;;
    'poster sheet --pieces') kind='words' choices=('cards' 'stickers') ;;
    'poster sheet --paper') kind='words' choices=('a4' 'letter') ;;
    'poster sheet --cut') kind='words' choices=('lines' 'marks' 'none') ;;
    'poster make --template' | 'poster make -T' | 'poster batch --template' | 'poster batch -T' | 'poster template new --from') kind='templates' choices=() ;;
    'poster make --theme' | 'poster batch --theme') kind='words' choices=('light' 'dark') ;;
    'commission add --state' | 'commission list --state') kind='words' choices=('pending' 'confirmed' 'settled' 'paid' 'held' 'void') ;;
    'commission void --reason' | 'commission adjust --reason') kind='words' choices=('order_canceled' 'refund' 'terms_violation' 'tracking_error' 'duplicate' 'correction' 'other') ;;
    'commission list --period' | 'commission list -p' | 'payout list --period' | 'payout list -p' | 'reconcile --period' | 'reconcile -p' | 'earnings --period' | 'earnings -p' | 'earnings shrink --period' | 'earnings shrink -p') kind='words' choices=('today' 'yesterday' 'this-week' 'last-week' 'this-month' 'last-month' 'last-30-days' 'this-year' 'all') ;;
    'earnings --by' | 'earnings shrink --by') kind='words' choices=('channel' 'product' 'platform' 'campaign' 'person' 'link' 'day' 'week' 'month' 'quarter' 'year') ;;
    'earnings --compare') kind='words' choices=('previous' 'last-year') ;;
    'earnings export --to') kind='words' choices=('hledger' 'beancount') ;;
    'earnings goal set 1' | 'earnings goal remove 1') kind='words' choices=('today' 'yesterday' 'this-week' 'last-week' 'this-month' 'last-month' 'last-30-days' 'this-year') ;;
    'config get 1' | 'config set 1') kind='words' choices=('base-url' 'currency' 'time-zone' 'name' 'tagline' 'handle' 'avatar' 'accent' 'theme' 'locale' 'template' 'label') ;;
    'completion 1') kind='words' choices=('bash' 'zsh' 'fish' 'powershell') ;;
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
  else
    _sharecli_takes "$at $place"
    [[ $kind ]] || _sharecli_takes "$at +"
    if [[ $kind ]]; then _sharecli_values ''; else _sharecli_flags; fi
  fi
  return 0
}

complete -o default -F _sharecli sharecli
