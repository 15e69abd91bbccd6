# Completes sharecli in fish 3.1 and later.
# Written by scripts/completions.py from the command tree; edit src/sharecli/shell/engines/fish.fish instead.
# What a file or a line holds is compared and quoted, never evaluated.

# What a command offers: its verbs, and its options as NAME,NAME with a * where one may be repeated.
function __sharecli_offers --no-scope-shadowing
    set verbs
    set flags
    switch "$argv[1]"
        case ''
            set verbs 'product:Keep the list of products you share.' 'link:Make a referral link per product and channel.' 'qr:Show and export QR codes that scan.' 'poster:Make posters, each proven to scan before it is kept.' 'commission:Log commissions and import platform reports.' 'payout:Record what platforms paid you, and the lines it covers.' 'reconcile:Compare what a platform owed with what it paid, line by line.' 'earnings:Report what you earned, by channel, product or month.' 'rate:Keep your own exchange rates for reports.' 'config:Set your name, colours, currency, time zone and base URL.' 'db:Find, back up and check your file.' 'completion:Print the completion script of a shell.' 'demo:Run the main job on bundled data, in a throw-away home.'
            set flags '--db:The SQLite file; else SHARECLI_DB, else the system\'s data folder.' '--version:Print the version and stop.' '--help,-h:Show this message and exit.'
        case 'product'
            set verbs 'add:Add a product.' 'list:List products.' 'show:Show one product.' 'edit:Change a product; what is not named stays.' 'fetch-image:Fetch a product\'s picture from the web, this once.' 'archive:Take a product off the list; its links, commissions and earnings stay.' 'restore:Put an archived product back on the list.' 'import:Import a product list; a row that cannot be read is named, and the others are kept.' 'export:Export all products, archived ones too; importing the file gives the same list.'
            set flags '--help,-h:Show this message and exit.'
        case 'product add'
            set verbs
            set flags '--title:Its title, one line.' '--price:The price, such as 129 or 1,299.50.' '--currency:An ISO 4217 code, such as CNY.' '--commission:What you get of the price: 20%, 25‰ or 0.2.' '--code:Your word for it; else one is made.' '--platform:A platform, where the link does not tell.' '--tag,-t*:A tag; may be repeated.' '--image:A picture: PNG, JPEG or WebP.' '--was:The price before a discount, such as 159.' '--note:Your own words for it, up to 300 characters; empty for none.' '--focus:What a cut picture keeps in sight: 50%,30%, top or top-left.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'product list'
            set verbs
            set flags '--tag,-t*:Only products with this tag; may be repeated: with every one of these.' '--platform:Only of this platform.' '--query:Only products whose title or code has these words.' '--since:Only products added since this day, or since a period began: 2026-10-03, this-month, last-7-days.' '--archived:Only archived ones.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'product show'
            set verbs
            set flags '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'product edit'
            set verbs
            set flags '--title:Its title, one line.' '--url:Where it is sold.' '--price:The price, such as 129 or 1,299.50.' '--currency:An ISO 4217 code, such as CNY.' '--commission:What you get of the price: 20%, 25‰ or 0.2.' '--platform:A platform, where the link does not tell.' '--new-code:Another code for it.' '--tag,-t*:A tag; may be repeated.' '--no-tags:Take its tags away.' '--image:A picture: PNG, JPEG or WebP.' '--was:The price before a discount, such as 159.' '--no-was:Take its former price away.' '--note:Your own words for it, up to 300 characters; empty for none.' '--focus:What a cut picture keeps in sight: 50%,30%, top or top-left.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'product fetch-image'
            set verbs
            set flags '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'product archive'
            set verbs
            set flags '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'product restore'
            set verbs
            set flags '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'product import'
            set verbs
            set flags '--dry-run,-n:Say what would happen; change nothing.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'product export'
            set verbs
            set flags '--images:Write the pictures into this folder, too.' '--bom:Lead the CSV with a mark that Excel needs for Chinese.' '--format,-F:For standard output; a file\'s ending tells.' '--help,-h:Show this message and exit.'
        case 'link'
            set verbs 'new:Make the links of products on channels; asking again gives the same ones.' 'list:List links.' 'show:Show one link and where it led over time.' 'retarget:Lead a link elsewhere; its code, printed or posted, stays.' 'retire:Take a link out of use; its code is never given again.'
            set flags '--help,-h:Show this message and exit.'
        case 'link new'
            set verbs
            set flags '--channel,-c*:A channel, such as wechat-moments; may be repeated.' '--all:Every active product.' '--tag,-t*:Only products with this tag; may be repeated: with every one of these.' '--campaign:A campaign, such as spring-sale.' '--person*:Whose link it is, such as ling; may be repeated.' '--code:Your own word instead of a drawn code.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'link list'
            set verbs
            set flags '--product*:Only this product\'s; may be repeated.' '--channel,-c*:A channel, such as wechat-moments; may be repeated.' '--person*:Only this person\'s; may be repeated.' '--retired:Only retired ones.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'link show'
            set verbs
            set flags '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'link retarget'
            set verbs
            set flags '--as-it-is:Add no tags.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'link retire'
            set verbs
            set flags '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'qr'
            set verbs 'show:Show a code in the terminal, black on white.' 'export:Write codes as PNG, SVG or PDF, each proven to scan; only what has changed is made again.'
            set flags '--help,-h:Show this message and exit.'
        case 'qr show'
            set verbs
            set flags '--channel,-c:A channel, such as wechat-moments.' '--campaign:A campaign, such as spring-sale.' '--person:Whose link it is, such as ling.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'qr export'
            set verbs
            set flags '--channel,-c*:A channel, such as wechat-moments; may be repeated.' '--all:Every active product.' '--tag,-t*:Only products with this tag; may be repeated: with every one of these.' '--platform:Only of this platform.' '--query:Only products whose title or code has these words.' '--since:Only products added since this day, or since a period began: 2026-10-03, this-month, last-7-days.' '--from:A list (CSV) with the columns product, channel, campaign, person, template, canvas, words, name, or of product codes alone; - reads standard input.' '--into:The folder to write into; made where it is missing.' '--as:The kind of file.' '--campaign:A campaign, such as spring-sale.' '--person*:Whose link it is, such as ling; may be repeated.' '--style:How the modules of the code are drawn.' '--logo:A picture in the middle of the code.' '--color:The colour of the code\'s modules, such as #1f3a5f, or accent.' '--name:Names of the files, such as "{channel}/{code}-{title}".' '--zip:Pack the files into this zip, too.' '--jobs,-j:How many at a time; 0 for one a processor core.' '--no-verify:Do not prove that it scans; the manifest records it.' '--force:Make everything again, also what has not changed.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'poster'
            set verbs 'sheet:Print cards or stickers to cut, as one PDF whose codes are vectors.' 'contact-sheet:Show everything that was made on one picture, to look over before posting.' 'make:Make the posters of named products.' 'batch:Make a poster for every active product, channel and person; only what has changed is made again.' 'verify:Prove again that everything in a folder scans; its manifest is enough, your file is not needed.' 'templates:List the templates, each with a small picture in your colours.' 'template:Make a template of your own.'
            set flags '--help,-h:Show this message and exit.'
        case 'poster sheet'
            set verbs
            set flags '--channel,-c:The channel of the links.' '--all:Every active product.' '--tag,-t*:Only products with this tag; may be repeated: with every one of these.' '--to:The file to write.' '--pieces:What it is cut into.' '--size:Of a piece: card, card-us, a7, 40 (mm) or 85x54.' '--paper:What is in the printer.' '--across:Pieces in a row; 0 for as many as fit.' '--down:Rows; 0 for as many as fit.' '--margin:Millimetres left free on every side.' '--gap:Millimetres between columns.' '--row-gap:The same between rows.' '--cut:What says where to cut.' '--line:On a sticker: title, price or call.' '--copies:Of each piece.' '--campaign:A campaign, such as spring-sale.' '--person*:Whose link it is, such as ling; may be repeated.' '--style:How the modules of the code are drawn.' '--logo:A picture in the middle of the code.' '--color:The colour of the code\'s modules, such as #1f3a5f, or accent.' '--no-label:Leave the ad label out; the manifest records it.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'poster contact-sheet'
            set verbs
            set flags '--to:The file to write.' '--columns:Pictures in a row; 0 for as it fits.' '--channel,-c:Only this channel\'s.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'poster make'
            set verbs
            set flags '--channel,-c*:A channel, such as wechat-moments; may be repeated.' '--into:The folder to write into; made where it is missing.' '--campaign:A campaign, such as spring-sale.' '--person*:Whose link it is, such as ling; may be repeated.' '--template,-T:A layout; poster templates lists them.' '--canvas:A size of the channel\'s, such as portrait, tall, square, story, feed or a4.' '--words:Your recommendation; else the product\'s note.' '--theme:light or dark; else your setting.' '--accent:A colour such as #e8423f; else your setting.' '--as:The kind of file.' '--code,--no-code:With a QR code or without; else what the channel allows.' '--style:How the modules of the code are drawn.' '--logo:A picture in the middle of the code.' '--color:The colour of the code\'s modules, such as #1f3a5f, or accent.' '--no-label:Leave the ad label out; the manifest records it.' '--bleed:Draw over the edges, as a print shop wants it.' '--marks:Crop marks around it, and bleed.' '--name:Names of the files, such as "{channel}/{code}-{title}".' '--no-verify:Do not prove that it scans; the manifest records it.' '--force:Make everything again, also what has not changed.' '--open:Open it, where there is a desktop.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'poster batch'
            set verbs
            set flags '--channel,-c*:A channel, such as wechat-moments; may be repeated.' '--into:The folder to write into; made where it is missing.' '--all:Every active product.' '--tag,-t*:Only products with this tag; may be repeated: with every one of these.' '--platform:Only of this platform.' '--query:Only products whose title or code has these words.' '--since:Only products added since this day, or since a period began: 2026-10-03, this-month, last-7-days.' '--from:A list (CSV) with the columns product, channel, campaign, person, template, canvas, words, name, or of product codes alone; - reads standard input.' '--campaign:A campaign, such as spring-sale.' '--person*:Whose link it is, such as ling; may be repeated.' '--template,-T:A layout; poster templates lists them.' '--canvas:A size of the channel\'s, such as portrait, tall, square, story, feed or a4.' '--words:Your recommendation; else the product\'s note.' '--theme:light or dark; else your setting.' '--accent:A colour such as #e8423f; else your setting.' '--as:The kind of file.' '--code,--no-code:With a QR code or without; else what the channel allows.' '--style:How the modules of the code are drawn.' '--logo:A picture in the middle of the code.' '--color:The colour of the code\'s modules, such as #1f3a5f, or accent.' '--no-label:Leave the ad label out; the manifest records it.' '--bleed:Draw over the edges, as a print shop wants it.' '--marks:Crop marks around it, and bleed.' '--name:Names of the files, such as "{channel}/{code}-{title}".' '--zip:Pack the files into this zip, too.' '--jobs,-j:How many at a time; 0 for one a processor core.' '--no-verify:Do not prove that it scans; the manifest records it.' '--force:Make everything again, also what has not changed.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'poster verify'
            set verbs
            set flags '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'poster templates'
            set verbs
            set flags '--into:Write the small pictures into this folder, too.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'poster template'
            set verbs 'new:Copy a template into your config folder, where you may change it.'
            set flags '--help,-h:Show this message and exit.'
        case 'poster template new'
            set verbs
            set flags '--from:The template to begin with.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'commission'
            set verbs 'add:Log one commission.' 'import:Import platforms\' order reports; importing one again changes nothing.' 'batches:List the imports, or show what one changed.' 'confirm:Confirm a commission: the buyer has kept the goods, and the holding period begins.' 'settle:Settle a commission: the platform owes it for certain.' 'hold:Hold a commission: there is a dispute about it.' 'release:Release a commission that was held; it stands where it stood before.' 'void:Make a commission void before it is settled.' 'adjust:Adjust a settled commission: a refund, a clawback or a correction, as a row of its own.' 'show:Show one commission: how its amount came about, and everything that happened to it.' 'due:List what becomes payable and when: what is settled, and estimates as their holding period ends.' 'match:Lead the lines of a sub-id to a link, a product and a channel; later imports follow.' 'list:List commissions, newest order first.'
            set flags '--help,-h:Show this message and exit.'
        case 'commission add'
            set verbs
            set flags '--amount:The commission, such as 25.80.' '--order:The order\'s number.' '--channel,-c:Where the buyer came from.' '--on:The day of the order, such as 2026-10-03; else today.' '--state:Where it stands.' '--currency:An ISO 4217 code; else the product\'s.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'commission import'
            set verbs
            set flags '--platform:Whose report it is, where the header does not tell.' '--account:Your account there, if you have several.' '--as-of:The day it was downloaded, such as 2026-10-03.' '--strict:Keep nothing of a file with a problem.' '--undo:Take an import back, by its number.' '--map:Describe an unknown report as a platform NAME of your own; show it without NAME.' '--dry-run,-n:Say what would happen; change nothing.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'commission batches'
            set verbs
            set flags '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'commission confirm'
            set verbs
            set flags '--on:The day it happened, such as 2026-10-03; else today.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'commission settle'
            set verbs
            set flags '--amount:How much, such as 25.80; else the estimate.' '--on:The day it happened, such as 2026-10-03; else today.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'commission hold'
            set verbs
            set flags '--on:The day it happened, such as 2026-10-03; else today.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'commission release'
            set verbs
            set flags '--on:The day it happened, such as 2026-10-03; else today.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'commission void'
            set verbs
            set flags '--reason:Why it will not be paid.' '--on:The day it happened, such as 2026-10-03; else today.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'commission adjust'
            set verbs
            set flags '--refunded:What the buyer got back of this line so far, all refunds together.' '--of:What the commission is reckoned from, where no report told it.' '--amount:What came or went, such as -3.20; instead of --refunded.' '--reason:Why it came or went.' '--on:The day it happened, such as 2026-10-03; else today.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'commission show'
            set verbs
            set flags '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'commission due'
            set verbs
            set flags '--by:Only what is payable by this day, such as 2026-10-31.' '--platform:Only of this platform.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'commission match'
            set verbs
            set flags '--link:The link it means.' '--product:The product it means; with --channel.' '--channel,-c:The channel it means.' '--person:Whose link of that product and channel.' '--platform:Only of this platform.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'commission list'
            set verbs
            set flags '--state:Only in this state.' '--platform:Only of this platform.' '--channel,-c:Only from this channel.' '--product:Only of this product.' '--period,-p:2026-10, 2026Q3, this-month, last-month, last-30-days or all.' '--unmatched:Only those whose product or channel is not known.' '--undone:Also those whose import was undone.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'payout'
            set verbs 'add:Record a payout; without --line it covers what was settled and not paid up to its day.' 'import:Import payouts from a CSV: date, platform, currency, gross, fee, tax, net, reference; again changes nothing.' 'list:List payouts, the newest first.' 'show:Show one payout and the lines it covers.' 'void:Make a payout void; its lines stand as settled again.'
            set flags '--help,-h:Show this message and exit.'
        case 'payout add'
            set verbs
            set flags '--platform:Who paid.' '--gross:What the lines brought, such as 128.00.' '--fee:What was kept for paying.' '--tax:What was withheld as tax.' '--net:What arrived: gross less fee and tax.' '--on:The day it arrived, such as 2026-10-20; else today.' '--currency:An ISO 4217 code; else the platform\'s.' '--account:Your account there, if you have several.' '--reference:The number of the payment.' '--line*:A commission it covers, or COMMISSION=3.20; may be repeated.' '--until:Only lines settled up to this day, such as 2026-09-30.' '--no-lines:It covers no lines.' '--as-they-are:Mark its lines as paid, however far from them it is.' '--dry-run,-n:Say what would happen; change nothing.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'payout import'
            set verbs
            set flags '--platform:Who paid, where no column says it.' '--currency:An ISO 4217 code, where no column says it.' '--no-lines:They cover no lines.' '--as-they-are:Mark their lines as paid, however far from them they are.' '--dry-run,-n:Say what would happen; change nothing.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'payout list'
            set verbs
            set flags '--platform:Only of this platform.' '--period,-p:2026-10, 2026Q3, this-month, last-month, last-30-days or all.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'payout show'
            set verbs
            set flags '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'payout void'
            set verbs
            set flags '--reason:Why, in your own words.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'reconcile'
            set verbs
            set flags '--platform:Whose payouts.' '--period,-p:2026-10, 2026Q3, this-month, last-month, last-30-days or all.' '--account:Only of this account of yours.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'earnings'
            set verbs 'shrink:Hold what platforms promised against what they settled.' 'forecast:Say what money on its way is likely worth, and when it is due.' 'tax:Add up a year by platform and quarter: gross, taken back, fees, withheld, net.' 'export:Write the ledger as double entry for hledger or beancount.' 'goal:Set a goal and see how far it is.'
            set flags '--by*:What to group by; may be repeated.' '--period,-p:2026-10, 2026Q3, this-month, last-month, last-30-days or all.' '--currency:Only this currency.' '--in:Convert to this currency at your own rates (sharecli rate).' '--compare:Beside what was earned in the period before.' '--chart:Draw bars, and how it went over time.' '--to:Write a file instead: .html, .xlsx, .csv, .json or .md.' '--bom:Lead a CSV with a byte order mark, for Excel.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'earnings shrink'
            set verbs
            set flags '--by*:What to group by; may be repeated.' '--period,-p:2026-10, 2026Q3, this-month, last-month, last-30-days or all.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'earnings forecast'
            set verbs
            set flags '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'earnings tax'
            set verbs
            set flags '--year:Which year; else this one.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'earnings export'
            set verbs
            set flags '--to:For which program.' '--help,-h:Show this message and exit.'
        case 'earnings goal'
            set verbs 'set:Set what you want to earn in a period; a second time sets it anew.' 'remove:Take a goal away.'
            set flags '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'earnings goal set'
            set verbs
            set flags '--currency:An ISO 4217 code; else your own.' '--help,-h:Show this message and exit.'
        case 'earnings goal remove'
            set verbs
            set flags '--currency:An ISO 4217 code; else your own.' '--help,-h:Show this message and exit.'
        case 'rate'
            set verbs 'set:Set what one unit of a currency is worth in another, from a day on.' 'list:List your rates by pair and day.' 'remove:Take one rate away.' 'import:Import rates from a file; the same file again changes nothing.'
            set flags '--help,-h:Show this message and exit.'
        case 'rate set'
            set verbs
            set flags '--on:From which day, such as 2026-10-01; else today.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'rate list'
            set verbs
            set flags '--currency:Only rates from or to this currency.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'rate remove'
            set verbs
            set flags '--on:From which day, such as 2026-10-01; else today.' '--help,-h:Show this message and exit.'
        case 'rate import'
            set verbs
            set flags '--help,-h:Show this message and exit.'
        case 'config'
            set verbs 'list:List every setting, what it is and where it comes from.' 'get:Print one setting.' 'set:Set one setting.'
            set flags '--help,-h:Show this message and exit.'
        case 'config list'
            set verbs
            set flags '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'config get'
            set verbs
            set flags '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'config set'
            set verbs
            set flags '--help,-h:Show this message and exit.'
        case 'db'
            set verbs 'path:Print where the file lies.' 'backup:Copy the file, safely even while it is written, and check the copy.' 'check:Check the file: SQLite\'s own check, rows that point nowhere, and the ledger\'s chain of hashes.'
            set flags '--help,-h:Show this message and exit.'
        case 'db path'
            set verbs
            set flags '--help,-h:Show this message and exit.'
        case 'db backup'
            set verbs
            set flags '--help,-h:Show this message and exit.'
        case 'db check'
            set verbs
            set flags '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'completion'
            set verbs
            set flags '--help,-h:Show this message and exit.'
        case 'demo'
            set verbs
            set flags '--into:The home to use; else a new temporary folder.' '--help,-h:Show this message and exit.'
    end
end

# What may stand in a place: "COMMAND --option", "COMMAND 1" for an argument, "COMMAND +" for those that go on.
function __sharecli_takes --no-scope-shadowing
    set kind
    set choices
    switch "$argv[1]"
        case ' --db' 'product add --image' 'product edit --image' 'product import 1' 'product export 1' 'qr export --from' 'qr export --logo' 'qr export --zip' 'poster sheet --to' 'poster sheet --logo' 'poster contact-sheet --to' 'poster make --logo' 'poster batch --from' 'poster batch --logo' 'poster batch --zip' 'commission import +' 'payout import 1' 'earnings --to' 'earnings export 1' 'rate import 1' 'db backup 1'
            set kind 'file'
            set choices
        case 'product add --title' 'product add --price' 'product add --commission' 'product add --code' 'product add --was' 'product add --note' 'product add --focus' 'product add 1' 'product list --query' 'product list --since' 'product edit --title' 'product edit --url' 'product edit --price' 'product edit --commission' 'product edit --new-code' 'product edit --was' 'product edit --note' 'product edit --focus' 'product fetch-image 2' 'link new --campaign' 'link new --code' 'link retarget 2' 'qr show --campaign' 'qr export --query' 'qr export --since' 'qr export --campaign' 'qr export --color' 'qr export --name' 'qr export --jobs' 'qr export -j' 'poster sheet --size' 'poster sheet --across' 'poster sheet --down' 'poster sheet --margin' 'poster sheet --gap' 'poster sheet --row-gap' 'poster sheet --line' 'poster sheet --copies' 'poster sheet --campaign' 'poster sheet --color' 'poster contact-sheet --columns' 'poster make --campaign' 'poster make --canvas' 'poster make --words' 'poster make --accent' 'poster make --color' 'poster make --name' 'poster batch --query' 'poster batch --since' 'poster batch --campaign' 'poster batch --canvas' 'poster batch --words' 'poster batch --accent' 'poster batch --color' 'poster batch --name' 'poster batch --jobs' 'poster batch -j' 'poster template new 1' 'commission add --amount' 'commission add --order' 'commission add --on' 'commission import --account' 'commission import --as-of' 'commission import --undo' 'commission import --map' 'commission batches 1' 'commission confirm --on' 'commission confirm 1' 'commission settle --amount' 'commission settle --on' 'commission settle 1' 'commission hold --on' 'commission hold 1' 'commission release --on' 'commission release 1' 'commission void --on' 'commission void 1' 'commission adjust --refunded' 'commission adjust --of' 'commission adjust --amount' 'commission adjust --on' 'commission adjust 1' 'commission show 1' 'commission due --by' 'commission match 1' 'payout add --gross' 'payout add --fee' 'payout add --tax' 'payout add --net' 'payout add --on' 'payout add --account' 'payout add --reference' 'payout add --line' 'payout add --until' 'payout show 1' 'payout void --reason' 'payout void 1' 'reconcile --account' 'earnings tax --year' 'earnings goal set 2' 'rate set --on' 'rate set 3' 'rate remove --on' 'config set 2'
            set kind 'text'
            set choices
        case 'product add --currency' 'product edit --currency' 'commission add --currency' 'payout add --currency' 'payout import --currency' 'earnings --currency' 'earnings --in' 'earnings goal set --currency' 'earnings goal remove --currency' 'rate set 1' 'rate set 2' 'rate list --currency' 'rate remove 1' 'rate remove 2'
            set kind 'words'
            set choices 'CNY' 'EUR' 'GBP' 'HKD' 'IDR' 'INR' 'JPY' 'KRW' 'MYR' 'PHP' 'SGD' 'THB' 'TWD' 'USD' 'VND'
        case 'product add --platform' 'product list --platform' 'product edit --platform' 'qr export --platform' 'poster batch --platform' 'commission import --platform' 'commission due --platform' 'commission match --platform' 'commission list --platform' 'payout add --platform' 'payout import --platform' 'payout list --platform' 'reconcile --platform'
            set kind 'platforms'
            set choices
        case 'product add --tag' 'product add -t' 'product list --tag' 'product list -t' 'product edit --tag' 'product edit -t' 'link new --tag' 'link new -t' 'qr export --tag' 'qr export -t' 'poster sheet --tag' 'poster sheet -t' 'poster batch --tag' 'poster batch -t'
            set kind 'tags'
            set choices
        case 'product add --format' 'product add -F' 'product list --format' 'product list -F' 'product show --format' 'product show -F' 'product edit --format' 'product edit -F' 'product fetch-image --format' 'product fetch-image -F' 'product archive --format' 'product archive -F' 'product restore --format' 'product restore -F' 'product import --format' 'product import -F' 'link new --format' 'link new -F' 'link list --format' 'link list -F' 'link show --format' 'link show -F' 'link retarget --format' 'link retarget -F' 'link retire --format' 'link retire -F' 'qr show --format' 'qr show -F' 'qr export --format' 'qr export -F' 'poster sheet --format' 'poster sheet -F' 'poster contact-sheet --format' 'poster contact-sheet -F' 'poster make --format' 'poster make -F' 'poster batch --format' 'poster batch -F' 'poster verify --format' 'poster verify -F' 'poster templates --format' 'poster templates -F' 'poster template new --format' 'poster template new -F' 'commission add --format' 'commission add -F' 'commission import --format' 'commission import -F' 'commission batches --format' 'commission batches -F' 'commission confirm --format' 'commission confirm -F' 'commission settle --format' 'commission settle -F' 'commission hold --format' 'commission hold -F' 'commission release --format' 'commission release -F' 'commission void --format' 'commission void -F' 'commission adjust --format' 'commission adjust -F' 'commission show --format' 'commission show -F' 'commission due --format' 'commission due -F' 'commission match --format' 'commission match -F' 'commission list --format' 'commission list -F' 'payout add --format' 'payout add -F' 'payout import --format' 'payout import -F' 'payout list --format' 'payout list -F' 'payout show --format' 'payout show -F' 'payout void --format' 'payout void -F' 'reconcile --format' 'reconcile -F' 'earnings --format' 'earnings -F' 'earnings shrink --format' 'earnings shrink -F' 'earnings forecast --format' 'earnings forecast -F' 'earnings tax --format' 'earnings tax -F' 'earnings goal --format' 'earnings goal -F' 'rate set --format' 'rate set -F' 'rate list --format' 'rate list -F' 'config list --format' 'config list -F' 'config get --format' 'config get -F' 'db check --format' 'db check -F'
            set kind 'words'
            set choices 'table' 'json' 'csv' 'markdown'
        case 'product show 1' 'product edit 1' 'product fetch-image 1' 'product archive 1' 'link new +' 'link list --product' 'qr show 1' 'qr export +' 'poster sheet +' 'poster make +' 'commission add 1' 'commission match --product' 'commission list --product'
            set kind 'products'
            set choices
        case 'product restore 1'
            set kind 'archived'
            set choices
        case 'product export --images' 'qr export --into' 'poster contact-sheet 1' 'poster make --into' 'poster batch --into' 'poster verify 1' 'poster templates --into' 'demo --into'
            set kind 'folder'
            set choices
        case 'product export --format' 'product export -F'
            set kind 'words'
            set choices 'csv' 'json'
        case 'link new --channel' 'link new -c' 'link list --channel' 'link list -c' 'qr show --channel' 'qr show -c' 'qr export --channel' 'qr export -c' 'poster sheet --channel' 'poster sheet -c' 'poster contact-sheet --channel' 'poster contact-sheet -c' 'poster make --channel' 'poster make -c' 'poster batch --channel' 'poster batch -c' 'commission add --channel' 'commission add -c' 'commission match --channel' 'commission match -c' 'commission list --channel' 'commission list -c'
            set kind 'channels'
            set choices
        case 'link new --person' 'link list --person' 'qr show --person' 'qr export --person' 'poster sheet --person' 'poster make --person' 'poster batch --person' 'commission match --person'
            set kind 'people'
            set choices
        case 'link show 1' 'link retarget 1' 'link retire 1' 'commission match --link'
            set kind 'links'
            set choices
        case 'qr export --as' 'poster make --as' 'poster batch --as'
            set kind 'words'
            set choices 'png' 'jpg' 'pdf' 'svg'
        case 'qr export --style' 'poster sheet --style' 'poster make --style' 'poster batch --style'
            set kind 'words'
            set choices 'square' 'rounded' 'dots'
        case 'poster sheet --pieces'
            set kind 'words'
            set choices 'cards' 'stickers'
        case 'poster sheet --paper'
            set kind 'words'
            set choices 'a4' 'letter'
        case 'poster sheet --cut'
            set kind 'words'
            set choices 'lines' 'marks' 'none'
        case 'poster make --template' 'poster make -T' 'poster batch --template' 'poster batch -T' 'poster template new --from'
            set kind 'templates'
            set choices
        case 'poster make --theme' 'poster batch --theme'
            set kind 'words'
            set choices 'light' 'dark'
        case 'commission add --state' 'commission list --state'
            set kind 'words'
            set choices 'pending' 'confirmed' 'settled' 'paid' 'held' 'void'
        case 'commission void --reason' 'commission adjust --reason'
            set kind 'words'
            set choices 'order_canceled' 'refund' 'terms_violation' 'tracking_error' 'duplicate' 'correction' 'other'
        case 'commission list --period' 'commission list -p' 'payout list --period' 'payout list -p' 'reconcile --period' 'reconcile -p' 'earnings --period' 'earnings -p' 'earnings shrink --period' 'earnings shrink -p'
            set kind 'words'
            set choices 'today' 'yesterday' 'this-week' 'last-week' 'this-month' 'last-month' 'last-30-days' 'this-year' 'all'
        case 'earnings --by' 'earnings shrink --by'
            set kind 'words'
            set choices 'channel' 'product' 'platform' 'campaign' 'person' 'link' 'day' 'week' 'month' 'quarter' 'year'
        case 'earnings --compare'
            set kind 'words'
            set choices 'previous' 'last-year'
        case 'earnings export --to'
            set kind 'words'
            set choices 'hledger' 'beancount'
        case 'earnings goal set 1' 'earnings goal remove 1'
            set kind 'words'
            set choices 'today' 'yesterday' 'this-week' 'last-week' 'this-month' 'last-month' 'last-30-days' 'this-year'
        case 'config get 1' 'config set 1'
            set kind 'words'
            set choices 'base-url' 'currency' 'time-zone' 'name' 'tagline' 'handle' 'avatar' 'accent' 'theme' 'locale' 'template' 'label'
        case 'completion 1'
            set kind 'words'
            set choices 'bash' 'zsh' 'fish' 'powershell'
    end
end

# Print what may stand in a place of that kind.
function __sharecli_values --argument-names kind typed db
    switch $kind
        case file
            __fish_complete_path $typed
        case folder
            __fish_complete_directories $typed
        case text
        case words
            printf '%s\n' $argv[4..]
        case '*'
            set -l named
            test -n "$db"; and set named --db $db
            # What a quoted word is about is inside its quotes.
            command sharecli --values $kind (string replace --regex --all '[\'"\\\\]' '' -- "$typed") $named 2>/dev/null
    end
end

# Print the options that may still stand on the line: what was seen, "--", what there is.
function __sharecli_flags
    set -l split (contains --index -- -- $argv)
    set -l seen
    test $split -gt 1; and set seen $argv[1..(math $split - 1)]
    for flag in $argv[(math $split + 1)..]
        set -l parts (string split --max 1 : -- $flag)
        set -l names (string split , -- (string trim --right --chars '*' -- $parts[1]))
        set -l used
        for name in $names
            contains -- $name $seen; and set used yes
        end
        if test -z "$used"; or string match --quiet -- '*\*' $parts[1]
            for name in $names
                if string match --quiet -- '--*' $name; or test (count $names) -eq 1
                    printf '%s\t%s\n' $name $parts[2]
                end
            end
        end
    end
end

function __sharecli
    set -l at ''
    set -l place 1
    set -l db ''
    set -l waiting ''
    set -l dashes ''
    set -l seen
    set -l verbs
    set -l flags
    set -l kind
    set -l choices
    set -l line (commandline --tokenize --current-process --cut-at-cursor)
    set -l typed (commandline --current-token --cut-at-cursor)

    for word in $line[2..]
        if test -n "$waiting"
            test "$waiting" = --db; and set db $word
            set waiting ''
        else if test "$word" = --; and test -z "$dashes"
            set dashes yes
        else if string match --quiet -- '--*=*' $word; and test -z "$dashes"
            set -a seen (string split --max 1 = -- $word)[1]
            string match --quiet -- '--db=*' $word; and set db (string replace -- --db= '' $word)
        else if string match --quiet -- '-?*' $word; and test -z "$dashes"
            set -a seen $word
            __sharecli_takes "$at $word"
            test -n "$kind"; and set waiting $word
        else
            __sharecli_offers $at
            if test (count $verbs) -gt 0
                set at (string trim -- "$at $word")
                set place 1
                set seen
            else
                set place (math $place + 1)
            end
        end
    end

    __sharecli_offers $at
    if test -n "$waiting"
        __sharecli_takes "$at $waiting"
        __sharecli_values "$kind" "$typed" "$db" $choices
    else if string match --quiet -- '--*=*' "$typed"; and test -z "$dashes"
        set -l parts (string split --max 1 = -- $typed)
        __sharecli_takes "$at $parts[1]"
        test -n "$kind"; and printf "$parts[1]=%s\n" (__sharecli_values $kind "$parts[2]" "$db" $choices)
    else if string match --quiet -- '-*' "$typed"; and test -z "$dashes"
        __sharecli_flags $seen -- $flags
    else if test (count $verbs) -gt 0
        string replace : \t -- $verbs
    else
        __sharecli_takes "$at $place"
        test -n "$kind"; or __sharecli_takes "$at +"
        if test -n "$kind"
            __sharecli_values "$kind" "$typed" "$db" $choices
        else
            __sharecli_flags $seen -- $flags
        end
    end
end

complete --command sharecli --no-files --arguments '(__sharecli)'
