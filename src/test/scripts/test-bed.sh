# shellcheck shell=bash
# Sourced by the scripts beside it, which set up real batch systems for tests, on one machine.
#
# A test bed that cannot be had here ends with exit code 77 and a line that says why.

readonly EXIT_SKIP=77
readonly EXIT_FAILED=70
readonly TEST_USER=mpjlda-test

say() {
  printf '%s: %s\n' "${0##*/}" "$1" >&2
}

skip() {
  say "skipped: $1"
  exit "$EXIT_SKIP"
}

fail() {
  say "$1"
  exit "$EXIT_FAILED"
}

require_root() {
  if ((EUID != 0)); then
    skip "needs root, to install packages and to start daemons as other users"
  fi
}

# install PROGRAM PACKAGE...: the packages, unless the program is there. apt's services stay off:
# the daemons are started by hand, with a configuration of their own.
install() {
  local program=$1 log
  shift
  if command -v "$program" >/dev/null; then
    return
  fi
  command -v apt-get >/dev/null || skip "no $program here, and no apt-get to install it"
  say "installing $*"
  log=$(mktemp)
  if ! apt_install "$@" >"$log" 2>&1 &&
    ! { apt-get -q update && apt_install "$@"; } </dev/null >>"$log" 2>&1; then
    tail -n 5 -- "$log" >&2
    rm -f -- "$log"
    skip "$* could not be installed (no network?)"
  fi
  rm -f -- "$log"
  command -v "$program" >/dev/null || fail "$* are installed, but there is no program $program"
}

apt_install() {
  DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 \
    install --no-install-recommends "$@" </dev/null
}

# Batch systems refuse root's jobs. Without a password, but not locked: sshd refuses those who are.
ensure_user() {
  if ! getent passwd "$TEST_USER" >/dev/null; then
    useradd --create-home --shell /bin/bash "$TEST_USER" || fail "no user $TEST_USER could be made"
  fi
  # Only if it is not so yet: a new /etc/passwd takes the place of the one that hosts.sh has put
  # over the old one in each of its hosts, which then lose their users.
  if [[ $(getent shadow "$TEST_USER" | cut -d: -f2) != '*' ]]; then
    usermod --password '*' "$TEST_USER"
  fi
}

# until_true SECONDS WHAT COMMAND...: tries the command twice a second.
until_true() {
  local tries=$(($1 * 2)) what=$2
  shift 2
  until "$@" >/dev/null 2>&1; do
    ((tries-- > 0)) || fail "waited in vain for $what"
    sleep 0.5
  done
}

# stop_daemon PIDFILE NAME: ends the process of that number if it is the one of that name.
stop_daemon() {
  local pid tries=40
  [[ -s $1 ]] && read -r pid <"$1" || return 0
  [[ $(cat "/proc/$pid/comm" 2>/dev/null) == "$2" ]] || return 0
  kill "$pid"
  while ((tries-- > 0)) && kill -0 "$pid" 2>/dev/null; do
    sleep 0.25
  done
  kill -KILL "$pid" 2>/dev/null || true
  rm -f -- "$1"
}
