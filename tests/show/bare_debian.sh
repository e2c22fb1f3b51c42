#!/bin/sh
# Makes a bare Debian 12, clones the repository into it, and runs bin/run and bin/test there, each from nothing.
# Prints `figure:` lines; exit 0 only if the register served and every test passed. Wants root, apt and git.
# How packages are reached (mirror, certificates, settings of pip and npm) is taken from this machine as it runs.
set -eu
cd "$(dirname "$0")/../.."
. bin/common.sh

[ "$(id -u)" = 0 ] || fail "A bare Debian is made as root only."
command -v debootstrap >/dev/null 2>&1 || apt_install debootstrap || fail "debootstrap is needed: apt-get install debootstrap."
port=${BARE_PORT:-8099}
# not below /tmp, which a bare Debian has of its own; a folder left behind by a killed run is never reused
bare=$(mktemp -d /var/tmp/sr-bare.XXXXXX)
server=

leave() {
    trap - EXIT INT TERM
    [ -z "$server" ] || kill "$server" 2>/dev/null || :
    sort -r <<MOUNTS | while read -r place; do umount -l "$place" 2>/dev/null || :; done
$(awk -v root="$bare/" 'index($2, root) == 1 { print $2 }' /proc/mounts)
MOUNTS
    # what is still mounted here belongs to this machine: then nothing is removed
    if grep -q " $bare/" /proc/mounts; then say "Still mounted below $bare: remove it by hand."; else rm -rf "$bare"; fi
}
trap leave EXIT
trap 'exit 130' INT TERM

# ---- the bare machine -----------------------------------------------------------------------------

mirror() { # the first address that this machine's apt takes Debian from
    cat /etc/apt/sources.list /etc/apt/sources.list.d/*.sources /etc/apt/sources.list.d/*.list 2>/dev/null |
        sed -nE 's/^URIs: *([^ ]+).*/\1/p; s/^deb (\[[^]]*\] )?([^ ]+) .*/\2/p' | head -n 1
}
debootstrap --variant=minbase bookworm "$bare" "$(mirror)" >"$bare.log" 2>&1 ||
    { tail -n 5 "$bare.log" >&2 && rm -f "$bare.log" && fail "debootstrap failed: see its words above."; }
rm -f "$bare.log"
say "figure: a bare Debian $(cat "$bare/etc/debian_version") with $(chroot "$bare" dpkg-query -f '.\n' -W | wc -l) packages, python3: $(chroot "$bare" sh -c 'command -v python3 || echo none')"

take() { # take FILE...: the same file or folder in the bare machine
    for path in "$@"; do
        [ ! -e "$path" ] || { mkdir -p "$bare$(dirname "$path")" && cp -rL "$path" "$bare$(dirname "$path")/"; }
    done
}
show_there() { # show_there FOLDER: read-only, in the same place
    mkdir -p "$bare$1" && mount --bind "$1" "$bare$1" && mount -o remount,ro,bind "$bare$1"
}
rm -f "$bare/etc/apt/sources.list"
take /etc/apt/sources.list /etc/apt/sources.list.d /etc/apt/apt.conf.d /etc/apt/preferences.d /etc/hosts /etc/resolv.conf
take /etc/pip.conf /root/.config/pip /root/.pip /etc/npmrc /root/.npmrc /usr/local/share/ca-certificates /etc/ssl/certs/ca-certificates.crt
{ cat /etc/pip.conf /root/.config/pip/pip.conf /root/.pip/pip.conf 2>/dev/null || :; env | grep '^PIP_' || :; } |
    grep -oE '/[A-Za-z0-9._/-]+' | sed 's,^//*,/,; s,/simple/*$,,' | sort -u | while read -r folder; do
    case "$folder" in /etc/* | /root/*) continue ;; esac
    [ ! -d "$folder" ] || show_there "$folder"
done
mount -t proc proc "$bare/proc"
mount --bind /dev "$bare/dev"
mkdir -p "$bare/dev/shm"

git clone --quiet --no-hardlinks . "$bare/srv/register"
say "figure: a bare clone of $(git rev-parse --short HEAD)"

go_there() { # go_there COMMAND...: become it, in the clone, with nothing of this machine's environment but how to reach packages
    # shellcheck disable=SC2046  # one word for each setting; none has a space
    exec chroot "$bare" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 \
        $(env | grep -E '^(PIP_|SSL_CERT_|NODE_EXTRA_CA_CERTS|REQUESTS_CA_BUNDLE|https?_proxy|HTTPS?_PROXY|no_proxy|NO_PROXY)' | grep -v ' ') \
        PORT="$port" sh -c 'cd /srv/register && exec "$@"' sh "$@"
}

there() { (go_there "$@"); }

# ---- bin/run serves ---------------------------------------------------------------------------------

page() { # the page at an address, if it is one
    "$PYTHON_BIN" -c '
import sys, urllib.request
print(urllib.request.urlopen(sys.argv[1], timeout=10).read().decode())' "http://127.0.0.1:$port$1" 2>/dev/null
}
serve() { # serve LIMIT: starts bin/run and waits until the home page is there; prints the seconds
    begun=$(date +%s%N)
    go_there bin/run >>"$bare/run.log" 2>&1 &
    server=$!
    until page / >"$bare/home.html"; do
        kill -0 "$server" 2>/dev/null || { tail -n 20 "$bare/run.log" >&2 && fail "bin/run ended."; }
        [ $((($(date +%s%N) - begun) / 1000000000)) -lt "$1" ] || { tail -n 20 "$bare/run.log" >&2 && fail "bin/run did not serve within $1 s."; }
        sleep 0.1
    done
    milliseconds=$((($(date +%s%N) - begun) / 1000000))
}
stop() {
    kill "$server"
    wait "$server" 2>/dev/null || :
    server=
    ! page / >/dev/null || fail "bin/run was stopped, and something still serves."
}
minutes() { awk -v ms="$1" 'BEGIN { printf "%.1f", ms / 60000 }'; }

serve 1500
say "figure: bin/run served after $(minutes "$milliseconds") minutes"
grep -q 'Northshire' "$bare/home.html" || page /policies/ | grep -q 'Northshire' || fail "The pages do not show the demo."
grep -q 'sharing-register-demo' "$bare/run.log" || fail "bin/run did not name the demo accounts."
stop
serve 60
say "figure: the second bin/run served after $(awk -v ms="$milliseconds" 'BEGIN { printf "%.1f", ms / 1000 }') s"
[ "$milliseconds" -le 5000 ] || fail "The second bin/run took longer than 5 s."
stop

# ---- bin/test passes, in a clone of its own ----------------------------------------------------------

rm -rf "$bare/srv/register"
git clone --quiet --no-hardlinks . "$bare/srv/register"
begun=$(date +%s%N)
if ! there bin/test >"$bare/test.log" 2>&1; then
    tail -n 40 "$bare/test.log" >&2
    fail "bin/test failed."
fi
say "figure: bin/test took $(minutes $((($(date +%s%N) - begun) / 1000000))) minutes from an empty folder"
say "figure: $(grep -E '^=* ?[0-9]+ passed' "$bare/test.log" | tail -n 1 | tr -d '=')"
