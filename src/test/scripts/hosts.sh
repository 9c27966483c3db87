#!/usr/bin/env bash
# Four "hosts" on one machine, for tests that need several: network namespaces on one bridge, each
# with its own address, host name, processes, mounts, /etc/hosts and sshd.
#
#   hosts.sh start             node1, node2, node3 and login; does nothing if they are up
#   hosts.sh stop              ends all of their processes and removes everything
#   hosts.sh status            a line for each host; exit code 3 if they are not up
#   hosts.sh config            path of the ssh configuration: ssh -F CONFIG node1
#   hosts.sh address HOST      its IP address; HOST "outside" is this machine on their network
#   hosts.sh pid HOST          its first process, as seen from outside: for nsenter and /proc
#   hosts.sh run HOST COMMAND...   runs a command there, without ssh
#   hosts.sh cut|mend HOST     takes its network link down, up again
#   hosts.sh refuse|admit HOST ends its sshd (connections under way stay), starts it again
#   hosts.sh crash HOST        kills all of its processes at once and leaves it so
#   hosts.sh hide|show HOST PATH   covers a folder or file with an empty one, there only
#   hosts.sh names plain|debian    own host name to its address, or to 127.0.1.1 as Debian's installer does
#   hosts.sh shells            installs dash, zsh, tcsh and fish; then "start" (after "stop") has the users
#                              shell-dash, shell-zsh, ... who have them as login shells; there is always
#                              shell-talks, whose login prints a greeting, and eth1, a second network
#
# On the hosts plain "ssh node2" works. For root it takes the user "mpj", whose MPJ_HOME is that in the
# environment of "start"; Java gives that user a home of its own on each host, as MPJ Express's
# daemons delete one another's files in a shared one. These users are names for root: this is a test
# bed, not a pattern. The ordinary user mpjlda-test, if there is one, goes as himself.
# HOSTS_BED names the bed (at most 6 letters and digits), so that several trees can have one each.
#
# Exit codes: 0 done, 2 wrong usage, 70 failed, 77 not possible here (no root, no namespaces).
set -euo pipefail

scripts=$(cd -- "${BASH_SOURCE[0]%/*}" && pwd -P)
tree=${scripts%/src/test/scripts}
number_of() {
  local sum
  sum=$(printf %s "$1" | cksum)
  printf '%s' "${sum%% *}"
}

bed=${HOSTS_BED:-m$(($(number_of "$tree") % 100000))}
sum=$(number_of "$bed")
state=/run/mpj-lda-hosts/$bed
user=mpjlda-test
nodes=(node1 node2 node3)
hosts=("${nodes[@]}" login)

fail() {
  printf 'hosts.sh: %s\n' "$2" >&2
  exit "$1"
}

usage() {
  sed -n '2,/^set -euo/{/^#/s/^# \{0,1\}//p}' "${BASH_SOURCE[0]}" >&2
  exit 2
}

require_root() {
  if [[ $(id -u) != 0 ]]; then
    fail 77 "network namespaces need root"
  fi
}

# require PROGRAM PACKAGE...
require() {
  local program=$1
  shift
  if ! PATH=$PATH:/usr/sbin:/sbin command -v "$program" >/dev/null; then
    export DEBIAN_FRONTEND=noninteractive
    { apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "$@" ||
      { apt-get -o DPkg::Lock::Timeout=300 update &&
        apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "$@"; }; } >/dev/null 2>&1 ||
      fail 77 "$program is missing and apt-get cannot install $*"
  fi
}

require_programs() {
  require ip iproute2
  require ssh openssh-client
  require ssh-keygen openssh-client
  require sshd openssh-server
  require unshare util-linux
  PATH=$PATH:/usr/sbin:/sbin
}

require_namespaces() {
  ip netns add "$bed-try" 2>/dev/null || fail 77 "network namespaces are not allowed here"
  ip netns delete "$bed-try"
  unshare --mount --uts --pid --fork true 2>/dev/null ||
    fail 77 "mount, UTS and PID namespaces are not allowed here"
  # Interface names have at most 15 letters.
  ip link add "$bed-try" type bridge 2>/dev/null || fail 77 "network bridges are not allowed here"
  ip link delete "$bed-try"
}

# number HOST: the last part of its address.
number() {
  case $1 in
    node[123]) printf '%s' "${1#node}" ;;
    login) printf 4 ;;
    outside) printf 254 ;;
    *) fail 2 "no such host: $1" ;;
  esac
}

address() {
  printf '%s.%s' "$(<"$state/network")" "$(number "$1")"
}

# The first network of 10.64.0.0/10 from the bed's own number on that leads nowhere else.
choose_network() {
  local i candidate
  for ((i = 0; i < 64; i++)); do
    candidate=10.$((64 + (sum + i) % 64)).$((sum / 64 % 256))
    if [[ -z $(ip route show to match "$candidate.0/24" | grep -v '^default' || true) ]]; then
      printf '%s' "$candidate"
      return
    fi
  done
  fail 77 "no free network in 10.64.0.0/10"
}

write_hosts_file() {
  local host=$1 style=$2 own
  own=$(address "$host")
  if [[ $style == debian ]]; then
    own=127.0.1.1
  fi
  {
    printf '127.0.0.1 localhost\n'
    for other in "${hosts[@]}"; do
      if [[ $other == "$host" ]]; then
        printf '%s %s\n' "$own" "$other"
      else
        printf '%s %s\n' "$(address "$other")" "$other"
      fi
    done
  } >"/etc/netns/$bed-$host/hosts" # in place: hosts that are up have it mounted
}

write_users() {
  local shell path
  grep -v -e '^mpj:' -e '^shell-' /etc/passwd
  printf 'mpj:x:0:0::/root:/bin/bash\n'
  printf 'shell-talks:x:0:0::/root:%s\n' "$scripts/talking-shell.sh"
  for shell in bash dash zsh tcsh fish; do
    path=$(command -v "$shell" || true)
    if [[ -n $path ]]; then
      printf 'shell-%s:x:0:0::/root:%s\n' "$shell" "$path"
    fi
  done
}

write_sshd_config() {
  local host=$1
  cat <<END
ListenAddress $(address "$host")
HostKey $state/$host/host_key
PidFile $state/$host/sshd.pid
AuthorizedKeysFile $state/authorized_keys
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
UsePAM no
UseDNS no
PrintMotd no
MaxStartups 100
MaxSessions 100
Match User mpj
  SetEnv MPJ_HOME=${MPJ_HOME:-$tree/target/mpj-home} JAVA_TOOL_OPTIONS=-Duser.home=$state/$host/home
END
}

write_ssh_config() {
  local host
  if [[ -e $state/user_key ]]; then
    printf 'Match localuser %s\n  User %s\n  IdentityFile %s\n' "$user" "$user" "$state/user_key"
  fi
  for host in "${hosts[@]}"; do
    printf 'Host %s\n  HostName %s\n  HostKeyAlias %s\n' "$host" "$(address "$host")" "$host"
  done
  cat <<END
Host *
  User $1
  IdentityFile $state/key
  IdentitiesOnly yes
  UserKnownHostsFile $state/known_hosts
  GlobalKnownHostsFile /dev/null
  StrictHostKeyChecking yes
  BatchMode yes
  ConnectTimeout 5
  ControlMaster no
END
}

write_files() {
  local host
  mkdir -p "$state" /run/sshd
  choose_network >"$state/network"
  ssh-keygen -q -t ed25519 -N '' -C "$bed" -f "$state/key"
  cp "$state/key.pub" "$state/authorized_keys"
  if getent passwd "$user" >/dev/null; then
    install --mode=600 --owner="$user" "$state/key" "$state/user_key"
  fi
  write_users >"$state/passwd"
  write_ssh_config root >"$state/ssh_config"
  for host in "${hosts[@]}"; do
    mkdir -p "$state/$host/hsperfdata" "$state/$host/home" "/etc/netns/$bed-$host"
    ssh-keygen -q -t ed25519 -N '' -C "$host" -f "$state/$host/host_key"
    printf '%s %s\n' "$host" "$(<"$state/$host/host_key.pub")" >>"$state/known_hosts"
    write_sshd_config "$host" >"$state/$host/sshd_config"
    write_hosts_file "$host" plain
    cp "$state/passwd" "/etc/netns/$bed-$host/passwd"
    printf '%s\n' "$host" >"/etc/netns/$bed-$host/hostname"
    # MPJ Express's mpjboot can be given no options for ssh.
    mkdir "/etc/netns/$bed-$host/ssh"
    write_ssh_config mpj >"/etc/netns/$bed-$host/ssh/ssh_config"
  done
}

add_network() {
  local host bridge=$bed-br
  ip link add "$bridge" type bridge
  ip address add "$(address outside)/24" dev "$bridge"
  ip link set "$bridge" up
  for host in "${hosts[@]}"; do
    ip netns add "$bed-$host"
    ip link add "$bed-v$(number "$host")" type veth peer name eth0 netns "$bed-$host"
    ip link set "$bed-v$(number "$host")" master "$bridge" up
    ip -n "$bed-$host" link set lo up
    ip -n "$bed-$host" address add "$(address "$host")/24" dev eth0
    ip -n "$bed-$host" link set eth0 up
    ip link add "$bed-w$(number "$host")" type veth peer name eth1 netns "$bed-$host"
    ip link set "$bed-w$(number "$host")" master "$bridge" up
    ip -n "$bed-$host" address add "198.18.0.$(number "$host")/24" dev eth1
    ip -n "$bed-$host" link set eth1 up
  done
}

# The first process of a host only waits, and reaps what is left to it. /tmp is shared, but not what
# jps finds Java processes by.
boot() {
  local host=$1 parent child="" perf
  perf=/tmp/hsperfdata_$(id -un)
  mkdir -p -- "$perf"
  # shellcheck disable=SC2016 # expanded there
  HOST_NAME=$host PERF=$state/$host/hsperfdata PERF_SHARED=$perf \
    setsid ip netns exec "$bed-$host" \
    unshare --uts --mount --pid --fork --kill-child --mount-proc bash -c \
    'hostname "$HOST_NAME" && mount --bind "$PERF" "$PERF_SHARED" || exit; sleep infinity; exit' \
    </dev/null >"$state/$host/boot.log" 2>&1 9>&- &
  parent=$!
  for ((i = 0; i < 200; i++)); do
    child=$(cat "/proc/$parent/task/$parent/children" 2>/dev/null || true)
    child=${child%% *}
    if [[ -n $child && $(nsenter -t "$child" --uts hostname 2>/dev/null) == "$host" ]] &&
      grep -q " $perf " "/proc/$child/mountinfo" 2>/dev/null; then
      printf '%s' "$child" >"$state/$host/pid"
      return
    fi
    sleep 0.05
  done
  fail 70 "$host does not start: $(<"$state/$host/boot.log")"
}

is_up() {
  [[ -e $state/$1/pid && -e /proc/$(<"$state/$1/pid") ]]
}

enter() {
  local host=$1
  shift
  is_up "$host" || fail 70 "$host is not up; hosts.sh start"
  # The root file system is the same but for its mounts, so the working folder can stay.
  nsenter -t "$(<"$state/$host/pid")" --mount --uts --pid --net --wd="$PWD" -- "$@"
}

admit() {
  local host=$1
  if ! sshd_runs "$host"; then
    enter "$host" "$(command -v sshd)" -f "$state/$host/sshd_config" -E "$state/$host/sshd.log" 9>&-
    for ((i = 0; i < 100; i++)); do
      if sshd_runs "$host"; then
        return
      fi
      sleep 0.05
    done
    fail 70 "sshd on $host does not start: $(<"$state/$host/sshd.log")"
  fi
}

# Its pid file has the number within the host.
sshd_runs() {
  [[ -e $state/$1/sshd.pid ]] && is_up "$1" &&
    enter "$1" kill -0 "$(<"$state/$1/sshd.pid")" 2>/dev/null
}

refuse() {
  if sshd_runs "$1"; then
    enter "$1" kill "$(<"$state/$1/sshd.pid")"
    rm -f -- "$state/$1/sshd.pid"
  fi
}

crash() {
  if is_up "$1"; then
    kill -KILL "$(<"$state/$1/pid")"
  fi
  rm -f -- "$state/$1/sshd.pid"
}

hide() {
  enter "$1" test -e "$2" || fail 2 "$1 has no $2"
  if [[ -d $2 ]]; then
    enter "$1" mount -t tmpfs -o size=64k,mode=755 hidden "$2"
  else
    enter "$1" mount --bind /dev/null "$2"
  fi
}

all_up() {
  local host
  for host in "${hosts[@]}"; do
    is_up "$host" || return 1
  done
  [[ -e $state/complete ]]
}

start() {
  require_programs
  if all_up; then
    for host in "${hosts[@]}"; do
      ip link set "$bed-v$(number "$host")" up
      admit "$host"
    done
    return
  fi
  stop
  require_namespaces
  write_files
  add_network
  for host in "${hosts[@]}"; do
    boot "$host"
    admit "$host"
  done
  : >"$state/complete"
}

stop() {
  local host
  for host in "${hosts[@]}"; do
    crash "$host"
    ip netns delete "$bed-$host" 2>/dev/null || true
    ip link delete "$bed-v$(number "$host")" 2>/dev/null || true
    ip link delete "$bed-w$(number "$host")" 2>/dev/null || true
    rm -rf -- "/etc/netns/$bed-$host"
  done
  ip link delete "$bed-br" 2>/dev/null || true
  rm -rf -- "$state"
}

status() {
  local host link ssh
  if ! all_up; then
    printf 'hosts.sh: bed %s is not up\n' "$bed"
    exit 3
  fi
  for host in "${hosts[@]}"; do
    link=$(<"/sys/class/net/$bed-v$(number "$host")/operstate")
    ssh=refuses
    if sshd_runs "$host"; then
      ssh=admits
    fi
    printf '%-6s %-15s link %-5s %s\n' "$host" "$(address "$host")" "$link" "$ssh"
  done
}

if [[ ! $bed =~ ^[A-Za-z0-9]{1,6}$ ]]; then
  fail 2 "HOSTS_BED must be 1 to 6 letters and digits, found $bed"
fi
if [[ $# -lt 1 || $1 == -h || $1 == --help ]]; then
  usage
fi
require_root
mkdir -p /run/mpj-lda-hosts
case "$1 $#" in
  "start 1" | "stop 1")
    exec 9>"/run/mpj-lda-hosts/$bed.lock"
    flock 9
    "$1"
    ;;
  "status 1") status ;;
  "config 1") printf '%s\n' "$state/ssh_config" ;;
  "address 2") printf '%s\n' "$(address "$2")" ;;
  "pid 2") is_up "$2" && printf '%s\n' "$(<"$state/$2/pid")" ;;
  run\ *)
    host=$2
    shift 2
    enter "$host" "$@"
    ;;
  "cut 2") ip link set "$bed-v$(number "$2")" down ;;
  "mend 2") ip link set "$bed-v$(number "$2")" up ;;
  "refuse 2" | "admit 2" | "crash 2") "$1" "$2" ;;
  "hide 3") hide "$2" "$3" ;;
  "show 3") enter "$2" umount -l "$3" ;;
  "names 2")
    [[ $2 == plain || $2 == debian ]] || usage
    for host in "${hosts[@]}"; do
      write_hosts_file "$host" "$2"
    done
    ;;
  "shells 1")
    for shell in dash zsh tcsh fish; do
      require "$shell" "$shell"
    done
    ;;
  *) usage ;;
esac
