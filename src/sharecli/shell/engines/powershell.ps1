# Completes sharecli in PowerShell 5.1 and later.
# Written by scripts/completions.py from the command tree; edit src/sharecli/shell/engines/powershell.ps1 instead.
# What a file or a line holds is compared and quoted, never evaluated.

Register-ArgumentCompleter -Native -CommandName sharecli -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    # What a command offers: its verbs, and its options as NAME,NAME with a * where one may be repeated.
    function Get-Offers([string] $at) {
        $verbs = @(); $flags = @()
        switch -Exact -CaseSensitive ($at) {
        # OFFERS
        }
        @{ verbs = $verbs; flags = $flags }
    }

    # What may stand in a place: "COMMAND --option", "COMMAND 1" for an argument, "COMMAND +" for those that go on.
    function Get-Takes([string] $place) {
        $kind = ''; $choices = @()
        switch ($place) {
        # TAKES
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
        $takes = Get-Takes "$at 1"  # some nouns take a word where others have a verb
        if ($takes.kind) { Get-Values $takes $typed '' $db }
    } else {
        $takes = Get-Takes "$at $place"
        if (-not $takes.kind) { $takes = Get-Takes "$at +" }
        if ($takes.kind) { Get-Values $takes $typed '' $db } else { Get-Flags $offers.flags $seen $typed }
    }
}
