#!/bin/sh
# Runs a command of Siiwad again and again until it is done, or until a person has to look:
#
#   carry-on.sh siiwad ingest wikipedia --lang so
#
# Exit code 1 (may pass): again, after a minute, then two, four … up to an hour; TRIES times in a row (default 20).
# Exit code 6 (paused): again after the time that the run has said.
# Any other: ends with it. SIGTERM and SIGINT are passed on, so that the run saves its checkpoint, and end this too.
set -u
tries_max=${TRIES:-20}
minute=60
hour=3600
child=
stopped=

stop() {
  stopped=yes
  [ -z "$child" ] || kill -TERM "$child" 2>/dev/null
}
trap stop TERM INT HUP

# A signal ends a wait early, and then what is waited for still has to end.
run() {
  "$@" &
  child=$!
  wait "$child"
  code=$?
  while kill -0 "$child" 2>/dev/null; do
    wait "$child"
    code=$?
  done
  child=
}

now() {
  date +%s
}

# In seconds, until the first time at which a paused run may go on; a quarter of an hour where nobody can tell.
pause() {
  until=$("$1" status --json | tr ',' '\n' | sed -n 's/.*"paused_until" *: *"\([^"]*\)".*/\1/p' | sort | head -n 1)
  at=$(date -u -d "${until:-nobody knows}" +%s 2>/dev/null) || at=$(($(now) + 15 * minute))
  left=$((at - $(now) + 1))
  [ "$left" -gt 0 ] || left=1
  echo "$left"
}

tries=0
wait=$minute
while :; do
  began=$(now)
  run "$@"
  command_code=$code
  [ -z "$stopped" ] || exit "$command_code"
  [ $(($(now) - began)) -lt "$hour" ] || tries=0 wait=$minute
  case $command_code in
    1)
      tries=$((tries + 1))
      [ "$tries" -lt "$tries_max" ] || exit 1
      run sleep "$wait"
      wait=$((wait * 2))
      [ "$wait" -le "$hour" ] || wait=$hour
      ;;
    6) run sleep "$(pause "$1")" ;;
    *) exit "$command_code" ;;
  esac
  [ -z "$stopped" ] || exit 143
done
