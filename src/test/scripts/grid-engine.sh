#!/usr/bin/env bash
# A real Grid Engine on this machine: grid-engine.sh start | stop
#
# Queue master, execution daemon, the parallel environment mpj, the queue all.q with four slots, and
# the user mpjlda-test, who may submit. From Debian's packages, installed if they are missing.
# Started again, it only checks. Exit code 77: it cannot be had here.
set -euo pipefail
# shellcheck source=src/test/scripts/test-bed.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/test-bed.sh"

export SGE_ROOT=/var/lib/gridengine SGE_CELL=default
readonly settings="SGE_ROOT=$SGE_ROOT SGE_CELL=$SGE_CELL"
readonly common=$SGE_ROOT/$SGE_CELL/common
# The daemons know this machine by that name, whatever 127.0.0.1 resolves to.
readonly host=localhost

# A queue whose execution daemon is silent has a state in a sixth column.
queue_is_up() {
  qstat -f | awk -v "queue=all.q@$host" '$1 == queue { up = NF == 5 } END { exit !up }'
}

# The queue master takes minutes to miss an execution daemon.
is_ready() {
  pgrep -x sge_execd && qconf -sp mpj && queue_is_up
} >/dev/null 2>&1

as_admin() {
  setpriv --reuid sgeadmin --regid sgeadmin --clear-groups "$@"
}

# configure OPTION TEXT: qconf reads its configurations from files.
configure() {
  local file
  file=$(mktemp)
  printf '%s\n' "$2" >"$file"
  chmod 644 "$file"
  as_admin qconf "$1" "$file"
  rm -f -- "$file"
}

# A cluster that somebody uses is not for tests.
refuse_foreign() {
  local master
  master=$(cat "$common/act_qmaster" 2>/dev/null) || true
  if [[ -n $master && $master != "$host" ]]; then
    skip "a Grid Engine of the queue master $master is set up here; it is left alone"
  fi
}

start_daemons() {
  local own
  own=$(uname -n)
  if [[ $own != "$host" ]]; then
    printf '%s %s\n' "$host" "$own" >"$common/host_aliases"
  fi
  printf '%s\n' "$host" >"$common/act_qmaster"
  mkdir -p /var/run/gridengine
  chown sgeadmin: /var/run/gridengine "$common"/*
  qconf -sh >/dev/null 2>&1 || /etc/init.d/gridengine-master start >/dev/null
  until_true 20 "the queue master" qconf -sh
}

set_up_queue() {
  configure -Msconf "$(qconf -ssconf | sed \
    -e 's/^schedule_interval .*/schedule_interval 0:0:3/' \
    -e 's/^flush_\(submit\|finish\)_sec .*/flush_\1_sec 1/')"
  as_admin qconf -ah "$host" >/dev/null 2>&1 || true
  as_admin qconf -as "$host" >/dev/null 2>&1 || true
  qconf -sp mpj >/dev/null 2>&1 || configure -Ap "pe_name mpj
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
  if qconf -sq all.q >/dev/null 2>&1; then
    configure -Mq "$(queue)"
  else
    configure -Aq "$(queue)"
  fi
}

# Without load thresholds: the machine is busy with other tests.
queue() {
  cat <<QUEUE
qname all.q
hostlist $host
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
slots 4
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

# Prints "started", or "running" if it was there already, and the variables that users need.
start() {
  require_root
  install qconf gridengine-master gridengine-exec gridengine-client
  refuse_foreign
  ensure_user
  if is_ready; then
    echo "running $settings"
    return
  fi
  start_daemons
  set_up_queue >&2
  /etc/init.d/gridengine-exec start >/dev/null
  until_true 60 "the queue all.q" queue_is_up
  echo "started $settings"
}

is_gone() {
  ! pgrep -x "$1"
}

# end DAEMON: the packages' scripts do not find their daemons again everywhere, and the daemons' own
# commands take long. There is one Grid Engine on this machine, and it is ours.
end() {
  pkill -x "$1" || true
  until_true 20 "the end of $1" is_gone "$1"
}

stop() {
  require_root
  refuse_foreign
  if pgrep -x sge_qmaster >/dev/null; then
    qdel -f -u '*' >/dev/null 2>&1 || true
  fi
  end sge_execd
  end sge_qmaster
}

case ${1:-} in
  start | stop) "$1" ;;
  *)
    sed -n '2p' "${BASH_SOURCE[0]}" >&2
    exit 2
    ;;
esac
