# Completion of dssearch, dsindex, dsserve and dseval: the programs say themselves what can follow.
function __dssearch_complete
    set -l words (commandline -opc)
    $words[1] --complete $words[2..-1] (commandline -ct) 2>/dev/null
end

for tool in dssearch dsindex dsserve dseval
    complete -c $tool -a '(__dssearch_complete)'
end
