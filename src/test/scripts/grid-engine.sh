#!/usr/bin/env bash
# A real Grid Engine: grid-engine.sh start | stop
#
# A cell of its own, so that a Grid Engine that is set up here is left alone: queue master and
# submit host on "login", execution daemons on node1 and node2 of hosts.sh with two slots each, the
# parallel environment mpj over both, the queue all.q, and the user mpjlda-test, who may submit.
# Where there can be no such hosts: all on this machine, four slots. GRID_ENGINE_HOSTS=no asks for
# that. From Debian's packages, installed if they are missing. Started again, it only checks.
# Exit code 77: it cannot be had here.
set -euo pipefail
scripts=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
# shellcheck source=src/test/scripts/test-bed.sh
source "$scripts/test-bed.sh"

# Where Debian's packages are; the cell is below a root of its own.
readonly package=/var/lib/gridengine
readonly package_spool=/var/spool/gridengine

# What hosts.sh calls the bed decides on the folder and the ports.
choose_place() {
  local bed
  bed=$("$scripts/hosts.sh" config)
  bed=${bed%/*}
  bed=${bed##*/}
  export SGE_ROOT=/run/mpj-lda-grid-engine/$bed SGE_CELL=cell
  local number
  number=$(printf %s "$bed" | cksum)
  number=${number%% *}
  export SGE_QMASTER_PORT=$((20000 + number % 5000 * 2))
  export SGE_EXECD_PORT=$((SGE_QMASTER_PORT + 1))
  common=$SGE_ROOT/$SGE_CELL/common
  spool=$SGE_ROOT/spool
}

# The hosts of a cell that was started before, or of one that is to be started.
choose_hosts() {
  if [[ -e $SGE_ROOT/nodes ]]; then
    read -r master nodes <"$SGE_ROOT/nodes"
  elif [[ ${GRID_ENGINE_HOSTS:-yes} != no ]] && "$scripts/hosts.sh" start; then
    master=login
    nodes="node1 node2"
  else
    master=localhost
    nodes=localhost
  fi
  slots=2
  if [[ $master == localhost ]]; then
    slots=4
  fi
}

# on HOST COMMAND...
on() {
  local host=$1
  shift
  if [[ $host == localhost ]]; then
    "$@"
  else
    "$scripts/hosts.sh" run "$host" "$@"
  fi
}

# A queue whose execution daemon is silent has a state in a sixth column.
queues_are_up() {
  local up
  up=$(on "$master" qstat -f | awk '/^all\.q@/ && NF == 5 { print }' | wc -l)
  [[ $up == "$(wc -w <<<"$nodes")" ]]
}

is_ready() {
  [[ -e $SGE_ROOT/nodes ]] && choose_hosts && queues_are_up
} >/dev/null 2>&1

as_admin() {
  setpriv --reuid sgeadmin --regid sgeadmin --clear-groups env LD_LIBRARY_PATH=/usr/lib/gridengine "$@"
}

# configure OPTION TEXT: qconf reads its configurations from files.
configure() {
  local file
  file=$(mktemp)
  printf '%s\n' "$2" >"$file"
  on "$master" qconf "$1" "$file"
  rm -f -- "$file"
}

write_cell() {
  local folder defaults=/usr/lib/gridengine/spooldefaults
  local resources=/usr/share/gridengine/util/resources
  mkdir -p "$common" "$spool"/{qmaster/job_scripts,spooldb,execd}
  for folder in bin lib util utilbin; do
    ln -s "$package/$folder" "$SGE_ROOT/$folder"
  done
  sed -e "s|$package_spool|$spool|" /usr/share/gridengine/default-bootstrap >"$common/bootstrap"
  # Groups of its own: by them an execution daemon finds a job's processes.
  sed -e "s|$package_spool|$spool|" -e 's/^gid_range .*/gid_range 64400-64500/' \
    /usr/share/gridengine/default-configuration >"$SGE_ROOT/configuration"
  printf '%s\n' "$master" >"$common/act_qmaster"
  if [[ $master == localhost && $(uname -n) != localhost ]]; then
    # The daemons know this machine by that name, whatever 127.0.0.1 resolves to.
    printf 'localhost %s\n' "$(uname -n)" >"$common/host_aliases"
  fi
  chown -R sgeadmin: "$SGE_ROOT"
  as_admin /usr/lib/gridengine/spoolinit berkeleydb libspoolb "$spool/spooldb" init
  as_admin "$defaults" configuration "$SGE_ROOT/configuration"
  as_admin "$defaults" complexes "$resources/centry"
  as_admin "$defaults" usersets "$resources/usersets"
  as_admin "$defaults" managers root
  as_admin "$defaults" managers sgeadmin
  printf '%s %s\n' "$master" "$nodes" >"$SGE_ROOT/nodes"
}

set_up_queue() {
  local node
  configure -Msconf "$(on "$master" qconf -ssconf | sed \
    -e 's/^schedule_interval .*/schedule_interval 0:0:3/' \
    -e 's/^flush_\(submit\|finish\)_sec .*/flush_\1_sec 1/')"
  on "$master" qconf -as "$master" || true
  for node in $nodes; do
    on "$master" qconf -ah "$node" || true
    # A job over several hosts submits its next slot.
    on "$master" qconf -as "$node" || true
  done
  configure -Ahgrp "group_name @nodes
hostlist $nodes"
  configure -Ap "pe_name mpj
slots 99
user_lists NONE
xuser_lists NONE
start_proc_args NONE
stop_proc_args NONE
allocation_rule \$fill_up
control_slaves TRUE
job_is_first_task FALSE
urgency_slots min
accounting_summary FALSE
qsort_args NONE"
  configure -Aq "$(queue)"
}

# Without load thresholds: the machine is busy with other tests.
queue() {
  cat <<QUEUE
qname all.q
hostlist @nodes
seq_no 0
load_thresholds NONE
suspend_thresholds NONE
nsuspend 1
suspend_interval 00:05:00
priority 0
min_cpu_interval 00:05:00
processors UNDEFINED
qtype BATCH INTERACTIVE
ckpt_list NONE
pe_list mpj
rerun FALSE
slots $slots
tmpdir /tmp
shell /bin/sh
prolog NONE
epilog NONE
shell_start_mode unix_behavior
starter_method NONE
suspend_method NONE
resume_method NONE
terminate_method NONE
notify 00:01:00
owner_list NONE
user_lists NONE
xuser_lists NONE
subordinate_list NONE
complex_values NONE
projects NONE
xprojects NONE
calendar NONE
initial_state default
s_rt INFINITY
h_rt INFINITY
s_cpu INFINITY
h_cpu INFINITY
s_fsize INFINITY
h_fsize INFINITY
s_data INFINITY
h_data INFINITY
s_stack INFINITY
h_stack INFINITY
s_core INFINITY
h_core INFINITY
s_rss INFINITY
h_rss INFINITY
s_vmem INFINITY
h_vmem INFINITY
QUEUE
}

# Prints "started", or "running" if it was there already, and the variables that users need;
# BED_HOST is the host of hosts.sh from which they submit.
start() {
  local node settings word=started
  require_root
  install qconf gridengine-master gridengine-exec gridengine-client
  install setpriv util-linux
  ensure_user
  choose_place
  if is_ready; then
    word=running
  else
    stop
    choose_hosts
    {
      write_cell
      on "$master" sge_qmaster
      until_true 20 "the queue master" on "$master" qconf -sh
      set_up_queue
      for node in $nodes; do
        on "$node" sge_execd
      done
    } >&2
    until_true 60 "the queue all.q" queues_are_up
  fi
  settings="SGE_ROOT=$SGE_ROOT SGE_CELL=$SGE_CELL"
  settings+=" SGE_QMASTER_PORT=$SGE_QMASTER_PORT SGE_EXECD_PORT=$SGE_EXECD_PORT"
  if [[ $master != localhost ]]; then
    settings+=" BED_HOST=$master"
  fi
  echo "$word $settings"
}

stop() {
  require_root
  choose_place
  if [[ -e $SGE_ROOT/nodes ]]; then
    choose_hosts
    if [[ $master == localhost ]]; then
      qdel -f -u '*' >/dev/null 2>&1 || true
      stop_daemon "$spool/execd/localhost/execd.pid" sge_execd
      stop_daemon "$spool/qmaster/qmaster.pid" sge_qmaster
    else
      # Ends all processes on them.
      "$scripts/hosts.sh" stop
    fi
  fi
  rm -rf -- "$SGE_ROOT"
}

case ${1:-} in
  start | stop) "$1" ;;
  *)
    sed -n '2p' "${BASH_SOURCE[0]}" >&2
    exit 2
    ;;
esac
