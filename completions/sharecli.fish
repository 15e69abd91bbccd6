# Completes sharecli in fish 3.1 and later.
# Written by scripts/completions.py from the command tree; edit src/sharecli/shell/engines/fish.fish instead.
# What a file or a line holds is compared and quoted, never evaluated.

# What a command offers: its verbs, and its options as NAME,NAME with a * where one may be repeated.
function __sharecli_offers --no-scope-shadowing
    set verbs
    set flags
    switch "$argv[1]"
        case ''
            set verbs 'product:Keep the list of products you share.' 'link:Make a referral link per product and channel.' 'backend:Keep the services that carry links besides your domain.' 'serve:Serve your short links, and count who comes.' 'publish:Write the redirects for a server or host you have.' 'clicks:Count clicks by people, and read servers\' logs.' 'qr:Show and export QR codes that scan.' 'poster:Make posters, each proven to scan before it is kept.' 'caption:Write captions that say what they are, and check them.' 'share:Link, caption, poster and code for today, in one folder.' 'content:Keep the reviews, videos and streams that links belong to.' 'deal:Run group-buys and bargains, and reckon them before.' 'person:Keep the people you know, and how far they trust you.' 'group:Keep the groups you post in, and spare them.' 'people:Take the people out, with or without their names.' 'commission:Log commissions and import platform reports.' 'payout:Record what platforms paid you, and the lines it covers.' 'reconcile:Compare what a platform owed with what it paid, line by line.' 'partner:Share your commission with friends who help, and pay them.' 'earnings:Report what you earned, by channel, product or month.' 'rate:Keep your own exchange rates for reports.' 'config:Set your name, colours, currency, time zone and base URL.' 'db:Find, back up and check your file.' 'completion:Print the completion script of a shell.' 'demo:Run the main job on bundled data, in a throw-away home.'
            set flags '--db:The SQLite file; else SHARECLI_DB, else the system\'s data folder.' '--version:Print the version and stop.' '--help,-h:Show this message and exit.'
        case 'product'
            set verbs 'add:Add a product.' 'list:List products.' 'show:Show one product.' 'edit:Change a product; what is not named stays.' 'fetch-image:Fetch a product\'s picture from the web, this once.' 'archive:Take a product off the list; its links, commissions and earnings stay.' 'restore:Put an archived product back on the list.' 'import:Import a product list; a row that cannot be read is named, and the others are kept.' 'export:Export all products, archived ones too; importing the file gives the same list.'
            set flags '--help,-h:Show this message and exit.'
        case 'product add'
            set verbs
            set flags '--title:Its title, one line.' '--price:The price, such as 129 or 1,299.50.' '--currency:An ISO 4217 code, such as CNY.' '--commission:What you get of the price: 20%, 25‰ or 0.2.' '--code:Your word for it; else one is made.' '--from-text:A file with a shop app\'s share text (淘口令), or -; it says link, title and price.' '--platform:A platform, where the link does not tell.' '--tag,-t*:A tag; may be repeated.' '--image:A picture: PNG, JPEG or WebP.' '--was:The price before a discount, such as 159.' '--note:Your own words for it, up to 300 characters; empty for none.' '--focus:What a cut picture keeps in sight: 50%,30%, top or top-left.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
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
            set verbs 'clicks:Count the people who came through each link; a dash where nobody counted.' 'limit:Say how long a link leads, and where it leads after; what is not named stays.' 'who:Say what a code belongs to; for a mistyped one, the likeliest links.' 'check:Visit where your links lead: is it there, and still sold?' 'push:Have a backend carry links under their own codes; one that leads elsewhere by now is moved there, too.' 'sync:Try pending links again, move those that lead elsewhere by now, and bring back what each backend counted.' 'new:Make the links of products on channels; asking again gives the same ones.' 'list:List links.' 'show:Show one link and where it led over time.' 'retarget:Lead a link elsewhere; its code, printed or posted, stays.' 'retire:Take a link out of use; its code is never given again.'
            set flags '--help,-h:Show this message and exit.'
        case 'link clicks'
            set verbs
            set flags '--channel,-c*:A channel, such as wechat-moments; may be repeated.' '--period,-p:2026-10, 2026Q3, this-month, last-month, last-30-days or all.' '--every-class:Previews, crawlers and who was turned away as well, not only people.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'link limit'
            set verbs
            set flags '--from:It leads from this day on, or this minute: 2026-11-01T20:00.' '--until:Until the end of this day, or until this minute.' '--fallback:Where it leads before, after, and when it is full.' '--max-clicks:How many people it lets through; machines do not count.' '--no-limit:Take every limit away first.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'link who'
            set verbs
            set flags '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'link check'
            set verbs
            set flags '--all:Every link in use.' '--product*:Only this product\'s; may be repeated.' '--tag,-t*:Only products with this tag; may be repeated: with every one of these.' '--channel,-c*:A channel, such as wechat-moments; may be repeated.' '--person*:Only this person\'s; may be repeated.' '--dead:Show only what is dead or unknown.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'link push'
            set verbs
            set flags '--all:Every link in use.' '--to:A backend\'s name.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'link sync'
            set verbs
            set flags '--from:Only this backend.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'link new'
            set verbs
            set flags '--channel,-c*:A channel, such as wechat-moments; may be repeated.' '--all:Every active product.' '--tag,-t*:Only products with this tag; may be repeated: with every one of these.' '--campaign:A campaign, such as spring-sale.' '--person*:Whose link it is, such as ling; may be repeated.' '--code:Your own word instead of a drawn code.' '--check:End a drawn code in a check character, for those who type it.' '--from:A CSV with a link a line, or -: product, channel and what else it may say.' '--dry-run,-n:Say what would happen; change nothing.' '--via:A backend, or a public shortener such as isgd, that shall carry it.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
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
        case 'backend'
            set verbs 'add:Add a service, after looking whether it is there and takes your key.' 'list:List your services, and how each was when it was last looked at.' 'test:Look whether services are alive now; a public one is asked for a link to example.com, which is tried.' 'links:List the links that services carry, and what each service counted by its own rule; nobody is asked.' 'key:Keep the API key of a service: typed unseen, or from the standard input; never on the command line.' 'remove:Take a service off the list, and its key; the links that it carries go on.'
            set flags '--help,-h:Show this message and exit.'
        case 'backend add'
            set verbs
            set flags '--kind:What runs there.' '--address:Its address, such as https://s.example.shop.' '--domain:Which of its domains your links shall have.' '--allow-private:It may be on this computer or in your network, and without TLS.' '--key-from-stdin:Read its API key from the standard input, and keep it.' '--keyring:Keep the key in the system\'s keyring, not in a file.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'backend list'
            set verbs
            set flags '--public:The public shorteners, and what is known of each.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'backend test'
            set verbs
            set flags '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'backend links'
            set verbs
            set flags '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'backend key'
            set verbs
            set flags '--keyring:Keep the key in the system\'s keyring, not in a file.' '--forget:Take the key away instead.' '--help,-h:Show this message and exit.'
        case 'backend remove'
            set verbs
            set flags '--help,-h:Show this message and exit.'
        case 'serve'
            set verbs
            set flags '--host:The address to listen at.' '--port:The port; 0 takes a free one.' '--trusted-proxy*:An address or network whose X-Forwarded-For is believed; may be repeated.' '--privacy:day-hash: a visitor is known again for a day, never by an address; no-visitor: not even that.' '--workers:Processes that answer; one more writes.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'publish'
            set verbs 'status:Say what changed since a folder was published.'
            set flags '--to:What carries the redirects.' '--log:Where nginx or Caddy shall write its log; else its usual folder.' '--force:Replace published files that were changed by hand; publish even where no link is left.' '--dry-run,-n:Say what would happen; change nothing.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'publish status'
            set verbs
            set flags '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'clicks'
            set verbs 'import:Read the logs of nginx, Caddy or Cloudflare, or a CSV; the same log again changes nothing.' 'show:Show clicks by day, hour, app, source, or the page they came from.' 'orphans:List codes that were asked for and that no link has, and what was probably meant.' 'reclassify:Judge clicks anew by today\'s rules; only what they see otherwise is changed.'
            set flags '--help,-h:Show this message and exit.'
        case 'clicks import'
            set verbs
            set flags '--as:What kind of log it is; else it is recognised.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'clicks show'
            set verbs
            set flags '--by:What to group by.' '--period,-p:2026-10, 2026Q3, this-month, last-month, last-30-days or all.' '--every-class:Previews, crawlers and who was turned away as well, not only people.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'clicks orphans'
            set verbs
            set flags '--period,-p:2026-10, 2026Q3, this-month, last-month, last-30-days or all.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'clicks reclassify'
            set verbs
            set flags '--all:Also what was judged by today\'s rules, as after an update of crawlerdetect.' '--dry-run,-n:Say what would happen; change nothing.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
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
            set flags '--channel,-c*:A channel, such as wechat-moments; may be repeated.' '--into:The folder to write into; made where it is missing.' '--campaign:A campaign, such as spring-sale.' '--person*:Whose link it is, such as ling; may be repeated.' '--template,-T:A layout; poster templates lists them.' '--canvas:A size of the channel\'s, such as portrait, tall, square, story, feed or a4.' '--words:Your recommendation; else the product\'s note.' '--theme:light or dark; else your setting.' '--accent:A colour such as #e8423f; else your setting.' '--as:The kind of file.' '--code,--no-code:With a QR code or without; else what the channel allows.' '--style:How the modules of the code are drawn.' '--logo:A picture in the middle of the code.' '--color:The colour of the code\'s modules, such as #1f3a5f, or accent.' '--no-label:Leave the ad label out; the manifest records it.' '--bleed:Draw over the edges, as a print shop wants it.' '--marks:Crop marks around it, and bleed.' '--name:Names of the files, such as "{channel}/{code}-{title}".' '--no-verify:Do not prove that it scans; the manifest records it.' '--force:Make everything again, also what has not changed.' '--deal:Show how this deal stands: its price, who is missing, until when.' '--open:Open it, where there is a desktop.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
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
        case 'caption'
            set verbs 'lint:Check a caption: ad label, absolute words, induced sharing, statements, length; exit 1 on an error.' 'templates:List the caption templates by tone, channel and language.' 'write:Write the captions of products on channels: ad label first, link above the fold, checked by the rules.' 'template:Make a caption template of your own.'
            set flags '--help,-h:Show this message and exit.'
        case 'caption lint'
            set verbs
            set flags '--channel,-c:A channel, such as wechat-moments.' '--language:zh, zh-Hant, en, …; else by the title.' '--allow*:A phrase that is meant otherwise; may be repeated.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'caption templates'
            set verbs
            set flags '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'caption write'
            set verbs
            set flags '--channel,-c*:A channel, such as wechat-moments; may be repeated.' '--tone:A template: plain, friendly, expert or your own; caption templates lists them.' '--language:zh, zh-Hant, en, …; else by the title.' '--campaign:A campaign, such as spring-sale.' '--person*:Whose link it is, such as ling; may be repeated.' '--link,--no-link:With the link or without; else what the channel allows.' '--no-label:Leave the ad label out; the answer records it.' '--words:Your recommendation; else the product\'s note.' '--together:One caption with all of the products.' '--allow*:A phrase that is meant otherwise; may be repeated.' '--copy:Put it on the clipboard, too.' '--force:Write it although a rule finds an error; the answer records it.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'caption template'
            set verbs 'new:Copy a template, in each of its languages, into your config folder, where you may change it.'
            set flags '--help,-h:Show this message and exit.'
        case 'caption template new'
            set verbs
            set flags '--from:The template to begin with, such as friendly or friendly.zh.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'share'
            set verbs 'pack:Make link, caption, poster and code of products for a group or channel, and note it in the diary.' 'plan:Plan what to share for a week; nothing is posted, and --from makes the packs of a planned day.' 'log:Show the diary: what was shared when, where and with whose link, the newest first.' 'next:Suggest which product to show to whom next: by interests, by what sold so far, and who is to be spared.'
            set flags '--help,-h:Show this message and exit.'
        case 'share pack'
            set verbs
            set flags '--group,-g:The group it is for.' '--channel,-c:The channel, where it is for no group.' '--person:Whose link, such as ling.' '--content:The content it belongs to; content list names them.' '--tone:A template: plain, friendly, expert or your own; caption templates lists them.' '--language:zh, zh-Hant, en, …; else by the title.' '--words:Your recommendation; else the product\'s note.' '--no-label:Leave the ad label out; the answer records it.' '--allow*:A phrase that is meant otherwise; may be repeated.' '--copy:Put it on the clipboard, too.' '--into:The folder of all days.' '--no-poster:Without a poster.' '--no-qr:Without a code beside it; the poster keeps its own.' '--force:Share it although a group or a rule speaks against it; the diary records it.' '--dry-run,-n:Say what would happen; change nothing.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'share plan'
            set verbs
            set flags '--group,-g*:Only for this group; may be repeated.' '--days:How many, today among them.' '--posts:A day in a group, at most.' '--seed:Where the draws begin; else any.' '--to:Write it into this CSV, too.' '--from:Make the packs of a plan, a CSV; - reads it.' '--day:With --from: which day\'s, today, tomorrow or 2026-10-20.' '--into:With --from: the folder of all days.' '--copy:Put it on the clipboard, too.' '--force:With --from: as share does; with --to: replace the file that is there.' '--dry-run,-n:Say what would happen; change nothing.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'share log'
            set verbs
            set flags '--group,-g:Only in this group.' '--channel,-c:Only on this channel.' '--product:Only this product.' '--person:Only with this one\'s link.' '--content:Only of this content.' '--period,-p:2026-10, 2026Q3, this-month, last-month, last-30-days or all.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'share next'
            set verbs
            set flags '--group,-g*:Only for this group; may be repeated.' '--person*:Only for this person; may be repeated.' '--count,-n:At most so many for groups, and for people.' '--seed:Where the draws begin; else any.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'content'
            set verbs 'add:Add a piece of content; links made with its word as campaign belong to it.' 'list:List content, the newest first.' 'show:Show a piece of content: its links, who came by them, and what that brought.' 'edit:Change a piece of content; what is not named stays, and so does its word.' 'archive:Take a piece of content off the list; its links and what they bring stay.'
            set flags '--help,-h:Show this message and exit.'
        case 'content add'
            set verbs
            set flags '--title:What it is called.' '--kind:What it is.' '--url:Where it can be seen.' '--channel,-c:The channel it is on.' '--made:The day it was made; today where none is named.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'content list'
            set verbs
            set flags '--kind:Only of this kind.' '--channel,-c:Only on this channel.' '--archived:Only archived ones.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'content show'
            set verbs
            set flags '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'content edit'
            set verbs
            set flags '--kind:Another kind.' '--title:What it is called.' '--url:Where it can be seen.' '--channel,-c:The channel it is on.' '--made:Another day.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'content archive'
            set verbs
            set flags '--restore:Put it back on the list.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'deal'
            set verbs 'list:List deals as they stand now, those that end last first.' 'show:Show where a deal stands now: who is in, what is truly left, who gets money back.' 'audit:Reckon a bargain\'s cuts again from its seed, and compare them with those that were made.' 'group:Several buy together, and pay less.' 'bargain:Friends cut a price down, each by their share.' 'simulate:Reckon a deal before you open it.'
            set flags '--help,-h:Show this message and exit.'
        case 'deal list'
            set verbs
            set flags '--state:open, filled, failed or closed.' '--kind:group or bargain.' '--product:Only of this product.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'deal show'
            set verbs
            set flags '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'deal audit'
            set verbs
            set flags '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'deal group'
            set verbs 'open:Open a group-buy; it fills when so many have joined, and fails at its deadline else.' 'join:Somebody joins; a person has one place, and nobody joins after the deadline.' 'paid:A member has paid.' 'leave:A member leaves; after the leader the next one leads, and the deadline stays.' 'close:Call an unfilled group off, or decide openly how it goes on without made-up members.' 'refunded:Somebody has got their money back.'
            set flags '--help,-h:Show this message and exit.'
        case 'deal group open'
            set verbs
            set flags '--price:What it costs in a group, such as 89.' '--size:How many it takes.' '--hours:Until the deadline, which never moves.' '--leader:Who joins first.' '--channel,-c:Where it is posted, for the rules there.' '--code:Your own word for the deal.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'deal group join'
            set verbs
            set flags '--paid:They have paid.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'deal group paid'
            set verbs
            set flags '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'deal group leave'
            set verbs
            set flags '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'deal group close'
            set verbs
            set flags '--at-solo-price:Who still wants it pays the full price.' '--seller-tops-up:Who joined gets the group\'s price; you pay the rest.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'deal group refunded'
            set verbs
            set flags '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'deal bargain'
            set verbs 'open:Open a bargain; every cut is settled now by its seed, and sums to the floor with exactly so many helpers.' 'cut:Somebody helps, once; what they cut and what is truly left is told.' 'close:Call a bargain off, or let the price stand that it has come to.'
            set flags '--help,-h:Show this message and exit.'
        case 'deal bargain open'
            set verbs
            set flags '--floor:The price it ends at, such as 79.' '--helpers:How many it takes.' '--from:The price it begins at; else the product\'s own.' '--hours:Until the deadline, which never moves.' '--owner:Who wants it; they cannot help.' '--channel,-c:Where it is posted, for the rules there.' '--seed:Of the cuts, a whole number; else one is drawn.' '--code:Your own word for the deal.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'deal bargain cut'
            set verbs
            set flags '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'deal bargain close'
            set verbs
            set flags '--at-price-reached:They get it at the price it has come to.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'deal simulate'
            set verbs 'group:Reckon a group-buy: its cost, the chance that it fills, what is expected, the worst.' 'bargain:Reckon a bargain: its cost, the chance that enough help, the price to expect.'
            set flags '--help,-h:Show this message and exit.'
        case 'deal simulate group'
            set verbs
            set flags '--price:What it costs in a group, such as 89.' '--size:How many it takes.' '--hours:Until the deadline, which never moves.' '--people:How many will see it before the deadline.' '--joined:How many are in already.' '--conversion:What part of them joins, such as 6%; else as your file knows.' '--channel,-c:Where it is posted, for the rules there.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'deal simulate bargain'
            set verbs
            set flags '--floor:The price it ends at, such as 79.' '--helpers:How many it takes.' '--from:The price it begins at; else the product\'s own.' '--hours:Until the deadline, which never moves.' '--people:How many will see it before the deadline.' '--conversion:What part of them helps, such as 10%.' '--channel,-c:Where it is posted, for the rules there.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'person'
            set verbs 'add:Add somebody you know; no phone number is needed, and none has a place here.' 'list:List people.' 'show:Show everything about somebody: steps, friends, links, orders and what those brought.' 'edit:Change somebody; what is not named stays, and an empty --next or --referred-by takes it away.' 'note:Note something; a day for talking that has come is over with it.' 'forget:Erase name, handles, interests, notes and groups of somebody; orders and the tree stay, without a name.' 'due:Say whom to talk to: the day you set has come, or you had nothing to do with them for long.' 'tree:Show which friends brought friends, with orders and earnings of each generation.'
            set flags '--help,-h:Show this message and exit.'
        case 'person add'
            set verbs
            set flags '--word:Your word for them; else one is made.' '--handle*:Such as telegram=@ling; may be repeated.' '--interest,-i*:What they like, as products\' tags; may be repeated.' '--stage:stranger, acquaintance, trusted or advocate.' '--on:The day they reached the stage, such as 2026-10-03; else today.' '--referred-by:Who brought them.' '--next:The day to talk to them, such as 2026-10-20.' '--group,-g*:A group they are in; may be repeated.' '--note:Anything worth knowing.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'person list'
            set verbs
            set flags '--stage:stranger, acquaintance, trusted or advocate.' '--interest,-i*:What they like, as products\' tags; may be repeated.' '--group,-g:Only who is in this group.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'person show'
            set verbs
            set flags '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'person edit'
            set verbs
            set flags '--name:Another name.' '--stage:stranger, acquaintance, trusted or advocate.' '--on:The day they reached the stage, such as 2026-10-03; else today.' '--note:Why; it stands beside the step.' '--referred-by:Who brought them.' '--next:The day to talk to them, such as 2026-10-20.' '--handle*:Such as telegram=@ling; may be repeated.' '--no-handle*:A channel to take away.' '--interest,-i*:What they like, as products\' tags; may be repeated.' '--no-interests:Take the interests away.' '--group,-g*:A group they are in; may be repeated.' '--leave*:A group they left; may be repeated.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'person note'
            set verbs
            set flags '--next:The day to talk to them, such as 2026-10-20.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'person forget'
            set verbs
            set flags '--yes,-y:Do not ask.' '--dry-run,-n:Say what would happen; change nothing.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'person due'
            set verbs
            set flags '--silent:Days of silence that are long.' '--limit:At most so many; 0 for all.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'person tree'
            set verbs
            set flags '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'group'
            set verbs 'add:Add a group: an audience on a channel.' 'list:List groups.' 'show:Show a group: what was shared there and when, and what may be shared now.' 'edit:Change a group; what is not named stays.'
            set flags '--help,-h:Show this message and exit.'
        case 'group add'
            set verbs
            set flags '--channel,-c:A channel, such as wechat-moments.' '--word:Your word for it; else one is made.' '--size:How many are in it.' '--interest,-i*:What it likes, as products\' tags; may be repeated.' '--cool-down:Days for which the same product rests there.' '--posts-a-day:How many posts a day it is spared for.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'group list'
            set verbs
            set flags '--channel,-c:Only on this channel.' '--interest,-i*:What it likes, as products\' tags; may be repeated.' '--archived:Only archived ones.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'group show'
            set verbs
            set flags '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'group edit'
            set verbs
            set flags '--name:Another name.' '--channel,-c:Another channel.' '--size:How many are in it.' '--interest,-i*:What it likes, as products\' tags; may be repeated.' '--no-interests:Take the interests away.' '--cool-down:Days for which the same product rests there.' '--posts-a-day:How many posts a day it is spared for.' '--archive,--restore:Post there no more, or again.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'people'
            set verbs 'export:Write the people to the standard output.'
            set flags '--help,-h:Show this message and exit.'
        case 'people export'
            set verbs
            set flags '--person:Everything about one of them, to hand it to them.' '--anonymous:No names, words, handles, notes, days or amounts.' '--k:With --anonymous: how many people each row has to fit at least.' '--as:How to write it.' '--help,-h:Show this message and exit.'
        case 'commission'
            set verbs 'add:Log one commission.' 'import:Import platforms\' order reports; importing one again changes nothing.' 'batches:List the imports, or show what one changed.' 'confirm:Confirm a commission: the buyer has kept the goods, and the holding period begins.' 'settle:Settle a commission: the platform owes it for certain.' 'hold:Hold a commission: there is a dispute about it.' 'release:Release a commission that was held; it stands where it stood before.' 'void:Make a commission void before it is settled.' 'adjust:Adjust a settled commission: a refund, a clawback or a correction, as a row of its own.' 'show:Show one commission: how its amount came about, and everything that happened to it.' 'due:List what becomes payable and when: what is settled, and estimates as their holding period ends.' 'match:Lead the lines of a sub-id to a link, a product and a channel; later imports follow.' 'list:List commissions, newest order first.'
            set flags '--help,-h:Show this message and exit.'
        case 'commission add'
            set verbs
            set flags '--amount:The commission, such as 25.80.' '--order:The order\'s number.' '--channel,-c:Where the buyer came from.' '--on:The day of the order, such as 2026-10-03; else today.' '--state:Where it stands.' '--currency:An ISO 4217 code; else the product\'s.' '--person:By whose link the buyer came; else by nobody\'s.' '--link:The code of the link they came by.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
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
        case 'partner'
            set verbs 'add:Agree with somebody in your list of people which share of your commission is theirs.' 'terms:Agree other terms from a day on; sales before it keep theirs.' 'end:End a partner\'s terms; what was earned stays owed, and follows refunds.' 'list:List partners: what they were promised, earned, were paid and are owed, and what is left to you.' 'show:Show a partner\'s terms, whom they invited, what they are owed and were paid.' 'statement:Show what a period brought a partner: each sale\'s share, refunds, payments, and what is owed.' 'pay:Record what you paid a partner; sharecli moves no money itself.' 'unpay:Take back a payment that was a mistake; it is owed again.'
            set flags '--help,-h:Show this message and exit.'
        case 'partner add'
            set verbs
            set flags '--rate:Their share of your commission on their own sales, such as 30%.' '--second-rate:Their share of it on sales by those they invited, such as 10%.' '--invited-by:Who invited them.' '--from:The first day whose orders count; else today.' '--until:The last day whose orders count; else without end.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'partner terms'
            set verbs
            set flags '--rate:Their share of your commission on their own sales; else as before.' '--second-rate:Their share of it on sales by those they invited, such as 10%.' '--invited-by:Who invited them.' '--no-inviter:Nobody invited them any more.' '--from:The first day whose orders count; else today.' '--until:The last day whose orders count; else without end.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'partner end'
            set verbs
            set flags '--on:The last day whose orders count; else today.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'partner list'
            set verbs
            set flags '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'partner show'
            set verbs
            set flags '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'partner statement'
            set verbs
            set flags '--period,-p:2026-10, 2026Q3, this-month, last-month, last-30-days or all.' '--to:A file to write: its ending is .pdf or .csv.' '--bom:Lead a CSV with a byte order mark, for old Excel.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'partner pay'
            set verbs
            set flags '--amount:How much, such as 12.50.' '--all:All that is owed, rounded down to the smallest unit.' '--on:The day, such as 2026-10-31; else today.' '--currency:An ISO 4217 code, where several are owed.' '--reference:The number of the payment.' '--ahead:More than is owed may be paid.' '--dry-run,-n:Say what would happen; change nothing.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'partner unpay'
            set verbs
            set flags '--reason:Why, in your own words.' '--number:PAYMENT is a number, and no reference.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'earnings'
            set verbs 'shrink:Hold what platforms promised against what they settled.' 'funnel:Follow shares to people, orders and settled orders, beside the rates of the field.' 'forecast:Say what money on its way is likely worth, and when it is due.' 'tax:Add up a year by platform and quarter: gross, taken back, fees, withheld, net.' 'export:Write the ledger as double entry for hledger or beancount.' 'goal:Set a goal and see how far it is.'
            set flags '--by*:What to group by; may be repeated.' '--period,-p:2026-10, 2026Q3, this-month, last-month, last-30-days or all.' '--currency:Only this currency.' '--in:Convert to this currency at your own rates (sharecli rate).' '--compare:Beside what was earned in the period before.' '--chart:Draw bars, and how it went over time.' '--to:Write a file instead: .html, .xlsx, .csv, .json or .md.' '--bom:Lead a CSV with a byte order mark, for Excel.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'earnings shrink'
            set verbs
            set flags '--by*:What to group by; may be repeated.' '--period,-p:2026-10, 2026Q3, this-month, last-month, last-30-days or all.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
        case 'earnings funnel'
            set verbs
            set flags '--by:What to group by.' '--period,-p:2026-10, 2026Q3, this-month, last-month, last-30-days or all.' '--format,-F:How to show it.' '--help,-h:Show this message and exit.'
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
        case ' --db' 'product add --from-text' 'product add --image' 'product edit --image' 'product import 1' 'product export 1' 'link new --from' 'clicks import +' 'qr export --from' 'qr export --logo' 'qr export --zip' 'poster sheet --to' 'poster sheet --logo' 'poster contact-sheet --to' 'poster make --logo' 'poster batch --from' 'poster batch --logo' 'poster batch --zip' 'caption lint 1' 'share plan --to' 'share plan --from' 'commission import +' 'payout import 1' 'partner statement --to' 'earnings --to' 'earnings export 1' 'rate import 1' 'db backup 1'
            set kind 'file'
            set choices
        case 'product add --title' 'product add --price' 'product add --commission' 'product add --code' 'product add --was' 'product add --note' 'product add --focus' 'product add 1' 'product list --query' 'product list --since' 'product edit --title' 'product edit --url' 'product edit --price' 'product edit --commission' 'product edit --new-code' 'product edit --was' 'product edit --note' 'product edit --focus' 'product fetch-image 2' 'link limit --from' 'link limit --until' 'link limit --fallback' 'link limit --max-clicks' 'link new --campaign' 'link new --code' 'link retarget 2' 'backend add --address' 'backend add --domain' 'backend add 1' 'serve --host' 'serve --port' 'serve --trusted-proxy' 'serve --workers' 'publish --log' 'qr show --campaign' 'qr export --query' 'qr export --since' 'qr export --campaign' 'qr export --color' 'qr export --name' 'qr export --jobs' 'qr export -j' 'poster sheet --size' 'poster sheet --across' 'poster sheet --down' 'poster sheet --margin' 'poster sheet --gap' 'poster sheet --row-gap' 'poster sheet --line' 'poster sheet --copies' 'poster sheet --campaign' 'poster sheet --color' 'poster contact-sheet --columns' 'poster make --campaign' 'poster make --canvas' 'poster make --words' 'poster make --accent' 'poster make --color' 'poster make --name' 'poster batch --query' 'poster batch --since' 'poster batch --campaign' 'poster batch --canvas' 'poster batch --words' 'poster batch --accent' 'poster batch --color' 'poster batch --name' 'poster batch --jobs' 'poster batch -j' 'poster template new 1' 'caption lint --allow' 'caption write --campaign' 'caption write --words' 'caption write --allow' 'caption template new 1' 'share pack --language' 'share pack --words' 'share pack --allow' 'share plan --days' 'share plan --posts' 'share plan --seed' 'share next --count' 'share next -n' 'share next --seed' 'content add --title' 'content add --url' 'content add --made' 'content add 1' 'content edit --title' 'content edit --url' 'content edit --made' 'deal list --state' 'deal list --kind' 'deal group open --price' 'deal group open --size' 'deal group open --hours' 'deal group open --code' 'deal bargain open --floor' 'deal bargain open --helpers' 'deal bargain open --from' 'deal bargain open --hours' 'deal bargain open --seed' 'deal bargain open --code' 'deal simulate group --price' 'deal simulate group --size' 'deal simulate group --hours' 'deal simulate group --people' 'deal simulate group --joined' 'deal simulate group --conversion' 'deal simulate bargain --floor' 'deal simulate bargain --helpers' 'deal simulate bargain --from' 'deal simulate bargain --hours' 'deal simulate bargain --people' 'deal simulate bargain --conversion' 'person add --word' 'person add --handle' 'person add --on' 'person add --next' 'person add --note' 'person add 1' 'person edit --name' 'person edit --on' 'person edit --note' 'person edit --next' 'person edit --handle' 'person note --next' 'person note 2' 'person due --silent' 'person due --limit' 'group add --word' 'group add --size' 'group add --cool-down' 'group add --posts-a-day' 'group add 1' 'group edit --name' 'group edit --size' 'group edit --cool-down' 'group edit --posts-a-day' 'people export --k' 'commission add --amount' 'commission add --order' 'commission add --on' 'commission import --account' 'commission import --as-of' 'commission import --undo' 'commission import --map' 'commission batches 1' 'commission confirm --on' 'commission confirm 1' 'commission settle --amount' 'commission settle --on' 'commission settle 1' 'commission hold --on' 'commission hold 1' 'commission release --on' 'commission release 1' 'commission void --on' 'commission void 1' 'commission adjust --refunded' 'commission adjust --of' 'commission adjust --amount' 'commission adjust --on' 'commission adjust 1' 'commission show 1' 'commission due --by' 'commission match 1' 'payout add --gross' 'payout add --fee' 'payout add --tax' 'payout add --net' 'payout add --on' 'payout add --account' 'payout add --reference' 'payout add --line' 'payout add --until' 'payout show 1' 'payout void --reason' 'payout void 1' 'reconcile --account' 'partner add --rate' 'partner add --second-rate' 'partner add --from' 'partner add --until' 'partner terms --rate' 'partner terms --second-rate' 'partner terms --from' 'partner terms --until' 'partner end --on' 'partner pay --amount' 'partner pay --on' 'partner pay --reference' 'partner unpay --reason' 'partner unpay 1' 'earnings tax --year' 'earnings goal set 2' 'rate set --on' 'rate set 3' 'rate remove --on' 'config set 2'
            set kind 'text'
            set choices
        case 'product add --currency' 'product edit --currency' 'commission add --currency' 'payout add --currency' 'payout import --currency' 'partner pay --currency' 'earnings --currency' 'earnings --in' 'earnings goal set --currency' 'earnings goal remove --currency' 'rate set 1' 'rate set 2' 'rate list --currency' 'rate remove 1' 'rate remove 2'
            set kind 'words'
            set choices 'CNY' 'EUR' 'GBP' 'HKD' 'IDR' 'INR' 'JPY' 'KRW' 'MYR' 'PHP' 'SGD' 'THB' 'TWD' 'USD' 'VND'
        case 'product add --platform' 'product list --platform' 'product edit --platform' 'qr export --platform' 'poster batch --platform' 'commission import --platform' 'commission due --platform' 'commission match --platform' 'commission list --platform' 'payout add --platform' 'payout import --platform' 'payout list --platform' 'reconcile --platform'
            set kind 'platforms'
            set choices
        case 'product add --tag' 'product add -t' 'product list --tag' 'product list -t' 'product edit --tag' 'product edit -t' 'link check --tag' 'link check -t' 'link new --tag' 'link new -t' 'qr export --tag' 'qr export -t' 'poster sheet --tag' 'poster sheet -t' 'poster batch --tag' 'poster batch -t' 'person add --interest' 'person add -i' 'person list --interest' 'person list -i' 'person edit --interest' 'person edit -i' 'group add --interest' 'group add -i' 'group list --interest' 'group list -i' 'group edit --interest' 'group edit -i'
            set kind 'tags'
            set choices
        case 'product add --format' 'product add -F' 'product list --format' 'product list -F' 'product show --format' 'product show -F' 'product edit --format' 'product edit -F' 'product fetch-image --format' 'product fetch-image -F' 'product archive --format' 'product archive -F' 'product restore --format' 'product restore -F' 'product import --format' 'product import -F' 'link clicks --format' 'link clicks -F' 'link limit --format' 'link limit -F' 'link who --format' 'link who -F' 'link check --format' 'link check -F' 'link push --format' 'link push -F' 'link sync --format' 'link sync -F' 'link new --format' 'link new -F' 'link list --format' 'link list -F' 'link show --format' 'link show -F' 'link retarget --format' 'link retarget -F' 'link retire --format' 'link retire -F' 'backend add --format' 'backend add -F' 'backend list --format' 'backend list -F' 'backend test --format' 'backend test -F' 'backend links --format' 'backend links -F' 'serve --format' 'serve -F' 'publish --format' 'publish -F' 'publish status --format' 'publish status -F' 'clicks import --format' 'clicks import -F' 'clicks show --format' 'clicks show -F' 'clicks orphans --format' 'clicks orphans -F' 'clicks reclassify --format' 'clicks reclassify -F' 'qr show --format' 'qr show -F' 'qr export --format' 'qr export -F' 'poster sheet --format' 'poster sheet -F' 'poster contact-sheet --format' 'poster contact-sheet -F' 'poster make --format' 'poster make -F' 'poster batch --format' 'poster batch -F' 'poster verify --format' 'poster verify -F' 'poster templates --format' 'poster templates -F' 'poster template new --format' 'poster template new -F' 'caption lint --format' 'caption lint -F' 'caption templates --format' 'caption templates -F' 'caption write --format' 'caption write -F' 'caption template new --format' 'caption template new -F' 'share pack --format' 'share pack -F' 'share plan --format' 'share plan -F' 'share log --format' 'share log -F' 'share next --format' 'share next -F' 'content add --format' 'content add -F' 'content list --format' 'content list -F' 'content show --format' 'content show -F' 'content edit --format' 'content edit -F' 'content archive --format' 'content archive -F' 'deal list --format' 'deal list -F' 'deal show --format' 'deal show -F' 'deal audit --format' 'deal audit -F' 'deal group open --format' 'deal group open -F' 'deal group join --format' 'deal group join -F' 'deal group paid --format' 'deal group paid -F' 'deal group leave --format' 'deal group leave -F' 'deal group close --format' 'deal group close -F' 'deal group refunded --format' 'deal group refunded -F' 'deal bargain open --format' 'deal bargain open -F' 'deal bargain cut --format' 'deal bargain cut -F' 'deal bargain close --format' 'deal bargain close -F' 'deal simulate group --format' 'deal simulate group -F' 'deal simulate bargain --format' 'deal simulate bargain -F' 'person add --format' 'person add -F' 'person list --format' 'person list -F' 'person show --format' 'person show -F' 'person edit --format' 'person edit -F' 'person note --format' 'person note -F' 'person forget --format' 'person forget -F' 'person due --format' 'person due -F' 'person tree --format' 'person tree -F' 'group add --format' 'group add -F' 'group list --format' 'group list -F' 'group show --format' 'group show -F' 'group edit --format' 'group edit -F' 'commission add --format' 'commission add -F' 'commission import --format' 'commission import -F' 'commission batches --format' 'commission batches -F' 'commission confirm --format' 'commission confirm -F' 'commission settle --format' 'commission settle -F' 'commission hold --format' 'commission hold -F' 'commission release --format' 'commission release -F' 'commission void --format' 'commission void -F' 'commission adjust --format' 'commission adjust -F' 'commission show --format' 'commission show -F' 'commission due --format' 'commission due -F' 'commission match --format' 'commission match -F' 'commission list --format' 'commission list -F' 'payout add --format' 'payout add -F' 'payout import --format' 'payout import -F' 'payout list --format' 'payout list -F' 'payout show --format' 'payout show -F' 'payout void --format' 'payout void -F' 'reconcile --format' 'reconcile -F' 'partner add --format' 'partner add -F' 'partner terms --format' 'partner terms -F' 'partner end --format' 'partner end -F' 'partner list --format' 'partner list -F' 'partner show --format' 'partner show -F' 'partner statement --format' 'partner statement -F' 'partner pay --format' 'partner pay -F' 'partner unpay --format' 'partner unpay -F' 'earnings --format' 'earnings -F' 'earnings shrink --format' 'earnings shrink -F' 'earnings funnel --format' 'earnings funnel -F' 'earnings forecast --format' 'earnings forecast -F' 'earnings tax --format' 'earnings tax -F' 'earnings goal --format' 'earnings goal -F' 'rate set --format' 'rate set -F' 'rate list --format' 'rate list -F' 'config list --format' 'config list -F' 'config get --format' 'config get -F' 'db check --format' 'db check -F'
            set kind 'words'
            set choices 'table' 'json' 'csv' 'markdown'
        case 'product show 1' 'product edit 1' 'product fetch-image 1' 'product archive 1' 'link check --product' 'link new +' 'link list --product' 'qr show 1' 'qr export +' 'poster sheet +' 'poster make +' 'caption write +' 'share pack +' 'share log --product' 'deal list --product' 'deal group open 1' 'deal bargain open 1' 'deal simulate group 1' 'deal simulate bargain 1' 'commission add 1' 'commission match --product' 'commission list --product'
            set kind 'products'
            set choices
        case 'product restore 1'
            set kind 'archived'
            set choices
        case 'product export --images' 'publish 1' 'publish status 1' 'qr export --into' 'poster contact-sheet 1' 'poster make --into' 'poster batch --into' 'poster verify 1' 'poster templates --into' 'share pack --into' 'share plan --into' 'demo --into'
            set kind 'folder'
            set choices
        case 'product export --format' 'product export -F' 'people export --as'
            set kind 'words'
            set choices 'csv' 'json'
        case 'link clicks --channel' 'link clicks -c' 'link check --channel' 'link check -c' 'link new --channel' 'link new -c' 'link list --channel' 'link list -c' 'qr show --channel' 'qr show -c' 'qr export --channel' 'qr export -c' 'poster sheet --channel' 'poster sheet -c' 'poster contact-sheet --channel' 'poster contact-sheet -c' 'poster make --channel' 'poster make -c' 'poster batch --channel' 'poster batch -c' 'caption lint --channel' 'caption lint -c' 'caption write --channel' 'caption write -c' 'share pack --channel' 'share pack -c' 'share log --channel' 'share log -c' 'content add --channel' 'content add -c' 'content list --channel' 'content list -c' 'content edit --channel' 'content edit -c' 'deal group open --channel' 'deal group open -c' 'deal bargain open --channel' 'deal bargain open -c' 'deal simulate group --channel' 'deal simulate group -c' 'deal simulate bargain --channel' 'deal simulate bargain -c' 'person edit --no-handle' 'group add --channel' 'group add -c' 'group list --channel' 'group list -c' 'group edit --channel' 'group edit -c' 'commission add --channel' 'commission add -c' 'commission match --channel' 'commission match -c' 'commission list --channel' 'commission list -c'
            set kind 'channels'
            set choices
        case 'link clicks --period' 'link clicks -p' 'clicks show --period' 'clicks show -p' 'clicks orphans --period' 'clicks orphans -p' 'share log --period' 'share log -p' 'commission list --period' 'commission list -p' 'payout list --period' 'payout list -p' 'reconcile --period' 'reconcile -p' 'partner statement --period' 'partner statement -p' 'earnings --period' 'earnings -p' 'earnings shrink --period' 'earnings shrink -p' 'earnings funnel --period' 'earnings funnel -p'
            set kind 'words'
            set choices 'today' 'yesterday' 'this-week' 'last-week' 'this-month' 'last-month' 'last-30-days' 'this-year' 'all'
        case 'link clicks +' 'link limit 1' 'link who 1' 'link check +' 'link push +' 'link show 1' 'link retarget 1' 'link retire 1' 'commission add --link' 'commission match --link'
            set kind 'links'
            set choices
        case 'link check --person' 'link new --person' 'link list --person' 'qr show --person' 'qr export --person' 'poster sheet --person' 'poster make --person' 'poster batch --person' 'caption write --person' 'share pack --person' 'share log --person' 'share next --person' 'deal group open --leader' 'deal group join 2' 'deal group paid 2' 'deal group leave 2' 'deal group refunded 2' 'deal bargain open --owner' 'deal bargain cut 2' 'person add --referred-by' 'person show 1' 'person edit --referred-by' 'person edit 1' 'person note 1' 'person forget 1' 'person tree 1' 'people export --person' 'commission add --person' 'commission match --person' 'partner add --invited-by' 'partner add 1' 'partner terms --invited-by' 'partner terms 1' 'partner end 1' 'partner show 1' 'partner statement 1' 'partner pay 1'
            set kind 'people'
            set choices
        case 'link push --to' 'link sync --from' 'backend test +' 'backend links 1' 'backend key 1' 'backend remove 1'
            set kind 'backends'
            set choices
        case 'link new --via'
            set kind 'words'
            set choices 'isgd' 'dagd' 'clckru' 'chilpit' 'qpsru' 'tinyurl' 'cuttly' 'bitly'
        case 'backend add --kind'
            set kind 'words'
            set choices 'shlink' 'kutt' 'yourls' 'dub'
        case 'serve --privacy'
            set kind 'words'
            set choices 'day-hash' 'no-visitor'
        case 'publish --to'
            set kind 'words'
            set choices 'nginx' 'caddy' 'cloudflare' 'netlify' 'html'
        case 'clicks import --as'
            set kind 'words'
            set choices 'nginx' 'nginx-json' 'caddy' 'cloudflare' 'csv'
        case 'clicks show --by'
            set kind 'words'
            set choices 'day' 'hour' 'app' 'source' 'from' 'kind'
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
        case 'poster make --deal' 'deal show 1' 'deal audit 1' 'deal group join 1' 'deal group paid 1' 'deal group leave 1' 'deal group close 1' 'deal group refunded 1' 'deal bargain cut 1' 'deal bargain close 1'
            set kind 'deals'
            set choices
        case 'caption lint --language' 'caption write --language'
            set kind 'words'
            set choices 'zh' 'zh-Hant' 'en' 'ja' 'ko' 'de' 'fr' 'es' 'pt' 'it' 'nl' 'vi' 'id' 'th' 'ms'
        case 'caption write --tone' 'caption template new --from'
            set kind 'words'
            set choices 'plain' 'friendly' 'expert' 'list'
        case 'share pack --group' 'share pack -g' 'share plan --group' 'share plan -g' 'share log --group' 'share log -g' 'share next --group' 'share next -g' 'person add --group' 'person add -g' 'person list --group' 'person list -g' 'person edit --group' 'person edit -g' 'person edit --leave' 'group show 1' 'group edit 1'
            set kind 'groups'
            set choices
        case 'share pack --content' 'share log --content' 'content show 1' 'content edit 1' 'content archive 1'
            set kind 'contents'
            set choices
        case 'share pack --tone'
            set kind 'words'
            set choices 'plain' 'friendly' 'expert'
        case 'share plan --day'
            set kind 'words'
            set choices 'today'
        case 'content add --kind' 'content list --kind' 'content edit --kind'
            set kind 'words'
            set choices 'review' 'video' 'live' 'post' 'other'
        case 'person add --stage' 'person list --stage' 'person edit --stage'
            set kind 'words'
            set choices 'stranger' 'acquaintance' 'trusted' 'advocate'
        case 'commission add --state' 'commission list --state'
            set kind 'words'
            set choices 'pending' 'confirmed' 'settled' 'paid' 'held' 'void'
        case 'commission void --reason' 'commission adjust --reason'
            set kind 'words'
            set choices 'order_canceled' 'refund' 'terms_violation' 'tracking_error' 'duplicate' 'correction' 'other'
        case 'earnings --by' 'earnings shrink --by'
            set kind 'words'
            set choices 'channel' 'product' 'platform' 'campaign' 'content' 'person' 'link' 'day' 'week' 'month' 'quarter' 'year'
        case 'earnings --compare'
            set kind 'words'
            set choices 'previous' 'last-year'
        case 'earnings funnel --by'
            set kind 'words'
            set choices 'channel' 'product'
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
        __sharecli_takes "$at 1" # some nouns take a word where others have a verb
        test -n "$kind"; and __sharecli_values "$kind" "$typed" "$db" $choices
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
