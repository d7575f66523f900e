# How Siiwad becomes a JVM, wherever it lies. Read in by a launcher, which has set:
#   needs     what it needs of Java, in words
#   jar       the program
#   archives  a directory for archives of classes; it need not be there
#   build     what archives of this build begin with
# and may set:
#   classes   a class path, where java runs main from that, and not the program; and rehearsal, for an archive
#   compiles  reader or moment, where the command does not say how long it takes
# Most commands end in a fifth of a second, so what this starts on its way counts: each process takes a millisecond or two.
# shellcheck shell=sh disable=SC2154 # the launcher sets them

fail() {
  echo "siiwad: $1" >&2
  exit 1
}

# Java raises the limit to the hard one by itself; the libraries alone take some 80.
need_files() {
  # shellcheck disable=SC3045 # dash, busybox and all larger shells have it
  files=$(ulimit -Hn)
  [ "$files" = unlimited ] || [ "$files" -ge 256 ] ||
    fail "needs to have 256 files open at once, and may have $files here; raise the limit, as with: ulimit -n 1024"
}

# Sets java, bin (where it really is), version and feature.
find_java() {
  java=${JAVA_HOME:+$JAVA_HOME/bin/java}
  java=${java:-$(command -v java || true)}
  [ -x "$java" ] ||
    fail "needs $needs, and finds no java${JAVA_HOME:+ in JAVA_HOME ($JAVA_HOME)}; install one, or set JAVA_HOME"
  bin=$(readlink -f "$java")
  bin=${bin%/*}
  version=
  if [ -r "${bin%/*}/release" ]; then
    while read -r line; do
      case $line in JAVA_VERSION=*) version=${line#*=\"} version=${version%\"} ;; esac
    done <"${bin%/*}/release"
  fi
  version=${version:-$("$java" -version 2>&1 | sed -n 's/.* version "\([^"]*\)".*/\1/p' | head -n 1)}
  feature=${version%%[.+-]*}
  [ "${feature:-0}" -ge 17 ] 2>/dev/null ||
    fail "needs $needs; $java is ${version:-of an unknown version}; install one, or set JAVA_HOME"
}

# Where no locale is set, as in services and containers, Java can name no file beyond ASCII.
set_locale() {
  case ${LC_ALL:-${LC_CTYPE:-${LANG:-C}}} in
    C | POSIX) export LC_ALL=C.UTF-8 ;;
  esac
}

# Sets how the JVM compiles, for a process that reads or for a command of a moment.
set_compiler() {
  case ${compiles:-${1:-} ${2:-}} in
    reader | ingest\ * | crashtest\ * | demo\ * | verify\ * | inspect\ * | "dataset verify" | "checkpoint verify")
      # By default the second compiler takes a third of the first seconds. So it looks at a method after four times as much use, and puts less of others into it.
      compiler="-XX:Tier4InvocationThreshold=20000 -XX:Tier4MinInvocationThreshold=2400 -XX:Tier4CompileThreshold=60000"
      compiler="$compiler -XX:Tier4BackEdgeThreshold=160000 -XX:MaxInlineLevel=6 -XX:InlineSmallCode=800 -XX:FreqInlineSize=120"
      ;;
    *) compiler=-XX:TieredStopAtLevel=1 ;; # ends before the second compiler's code would pay
  esac
}

# Becomes the JVM, so that every signal reaches it.
launch() {
  set_compiler "$@"
  native=
  [ "$feature" -lt 22 ] || native=--enable-native-access=ALL-UNNAMED
  unsafe=
  [ "$feature" -lt 23 ] || unsafe=--sun-misc-unsafe-memory-access=allow
  find_archive
  set_locale
  if [ -z "${SIIWAD_COMMAND:-}" ]; then
    SIIWAD_COMMAND=$0
    [ "$(command -v siiwad)" != "$0" ] || SIIWAD_COMMAND=siiwad
  fi
  export SIIWAD_COMMAND
  if [ -n "${classes:-}" ]; then
    set -- -cp "$classes" "$main" "$@"
  else
    set -- -jar "$jar" "$@"
  fi
  # shellcheck disable=SC2086 # JAVA_OPTS holds several options
  exec "$java" -XX:+UseSerialGC $native $unsafe ${archive:+"-XX:$use=$archive" -XX:+VerifySharedSpaces $quiet} \
    $compiler ${JAVA_OPTS:-} "$@"
}

# Sets archive: classes as a JVM has parsed and checked them before; nothing if there is none. The JVM ignores one that is stale, damaged or of another
# JDK; an empty one says that it could not be made. It is on the disk before it has its name: one cut short would crash the JVM.
find_archive() {
  archive=
  [ -n "$archives" ] || return 0
  archive=$archives/$build-$version.jsa use=SharedArchiveFile make=ArchiveClassesAtExit quiet="-Xlog:cds*=off"
  [ "$feature" -lt 25 ] ||
    archive=$archives/$build-$version.aot use=AOTCache make=AOTCacheOutput quiet="-Xlog:cds*=off -Xlog:aot*=off"
  # shellcheck disable=SC3013 # likewise
  [ "$archive" -nt "$jar" ] || make_archive
  [ -s "$archive" ] || archive=
}

make_archive() {
  [ -d "$archives" ] || mkdir -p "$archives" 2>/dev/null || return 0
  [ -w "$archives" ] || return 0
  [ ! -t 2 ] || echo "siiwad: preparing, once, so that it starts faster from now on …" >&2
  # shellcheck disable=SC2086 # native and unsafe may be nothing
  if "$java" -XX:+UseSerialGC $native $unsafe "-XX:$make=$archive.$$" -cp "${classes:-$jar}" \
    "${rehearsal:-dev.siiwad.cli.Rehearsal}" </dev/null >/dev/null 2>&1 && [ -s "$archive.$$" ] && sync "$archive.$$" 2>/dev/null; then
    mv -f "$archive.$$" "$archive" 2>/dev/null || true
  else
    rm -f "$archive.$$"
    { : >"$archive"; } 2>/dev/null || true
  fi
  for other in "$archives"/*.jsa "$archives"/*.aot; do
    case $other in "$archives/$build-"*) ;; *) rm -f "$other" ;; esac
  done
}
