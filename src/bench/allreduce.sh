#!/usr/bin/env bash
# Measures the sum of a vector of 8-byte elements over two ranks of this machine against MPJ
# Express's own Allreduce and a bare socket; a line of JSON for each length:
#
#   src/bench/allreduce.sh [OPTION_FOR_JAVA...] 100 1000000 10000000
#   src/bench/allreduce.sh -Dmpjlda.shared-memory=off 100 1000000      # through MPJ Express
set -euo pipefail
tree=$(readlink -f -- "${BASH_SOURCE[0]}")
tree=${tree%/src/bench/*}
# shellcheck source=bin/setup.sh
source "$tree/bin/setup.sh"

if (($# == 0)); then
  sed -n '2,6s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"
  exit 2
fi
ensure_jar
class_path=$(mktemp)
trap 'rm -f -- "$class_path"' EXIT
(cd -- "$tree" && JAVA_HOME=$java_home mvn -q -B -Pbench test-compile dependency:build-classpath \
  -Dmdep.outputFile="$class_path" -Dmdep.includeScope=test) </dev/null >&2
"$java_home/bin/java" "-Dmpjlda.mpj.home=$mpj_home" \
  -cp "$target/test-classes:$target/classes:$(<"$class_path")" mpjlda.bench.AllreduceBenchmark "$@"
