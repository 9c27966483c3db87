#!/usr/bin/env bash
# Measures all that the pictures of performance.md show, on a machine that does nothing else, and draws them:
#
#   src/bench/measure.sh --corpus docword.kos.txt --vocab vocab.kos.txt --output results
#
#   --corpus FILE   of the trainings
#   --vocab FILE    its vocabulary
#   --topics K      of the trainings; default 100
#   --output DIR    for measurements, logs and pictures
#   --quick         a try of this script in a minute or two: its figures mean nothing
#
# Runs JMH on every JDK in /usr/lib/jvm and all else on the newest (or $JAVA_HOME). Takes ten minutes
# with two JDKs and a corpus like KOS. Needs python3.
set -euo pipefail
tree=$(readlink -f -- "${BASH_SOURCE[0]}")
tree=${tree%/src/bench/*}
# shellcheck source=bin/setup.sh
source "$tree/bin/setup.sh"

corpus=()
topics=100
output=
jmh_times=(-f 1 -wi 6 -w 500ms -i 5 -r 500ms)
jmh_topics=10,20,50,100,200,500,1000
jmh_words=5,10,20,50,200,500,1000,5000
elements=(100 1000 10000 100000 1000000 10000000)
iterations=25
while (($#)); do
  case $1 in
    --corpus | --vocab)
      [[ -r ${2:-} ]] || fail 2 "$1 needs a file that can be read, found: ${2:-nothing}"
      corpus+=("$1" "$2")
      shift
      ;;
    --topics)
      topics=${2:-}
      shift
      ;;
    --output)
      output=${2:-}
      shift
      ;;
    --quick)
      jmh_times=(-f 1 -wi 1 -w 100ms -i 1 -r 100ms)
      jmh_topics=10,100
      jmh_words=5
      elements=(100 1000)
      iterations=4
      ;;
    *)
      sed -n '2,14s/^# \{0,1\}//p' "$tree/src/bench/measure.sh"
      [[ $1 == -h || $1 == --help ]] && exit 0
      exit 2
      ;;
  esac
  shift || true
done
[[ " ${corpus[*]} " == *" --corpus "* && -n $output ]] || fail 2 "--corpus FILE and --output DIR are needed."
command -v python3 >/dev/null || fail "$EXIT_UNAVAILABLE" "python3 is needed to draw, and is not here."

step() {
  say "$((SECONDS / 60)):$(printf %02d $((SECONDS % 60))) $1"
}

# With whom the figures stand and fall.
describe_machine() {
  date -u '+%F %H:%M UTC'
  if command -v lscpu >/dev/null; then
    lscpu | grep -E '^(Model name|CPU\(s\)|L[123]d? cache)|^ *(Model name|L1d|L2|L3):' || true
  fi
  printf 'load before: %s\n' "$(</proc/loadavg)"
  printf 'trainings and sums: Java %s\n' "$java_version"
}

# jmh JDK NAME ARGUMENT...
jmh() {
  local home=$1 name=$2
  shift 2
  if ! "$home/bin/java" -cp "$classes" org.openjdk.jmh.Main -foe true "${jmh_times[@]}" -rf json \
    -rff "$output/jmh-$name.json" -o "$output/jmh-$name.log" "$@"; then
    fail "$EXIT_FAILED" "JMH failed: $output/jmh-$name.log"
  fi
}

measure_kernels() {
  local home seen=
  step "compiling the benchmarks"
  (cd -- "$tree" && JAVA_HOME=$java_home mvn -q -B -Pbench test-compile dependency:build-classpath \
    -Dmdep.outputFile="$output/class-path.txt" -Dmdep.includeScope=test) </dev/null
  classes=$target/test-classes:$target/classes:$(<"$output/class-path.txt")
  for home in "$sysroot"/usr/lib/jvm/*; do
    # Many have a second name.
    if ! read_jdk "$home" || ((jdk_number < OLDEST_JAVA * 1000000)) ||
      [[ " $seen " == *" $jdk_version "* ]]; then
      continue
    fi
    seen+=" $jdk_version"
    step "kernels on Java $jdk_version"
    jmh "$home" "topics-$jdk_version" 'KernelBenchmark|PeakBenchmark' -p kind=VECTOR -p words=100 \
      -p topics="$jmh_topics"
    jmh "$home" "words-$jdk_version" KernelBenchmark -p kind=VECTOR -p topics=100 -p words="$jmh_words"
  done
}

measure_allreduce() {
  step "sums over two ranks"
  "$tree/src/bench/allreduce.sh" "${elements[@]}" >"$output/bench-memory.jsonl"
  "$tree/src/bench/allreduce.sh" -Dmpjlda.shared-memory=off "${elements[@]}" \
    >"$output/bench-network.jsonl"
}

measure_trainings() {
  local precision ranks threads
  for precision in double single; do
    for ranks in 1 2; do
      for ((threads = 1; threads <= 3 - ranks; threads++)); do
        step "training: $precision, ranks $ranks, threads $threads"
        "$tree/bin/mpj-lda" train -np "$ranks" --threads "$threads" --precision "$precision" \
          "${corpus[@]}" -k "$topics" --iterations "$iterations" --tolerance 0 --resume never -q \
          --output "$output/training-$precision-$ranks-$threads" >"$output/training.log"
      done
    done
  done
}

mkdir -p -- "$output"
output=$(readlink -f -- "$output")
rm -f -- "$output"/jmh-*.json
ensure_jar
describe_machine | tee "$output/machine.txt" >&2
measure_kernels
measure_allreduce
measure_trainings
step "scaling"
python3 "$tree/src/bench/scaling.py" --program "$tree/bin/mpj-lda" "${corpus[@]}" -k "$topics" \
  --iterations "$iterations" --output "$output" | tee "$output/scaling.txt"
printf 'load after: %s\n' "$(</proc/loadavg)" | tee -a "$output/machine.txt" >&2
step "drawing"
python3 "$tree/src/bench/figures.py" --kernels "$output"/jmh-*.json \
  --allreduce "$output"/bench-{memory,network}.jsonl --trainings "$output"/training-*-?-? \
  --scaling "$output/scaling.json" --output "$output"
step "done"
