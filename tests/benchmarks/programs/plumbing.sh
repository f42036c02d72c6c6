# One record as one durable commit, by git's plumbing alone, in the store that is the working folder. $1 is its slug.
set -e
path=products/y/$1.toml
g() { git -c core.hooksPath=/dev/null -c core.fsmonitor=false -c core.fsync=all -c gc.auto=0 "$@"; }
mkdir -p products/y
cat >"$path.tmp" <<RECORD
format = 1
id = "0000000000000"
name = "$1"
labels = [
    "yardstick",
]
RECORD
sync "$path.tmp"
mv "$path.tmp" "$path"
sync products/y
head=$(g rev-parse HEAD)
blob=$(g hash-object -w --no-filters "$path")
printf '100644 %s 0\t%s\n' "$blob" "$path" | g update-index --index-info
tree=$(g write-tree)
commit=$(echo "Add $1" | g -c user.name=Ana -c user.email=ana@example.org commit-tree -p "$head" "$tree")
g -c user.name=Ana -c user.email=ana@example.org update-ref -m add HEAD "$commit" "$head"
cd .git
sync "objects/$(printf %.2s "$blob")" "objects/$(printf %.2s "$tree")" "objects/$(printf %.2s "$commit")" \
    objects refs/heads .
