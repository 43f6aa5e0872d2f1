# Completion of dssearch, dsindex, dsserve and dseval: the programs say themselves what can follow, and
# where they know nothing, as of paths, files can.
function __dssearch_complete
    set -l words (commandline -opc)
    set -l found ($words[1] --complete $words[2..-1] (commandline -ct) 2>/dev/null)
    if set -q found[1]
        printf '%s\n' $found
    else
        __fish_complete_path (commandline -ct)
    end
end

for tool in dssearch dsindex dsserve dseval
    complete -c $tool -f -a '(__dssearch_complete)'
end
