# Everything new in the repository $1 as one durable commit of git's own.
set -e
g() { git -C "$repository" -c core.fsync=all -c gc.auto=0 -c maintenance.auto=false "$@"; }
repository=$1
g add -A
g -c user.name=Ana -c user.email=ana@example.org commit --quiet -m 'Add everything'
