# Steps shared by the scripts in bin/. Sourced from the repository's root; plain POSIX sh.

export PYTHONDONTWRITEBYTECODE="${PYTHONDONTWRITEBYTECODE:-}" PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1
STAMPS=.venv/stamps
PYTHON_BIN=.venv/bin/python

say() { printf '%s\n' "$*"; }
fail() {
    printf '%s\n' "$*" >&2
    exit 1
}

# ---- stamps: a step is left out while what it was made from is unchanged ------------------------

hash_of() { cat "$@" 2>/dev/null | cksum; }
is_stamped() { [ -f "$STAMPS/$1" ] && [ "$(cat "$STAMPS/$1")" = "$2" ]; }
stamp() { mkdir -p "$STAMPS" && printf '%s\n' "$2" >"$STAMPS/$1"; }

# ---- Debian's packages --------------------------------------------------------------------------

may_install() { # true where packages of the system can be installed without asking anybody
    command -v apt-get >/dev/null 2>&1 || return 1
    [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null
}
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }
apt_install() { # apt_install PACKAGES...: quiet unless it fails
    may_install || return 1
    log=$(mktemp)
    say "Installing $* (Debian packages) ..."
    if as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" >"$log" 2>&1 ||
        { as_root apt-get update >>"$log" 2>&1 &&
            as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" >>"$log" 2>&1; }; then
        rm -f "$log"
    else
        tail -n 5 "$log" >&2
        rm -f "$log"
        return 1
    fi
}

# ---- Python and its packages --------------------------------------------------------------------

suits() { "$1" -c 'import sys, venv; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; }
find_python() { # prints a Python between 3.11 and 3.13
    for name in ${PYTHON:+"$PYTHON"} python3 python3.13 python3.12 python3.11; do
        if command -v "$name" >/dev/null 2>&1 && suits "$name"; then
            command -v "$name"
            return
        fi
    done
    return 1
}

need_python() { # makes .venv with pip in it
    if [ -x "$PYTHON_BIN" ] && suits "$PYTHON_BIN" && "$PYTHON_BIN" -m pip --version >/dev/null 2>&1; then
        return
    fi
    python=$(find_python) || {
        apt_install python3 python3-venv ca-certificates || :
        python=$(find_python) || fail "Python 3.11, 3.12 or 3.13 is needed: install it (on Debian: apt-get install python3 python3-venv), then run this again."
    }
    say "Making a virtual environment in .venv with $("$python" --version) ..."
    rm -rf .venv
    make_environment "$python" && return
    apt_install python3-venv ca-certificates && rm -rf .venv && make_environment "$python" && return
    fail "A virtual environment cannot be made: install Debian's package python3-venv (apt-get install python3-venv), then run this again."
}
make_environment() { # make_environment PYTHON: with ensurepip, else pip of the system, else uv, else virtualenv
    "$1" -m venv .venv >/dev/null 2>&1 && "$PYTHON_BIN" -m pip --version >/dev/null 2>&1 && return
    rm -rf .venv
    if "$1" -m venv --without-pip .venv >/dev/null 2>&1; then
        "$1" -m pip --python "$PYTHON_BIN" install --quiet pip >/dev/null 2>&1 && return
        rm -rf .venv
    fi
    if command -v uv >/dev/null 2>&1; then
        uv venv --quiet --seed --python "$1" .venv >/dev/null 2>&1 && return
        rm -rf .venv
    fi
    "$1" -m virtualenv --quiet .venv >/dev/null 2>&1
}

need_packages() { # need_packages NAME LOCK: installs what the lock names, each file held to its hash
    print=$(hash_of "$2")
    is_stamped "$1" "$print" && return
    say "Installing the packages of $2 ..."
    if ! { command -v uv >/dev/null 2>&1 &&
        uv pip install --quiet --python "$PYTHON_BIN" --require-hashes -r "$2" 2>/dev/null; }; then
        "$PYTHON_BIN" -m pip install -qq --require-hashes -r "$2" ||
            fail "The packages of $2 could not be installed: see pip's words above; the package index must be reachable."
    fi
    stamp "$1" "$print"
}
need_runtime() { is_stamped tests "$(hash_of requirements-dev.txt)" || need_packages runtime requirements.txt; }
need_tests() {
    is_stamped browser "$(hash_of requirements-browser.txt)" || need_packages tests requirements-dev.txt
}

# ---- libraries that WeasyPrint loads ------------------------------------------------------------

LIBRARIES="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core"
has_libraries() {
    "$PYTHON_BIN" -c '
import ctypes, os, sys
for name in ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0"):
    ctypes.CDLL(name)
' 2>/dev/null
}
need_libraries() { # PDF alone needs them, so without them everything else goes on
    is_stamped libraries "$LIBRARIES" && return
    # shellcheck disable=SC2086  # one word for each package
    if has_libraries || apt_install $LIBRARIES; then
        stamp libraries "$LIBRARIES"
    else
        say "PDFs cannot be made yet: install the system packages $LIBRARIES (apt-get install $LIBRARIES)."
    fi
}

# ---- front-end assets ---------------------------------------------------------------------------

need_assets() { # styles and scripts of GOV.UK Frontend; without them a plain style of our own serves
    print=$(hash_of package.json package-lock.json config/management/commands/build_assets.py)
    [ -d static/vendor ] && is_stamped assets "$print" && return
    if ! command -v npm >/dev/null 2>&1; then
        need_packages_softly assets requirements-assets.txt || :
    fi
    if "$PYTHON_BIN" manage.py build_assets; then
        stamp assets "$print"
    else
        say "The front-end packages could not be had: the pages use our own plain style. bin/setup tries again."
    fi
}
need_packages_softly() { (need_packages "$@"); }
