#!/usr/bin/env bash
# The hosts of a PBS job without a PBS, which Debian has not: pbs.sh start | stop
#
# node1, node2 and node3 of hosts.sh, and the user mpjlda-test, who gets from each to the others by
# ssh. The test plays PBS: it sets the job's variables and takes what the script submits.
# Exit code 77: it cannot be had here.
set -euo pipefail
scripts=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
# shellcheck source=src/test/scripts/test-bed.sh
source "$scripts/test-bed.sh"

# Prints "started" and the host that a job's script would run on.
start() {
  require_root
  install setpriv util-linux
  ensure_user
  "$scripts/hosts.sh" start
  echo "started BED_HOST=node1"
}

stop() {
  "$scripts/hosts.sh" stop
}

case ${1:-} in
  start | stop) "$1" ;;
  *)
    sed -n '2p' "${BASH_SOURCE[0]}" >&2
    exit 2
    ;;
esac
