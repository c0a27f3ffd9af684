# Completion of coach for fish: coach itself knows what may come next.

function __coach_complete
    set -l words (commandline -opc)
    set -l word (string unescape -- (commandline -ct); or commandline -ct)
    for line in ($words[1] __complete -- $words[2..] $word 2>/dev/null)
        set -l parts (string split -m 1 \t -- $line)
        if test "$parts[1]" = :file
            set -l length (string length -- "$parts[2]")
            set -l path (string sub -s (math $length + 1) -- $word)
            for file in (__fish_complete_path "$path")
                echo "$parts[2]$file"
            end
        else
            echo $line
        end
    end
end

complete -c coach -k -f -a '(__coach_complete)'
