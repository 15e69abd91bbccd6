# Completes sharecli in PowerShell 5.1 and later.
# Written by scripts/completions.py from the command tree; edit src/sharecli/shell/engines/powershell.ps1 instead.
# What a file or a line holds is compared and quoted, never evaluated.

Register-ArgumentCompleter -Native -CommandName sharecli -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    # What a command offers: its verbs, and its options as NAME,NAME with a * where one may be repeated.
    function Get-Offers([string] $at) {
        $verbs = @(); $flags = @()
        switch -Exact -CaseSensitive ($at) {
        '' { $verbs = @('product:Keep the list of products you share.', 'link:Make a referral link per product and channel.', 'qr:Show and export QR codes that scan.', 'poster:Make posters, each proven to scan before it is kept.', 'commission:Log commissions and import platform reports.', 'payout:Record what platforms paid you, and the lines it covers.', 'reconcile:Compare what a platform owed with what it paid, line by line.', 'earnings:Report what you earned, by channel, product or month.', 'rate:Keep your own exchange rates for reports.', 'config:Set your name, colours, currency, time zone and base URL.', 'db:Find, back up and check your file.', 'completion:Print the completion script of a shell.', 'demo:Run the main job on bundled data, in a throw-away home.'); $flags = @('--db:The SQLite file; else SHARECLI_DB, else the system''s data folder.', '--version:Print the version and stop.', '--help,-h:Show this message and exit.') }
        'product' { $verbs = @('add:Add a product.', 'list:List products.', 'show:Show one product.', 'edit:Change a product; what is not named stays.', 'fetch-image:Fetch a product''s picture from the web, this once.', 'archive:Take a product off the list; its links, commissions and earnings stay.', 'restore:Put an archived product back on the list.', 'import:Import a product list; a row that cannot be read is named, and the others are kept.', 'export:Export all products, archived ones too; importing the file gives the same list.'); $flags = @('--help,-h:Show this message and exit.') }
        'product add' { $verbs = @(); $flags = @('--title:Its title, one line.', '--price:The price, such as 129 or 1,299.50.', '--currency:An ISO 4217 code, such as CNY.', ('--commission:What you get of the price: 20%, 25' + [char]8240 + ' or 0.2.'), '--code:Your word for it; else one is made.', '--platform:A platform, where the link does not tell.', '--tag,-t*:A tag; may be repeated.', '--image:A picture: PNG, JPEG or WebP.', '--was:The price before a discount, such as 159.', '--note:Your own words for it, up to 300 characters; empty for none.', '--focus:What a cut picture keeps in sight: 50%,30%, top or top-left.', '--format,-F:How to show it.', '--help,-h:Show this message and exit.') }
        'product list' { $verbs = @(); $flags = @('--tag,-t*:Only products with this tag; may be repeated: with every one of these.', '--platform:Only of this platform.', '--query:Only products whose title or code has these words.', '--since:Only products added since this day, or since a period began: 2026-10-03, this-month, last-7-days.', '--archived:Only archived ones.', '--format,-F:How to show it.', '--help,-h:Show this message and exit.') }
        'product show' { $verbs = @(); $flags = @('--format,-F:How to show it.', '--help,-h:Show this message and exit.') }
        'product edit' { $verbs = @(); $flags = @('--title:Its title, one line.', '--url:Where it is sold.', '--price:The price, such as 129 or 1,299.50.', '--currency:An ISO 4217 code, such as CNY.', ('--commission:What you get of the price: 20%, 25' + [char]8240 + ' or 0.2.'), '--platform:A platform, where the link does not tell.', '--new-code:Another code for it.', '--tag,-t*:A tag; may be repeated.', '--no-tags:Take its tags away.', '--image:A picture: PNG, JPEG or WebP.', '--was:The price before a discount, such as 159.', '--no-was:Take its former price away.', '--note:Your own words for it, up to 300 characters; empty for none.', '--focus:What a cut picture keeps in sight: 50%,30%, top or top-left.', '--format,-F:How to show it.', '--help,-h:Show this message and exit.') }
        'product fetch-image' { $verbs = @(); $flags = @('--format,-F:How to show it.', '--help,-h:Show this message and exit.') }
        'product archive' { $verbs = @(); $flags = @('--format,-F:How to show it.', '--help,-h:Show this message and exit.') }
        'product restore' { $verbs = @(); $flags = @('--format,-F:How to show it.', '--help,-h:Show this message and exit.') }
        'product import' { $verbs = @(); $flags = @('--dry-run,-n:Say what would happen; change nothing.', '--format,-F:How to show it.', '--help,-h:Show this message and exit.') }
        'product export' { $verbs = @(); $flags = @('--images:Write the pictures into this folder, too.', '--bom:Lead the CSV with a mark that Excel needs for Chinese.', '--format,-F:For standard output; a file''s ending tells.', '--help,-h:Show this message and exit.') }
        'link' { $verbs = @('new:Make the links of products on channels; asking again gives the same ones.', 'list:List links.', 'show:Show one link and where it led over time.', 'retarget:Lead a link elsewhere; its code, printed or posted, stays.', 'retire:Take a link out of use; its code is never given again.'); $flags = @('--help,-h:Show this message and exit.') }
        'link new' { $verbs = @(); $flags = @('--channel,-c*:A channel, such as wechat-moments; may be repeated.', '--all:Every active product.', '--tag,-t*:Only products with this tag; may be repeated: with every one of these.', '--campaign:A campaign, such as spring-sale.', '--person*:Whose link it is, such as ling; may be repeated.', '--code:Your own word instead of a drawn code.', '--format,-F:How to show it.', '--help,-h:Show this message and exit.') }
        'link list' { $verbs = @(); $flags = @('--product*:Only this product''s; may be repeated.', '--channel,-c*:A channel, such as wechat-moments; may be repeated.', '--person*:Only this person''s; may be repeated.', '--retired:Only retired ones.', '--format,-F:How to show it.', '--help,-h:Show this message and exit.') }
        'link show' { $verbs = @(); $flags = @('--format,-F:How to show it.', '--help,-h:Show this message and exit.') }
        'link retarget' { $verbs = @(); $flags = @('--as-it-is:Add no tags.', '--format,-F:How to show it.', '--help,-h:Show this message and exit.') }
        'link retire' { $verbs = @(); $flags = @('--format,-F:How to show it.', '--help,-h:Show this message and exit.') }
        'qr' { $verbs = @('show:Show a code in the terminal, black on white.', 'export:Write codes as PNG, SVG or PDF, each proven to scan; only what has changed is made again.'); $flags = @('--help,-h:Show this message and exit.') }
        'qr show' { $verbs = @(); $flags = @('--channel,-c:A channel, such as wechat-moments.', '--campaign:A campaign, such as spring-sale.', '--person:Whose link it is, such as ling.', '--format,-F:How to show it.', '--help,-h:Show this message and exit.') }
        'qr export' { $verbs = @(); $flags = @('--channel,-c*:A channel, such as wechat-moments; may be repeated.', '--all:Every active product.', '--tag,-t*:Only products with this tag; may be repeated: with every one of these.', '--platform:Only of this platform.', '--query:Only products whose title or code has these words.', '--since:Only products added since this day, or since a period began: 2026-10-03, this-month, last-7-days.', '--from:A list (CSV) with the columns product, channel, campaign, person, template, canvas, words, name, or of product codes alone; - reads standard input.', '--into:The folder to write into; made where it is missing.', '--as:The kind of file.', '--campaign:A campaign, such as spring-sale.', '--person*:Whose link it is, such as ling; may be repeated.', '--style:How the modules of the code are drawn.', '--logo:A picture in the middle of the code.', '--color:The colour of the code''s modules, such as #1f3a5f, or accent.', '--name:Names of the files, such as "{channel}/{code}-{title}".', '--zip:Pack the files into this zip, too.', '--jobs,-j:How many at a time; 0 for one a processor core.', '--no-verify:Do not prove that it scans; the manifest records it.', '--force:Make everything again, also what has not changed.', '--format,-F:How to show it.', '--help,-h:Show this message and exit.') }
        'poster' { $verbs = @('sheet:Print cards or stickers to cut, as one PDF whose codes are vectors.', 'contact-sheet:Show everything that was made on one picture, to look over before posting.', 'make:Make the posters of named products.', 'batch:Make a poster for every active product, channel and person; only what has changed is made again.', 'verify:Prove again that everything in a folder scans; its manifest is enough, your file is not needed.', 'templates:List the templates, each with a small picture in your colours.', 'template:Make a template of your own.'); $flags = @('--help,-h:Show this message and exit.') }
        'poster sheet' { $verbs = @(); $flags = @('--channel,-c:The channel of the links.', '--all:Every active product.', '--tag,-t*:Only products with this tag; may be repeated: with every one of these.', '--to:The file to write.', '--pieces:What it is cut into.', '--size:Of a piece: card, card-us, a7, 40 (mm) or 85x54.', '--paper:What is in the printer.', '--across:Pieces in a row; 0 for as many as fit.', '--down:Rows; 0 for as many as fit.', '--margin:Millimetres left free on every side.', '--gap:Millimetres between columns.', '--row-gap:The same between rows.', '--cut:What says where to cut.', '--line:On a sticker: title, price or call.', '--copies:Of each piece.', '--campaign:A campaign, such as spring-sale.', '--person*:Whose link it is, such as ling; may be repeated.', '--style:How the modules of the code are drawn.', '--logo:A picture in the middle of the code.', '--color:The colour of the code''s modules, such as #1f3a5f, or accent.', '--no-label:Leave the ad label out; the manifest records it.', '--format,-F:How to show it.', '--help,-h:Show this message and exit.') }
        'poster contact-sheet' { $verbs = @(); $flags = @('--to:The file to write.', '--columns:Pictures in a row; 0 for as it fits.', '--channel,-c:Only this channel''s.', '--format,-F:How to show it.', '--help,-h:Show this message and exit.') }
        'poster make' { $verbs = @(); $flags = @('--channel,-c*:A channel, such as wechat-moments; may be repeated.', '--into:The folder to write into; made where it is missing.', '--campaign:A campaign, such as spring-sale.', '--person*:Whose link it is, such as ling; may be repeated.', '--template,-T:A layout; poster templates lists them.', '--canvas:A size of the channel''s, such as portrait, tall, square, story, feed or a4.', '--words:Your recommendation; else the product''s note.', '--theme:light or dark; else your setting.', '--accent:A colour such as #e8423f; else your setting.', '--as:The kind of file.', '--code,--no-code:With a QR code or without; else what the channel allows.', '--style:How the modules of the code are drawn.', '--logo:A picture in the middle of the code.', '--color:The colour of the code''s modules, such as #1f3a5f, or accent.', '--no-label:Leave the ad label out; the manifest records it.', '--bleed:Draw over the edges, as a print shop wants it.', '--marks:Crop marks around it, and bleed.', '--name:Names of the files, such as "{channel}/{code}-{title}".', '--no-verify:Do not prove that it scans; the manifest records it.', '--force:Make everything again, also what has not changed.', '--open:Open it, where there is a desktop.', '--format,-F:How to show it.', '--help,-h:Show this message and exit.') }
        'poster batch' { $verbs = @(); $flags = @('--channel,-c*:A channel, such as wechat-moments; may be repeated.', '--into:The folder to write into; made where it is missing.', '--all:Every active product.', '--tag,-t*:Only products with this tag; may be repeated: with every one of these.', '--platform:Only of this platform.', '--query:Only products whose title or code has these words.', '--since:Only products added since this day, or since a period began: 2026-10-03, this-month, last-7-days.', '--from:A list (CSV) with the columns product, channel, campaign, person, template, canvas, words, name, or of product codes alone; - reads standard input.', '--campaign:A campaign, such as spring-sale.', '--person*:Whose link it is, such as ling; may be repeated.', '--template,-T:A layout; poster templates lists them.', '--canvas:A size of the channel''s, such as portrait, tall, square, story, feed or a4.', '--words:Your recommendation; else the product''s note.', '--theme:light or dark; else your setting.', '--accent:A colour such as #e8423f; else your setting.', '--as:The kind of file.', '--code,--no-code:With a QR code or without; else what the channel allows.', '--style:How the modules of the code are drawn.', '--logo:A picture in the middle of the code.', '--color:The colour of the code''s modules, such as #1f3a5f, or accent.', '--no-label:Leave the ad label out; the manifest records it.', '--bleed:Draw over the edges, as a print shop wants it.', '--marks:Crop marks around it, and bleed.', '--name:Names of the files, such as "{channel}/{code}-{title}".', '--zip:Pack the files into this zip, too.', '--jobs,-j:How many at a time; 0 for one a processor core.', '--no-verify:Do not prove that it scans; the manifest records it.', '--force:Make everything again, also what has not changed.', '--format,-F:How to show it.', '--help,-h:Show this message and exit.') }
        'poster verify' { $verbs = @(); $flags = @('--format,-F:How to show it.', '--help,-h:Show this message and exit.') }
        'poster templates' { $verbs = @(); $flags = @('--into:Write the small pictures into this folder, too.', '--format,-F:How to show it.', '--help,-h:Show this message and exit.') }
        'poster template' { $verbs = @('new:Copy a template into your config folder, where you may change it.'); $flags = @('--help,-h:Show this message and exit.') }
        'poster template new' { $verbs = @(); $flags = @('--from:The template to begin with.', '--format,-F:How to show it.', '--help,-h:Show this message and exit.') }
        'commission' { $verbs = @('add:Log one commission.', 'import:Import platforms'' order reports; importing one again changes nothing.', 'batches:List the imports, or show what one changed.', 'confirm:Confirm a commission: the buyer has kept the goods, and the holding period begins.', 'settle:Settle a commission: the platform owes it for certain.', 'hold:Hold a commission: there is a dispute about it.', 'release:Release a commission that was held; it stands where it stood before.', 'void:Make a commission void before it is settled.', 'adjust:Adjust a settled commission: a refund, a clawback or a correction, as a row of its own.', 'show:Show one commission: how its amount came about, and everything that happened to it.', 'due:List what becomes payable and when: what is settled, and estimates as their holding period ends.', 'match:Lead the lines of a sub-id to a link, a product and a channel; later imports follow.', 'list:List commissions, newest order first.'); $flags = @('--help,-h:Show this message and exit.') }
        'commission add' { $verbs = @(); $flags = @('--amount:The commission, such as 25.80.', '--order:The order''s number.', '--channel,-c:Where the buyer came from.', '--on:The day of the order, such as 2026-10-03; else today.', '--state:Where it stands.', '--currency:An ISO 4217 code; else the product''s.', '--format,-F:How to show it.', '--help,-h:Show this message and exit.') }
        'commission import' { $verbs = @(); $flags = @('--platform:Whose report it is, where the header does not tell.', '--account:Your account there, if you have several.', '--as-of:The day it was downloaded, such as 2026-10-03.', '--strict:Keep nothing of a file with a problem.', '--undo:Take an import back, by its number.', '--map:Describe an unknown report as a platform NAME of your own; show it without NAME.', '--dry-run,-n:Say what would happen; change nothing.', '--format,-F:How to show it.', '--help,-h:Show this message and exit.') }
        'commission batches' { $verbs = @(); $flags = @('--format,-F:How to show it.', '--help,-h:Show this message and exit.') }
        'commission confirm' { $verbs = @(); $flags = @('--on:The day it happened, such as 2026-10-03; else today.', '--format,-F:How to show it.', '--help,-h:Show this message and exit.') }
        'commission settle' { $verbs = @(); $flags = @('--amount:How much, such as 25.80; else the estimate.', '--on:The day it happened, such as 2026-10-03; else today.', '--format,-F:How to show it.', '--help,-h:Show this message and exit.') }
        'commission hold' { $verbs = @(); $flags = @('--on:The day it happened, such as 2026-10-03; else today.', '--format,-F:How to show it.', '--help,-h:Show this message and exit.') }
        'commission release' { $verbs = @(); $flags = @('--on:The day it happened, such as 2026-10-03; else today.', '--format,-F:How to show it.', '--help,-h:Show this message and exit.') }
        'commission void' { $verbs = @(); $flags = @('--reason:Why it will not be paid.', '--on:The day it happened, such as 2026-10-03; else today.', '--format,-F:How to show it.', '--help,-h:Show this message and exit.') }
        'commission adjust' { $verbs = @(); $flags = @('--refunded:What the buyer got back of this line so far, all refunds together.', '--of:What the commission is reckoned from, where no report told it.', '--amount:What came or went, such as -3.20; instead of --refunded.', '--reason:Why it came or went.', '--on:The day it happened, such as 2026-10-03; else today.', '--format,-F:How to show it.', '--help,-h:Show this message and exit.') }
        'commission show' { $verbs = @(); $flags = @('--format,-F:How to show it.', '--help,-h:Show this message and exit.') }
        'commission due' { $verbs = @(); $flags = @('--by:Only what is payable by this day, such as 2026-10-31.', '--platform:Only of this platform.', '--format,-F:How to show it.', '--help,-h:Show this message and exit.') }
        'commission match' { $verbs = @(); $flags = @('--link:The link it means.', '--product:The product it means; with --channel.', '--channel,-c:The channel it means.', '--person:Whose link of that product and channel.', '--platform:Only of this platform.', '--format,-F:How to show it.', '--help,-h:Show this message and exit.') }
        'commission list' { $verbs = @(); $flags = @('--state:Only in this state.', '--platform:Only of this platform.', '--channel,-c:Only from this channel.', '--product:Only of this product.', '--period,-p:2026-10, 2026Q3, this-month, last-month, last-30-days or all.', '--unmatched:Only those whose product or channel is not known.', '--undone:Also those whose import was undone.', '--format,-F:How to show it.', '--help,-h:Show this message and exit.') }
        'payout' { $verbs = @('add:Record a payout; without --line it covers what was settled and not paid up to its day.', 'import:Import payouts from a CSV: date, platform, currency, gross, fee, tax, net, reference; again changes nothing.', 'list:List payouts, the newest first.', 'show:Show one payout and the lines it covers.', 'void:Make a payout void; its lines stand as settled again.'); $flags = @('--help,-h:Show this message and exit.') }
        'payout add' { $verbs = @(); $flags = @('--platform:Who paid.', '--gross:What the lines brought, such as 128.00.', '--fee:What was kept for paying.', '--tax:What was withheld as tax.', '--net:What arrived: gross less fee and tax.', '--on:The day it arrived, such as 2026-10-20; else today.', '--currency:An ISO 4217 code; else the platform''s.', '--account:Your account there, if you have several.', '--reference:The number of the payment.', '--line*:A commission it covers, or COMMISSION=3.20; may be repeated.', '--until:Only lines settled up to this day, such as 2026-09-30.', '--no-lines:It covers no lines.', '--as-they-are:Mark its lines as paid, however far from them it is.', '--dry-run,-n:Say what would happen; change nothing.', '--format,-F:How to show it.', '--help,-h:Show this message and exit.') }
        'payout import' { $verbs = @(); $flags = @('--platform:Who paid, where no column says it.', '--currency:An ISO 4217 code, where no column says it.', '--no-lines:They cover no lines.', '--as-they-are:Mark their lines as paid, however far from them they are.', '--dry-run,-n:Say what would happen; change nothing.', '--format,-F:How to show it.', '--help,-h:Show this message and exit.') }
        'payout list' { $verbs = @(); $flags = @('--platform:Only of this platform.', '--period,-p:2026-10, 2026Q3, this-month, last-month, last-30-days or all.', '--format,-F:How to show it.', '--help,-h:Show this message and exit.') }
        'payout show' { $verbs = @(); $flags = @('--format,-F:How to show it.', '--help,-h:Show this message and exit.') }
        'payout void' { $verbs = @(); $flags = @('--reason:Why, in your own words.', '--format,-F:How to show it.', '--help,-h:Show this message and exit.') }
        'reconcile' { $verbs = @(); $flags = @('--platform:Whose payouts.', '--period,-p:2026-10, 2026Q3, this-month, last-month, last-30-days or all.', '--account:Only of this account of yours.', '--format,-F:How to show it.', '--help,-h:Show this message and exit.') }
        'earnings' { $verbs = @('shrink:Hold what platforms promised against what they settled.', 'forecast:Say what money on its way is likely worth, and when it is due.', 'tax:Add up a year by platform and quarter: gross, taken back, fees, withheld, net.', 'export:Write the ledger as double entry for hledger or beancount.', 'goal:Set a goal and see how far it is.'); $flags = @('--by*:What to group by; may be repeated.', '--period,-p:2026-10, 2026Q3, this-month, last-month, last-30-days or all.', '--currency:Only this currency.', '--in:Convert to this currency at your own rates (sharecli rate).', '--compare:Beside what was earned in the period before.', '--chart:Draw bars, and how it went over time.', '--to:Write a file instead: .html, .xlsx, .csv, .json or .md.', '--bom:Lead a CSV with a byte order mark, for Excel.', '--format,-F:How to show it.', '--help,-h:Show this message and exit.') }
        'earnings shrink' { $verbs = @(); $flags = @('--by*:What to group by; may be repeated.', '--period,-p:2026-10, 2026Q3, this-month, last-month, last-30-days or all.', '--format,-F:How to show it.', '--help,-h:Show this message and exit.') }
        'earnings forecast' { $verbs = @(); $flags = @('--format,-F:How to show it.', '--help,-h:Show this message and exit.') }
        'earnings tax' { $verbs = @(); $flags = @('--year:Which year; else this one.', '--format,-F:How to show it.', '--help,-h:Show this message and exit.') }
        'earnings export' { $verbs = @(); $flags = @('--to:For which program.', '--help,-h:Show this message and exit.') }
        'earnings goal' { $verbs = @('set:Set what you want to earn in a period; a second time sets it anew.', 'remove:Take a goal away.'); $flags = @('--format,-F:How to show it.', '--help,-h:Show this message and exit.') }
        'earnings goal set' { $verbs = @(); $flags = @('--currency:An ISO 4217 code; else your own.', '--help,-h:Show this message and exit.') }
        'earnings goal remove' { $verbs = @(); $flags = @('--currency:An ISO 4217 code; else your own.', '--help,-h:Show this message and exit.') }
        'rate' { $verbs = @('set:Set what one unit of a currency is worth in another, from a day on.', 'list:List your rates by pair and day.', 'remove:Take one rate away.', 'import:Import rates from a file; the same file again changes nothing.'); $flags = @('--help,-h:Show this message and exit.') }
        'rate set' { $verbs = @(); $flags = @('--on:From which day, such as 2026-10-01; else today.', '--format,-F:How to show it.', '--help,-h:Show this message and exit.') }
        'rate list' { $verbs = @(); $flags = @('--currency:Only rates from or to this currency.', '--format,-F:How to show it.', '--help,-h:Show this message and exit.') }
        'rate remove' { $verbs = @(); $flags = @('--on:From which day, such as 2026-10-01; else today.', '--help,-h:Show this message and exit.') }
        'rate import' { $verbs = @(); $flags = @('--help,-h:Show this message and exit.') }
        'config' { $verbs = @('list:List every setting, what it is and where it comes from.', 'get:Print one setting.', 'set:Set one setting.'); $flags = @('--help,-h:Show this message and exit.') }
        'config list' { $verbs = @(); $flags = @('--format,-F:How to show it.', '--help,-h:Show this message and exit.') }
        'config get' { $verbs = @(); $flags = @('--format,-F:How to show it.', '--help,-h:Show this message and exit.') }
        'config set' { $verbs = @(); $flags = @('--help,-h:Show this message and exit.') }
        'db' { $verbs = @('path:Print where the file lies.', 'backup:Copy the file, safely even while it is written, and check the copy.', 'check:Check the file: SQLite''s own check, rows that point nowhere, and the ledger''s chain of hashes.'); $flags = @('--help,-h:Show this message and exit.') }
        'db path' { $verbs = @(); $flags = @('--help,-h:Show this message and exit.') }
        'db backup' { $verbs = @(); $flags = @('--help,-h:Show this message and exit.') }
        'db check' { $verbs = @(); $flags = @('--format,-F:How to show it.', '--help,-h:Show this message and exit.') }
        'completion' { $verbs = @(); $flags = @('--help,-h:Show this message and exit.') }
        'demo' { $verbs = @(); $flags = @('--into:The home to use; else a new temporary folder.', '--help,-h:Show this message and exit.') }
        }
        @{ verbs = $verbs; flags = $flags }
    }

    # What may stand in a place: "COMMAND --option", "COMMAND 1" for an argument, "COMMAND +" for those that go on.
    function Get-Takes([string] $place) {
        $kind = ''; $choices = @()
        switch ($place) {
        { $_ -cin @(' --db', 'product add --image', 'product edit --image', 'product import 1', 'product export 1', 'qr export --from', 'qr export --logo', 'qr export --zip', 'poster sheet --to', 'poster sheet --logo', 'poster contact-sheet --to', 'poster make --logo', 'poster batch --from', 'poster batch --logo', 'poster batch --zip', 'commission import +', 'payout import 1', 'earnings --to', 'earnings export 1', 'rate import 1', 'db backup 1') } { $kind = 'file'; $choices = @() }
        { $_ -cin @('product add --title', 'product add --price', 'product add --commission', 'product add --code', 'product add --was', 'product add --note', 'product add --focus', 'product add 1', 'product list --query', 'product list --since', 'product edit --title', 'product edit --url', 'product edit --price', 'product edit --commission', 'product edit --new-code', 'product edit --was', 'product edit --note', 'product edit --focus', 'product fetch-image 2', 'link new --campaign', 'link new --code', 'link retarget 2', 'qr show --campaign', 'qr export --query', 'qr export --since', 'qr export --campaign', 'qr export --color', 'qr export --name', 'qr export --jobs', 'qr export -j', 'poster sheet --size', 'poster sheet --across', 'poster sheet --down', 'poster sheet --margin', 'poster sheet --gap', 'poster sheet --row-gap', 'poster sheet --line', 'poster sheet --copies', 'poster sheet --campaign', 'poster sheet --color', 'poster contact-sheet --columns', 'poster make --campaign', 'poster make --canvas', 'poster make --words', 'poster make --accent', 'poster make --color', 'poster make --name', 'poster batch --query', 'poster batch --since', 'poster batch --campaign', 'poster batch --canvas', 'poster batch --words', 'poster batch --accent', 'poster batch --color', 'poster batch --name', 'poster batch --jobs', 'poster batch -j', 'poster template new 1', 'commission add --amount', 'commission add --order', 'commission add --on', 'commission import --account', 'commission import --as-of', 'commission import --undo', 'commission import --map', 'commission batches 1', 'commission confirm --on', 'commission confirm 1', 'commission settle --amount', 'commission settle --on', 'commission settle 1', 'commission hold --on', 'commission hold 1', 'commission release --on', 'commission release 1', 'commission void --on', 'commission void 1', 'commission adjust --refunded', 'commission adjust --of', 'commission adjust --amount', 'commission adjust --on', 'commission adjust 1', 'commission show 1', 'commission due --by', 'commission match 1', 'payout add --gross', 'payout add --fee', 'payout add --tax', 'payout add --net', 'payout add --on', 'payout add --account', 'payout add --reference', 'payout add --line', 'payout add --until', 'payout show 1', 'payout void --reason', 'payout void 1', 'reconcile --account', 'earnings tax --year', 'earnings goal set 2', 'rate set --on', 'rate set 3', 'rate remove --on', 'config set 2') } { $kind = 'text'; $choices = @() }
        { $_ -cin @('product add --currency', 'product edit --currency', 'commission add --currency', 'payout add --currency', 'payout import --currency', 'earnings --currency', 'earnings --in', 'earnings goal set --currency', 'earnings goal remove --currency', 'rate set 1', 'rate set 2', 'rate list --currency', 'rate remove 1', 'rate remove 2') } { $kind = 'words'; $choices = @('CNY', 'EUR', 'GBP', 'HKD', 'IDR', 'INR', 'JPY', 'KRW', 'MYR', 'PHP', 'SGD', 'THB', 'TWD', 'USD', 'VND') }
        { $_ -cin @('product add --platform', 'product list --platform', 'product edit --platform', 'qr export --platform', 'poster batch --platform', 'commission import --platform', 'commission due --platform', 'commission match --platform', 'commission list --platform', 'payout add --platform', 'payout import --platform', 'payout list --platform', 'reconcile --platform') } { $kind = 'platforms'; $choices = @() }
        { $_ -cin @('product add --tag', 'product add -t', 'product list --tag', 'product list -t', 'product edit --tag', 'product edit -t', 'link new --tag', 'link new -t', 'qr export --tag', 'qr export -t', 'poster sheet --tag', 'poster sheet -t', 'poster batch --tag', 'poster batch -t') } { $kind = 'tags'; $choices = @() }
        { $_ -cin @('product add --format', 'product add -F', 'product list --format', 'product list -F', 'product show --format', 'product show -F', 'product edit --format', 'product edit -F', 'product fetch-image --format', 'product fetch-image -F', 'product archive --format', 'product archive -F', 'product restore --format', 'product restore -F', 'product import --format', 'product import -F', 'link new --format', 'link new -F', 'link list --format', 'link list -F', 'link show --format', 'link show -F', 'link retarget --format', 'link retarget -F', 'link retire --format', 'link retire -F', 'qr show --format', 'qr show -F', 'qr export --format', 'qr export -F', 'poster sheet --format', 'poster sheet -F', 'poster contact-sheet --format', 'poster contact-sheet -F', 'poster make --format', 'poster make -F', 'poster batch --format', 'poster batch -F', 'poster verify --format', 'poster verify -F', 'poster templates --format', 'poster templates -F', 'poster template new --format', 'poster template new -F', 'commission add --format', 'commission add -F', 'commission import --format', 'commission import -F', 'commission batches --format', 'commission batches -F', 'commission confirm --format', 'commission confirm -F', 'commission settle --format', 'commission settle -F', 'commission hold --format', 'commission hold -F', 'commission release --format', 'commission release -F', 'commission void --format', 'commission void -F', 'commission adjust --format', 'commission adjust -F', 'commission show --format', 'commission show -F', 'commission due --format', 'commission due -F', 'commission match --format', 'commission match -F', 'commission list --format', 'commission list -F', 'payout add --format', 'payout add -F', 'payout import --format', 'payout import -F', 'payout list --format', 'payout list -F', 'payout show --format', 'payout show -F', 'payout void --format', 'payout void -F', 'reconcile --format', 'reconcile -F', 'earnings --format', 'earnings -F', 'earnings shrink --format', 'earnings shrink -F', 'earnings forecast --format', 'earnings forecast -F', 'earnings tax --format', 'earnings tax -F', 'earnings goal --format', 'earnings goal -F', 'rate set --format', 'rate set -F', 'rate list --format', 'rate list -F', 'config list --format', 'config list -F', 'config get --format', 'config get -F', 'db check --format', 'db check -F') } { $kind = 'words'; $choices = @('table', 'json', 'csv', 'markdown') }
        { $_ -cin @('product show 1', 'product edit 1', 'product fetch-image 1', 'product archive 1', 'link new +', 'link list --product', 'qr show 1', 'qr export +', 'poster sheet +', 'poster make +', 'commission add 1', 'commission match --product', 'commission list --product') } { $kind = 'products'; $choices = @() }
        { $_ -cin @('product restore 1') } { $kind = 'archived'; $choices = @() }
        { $_ -cin @('product export --images', 'qr export --into', 'poster contact-sheet 1', 'poster make --into', 'poster batch --into', 'poster verify 1', 'poster templates --into', 'demo --into') } { $kind = 'folder'; $choices = @() }
        { $_ -cin @('product export --format', 'product export -F') } { $kind = 'words'; $choices = @('csv', 'json') }
        { $_ -cin @('link new --channel', 'link new -c', 'link list --channel', 'link list -c', 'qr show --channel', 'qr show -c', 'qr export --channel', 'qr export -c', 'poster sheet --channel', 'poster sheet -c', 'poster contact-sheet --channel', 'poster contact-sheet -c', 'poster make --channel', 'poster make -c', 'poster batch --channel', 'poster batch -c', 'commission add --channel', 'commission add -c', 'commission match --channel', 'commission match -c', 'commission list --channel', 'commission list -c') } { $kind = 'channels'; $choices = @() }
        { $_ -cin @('link new --person', 'link list --person', 'qr show --person', 'qr export --person', 'poster sheet --person', 'poster make --person', 'poster batch --person', 'commission match --person') } { $kind = 'people'; $choices = @() }
        { $_ -cin @('link show 1', 'link retarget 1', 'link retire 1', 'commission match --link') } { $kind = 'links'; $choices = @() }
        { $_ -cin @('qr export --as', 'poster make --as', 'poster batch --as') } { $kind = 'words'; $choices = @('png', 'jpg', 'pdf', 'svg') }
        { $_ -cin @('qr export --style', 'poster sheet --style', 'poster make --style', 'poster batch --style') } { $kind = 'words'; $choices = @('square', 'rounded', 'dots') }
        { $_ -cin @('poster sheet --pieces') } { $kind = 'words'; $choices = @('cards', 'stickers') }
        { $_ -cin @('poster sheet --paper') } { $kind = 'words'; $choices = @('a4', 'letter') }
        { $_ -cin @('poster sheet --cut') } { $kind = 'words'; $choices = @('lines', 'marks', 'none') }
        { $_ -cin @('poster make --template', 'poster make -T', 'poster batch --template', 'poster batch -T', 'poster template new --from') } { $kind = 'templates'; $choices = @() }
        { $_ -cin @('poster make --theme', 'poster batch --theme') } { $kind = 'words'; $choices = @('light', 'dark') }
        { $_ -cin @('commission add --state', 'commission list --state') } { $kind = 'words'; $choices = @('pending', 'confirmed', 'settled', 'paid', 'held', 'void') }
        { $_ -cin @('commission void --reason', 'commission adjust --reason') } { $kind = 'words'; $choices = @('order_canceled', 'refund', 'terms_violation', 'tracking_error', 'duplicate', 'correction', 'other') }
        { $_ -cin @('commission list --period', 'commission list -p', 'payout list --period', 'payout list -p', 'reconcile --period', 'reconcile -p', 'earnings --period', 'earnings -p', 'earnings shrink --period', 'earnings shrink -p') } { $kind = 'words'; $choices = @('today', 'yesterday', 'this-week', 'last-week', 'this-month', 'last-month', 'last-30-days', 'this-year', 'all') }
        { $_ -cin @('earnings --by', 'earnings shrink --by') } { $kind = 'words'; $choices = @('channel', 'product', 'platform', 'campaign', 'person', 'link', 'day', 'week', 'month', 'quarter', 'year') }
        { $_ -cin @('earnings --compare') } { $kind = 'words'; $choices = @('previous', 'last-year') }
        { $_ -cin @('earnings export --to') } { $kind = 'words'; $choices = @('hledger', 'beancount') }
        { $_ -cin @('earnings goal set 1', 'earnings goal remove 1') } { $kind = 'words'; $choices = @('today', 'yesterday', 'this-week', 'last-week', 'this-month', 'last-month', 'last-30-days', 'this-year') }
        { $_ -cin @('config get 1', 'config set 1') } { $kind = 'words'; $choices = @('base-url', 'currency', 'time-zone', 'name', 'tagline', 'handle', 'avatar', 'accent', 'theme', 'locale', 'template', 'label') }
        { $_ -cin @('completion 1') } { $kind = 'words'; $choices = @('bash', 'zsh', 'fish', 'powershell') }
        }
        @{ kind = $kind; choices = $choices }
    }

    function New-Result([string] $text, [string] $shown, [string] $tip) {
        if (-not $tip) { $tip = $shown }
        [System.Management.Automation.CompletionResult]::new($text, $shown, 'ParameterValue', $tip)
    }

    # What may stand in a place of that kind; $lead comes before it on the line.
    function Get-Values($takes, [string] $typed, [string] $lead, [string] $db) {
        $typed = $typed.Trim("'", '"')
        if ($takes.kind -in 'file', 'folder') {
            [System.Management.Automation.CompletionCompleters]::CompleteFilename($typed) |
                Where-Object { $takes.kind -eq 'file' -or $_.ResultType -eq 'ProviderContainer' } |
                ForEach-Object { New-Result ($lead + $_.CompletionText) $_.ListItemText $_.ToolTip }
            return
        }
        $found = @()
        if ($takes.kind -eq 'words') {
            $found = @($takes.choices | Where-Object { $_.StartsWith($typed, [StringComparison]::OrdinalIgnoreCase) })
        } elseif ($takes.kind -ne 'text') {
            $asked = @('--values', $takes.kind, $typed)
            if ($db) { $asked += @('--db', $db) }
            $program = Get-Command sharecli -CommandType Application -ErrorAction Ignore | Select-Object -First 1
            if ($program) { $found = @(& $program @asked 2>$null) }
        }
        foreach ($value in $found) {
            $text = $value
            if ($value -notmatch '^[\w.][\w./:-]*$') {
                $text = "'" + [System.Management.Automation.Language.CodeGeneration]::EscapeSingleQuotedStringContent($value) + "'"
            }
            New-Result ($lead + $text) $value $value
        }
    }

    # The options that may still stand on the line.
    function Get-Flags($flags, $seen, [string] $typed) {
        foreach ($flag in $flags) {
            $spelled, $tip = $flag.Split([char[]] ':', 2)
            $names = @($spelled.TrimEnd('*').Split(','))
            if (-not $spelled.EndsWith('*') -and @($names | Where-Object { $seen -ccontains $_ }).Count) { continue }
            foreach ($name in $names) {
                if (($name.StartsWith('--') -or $names.Count -eq 1) -and $name.StartsWith($typed)) { New-Result $name $name $tip }
            }
        }
    }

    $at = ''; $place = 1; $db = ''; $waiting = ''; $dashes = $false; $seen = @()
    $typed = [string] $wordToComplete
    foreach ($element in @($commandAst.CommandElements | Select-Object -Skip 1)) {
        if ($element.Extent.EndOffset -ge $cursorPosition) { break }
        $word = $element.Extent.Text
        if ($element -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $word = $element.Value }
        if ($waiting) {
            if ($waiting -ceq '--db') { $db = $word }
            $waiting = ''
        } elseif ($word -ceq '--' -and -not $dashes) {
            $dashes = $true
        } elseif ($word -like '--*=*' -and -not $dashes) {
            $name, $value = $word.Split([char[]] '=', 2)
            $seen += $name
            if ($name -ceq '--db') { $db = $value.Trim("'", '"') }
        } elseif ($word -like '-?*' -and -not $dashes) {
            $seen += $word
            if ((Get-Takes "$at $word").kind) { $waiting = $word }
        } elseif ((Get-Offers $at).verbs.Count) {
            $at = "$at $word".Trim(); $place = 1; $seen = @()
        } else {
            $place++
        }
    }

    $offers = Get-Offers $at
    if ($waiting) {
        Get-Values (Get-Takes "$at $waiting") $typed '' $db
    } elseif ($typed -like '--*=*' -and -not $dashes) {
        $name, $value = $typed.Split([char[]] '=', 2)
        $takes = Get-Takes "$at $name"
        if ($takes.kind) { Get-Values $takes $value "$name=" $db }
    } elseif ($typed -like '-*' -and -not $dashes) {
        Get-Flags $offers.flags $seen $typed
    } elseif ($offers.verbs.Count) {
        foreach ($row in $offers.verbs) {
            $name, $tip = $row.Split([char[]] ':', 2)
            if ($name.StartsWith($typed)) { New-Result $name $name $tip }
        }
    } else {
        $takes = Get-Takes "$at $place"
        if (-not $takes.kind) { $takes = Get-Takes "$at +" }
        if ($takes.kind) { Get-Values $takes $typed '' $db } else { Get-Flags $offers.flags $seen $typed }
    }
}
