#!/usr/bin/env bash
# A real Slurm with two nodes on this machine: slurm.sh start | stop
#
# Controller, the nodes n1 and n2 with four CPUs each, the partition test, and the user mpjlda-test,
# who may submit with the SLURM_CONF that start prints. From Debian's packages, installed if they
# are missing; configuration, state and sockets are in folders of its own, so that a Slurm that is
# set up here is left alone. Started again, it only checks. Exit code 77: it cannot be had here.
set -euo pipefail
# shellcheck source=src/test/scripts/test-bed.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/test-bed.sh"

readonly folder=/var/tmp/mpjlda-slurm
readonly munge=$folder/munge
export SLURM_CONF=$folder/slurm.conf

is_ready() {
  [[ -e $SLURM_CONF && $(sinfo -h -r -N -t idle,mix,alloc,comp -o %N | sort -u | wc -l) == 2 ]]
}

write_configuration() {
  mkdir -p "$folder" "$folder"/{state,n1,n2} "$munge"
  chmod 755 "$folder"
  chown munge: "$munge"
  chmod 711 "$munge"
  # cred_expire: a job that is put back into the queue waits for so long before it starts.
  cat >"$SLURM_CONF" <<CONF
ClusterName=mpjlda
SlurmctldHost=$(uname -n)(127.0.0.1)
SlurmctldPort=17000
SlurmctldPidFile=$folder/slurmctld.pid
SlurmctldLogFile=$folder/slurmctld.log
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/%n
SlurmdPidFile=$folder/slurmd.%n.pid
SlurmdLogFile=$folder/slurmd.%n.log
SlurmdParameters=config_overrides
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket=$munge/socket,cred_expire=5
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerParameters=sched_interval=2,bf_interval=2
JobCompType=jobcomp/none
AccountingStorageType=accounting_storage/none
ReturnToService=2
KillWait=60
MailProg=/bin/true
NodeName=n1 NodeHostname=$(uname -n) NodeAddr=127.0.0.1 Port=17001 CPUs=4 RealMemory=2000
NodeName=n2 NodeHostname=$(uname -n) NodeAddr=127.0.0.1 Port=17002 CPUs=4 RealMemory=2000
PartitionName=test Nodes=n1,n2 Default=YES MaxTime=INFINITE State=UP
CONF
}

start_munge() {
  [[ -e $munge/key ]] || (umask 077 && head -c 128 /dev/urandom >"$munge/key")
  chown munge: "$munge/key"
  setpriv --reuid munge --regid munge --clear-groups munged \
    --socket="$munge/socket" --key-file="$munge/key" --pid-file="$munge/munged.pid" \
    --log-file="$munge/log" --seed-file="$munge/seed" </dev/null
}

# Prints "started", or "running" if it was there already, and the variable that users need.
start() {
  require_root
  install slurmctld slurm-wlm munge
  ensure_user
  if is_ready 2>/dev/null; then
    echo "running SLURM_CONF=$SLURM_CONF"
    return
  fi
  stop
  rm -rf -- "$folder"
  write_configuration
  start_munge
  slurmctld </dev/null
  slurmd -N n1 </dev/null
  slurmd -N n2 </dev/null
  until_true 30 "the nodes n1 and n2" is_ready
  echo "started SLURM_CONF=$SLURM_CONF"
}

stop() {
  require_root
  if [[ -e $SLURM_CONF ]]; then
    scancel --partition=test 2>/dev/null || true
    stop_daemon "$folder/slurmd.n1.pid" slurmd
    stop_daemon "$folder/slurmd.n2.pid" slurmd
    stop_daemon "$folder/slurmctld.pid" slurmctld
    stop_daemon "$munge/munged.pid" munged
  fi
}

case ${1:-} in
  start | stop) "$1" ;;
  *)
    sed -n '2p' "${BASH_SOURCE[0]}" >&2
    exit 2
    ;;
esac
