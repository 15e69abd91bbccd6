# Completes sharecli in bash 3.2 and later, with or without bash-completion.
# Written by scripts/completions.py from the command tree; edit src/sharecli/shell/engines/bash.bash instead.
# What a file or a line holds is compared and quoted, never evaluated.

# What a command offers: its verbs, and its options as NAME,NAME with a * where one may be repeated.
_sharecli_offers() {
  verbs=() flags=()
  case $1 in
    '') verbs=('product' 'link' 'backend' 'serve' 'publish' 'clicks' 'qr' 'poster' 'caption' 'share' 'content' 'deal' 'person' 'group' 'people' 'commission' 'payout' 'reconcile' 'partner' 'earnings' 'rate' 'config' 'db' 'completion' 'demo') flags=('--db' '--version' '--help,-h') ;;
    'product') verbs=('add' 'list' 'show' 'edit' 'fetch-image' 'archive' 'restore' 'import' 'export') flags=('--help,-h') ;;
    'product add') verbs=() flags=('--title' '--price' '--currency' '--commission' '--code' '--from-text' '--platform' '--tag,-t*' '--image' '--was' '--note' '--focus' '--format,-F' '--help,-h') ;;
    'product list') verbs=() flags=('--tag,-t*' '--platform' '--query' '--since' '--archived' '--format,-F' '--help,-h') ;;
    'product show') verbs=() flags=('--format,-F' '--help,-h') ;;
    'product edit') verbs=() flags=('--title' '--url' '--price' '--currency' '--commission' '--platform' '--new-code' '--tag,-t*' '--no-tags' '--image' '--was' '--no-was' '--note' '--focus' '--format,-F' '--help,-h') ;;
    'product fetch-image') verbs=() flags=('--format,-F' '--help,-h') ;;
    'product archive') verbs=() flags=('--format,-F' '--help,-h') ;;
    'product restore') verbs=() flags=('--format,-F' '--help,-h') ;;
    'product import') verbs=() flags=('--dry-run,-n' '--format,-F' '--help,-h') ;;
    'product export') verbs=() flags=('--images' '--bom' '--format,-F' '--help,-h') ;;
    'link') verbs=('clicks' 'limit' 'who' 'check' 'push' 'sync' 'new' 'list' 'show' 'retarget' 'retire') flags=('--help,-h') ;;
    'link clicks') verbs=() flags=('--channel,-c*' '--period,-p' '--every-class' '--format,-F' '--help,-h') ;;
    'link limit') verbs=() flags=('--from' '--until' '--fallback' '--max-clicks' '--no-limit' '--format,-F' '--help,-h') ;;
    'link who') verbs=() flags=('--format,-F' '--help,-h') ;;
    'link check') verbs=() flags=('--all' '--product*' '--tag,-t*' '--channel,-c*' '--person*' '--dead' '--format,-F' '--help,-h') ;;
    'link push') verbs=() flags=('--all' '--to' '--format,-F' '--help,-h') ;;
    'link sync') verbs=() flags=('--from' '--format,-F' '--help,-h') ;;
    'link new') verbs=() flags=('--channel,-c*' '--all' '--tag,-t*' '--campaign' '--person*' '--code' '--check' '--from' '--dry-run,-n' '--via' '--format,-F' '--help,-h') ;;
    'link list') verbs=() flags=('--product*' '--channel,-c*' '--person*' '--retired' '--format,-F' '--help,-h') ;;
    'link show') verbs=() flags=('--format,-F' '--help,-h') ;;
    'link retarget') verbs=() flags=('--as-it-is' '--format,-F' '--help,-h') ;;
    'link retire') verbs=() flags=('--format,-F' '--help,-h') ;;
    'backend') verbs=('add' 'list' 'test' 'links' 'key' 'remove') flags=('--help,-h') ;;
    'backend add') verbs=() flags=('--kind' '--address' '--domain' '--allow-private' '--key-from-stdin' '--keyring' '--format,-F' '--help,-h') ;;
    'backend list') verbs=() flags=('--public' '--format,-F' '--help,-h') ;;
    'backend test') verbs=() flags=('--format,-F' '--help,-h') ;;
    'backend links') verbs=() flags=('--format,-F' '--help,-h') ;;
    'backend key') verbs=() flags=('--keyring' '--forget' '--help,-h') ;;
    'backend remove') verbs=() flags=('--help,-h') ;;
    'serve') verbs=() flags=('--host' '--port' '--trusted-proxy*' '--privacy' '--workers' '--format,-F' '--help,-h') ;;
    'publish') verbs=('status') flags=('--to' '--log' '--force' '--dry-run,-n' '--format,-F' '--help,-h') ;;
    'publish status') verbs=() flags=('--format,-F' '--help,-h') ;;
    'clicks') verbs=('import' 'show' 'orphans' 'reclassify') flags=('--help,-h') ;;
    'clicks import') verbs=() flags=('--as' '--format,-F' '--help,-h') ;;
    'clicks show') verbs=() flags=('--by' '--period,-p' '--every-class' '--format,-F' '--help,-h') ;;
    'clicks orphans') verbs=() flags=('--period,-p' '--format,-F' '--help,-h') ;;
    'clicks reclassify') verbs=() flags=('--all' '--dry-run,-n' '--format,-F' '--help,-h') ;;
    'qr') verbs=('show' 'export') flags=('--help,-h') ;;
    'qr show') verbs=() flags=('--channel,-c' '--campaign' '--person' '--format,-F' '--help,-h') ;;
    'qr export') verbs=() flags=('--channel,-c*' '--all' '--tag,-t*' '--platform' '--query' '--since' '--from' '--into' '--as' '--campaign' '--person*' '--style' '--logo' '--color' '--name' '--zip' '--jobs,-j' '--no-verify' '--force' '--format,-F' '--help,-h') ;;
    'poster') verbs=('sheet' 'contact-sheet' 'make' 'batch' 'verify' 'templates' 'template') flags=('--help,-h') ;;
    'poster sheet') verbs=() flags=('--channel,-c' '--all' '--tag,-t*' '--to' '--pieces' '--size' '--paper' '--across' '--down' '--margin' '--gap' '--row-gap' '--cut' '--line' '--copies' '--campaign' '--person*' '--style' '--logo' '--color' '--no-label' '--format,-F' '--help,-h') ;;
    'poster contact-sheet') verbs=() flags=('--to' '--columns' '--channel,-c' '--format,-F' '--help,-h') ;;
    'poster make') verbs=() flags=('--channel,-c*' '--into' '--campaign' '--person*' '--template,-T' '--canvas' '--words' '--theme' '--accent' '--as' '--code,--no-code' '--style' '--logo' '--color' '--no-label' '--bleed' '--marks' '--name' '--no-verify' '--force' '--deal' '--open' '--format,-F' '--help,-h') ;;
    'poster batch') verbs=() flags=('--channel,-c*' '--into' '--all' '--tag,-t*' '--platform' '--query' '--since' '--from' '--campaign' '--person*' '--template,-T' '--canvas' '--words' '--theme' '--accent' '--as' '--code,--no-code' '--style' '--logo' '--color' '--no-label' '--bleed' '--marks' '--name' '--zip' '--jobs,-j' '--no-verify' '--force' '--format,-F' '--help,-h') ;;
    'poster verify') verbs=() flags=('--format,-F' '--help,-h') ;;
    'poster templates') verbs=() flags=('--into' '--format,-F' '--help,-h') ;;
    'poster template') verbs=('new') flags=('--help,-h') ;;
    'poster template new') verbs=() flags=('--from' '--format,-F' '--help,-h') ;;
    'caption') verbs=('lint' 'templates' 'write' 'template') flags=('--help,-h') ;;
    'caption lint') verbs=() flags=('--channel,-c' '--language' '--allow*' '--format,-F' '--help,-h') ;;
    'caption templates') verbs=() flags=('--format,-F' '--help,-h') ;;
    'caption write') verbs=() flags=('--channel,-c*' '--tone' '--language' '--campaign' '--person*' '--link,--no-link' '--no-label' '--words' '--together' '--allow*' '--copy' '--force' '--format,-F' '--help,-h') ;;
    'caption template') verbs=('new') flags=('--help,-h') ;;
    'caption template new') verbs=() flags=('--from' '--format,-F' '--help,-h') ;;
    'share') verbs=('pack' 'plan' 'log' 'next') flags=('--help,-h') ;;
    'share pack') verbs=() flags=('--group,-g' '--channel,-c' '--person' '--content' '--tone' '--language' '--words' '--no-label' '--allow*' '--copy' '--into' '--no-poster' '--no-qr' '--force' '--dry-run,-n' '--format,-F' '--help,-h') ;;
    'share plan') verbs=() flags=('--group,-g*' '--days' '--posts' '--seed' '--to' '--from' '--day' '--into' '--copy' '--force' '--dry-run,-n' '--format,-F' '--help,-h') ;;
    'share log') verbs=() flags=('--group,-g' '--channel,-c' '--product' '--person' '--content' '--period,-p' '--format,-F' '--help,-h') ;;
    'share next') verbs=() flags=('--group,-g*' '--person*' '--count,-n' '--seed' '--format,-F' '--help,-h') ;;
    'content') verbs=('add' 'list' 'show' 'edit' 'archive') flags=('--help,-h') ;;
    'content add') verbs=() flags=('--title' '--kind' '--url' '--channel,-c' '--made' '--format,-F' '--help,-h') ;;
    'content list') verbs=() flags=('--kind' '--channel,-c' '--archived' '--format,-F' '--help,-h') ;;
    'content show') verbs=() flags=('--format,-F' '--help,-h') ;;
    'content edit') verbs=() flags=('--kind' '--title' '--url' '--channel,-c' '--made' '--format,-F' '--help,-h') ;;
    'content archive') verbs=() flags=('--restore' '--format,-F' '--help,-h') ;;
    'deal') verbs=('list' 'show' 'audit' 'group' 'bargain' 'simulate') flags=('--help,-h') ;;
    'deal list') verbs=() flags=('--state' '--kind' '--product' '--format,-F' '--help,-h') ;;
    'deal show') verbs=() flags=('--format,-F' '--help,-h') ;;
    'deal audit') verbs=() flags=('--format,-F' '--help,-h') ;;
    'deal group') verbs=('open' 'join' 'paid' 'leave' 'close' 'refunded') flags=('--help,-h') ;;
    'deal group open') verbs=() flags=('--price' '--size' '--hours' '--leader' '--channel,-c' '--code' '--format,-F' '--help,-h') ;;
    'deal group join') verbs=() flags=('--paid' '--format,-F' '--help,-h') ;;
    'deal group paid') verbs=() flags=('--format,-F' '--help,-h') ;;
    'deal group leave') verbs=() flags=('--format,-F' '--help,-h') ;;
    'deal group close') verbs=() flags=('--at-solo-price' '--seller-tops-up' '--format,-F' '--help,-h') ;;
    'deal group refunded') verbs=() flags=('--format,-F' '--help,-h') ;;
    'deal bargain') verbs=('open' 'cut' 'close') flags=('--help,-h') ;;
    'deal bargain open') verbs=() flags=('--floor' '--helpers' '--from' '--hours' '--owner' '--channel,-c' '--seed' '--code' '--format,-F' '--help,-h') ;;
    'deal bargain cut') verbs=() flags=('--format,-F' '--help,-h') ;;
    'deal bargain close') verbs=() flags=('--at-price-reached' '--format,-F' '--help,-h') ;;
    'deal simulate') verbs=('group' 'bargain') flags=('--help,-h') ;;
    'deal simulate group') verbs=() flags=('--price' '--size' '--hours' '--people' '--joined' '--conversion' '--channel,-c' '--format,-F' '--help,-h') ;;
    'deal simulate bargain') verbs=() flags=('--floor' '--helpers' '--from' '--hours' '--people' '--conversion' '--channel,-c' '--format,-F' '--help,-h') ;;
    'person') verbs=('add' 'list' 'show' 'edit' 'note' 'forget' 'due' 'tree') flags=('--help,-h') ;;
    'person add') verbs=() flags=('--word' '--handle*' '--interest,-i*' '--stage' '--on' '--referred-by' '--next' '--group,-g*' '--note' '--format,-F' '--help,-h') ;;
    'person list') verbs=() flags=('--stage' '--interest,-i*' '--group,-g' '--format,-F' '--help,-h') ;;
    'person show') verbs=() flags=('--format,-F' '--help,-h') ;;
    'person edit') verbs=() flags=('--name' '--stage' '--on' '--note' '--referred-by' '--next' '--handle*' '--no-handle*' '--interest,-i*' '--no-interests' '--group,-g*' '--leave*' '--format,-F' '--help,-h') ;;
    'person note') verbs=() flags=('--next' '--format,-F' '--help,-h') ;;
    'person forget') verbs=() flags=('--yes,-y' '--dry-run,-n' '--format,-F' '--help,-h') ;;
    'person due') verbs=() flags=('--silent' '--limit' '--format,-F' '--help,-h') ;;
    'person tree') verbs=() flags=('--format,-F' '--help,-h') ;;
    'group') verbs=('add' 'list' 'show' 'edit') flags=('--help,-h') ;;
    'group add') verbs=() flags=('--channel,-c' '--word' '--size' '--interest,-i*' '--cool-down' '--posts-a-day' '--format,-F' '--help,-h') ;;
    'group list') verbs=() flags=('--channel,-c' '--interest,-i*' '--archived' '--format,-F' '--help,-h') ;;
    'group show') verbs=() flags=('--format,-F' '--help,-h') ;;
    'group edit') verbs=() flags=('--name' '--channel,-c' '--size' '--interest,-i*' '--no-interests' '--cool-down' '--posts-a-day' '--archive,--restore' '--format,-F' '--help,-h') ;;
    'people') verbs=('export') flags=('--help,-h') ;;
    'people export') verbs=() flags=('--person' '--anonymous' '--k' '--as' '--help,-h') ;;
    'commission') verbs=('add' 'import' 'batches' 'confirm' 'settle' 'hold' 'release' 'void' 'adjust' 'show' 'due' 'match' 'list') flags=('--help,-h') ;;
    'commission add') verbs=() flags=('--amount' '--order' '--channel,-c' '--on' '--state' '--currency' '--person' '--link' '--format,-F' '--help,-h') ;;
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
    'partner') verbs=('add' 'terms' 'end' 'list' 'show' 'statement' 'pay' 'unpay') flags=('--help,-h') ;;
    'partner add') verbs=() flags=('--rate' '--second-rate' '--invited-by' '--from' '--until' '--format,-F' '--help,-h') ;;
    'partner terms') verbs=() flags=('--rate' '--second-rate' '--invited-by' '--no-inviter' '--from' '--until' '--format,-F' '--help,-h') ;;
    'partner end') verbs=() flags=('--on' '--format,-F' '--help,-h') ;;
    'partner list') verbs=() flags=('--format,-F' '--help,-h') ;;
    'partner show') verbs=() flags=('--format,-F' '--help,-h') ;;
    'partner statement') verbs=() flags=('--period,-p' '--to' '--bom' '--format,-F' '--help,-h') ;;
    'partner pay') verbs=() flags=('--amount' '--all' '--on' '--currency' '--reference' '--ahead' '--dry-run,-n' '--format,-F' '--help,-h') ;;
    'partner unpay') verbs=() flags=('--reason' '--number' '--format,-F' '--help,-h') ;;
    'earnings') verbs=('shrink' 'funnel' 'forecast' 'tax' 'export' 'goal') flags=('--by*' '--period,-p' '--currency' '--in' '--compare' '--chart' '--to' '--bom' '--format,-F' '--help,-h') ;;
    'earnings shrink') verbs=() flags=('--by*' '--period,-p' '--format,-F' '--help,-h') ;;
    'earnings funnel') verbs=() flags=('--by' '--period,-p' '--format,-F' '--help,-h') ;;
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
    ' --db' | 'product add --from-text' | 'product add --image' | 'product edit --image' | 'product import 1' | 'product export 1' | 'link new --from' | 'clicks import +' | 'qr export --from' | 'qr export --logo' | 'qr export --zip' | 'poster sheet --to' | 'poster sheet --logo' | 'poster contact-sheet --to' | 'poster make --logo' | 'poster batch --from' | 'poster batch --logo' | 'poster batch --zip' | 'caption lint 1' | 'share plan --to' | 'share plan --from' | 'commission import +' | 'payout import 1' | 'partner statement --to' | 'earnings --to' | 'earnings export 1' | 'rate import 1' | 'db backup 1') kind='file' choices=() ;;
    'product add --title' | 'product add --price' | 'product add --commission' | 'product add --code' | 'product add --was' | 'product add --note' | 'product add --focus' | 'product add 1' | 'product list --query' | 'product list --since' | 'product edit --title' | 'product edit --url' | 'product edit --price' | 'product edit --commission' | 'product edit --new-code' | 'product edit --was' | 'product edit --note' | 'product edit --focus' | 'product fetch-image 2' | 'link limit --from' | 'link limit --until' | 'link limit --fallback' | 'link limit --max-clicks' | 'link new --campaign' | 'link new --code' | 'link retarget 2' | 'backend add --address' | 'backend add --domain' | 'backend add 1' | 'serve --host' | 'serve --port' | 'serve --trusted-proxy' | 'serve --workers' | 'publish --log' | 'qr show --campaign' | 'qr export --query' | 'qr export --since' | 'qr export --campaign' | 'qr export --color' | 'qr export --name' | 'qr export --jobs' | 'qr export -j' | 'poster sheet --size' | 'poster sheet --across' | 'poster sheet --down' | 'poster sheet --margin' | 'poster sheet --gap' | 'poster sheet --row-gap' | 'poster sheet --line' | 'poster sheet --copies' | 'poster sheet --campaign' | 'poster sheet --color' | 'poster contact-sheet --columns' | 'poster make --campaign' | 'poster make --canvas' | 'poster make --words' | 'poster make --accent' | 'poster make --color' | 'poster make --name' | 'poster batch --query' | 'poster batch --since' | 'poster batch --campaign' | 'poster batch --canvas' | 'poster batch --words' | 'poster batch --accent' | 'poster batch --color' | 'poster batch --name' | 'poster batch --jobs' | 'poster batch -j' | 'poster template new 1' | 'caption lint --allow' | 'caption write --campaign' | 'caption write --words' | 'caption write --allow' | 'caption template new 1' | 'share pack --language' | 'share pack --words' | 'share pack --allow' | 'share plan --days' | 'share plan --posts' | 'share plan --seed' | 'share next --count' | 'share next -n' | 'share next --seed' | 'content add --title' | 'content add --url' | 'content add --made' | 'content add 1' | 'content edit --title' | 'content edit --url' | 'content edit --made' | 'deal list --state' | 'deal list --kind' | 'deal group open --price' | 'deal group open --size' | 'deal group open --hours' | 'deal group open --code' | 'deal bargain open --floor' | 'deal bargain open --helpers' | 'deal bargain open --from' | 'deal bargain open --hours' | 'deal bargain open --seed' | 'deal bargain open --code' | 'deal simulate group --price' | 'deal simulate group --size' | 'deal simulate group --hours' | 'deal simulate group --people' | 'deal simulate group --joined' | 'deal simulate group --conversion' | 'deal simulate bargain --floor' | 'deal simulate bargain --helpers' | 'deal simulate bargain --from' | 'deal simulate bargain --hours' | 'deal simulate bargain --people' | 'deal simulate bargain --conversion' | 'person add --word' | 'person add --handle' | 'person add --on' | 'person add --next' | 'person add --note' | 'person add 1' | 'person edit --name' | 'person edit --on' | 'person edit --note' | 'person edit --next' | 'person edit --handle' | 'person note --next' | 'person note 2' | 'person due --silent' | 'person due --limit' | 'group add --word' | 'group add --size' | 'group add --cool-down' | 'group add --posts-a-day' | 'group add 1' | 'group edit --name' | 'group edit --size' | 'group edit --cool-down' | 'group edit --posts-a-day' | 'people export --k' | 'commission add --amount' | 'commission add --order' | 'commission add --on' | 'commission import --account' | 'commission import --as-of' | 'commission import --undo' | 'commission import --map' | 'commission batches 1' | 'commission confirm --on' | 'commission confirm 1' | 'commission settle --amount' | 'commission settle --on' | 'commission settle 1' | 'commission hold --on' | 'commission hold 1' | 'commission release --on' | 'commission release 1' | 'commission void --on' | 'commission void 1' | 'commission adjust --refunded' | 'commission adjust --of' | 'commission adjust --amount' | 'commission adjust --on' | 'commission adjust 1' | 'commission show 1' | 'commission due --by' | 'commission match 1' | 'payout add --gross' | 'payout add --fee' | 'payout add --tax' | 'payout add --net' | 'payout add --on' | 'payout add --account' | 'payout add --reference' | 'payout add --line' | 'payout add --until' | 'payout show 1' | 'payout void --reason' | 'payout void 1' | 'reconcile --account' | 'partner add --rate' | 'partner add --second-rate' | 'partner add --from' | 'partner add --until' | 'partner terms --rate' | 'partner terms --second-rate' | 'partner terms --from' | 'partner terms --until' | 'partner end --on' | 'partner pay --amount' | 'partner pay --on' | 'partner pay --reference' | 'partner unpay --reason' | 'partner unpay 1' | 'earnings tax --year' | 'earnings goal set 2' | 'rate set --on' | 'rate set 3' | 'rate remove --on' | 'config set 2') kind='text' choices=() ;;
    'product add --currency' | 'product edit --currency' | 'commission add --currency' | 'payout add --currency' | 'payout import --currency' | 'partner pay --currency' | 'earnings --currency' | 'earnings --in' | 'earnings goal set --currency' | 'earnings goal remove --currency' | 'rate set 1' | 'rate set 2' | 'rate list --currency' | 'rate remove 1' | 'rate remove 2') kind='words' choices=('CNY' 'EUR' 'GBP' 'HKD' 'IDR' 'INR' 'JPY' 'KRW' 'MYR' 'PHP' 'SGD' 'THB' 'TWD' 'USD' 'VND') ;;
    'product add --platform' | 'product list --platform' | 'product edit --platform' | 'qr export --platform' | 'poster batch --platform' | 'commission import --platform' | 'commission due --platform' | 'commission match --platform' | 'commission list --platform' | 'payout add --platform' | 'payout import --platform' | 'payout list --platform' | 'reconcile --platform') kind='platforms' choices=() ;;
    'product add --tag' | 'product add -t' | 'product list --tag' | 'product list -t' | 'product edit --tag' | 'product edit -t' | 'link check --tag' | 'link check -t' | 'link new --tag' | 'link new -t' | 'qr export --tag' | 'qr export -t' | 'poster sheet --tag' | 'poster sheet -t' | 'poster batch --tag' | 'poster batch -t' | 'person add --interest' | 'person add -i' | 'person list --interest' | 'person list -i' | 'person edit --interest' | 'person edit -i' | 'group add --interest' | 'group add -i' | 'group list --interest' | 'group list -i' | 'group edit --interest' | 'group edit -i') kind='tags' choices=() ;;
    'product add --format' | 'product add -F' | 'product list --format' | 'product list -F' | 'product show --format' | 'product show -F' | 'product edit --format' | 'product edit -F' | 'product fetch-image --format' | 'product fetch-image -F' | 'product archive --format' | 'product archive -F' | 'product restore --format' | 'product restore -F' | 'product import --format' | 'product import -F' | 'link clicks --format' | 'link clicks -F' | 'link limit --format' | 'link limit -F' | 'link who --format' | 'link who -F' | 'link check --format' | 'link check -F' | 'link push --format' | 'link push -F' | 'link sync --format' | 'link sync -F' | 'link new --format' | 'link new -F' | 'link list --format' | 'link list -F' | 'link show --format' | 'link show -F' | 'link retarget --format' | 'link retarget -F' | 'link retire --format' | 'link retire -F' | 'backend add --format' | 'backend add -F' | 'backend list --format' | 'backend list -F' | 'backend test --format' | 'backend test -F' | 'backend links --format' | 'backend links -F' | 'serve --format' | 'serve -F' | 'publish --format' | 'publish -F' | 'publish status --format' | 'publish status -F' | 'clicks import --format' | 'clicks import -F' | 'clicks show --format' | 'clicks show -F' | 'clicks orphans --format' | 'clicks orphans -F' | 'clicks reclassify --format' | 'clicks reclassify -F' | 'qr show --format' | 'qr show -F' | 'qr export --format' | 'qr export -F' | 'poster sheet --format' | 'poster sheet -F' | 'poster contact-sheet --format' | 'poster contact-sheet -F' | 'poster make --format' | 'poster make -F' | 'poster batch --format' | 'poster batch -F' | 'poster verify --format' | 'poster verify -F' | 'poster templates --format' | 'poster templates -F' | 'poster template new --format' | 'poster template new -F' | 'caption lint --format' | 'caption lint -F' | 'caption templates --format' | 'caption templates -F' | 'caption write --format' | 'caption write -F' | 'caption template new --format' | 'caption template new -F' | 'share pack --format' | 'share pack -F' | 'share plan --format' | 'share plan -F' | 'share log --format' | 'share log -F' | 'share next --format' | 'share next -F' | 'content add --format' | 'content add -F' | 'content list --format' | 'content list -F' | 'content show --format' | 'content show -F' | 'content edit --format' | 'content edit -F' | 'content archive --format' | 'content archive -F' | 'deal list --format' | 'deal list -F' | 'deal show --format' | 'deal show -F' | 'deal audit --format' | 'deal audit -F' | 'deal group open --format' | 'deal group open -F' | 'deal group join --format' | 'deal group join -F' | 'deal group paid --format' | 'deal group paid -F' | 'deal group leave --format' | 'deal group leave -F' | 'deal group close --format' | 'deal group close -F' | 'deal group refunded --format' | 'deal group refunded -F' | 'deal bargain open --format' | 'deal bargain open -F' | 'deal bargain cut --format' | 'deal bargain cut -F' | 'deal bargain close --format' | 'deal bargain close -F' | 'deal simulate group --format' | 'deal simulate group -F' | 'deal simulate bargain --format' | 'deal simulate bargain -F' | 'person add --format' | 'person add -F' | 'person list --format' | 'person list -F' | 'person show --format' | 'person show -F' | 'person edit --format' | 'person edit -F' | 'person note --format' | 'person note -F' | 'person forget --format' | 'person forget -F' | 'person due --format' | 'person due -F' | 'person tree --format' | 'person tree -F' | 'group add --format' | 'group add -F' | 'group list --format' | 'group list -F' | 'group show --format' | 'group show -F' | 'group edit --format' | 'group edit -F' | 'commission add --format' | 'commission add -F' | 'commission import --format' | 'commission import -F' | 'commission batches --format' | 'commission batches -F' | 'commission confirm --format' | 'commission confirm -F' | 'commission settle --format' | 'commission settle -F' | 'commission hold --format' | 'commission hold -F' | 'commission release --format' | 'commission release -F' | 'commission void --format' | 'commission void -F' | 'commission adjust --format' | 'commission adjust -F' | 'commission show --format' | 'commission show -F' | 'commission due --format' | 'commission due -F' | 'commission match --format' | 'commission match -F' | 'commission list --format' | 'commission list -F' | 'payout add --format' | 'payout add -F' | 'payout import --format' | 'payout import -F' | 'payout list --format' | 'payout list -F' | 'payout show --format' | 'payout show -F' | 'payout void --format' | 'payout void -F' | 'reconcile --format' | 'reconcile -F' | 'partner add --format' | 'partner add -F' | 'partner terms --format' | 'partner terms -F' | 'partner end --format' | 'partner end -F' | 'partner list --format' | 'partner list -F' | 'partner show --format' | 'partner show -F' | 'partner statement --format' | 'partner statement -F' | 'partner pay --format' | 'partner pay -F' | 'partner unpay --format' | 'partner unpay -F' | 'earnings --format' | 'earnings -F' | 'earnings shrink --format' | 'earnings shrink -F' | 'earnings funnel --format' | 'earnings funnel -F' | 'earnings forecast --format' | 'earnings forecast -F' | 'earnings tax --format' | 'earnings tax -F' | 'earnings goal --format' | 'earnings goal -F' | 'rate set --format' | 'rate set -F' | 'rate list --format' | 'rate list -F' | 'config list --format' | 'config list -F' | 'config get --format' | 'config get -F' | 'db check --format' | 'db check -F') kind='words' choices=('table' 'json' 'csv' 'markdown') ;;
    'product show 1' | 'product edit 1' | 'product fetch-image 1' | 'product archive 1' | 'link check --product' | 'link new +' | 'link list --product' | 'qr show 1' | 'qr export +' | 'poster sheet +' | 'poster make +' | 'caption write +' | 'share pack +' | 'share log --product' | 'deal list --product' | 'deal group open 1' | 'deal bargain open 1' | 'deal simulate group 1' | 'deal simulate bargain 1' | 'commission add 1' | 'commission match --product' | 'commission list --product') kind='products' choices=() ;;
    'product restore 1') kind='archived' choices=() ;;
    'product export --images' | 'publish 1' | 'publish status 1' | 'qr export --into' | 'poster contact-sheet 1' | 'poster make --into' | 'poster batch --into' | 'poster verify 1' | 'poster templates --into' | 'share pack --into' | 'share plan --into' | 'demo --into') kind='folder' choices=() ;;
    'product export --format' | 'product export -F' | 'people export --as') kind='words' choices=('csv' 'json') ;;
    'link clicks --channel' | 'link clicks -c' | 'link check --channel' | 'link check -c' | 'link new --channel' | 'link new -c' | 'link list --channel' | 'link list -c' | 'qr show --channel' | 'qr show -c' | 'qr export --channel' | 'qr export -c' | 'poster sheet --channel' | 'poster sheet -c' | 'poster contact-sheet --channel' | 'poster contact-sheet -c' | 'poster make --channel' | 'poster make -c' | 'poster batch --channel' | 'poster batch -c' | 'caption lint --channel' | 'caption lint -c' | 'caption write --channel' | 'caption write -c' | 'share pack --channel' | 'share pack -c' | 'share log --channel' | 'share log -c' | 'content add --channel' | 'content add -c' | 'content list --channel' | 'content list -c' | 'content edit --channel' | 'content edit -c' | 'deal group open --channel' | 'deal group open -c' | 'deal bargain open --channel' | 'deal bargain open -c' | 'deal simulate group --channel' | 'deal simulate group -c' | 'deal simulate bargain --channel' | 'deal simulate bargain -c' | 'person edit --no-handle' | 'group add --channel' | 'group add -c' | 'group list --channel' | 'group list -c' | 'group edit --channel' | 'group edit -c' | 'commission add --channel' | 'commission add -c' | 'commission match --channel' | 'commission match -c' | 'commission list --channel' | 'commission list -c') kind='channels' choices=() ;;
    'link clicks --period' | 'link clicks -p' | 'clicks show --period' | 'clicks show -p' | 'clicks orphans --period' | 'clicks orphans -p' | 'share log --period' | 'share log -p' | 'commission list --period' | 'commission list -p' | 'payout list --period' | 'payout list -p' | 'reconcile --period' | 'reconcile -p' | 'partner statement --period' | 'partner statement -p' | 'earnings --period' | 'earnings -p' | 'earnings shrink --period' | 'earnings shrink -p' | 'earnings funnel --period' | 'earnings funnel -p') kind='words' choices=('today' 'yesterday' 'this-week' 'last-week' 'this-month' 'last-month' 'last-30-days' 'this-year' 'all') ;;
    'link clicks +' | 'link limit 1' | 'link who 1' | 'link check +' | 'link push +' | 'link show 1' | 'link retarget 1' | 'link retire 1' | 'commission add --link' | 'commission match --link') kind='links' choices=() ;;
    'link check --person' | 'link new --person' | 'link list --person' | 'qr show --person' | 'qr export --person' | 'poster sheet --person' | 'poster make --person' | 'poster batch --person' | 'caption write --person' | 'share pack --person' | 'share log --person' | 'share next --person' | 'deal group open --leader' | 'deal group join 2' | 'deal group paid 2' | 'deal group leave 2' | 'deal group refunded 2' | 'deal bargain open --owner' | 'deal bargain cut 2' | 'person add --referred-by' | 'person show 1' | 'person edit --referred-by' | 'person edit 1' | 'person note 1' | 'person forget 1' | 'person tree 1' | 'people export --person' | 'commission add --person' | 'commission match --person' | 'partner add --invited-by' | 'partner add 1' | 'partner terms --invited-by' | 'partner terms 1' | 'partner end 1' | 'partner show 1' | 'partner statement 1' | 'partner pay 1') kind='people' choices=() ;;
    'link push --to' | 'link sync --from' | 'backend test +' | 'backend links 1' | 'backend key 1' | 'backend remove 1') kind='backends' choices=() ;;
    'link new --via') kind='words' choices=('isgd' 'dagd' 'clckru' 'chilpit' 'qpsru' 'tinyurl' 'cuttly' 'bitly') ;;
    'backend add --kind') kind='words' choices=('shlink' 'kutt' 'yourls' 'dub') ;;
    'serve --privacy') kind='words' choices=('day-hash' 'no-visitor') ;;
    'publish --to') kind='words' choices=('nginx' 'caddy' 'cloudflare' 'netlify' 'html') ;;
    'clicks import --as') kind='words' choices=('nginx' 'nginx-json' 'caddy' 'cloudflare' 'csv') ;;
    'clicks show --by') kind='words' choices=('day' 'hour' 'app' 'source' 'from' 'kind') ;;
    'qr export --as' | 'poster make --as' | 'poster batch --as') kind='words' choices=('png' 'jpg' 'pdf' 'svg') ;;
    'qr export --style' | 'poster sheet --style' | 'poster make --style' | 'poster batch --style') kind='words' choices=('square' 'rounded' 'dots') ;;
    'poster sheet --pieces') kind='words' choices=('cards' 'stickers') ;;
    'poster sheet --paper') kind='words' choices=('a4' 'letter') ;;
    'poster sheet --cut') kind='words' choices=('lines' 'marks' 'none') ;;
    'poster make --template' | 'poster make -T' | 'poster batch --template' | 'poster batch -T' | 'poster template new --from') kind='templates' choices=() ;;
    'poster make --theme' | 'poster batch --theme') kind='words' choices=('light' 'dark') ;;
    'poster make --deal' | 'deal show 1' | 'deal audit 1' | 'deal group join 1' | 'deal group paid 1' | 'deal group leave 1' | 'deal group close 1' | 'deal group refunded 1' | 'deal bargain cut 1' | 'deal bargain close 1') kind='deals' choices=() ;;
    'caption lint --language' | 'caption write --language') kind='words' choices=('zh' 'zh-Hant' 'en' 'ja' 'ko' 'de' 'fr' 'es' 'pt' 'it' 'nl' 'vi' 'id' 'th' 'ms') ;;
    'caption write --tone' | 'caption template new --from') kind='words' choices=('plain' 'friendly' 'expert' 'list') ;;
    'share pack --group' | 'share pack -g' | 'share plan --group' | 'share plan -g' | 'share log --group' | 'share log -g' | 'share next --group' | 'share next -g' | 'person add --group' | 'person add -g' | 'person list --group' | 'person list -g' | 'person edit --group' | 'person edit -g' | 'person edit --leave' | 'group show 1' | 'group edit 1') kind='groups' choices=() ;;
    'share pack --content' | 'share log --content' | 'content show 1' | 'content edit 1' | 'content archive 1') kind='contents' choices=() ;;
    'share pack --tone') kind='words' choices=('plain' 'friendly' 'expert') ;;
    'share plan --day') kind='words' choices=('today') ;;
    'content add --kind' | 'content list --kind' | 'content edit --kind') kind='words' choices=('review' 'video' 'live' 'post' 'other') ;;
    'person add --stage' | 'person list --stage' | 'person edit --stage') kind='words' choices=('stranger' 'acquaintance' 'trusted' 'advocate') ;;
    'commission add --state' | 'commission list --state') kind='words' choices=('pending' 'confirmed' 'settled' 'paid' 'held' 'void') ;;
    'commission void --reason' | 'commission adjust --reason') kind='words' choices=('order_canceled' 'refund' 'terms_violation' 'tracking_error' 'duplicate' 'correction' 'other') ;;
    'earnings --by' | 'earnings shrink --by') kind='words' choices=('channel' 'product' 'platform' 'campaign' 'content' 'person' 'link' 'day' 'week' 'month' 'quarter' 'year') ;;
    'earnings --compare') kind='words' choices=('previous' 'last-year') ;;
    'earnings funnel --by') kind='words' choices=('channel' 'product') ;;
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
