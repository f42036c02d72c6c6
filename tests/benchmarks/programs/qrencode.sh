# A code for each line of the file $1.
while read -r text; do qrencode -t SVG -o /dev/null "$text"; done <"$1"
