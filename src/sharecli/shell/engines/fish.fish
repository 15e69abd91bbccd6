# Completes sharecli in fish 3.1 and later.
# Written by scripts/completions.py from the command tree; edit src/sharecli/shell/engines/fish.fish instead.
# What a file or a line holds is compared and quoted, never evaluated.

# What a command offers: its verbs, and its options as NAME,NAME with a * where one may be repeated.
function __sharecli_offers --no-scope-shadowing
    set verbs
    set flags
    switch "$argv[1]"
        # OFFERS
    end
end

# What may stand in a place: "COMMAND --option", "COMMAND 1" for an argument, "COMMAND +" for those that go on.
function __sharecli_takes --no-scope-shadowing
    set kind
    set choices
    switch "$argv[1]"
        # TAKES
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
