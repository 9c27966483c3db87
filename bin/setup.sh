# Sourced by bin/mpj-lda and bin/test: finds a JDK and MPJ Express, and builds the jar.
#
# Needs $tree, the project's absolute path. Each function either does what its name says or ends
# the script with a message: what was found, what was expected, what to do.
#
# MPJ_LDA_SYSROOT is put in front of the system's own paths (/usr/lib/jvm, /opt/java,
# /usr/share/mpj, /usr/share/java, /etc/mpj). Empty except in tests and chroots.

readonly EXIT_UNAVAILABLE=69
readonly EXIT_FAILED=70
readonly OLDEST_JAVA=17

readonly sysroot=${MPJ_LDA_SYSROOT:-}
readonly target=$tree/target
readonly jar=$target/mpj-lda.jar
# Present from the start of a build to its good end: a jar beside it may be half done.
readonly build_mark=$target/mpj-lda.jar.building
readonly debian_packages=(
  libmpj-java libcommons-cli-java libcommons-codec-java libcommons-io-java liblog4j1.2-java
)

say() {
  printf 'mpj-lda: %s\n' "$1" >&2
}

# fail CODE LINE...
fail() {
  local code=$1
  say "$2"
  shift 2
  if (($#)); then
    printf '  %s\n' "$@" >&2
  fi
  exit "$code"
}

# A path as the user would type it here.
shown() {
  printf '%s' "${1#"$PWD/"}"
}

# --- JDK ---------------------------------------------------------------------------------------

# read_jdk HOME: sets jdk_version ("17.0.15") and jdk_number (for comparing) from its release file.
# Starting `java -version` for each would cost more than everything else here.
read_jdk() {
  local home=$1 line version=
  jdk_version=
  jdk_number=0
  [[ -x $home/bin/java && -r $home/release ]] || return 1
  while IFS= read -r line || [[ -n $line ]]; do
    if [[ $line == JAVA_VERSION=* ]]; then
      version=${line#JAVA_VERSION=}
      break
    fi
  done <"$home/release"
  version=${version//[\"$'\r']/}
  [[ $version =~ ^(1\.)?([0-9]+)(\.([0-9]+))?(\.([0-9]+))? ]] || return 1
  jdk_version=$version
  jdk_number=$((10#${BASH_REMATCH[2]} * 1000000 + 10#${BASH_REMATCH[4]:-0} * 1000))
  jdk_number=$((jdk_number + 10#${BASH_REMATCH[6]:-0}))
}

# find_java java|javac: sets java_home to $JAVA_HOME, or to the newest installation with that tool,
# and java_number and java_version to its version, as read_jdk does.
find_java() {
  local tool=$1
  if [[ -n ${JAVA_HOME:-} ]]; then
    check_java_home "$tool"
    return
  fi
  local candidate on_path= best=0 newest= newest_version=
  if on_path=$(command -v java); then
    on_path=$(readlink -f -- "$on_path")
  fi
  for candidate in "$sysroot"/usr/lib/jvm/* "$sysroot"/opt/java/* \
    "${HOME:-}"/.sdkman/candidates/java/* "${on_path%/bin/java}"; do
    [[ -x $candidate/bin/$tool ]] && read_jdk "$candidate" || continue
    if ((jdk_number > best)); then
      best=$jdk_number
      newest=$candidate
      newest_version=$jdk_version
    fi
  done
  if ((best < OLDEST_JAVA * 1000000)); then
    fail "$EXIT_UNAVAILABLE" "no JDK $OLDEST_JAVA or later found." \
      "Found: ${newest:+Java $newest_version in }${newest:-none} (looked in $sysroot/usr/lib/jvm, $sysroot/opt/java, ~/.sdkman/candidates/java and PATH for bin/$tool)." \
      "Expected: a JDK $OLDEST_JAVA to 25." \
      "What to do: apt-get install openjdk-17-jdk-headless, or set JAVA_HOME to a JDK's folder."
  fi
  java_home=$newest
  java_number=$best
  java_version=$newest_version
}

check_java_home() {
  local tool=$1
  java_home=$JAVA_HOME
  [[ $java_home == /* ]] || java_home=$PWD/$java_home
  if [[ ! -x $java_home/bin/java ]]; then
    fail "$EXIT_UNAVAILABLE" "JAVA_HOME is no JDK." \
      "Found: JAVA_HOME=$JAVA_HOME, which has no program bin/java." \
      "Expected: the folder of a JDK $OLDEST_JAVA to 25." \
      "What to do: correct JAVA_HOME, or unset it to have the newest JDK found."
  fi
  if ! read_jdk "$java_home"; then
    fail "$EXIT_UNAVAILABLE" "the version of the JDK in JAVA_HOME cannot be read." \
      "Found: no JAVA_VERSION in $java_home/release." \
      "Expected: the folder of a JDK $OLDEST_JAVA to 25, with its release file." \
      "What to do: correct JAVA_HOME, or unset it to have the newest JDK found."
  fi
  if ((jdk_number < OLDEST_JAVA * 1000000)); then
    fail "$EXIT_UNAVAILABLE" "the JDK in JAVA_HOME is too old." \
      "Found: Java $jdk_version in JAVA_HOME=$JAVA_HOME." \
      "Expected: Java $OLDEST_JAVA or later." \
      "What to do: set JAVA_HOME to a newer JDK, or unset it to have the newest one found."
  fi
  if [[ ! -x $java_home/bin/$tool ]]; then
    fail "$EXIT_UNAVAILABLE" "the jar has to be built, and JAVA_HOME is a runtime without a compiler." \
      "Found: JAVA_HOME=$JAVA_HOME (Java $jdk_version), which has no program bin/$tool." \
      "Expected: a JDK." \
      "What to do: set JAVA_HOME to a JDK, or unset it to have the newest one found."
  fi
  java_number=$jdk_number
  java_version=$jdk_version
}

# --- The build folder --------------------------------------------------------------------------

# Only one set-up at a time works in target/. The lock goes with the process, however it ends.
lock_target() {
  if ! mkdir -p -- "$target" 2>/dev/null || ! { : >>"$target/.lock"; } 2>/dev/null; then
    fail "$EXIT_UNAVAILABLE" "the set-up cannot write to $target." \
      "Found: a folder that is read-only, full or another user's." \
      "Expected: a place for the jar and MPJ Express, which are made there once." \
      "What to do: run bin/mpj-lda --version once as the folder's owner, or copy the project to a folder of your own."
  fi
  exec {lock_fd}>>"$target/.lock"
  if ! flock -n "$lock_fd"; then
    say "waiting for another start that is setting up $(shown "$target")"
    flock "$lock_fd" || say "going on without a lock: this file system has none"
  fi
}

unlock_target() {
  if [[ -n ${lock_fd:-} ]]; then
    exec {lock_fd}>&-
    unset lock_fd
  fi
}

# --- MPJ Express -------------------------------------------------------------------------------

# Sets mpj_home. Looks at nothing.
choose_mpj_home() {
  mpj_home=${MPJ_HOME:-$target/mpj-home}
  [[ $mpj_home == /* ]] || mpj_home=$PWD/$mpj_home
}

mpj_home_is_whole() {
  [[ -s $mpj_home/lib/mpj.jar && -s $mpj_home/lib/log4j-1.2.jar && -x $mpj_home/bin/mpjrun ]]
}

# The user's own MPJ Express: its layout is what the release has, so only what a rank needs is asked for.
check_users_mpj_home() {
  local missing= magic=
  if [[ ! -r $mpj_home/lib/mpj.jar ]]; then
    missing="no readable file lib/mpj.jar"
  else
    IFS= read -r -n 2 magic <"$mpj_home/lib/mpj.jar" || true
    if [[ $magic != PK ]]; then
      missing="a lib/mpj.jar that is no jar"
    elif ! compgen -G "$mpj_home/lib/log4j*.jar" >/dev/null; then
      missing="no lib/log4j*.jar, which mpj.jar needs"
    fi
  fi
  if [[ -n $missing ]]; then
    fail "$EXIT_UNAVAILABLE" "MPJ_HOME is no working MPJ Express." \
      "Found: MPJ_HOME=$MPJ_HOME with $missing." \
      "Expected: the folder of MPJ Express 0.44." \
      "What to do: correct MPJ_HOME, or unset it to have one assembled from Debian's libmpj-java."
  fi
}

# ensure_mpj_home: mpj_home works when this returns. Cheap when there is nothing to do.
ensure_mpj_home() {
  choose_mpj_home
  if [[ -n ${MPJ_HOME:-} ]]; then
    check_users_mpj_home
  elif ! mpj_home_is_whole; then
    lock_target
    if ! mpj_home_is_whole; then
      make_mpj_home
    fi
    unlock_target
  fi
}

# has_debian_packages ROOT
has_debian_packages() {
  local file
  for file in share/mpj/lib/mpj.jar share/java/{commons-cli,commons-codec,commons-io,log4j-1.2}.jar; do
    [[ -s $1/usr/$file ]] || return 1
  done
  [[ -s $1/etc/mpj/mpjexpress.conf ]]
}

make_mpj_home() {
  local log=$target/mpj-setup.log
  if has_debian_packages "$sysroot"; then
    assemble_mpj_home "$sysroot"
    return
  fi
  if ! command -v apt-get >/dev/null || ! command -v dpkg >/dev/null; then
    fail "$EXIT_UNAVAILABLE" "MPJ Express is not here, and cannot be installed without apt-get and dpkg." \
      "What to do: install MPJ Express 0.44 (mpjexpress.org) and set MPJ_HOME to its folder."
  fi
  : >"$log"
  if ((EUID == 0)); then
    say "installing Debian's libmpj-java (once; log in $(shown "$log"))"
    if install_debian_packages >>"$log" 2>&1 && has_debian_packages "$sysroot"; then
      assemble_mpj_home "$sysroot"
      return
    fi
  fi
  say "downloading Debian's libmpj-java to $(shown "$target/debian") (once; log in $(shown "$log"))"
  if ! unpack_debian_packages "$target/debian" >>"$log" 2>&1 ||
    ! has_debian_packages "$target/debian/root"; then
    tail -n 5 -- "$log" >&2
    fail "$EXIT_UNAVAILABLE" "MPJ Express could not be had: Debian's package libmpj-java was neither installed nor downloaded." \
      "Found: the messages above; all of them are in $log." \
      "Expected: a network connection to the package archive that apt-get is set up for." \
      "What to do: check the network (http_proxy and https_proxy are obeyed); or apt-get install libmpj-java as root;" \
      "or install MPJ Express 0.44 by hand and set MPJ_HOME to its folder."
  fi
  assemble_mpj_home "$target/debian/root"
  rm -rf -- "$target/debian"
}

# The lock is not handed down: a service that apt starts would keep it for ever.
install_debian_packages() {
  apt_install || { apt-get -q update </dev/null && apt_install; }
}

apt_install() {
  DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=120 \
    install --no-install-recommends libmpj-java </dev/null {lock_fd}>&-
}

# unpack_debian_packages FOLDER: the packages' files under FOLDER/root. Needs no root: where the
# system has no package lists, it fetches lists of its own. A subshell: the working folder is the user's.
unpack_debian_packages() (
  local folder=$1 package
  local own_lists=(-o "Dir::State::lists=$folder/lists" -o "Dir::Cache=$folder/cache")
  rm -rf -- "$folder"
  mkdir -p -- "$folder/packages" "$folder/lists/partial" "$folder/cache/archives/partial" || return
  cd -- "$folder/packages" || return
  apt-get -q download "${debian_packages[@]}" || {
    apt-get -q "${own_lists[@]}" update &&
      apt-get -q "${own_lists[@]}" download "${debian_packages[@]}"
  } || return
  for package in *.deb; do
    dpkg -x "$package" "$folder/root" || return
  done
)

# assemble_mpj_home ROOT: Debian's files, in the layout that MPJ Express expects. Copies under the
# unversioned names, because the jars look for each other by these, in their own folder, after links
# are resolved. Made aside and moved into place, so that what is there is whole.
assemble_mpj_home() {
  local root=$1 made=$target/mpj-home.new file name
  rm -rf -- "$made"
  local jars=("$root"/usr/share/java/{commons-cli,commons-codec,commons-io,log4j-1.2}.jar)
  for file in "$root"/usr/share/mpj/lib/*.jar; do
    name=${file##*/}
    [[ $name == *-[0-9]* ]] || jars+=("$file")
  done
  if ! {
    mkdir -- "$made" "$made"/{bin,conf,lib,logs} &&
      cp -L -- "${jars[@]}" "$made/lib/" &&
      cp -L -- "$root"/etc/mpj/*.conf "$made/conf/" &&
      write_mpjrun "$made/bin/mpjrun" &&
      rm -rf -- "$target/mpj-home" &&
      mv -T -- "$made" "$target/mpj-home"
  }; then
    fail "$EXIT_UNAVAILABLE" "MPJ Express could not be assembled in $target/mpj-home." \
      "Found: the messages above." \
      "What to do: make room or correct the rights there, then run the same command again."
  fi
}

write_mpjrun() {
  cat >"$1" <<'MPJRUN' && chmod 755 "$1"
#!/bin/sh
# MPJ Express's own starter, from this folder. It starts further JVMs by the name java.
MPJ_HOME=$(cd "$(dirname "$0")/.." && pwd) || exit
export MPJ_HOME PATH="${JAVA_HOME:+$JAVA_HOME/bin:}$PATH"
exec java -jar "$MPJ_HOME/lib/starter.jar" "$@"
MPJRUN
}

# --- The jar -----------------------------------------------------------------------------------

# A folder is newer too when a file in it was added, renamed or deleted. The Python file is not in the
# jar, and Python writes a compiled copy next to it.
jar_is_fresh() {
  [[ -s $jar && ! -e $build_mark ]] || return 1
  [[ -z $(find "$tree/src/main" "$tree/pom.xml" -path '*/src/main/python' -prune -o \
    -newer "$jar" -print -quit) ]]
}

require_maven() {
  if ! command -v mvn >/dev/null; then
    fail "$EXIT_UNAVAILABLE" "Maven is needed to build, and is not here." \
      "Found: no program mvn in PATH." \
      "Expected: Apache Maven 3.8 or later." \
      "What to do: apt-get install maven"
  fi
}

# ensure_jar: the jar is there and up to date when this returns, and java_home is a JDK.
ensure_jar() {
  find_java javac
  require_maven
  ensure_mpj_home
  lock_target
  if ! jar_is_fresh; then
    build_jar
  fi
  unlock_target
}

build_jar() {
  local log=$target/build.log
  say "building $(shown "$jar") (once; log in $(shown "$log"))"
  : >"$build_mark"
  rm -f -- "$jar" # a new file, not the old one rewritten: a run may be reading it
  if ! (cd -- "$tree" && JAVA_HOME=$java_home mvn -q -B -Dmaven.test.skip=true \
    "-Dmpj.home=$mpj_home" package) </dev/null >"$log" 2>&1 || [[ ! -s $jar ]]; then
    explain_failed_build "$log"
  fi
  touch -r "$build_mark" -- "$jar" # as old as the build's start: sources edited since then are newer
  rm -f -- "$build_mark"
  # Without it all starts as ever, only later.
  local archive=$target/mpj-lda-$java_version.jsa
  rm -f -- "$archive"
  "$tree/bin/archive-classes" "$java_home" "$mpj_home" "$jar" "$archive" </dev/null >>"$log" 2>&1 || true
}

explain_failed_build() {
  local log=$1
  tail -n 20 -- "$log" >&2
  if grep -qE 'Could not transfer|Could not resolve dependencies|Non-resolvable|Unknown host|UnknownHost|could not be resolved|Connection (refused|timed out|reset)|Network is unreachable|offline mode' "$log"; then
    fail "$EXIT_UNAVAILABLE" "the build failed: Maven could not get the libraries it needs." \
      "Found: the messages above; all of them are in $log." \
      "Expected: a network connection to Maven Central, once." \
      "What to do: check the network; behind a proxy, give it in ~/.m2/settings.xml; then run the same command again."
  fi
  fail "$EXIT_FAILED" "the build failed." \
    "Found: the messages above; all of them are in $log." \
    "What to do: correct what they name, then run the same command again. rm -r $(shown "$target") starts afresh."
}
