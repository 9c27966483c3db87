# Sourced by bin/mpj-lda: starts the Java program of a run so that no signal is lost while Java
# starts. Java takes USR1, USR2 and XCPU over only after about 0.3 s, and until then each of the
# signals would end it by its default effect. So this shell stays: it notes what comes and hands it
# on when Java is ready. If the shell is killed, the kernel kills Java (setpriv --pdeathsig), and
# the ranks end with it.
#
# Needs what bin/mpj-lda sets: $noted, the signals so far, $interrupted, and $program, which is set
# here. Works through Linux's /proc; elsewhere, or without setpriv, the shell becomes Java.
# shellcheck shell=bash

readonly EXIT_STOPPED=75
# What Java takes over last, as a bit of SigCgt in /proc/PID/status.
readonly LAST_SIGNAL_BIT=23

has_begun=false

# Whether Java has taken the signals over.
is_ready() {
  local key value caught=0
  [[ /proc/$program/exe -ef $1 ]] || return 1
  while read -r key value; do
    if [[ $key == SigCgt: ]]; then
      caught=$value
      break
    fi
  done 2>/dev/null <"/proc/$program/status" || return 1
  (((16#$caught >> LAST_SIGNAL_BIT) & 1))
}

# hand_on JAVA: gives Java what was noted, as soon as it can take it.
hand_on() {
  local signal
  until is_ready "$1"; do
    kill -0 "$program" 2>/dev/null || return 0
    sleep 0.02
  done
  has_begun=true
  while ((${#noted[@]})); do
    signal=${noted[0]}
    noted=("${noted[@]:1}")
    kill -s "$signal" "$program" 2>/dev/null || true
  done
}

# nothing_begun ARGUMENT...: ends with the exit code of a run that was stopped in good order.
nothing_begun() {
  local code=$EXIT_STOPPED
  while (($#)); do
    case $1 in
      --requeue-code=*) code=${1#*=} ;;
      --requeue-code) code=${2:-$code} ;;
    esac
    shift
  done
  [[ $code =~ ^[0-9]{1,3}$ ]] || code=$EXIT_STOPPED
  say "SIG${noted[0]}: stopped before the run had begun; the same command starts it"
  exit "$code"
}

# run_program ARGUMENTS JAVA ARGUMENT...: runs Java, whose last ARGUMENTS arguments are the user's,
# and ends with its exit code.
run_program() {
  local users=$1 status=0 again=0
  shift
  if [[ ! -x /usr/bin/setpriv || ! -r /proc/self/status ]]; then
    exec "$@"
  fi
  if ((${#noted[@]})); then
    nothing_begun "${@: -users}"
  fi
  (
    trap '' USR1 USR2 XCPU
    # A shell starts what is to run beside it with these ignored.
    trap - INT QUIT
    # HotSpot's own use of USR2 cannot stand one from outside; see RankCommand.
    export _JAVA_SR_SIGNUM=40
    exec /usr/bin/setpriv --pdeathsig KILL "$@"
  ) <&0 &
  program=$!
  while true; do
    interrupted=false
    again=0
    wait "$program" || again=$?
    # It had ended before, and bash has no status for it any more: 127, or -1 after a trap.
    if ((again == 127 || again < 0)); then
      break
    fi
    status=$again
    $interrupted || break
    hand_on "$1"
  done
  # Signals to the whole process group may have ended Java before it could take them.
  if ! $has_begun && ((${#noted[@]} && status > 128)); then
    nothing_begun "${@: -users}"
  fi
  exit "$status"
}
