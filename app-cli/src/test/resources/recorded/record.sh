#!/usr/bin/env bash
# Records half-way data directories of the build in app-cli/target, with processes that are killed with SIGKILL. Call it as root on Linux:
#   app-cli/src/test/resources/recorded/record.sh DIRECTORY
# Host and boot are made up in namespaces of their own, so that nothing of this machine is recorded.
set -euo pipefail
here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
root=$(readlink -f "$here/../../../../..")
out=$(realpath -m "$1")
work=$(mktemp -d)
port=${PORT:-18555}
run=20261130_100000_tusaale-somali_0a1b2c3d
corpus=(huggingface custom --files input/tusaale-1.jsonl input/tusaale-2.json.gz input/tusaale-3.jsonl.zst
  input/tusaale-4.parquet --title-field title --url-field url --metadata-fields language --source-id Tusaale-Somali
  --checkpoint-every 5)
files=(ingest "${corpus[@]}" --format jsonl --run-id $run)
rejects=(ingest "${corpus[@]}" --format jsonl --run-id 20261130_130000_tusaale-somali_4e5f6a7b --keep-rejects --signals)
by_hand=(ingest "${corpus[@]}" --format jsonl --run-id 20261130_120000_tusaale-somali_2c3d4e5f)
wikipedia=(ingest wikipedia --dump input/tusaale.xml.bz2 --checkpoint-every 4
  --run-id 20261130_110000_wikipedia-somali_1b2c3d4e)
bucket=(ingest "${corpus[@]}" --storage s3://siiwad/recorded)

program=(java -XX:+UseSerialGC -XX:TieredStopAtLevel=1)
elsewhere=(unshare -u -m sh -c 'hostname recorded; mount --bind "$0" /proc/sys/kernel/random/boot_id; exec "$@"' "$work/boot")
echo 5aed0a17-0000-4000-8000-000000000000 >"$work/boot"

# The program as a user runs it.
siiwad() {
  "${elsewhere[@]}" "${program[@]}" -jar "$root/app-cli/target/siiwad.jar" "$@"
}

# The program as tests run it: without a jar it calls its version "development", and signs datasets with that.
siiwad_of_tests() {
  "${program[@]}" -cp "$root/app-cli/target/classes:$root/app-cli/target/lib/*" dev.siiwad.cli.Main "$@" >"$work/log" 2>&1 ||
    { cat "$work/log"; return 1; }
}

# In an empty working directory with the input.
fresh() {
  rm -rf "$work/run"
  mkdir "$work/run"
  cp -r "$here/input" "$work/run/input"
  cd "$work/run"
}

# halt PLACE COMMAND…: kills it as it is about to make, or halfway through, a certain change to the disk.
halt() {
  local place=$1 pid
  shift
  rm -f "$work/stdin"
  mkfifo "$work/stdin"
  exec 7<>"$work/stdin"
  : >"$work/log"
  SIIWAD_CRASHTEST=$place "${elsewhere[@]}" "${program[@]}" -jar "$root/app-cli/target/siiwad.jar" "$@" \
    <&7 2>"$work/log" >/dev/null &
  pid=$!
  until grep '^crashtest halts' "$work/log"; do
    kill -0 $pid 2>/dev/null || { echo "$place was not reached:"; cat "$work/log"; return 1; }
    sleep 0.02
  done
  kill -KILL $pid
  wait $pid 2>/dev/null || true
  exec 7>&-
}

keep() {
  mkdir -p "$out/$1"
  cp -r data "$out/$1/data"
}

# dataset FROM TO: parts and quarantine.
dataset() {
  mkdir -p "$2"
  find "$1" -type f -name '2*' ! -name '*-receipt.json' -exec cp {} "$2" \;
}

# carry_on RECORDING EXPECTED COMMAND…: keeps the receipt, after a look at the dataset.
carry_on() {
  local recording=$out/$1 expected=$out/$2
  shift 2
  rm -rf "$work/other" "$work/dataset"
  mkdir "$work/other"
  cp -r "$here/input" "$recording/data" "$work/other"
  (cd "$work/other" && siiwad_of_tests "$@")
  dataset "$work/other/data/processed" "$work/dataset"
  [ -d "$expected" ] || cp -r "$work/dataset" "$expected"
  diff -r "$work/dataset" "$expected"
  find "$work/other/data/processed" -name '*-receipt.json' -exec cp {} "$recording/receipt.json" \;
}

expected() {
  local name=$1
  shift
  fresh
  siiwad_of_tests "$@"
  dataset data/processed "$out/$name"
}

record_files() {
  expected files/expected "${files[@]}"
  fresh
  halt "attempt 69 before" "${files[@]}"
  keep files/killed-1
  siiwad checkpoint backup Tusaale-Somali
  halt "attempt 53 in" "${files[@]}"
  keep files/killed-2
  halt "attempt 97 before" "${files[@]}"
  keep files/killed-3
  halt "attempt 58 in" "${files[@]}"
  keep files/killed-4
  halt "publishing 18 in" "${files[@]}"
  keep files/publishing
  halt "publishing 30 before" "${files[@]}"
  keep files/clearing
  for name in killed-1 killed-2 killed-3 killed-4 publishing clearing; do
    carry_on files/$name files/expected "${files[@]}"
  done
}

record_rejects() {
  expected rejects/expected "${rejects[@]}"
  fresh
  halt "attempt 69 before" "${rejects[@]}"
  halt "attempt 53 in" "${rejects[@]}"
  keep rejects/killed-1
  carry_on rejects/killed-1 rejects/expected "${rejects[@]}"
}

record_resume_loop() {
  fresh
  cp -r "$out/files/killed-2/data" data
  for place in 19 19 19 54; do
    halt "attempt $place before" "${files[@]}"
  done
  keep files/loop
  carry_on files/loop files/expected "${files[@]}"
  for place in 49 214; do
    halt "attempt $place before" "${files[@]}"
  done
  keep files/poison
}

record_by_hand() {
  fresh
  mkdir -p data/staging/source=Tusaale-Somali
  printf '{\n  "last_index": 20,\n  "processed_count": 16,\n  "timestamp": "2025-12-29T10:15:30.123456Z",\n  %s,\n  %s,\n  %s\n}' \
    '"run_id": "20251229_101500_tusaale_abc123"' '"source": "Tusaale-Somali"' '"schema_version": "1.0"' \
    >data/staging/source=Tusaale-Somali/.checkpoint.json
  keep by-hand/written
  rm -r data
  cp -r "$out/files/killed-1/data" data
  siiwad checkpoint set Tusaale-Somali --offset 20
  keep by-hand/set
  halt "attempt 70 in" "${by_hand[@]}"
  keep by-hand/killed
  for name in written set killed; do
    carry_on by-hand/$name by-hand/expected "${by_hand[@]}"
  done
  rm "$out"/by-hand/{written,set}/receipt.json # they say when the run began
}

record_wikipedia() {
  expected wikipedia/expected "${wikipedia[@]}"
  fresh
  halt "attempt 69 before" "${wikipedia[@]}"
  keep wikipedia/killed-1
  halt "attempt 53 in" "${wikipedia[@]}"
  keep wikipedia/killed-2
  for name in killed-1 killed-2; do
    carry_on wikipedia/$name wikipedia/expected "${wikipedia[@]}"
  done
}

record_published() {
  fresh
  siiwad "${files[@]}" >/dev/null 2>&1
  siiwad "${wikipedia[@]}" >/dev/null 2>&1
  siiwad verify
  mkdir -p "$out/published/data"
  cp -r data/processed "$out/published/data"
}

# An S3-compatible server that keeps objects as files.
serve() {
  mkdir -p "$work/store/siiwad"
  printf '%s\n' s3proxy.authorization=aws-v2-or-v4 "s3proxy.endpoint=http://127.0.0.1:$port" s3proxy.identity=local-identity \
    s3proxy.credential=local-credential jclouds.provider=filesystem-nio2 "jclouds.filesystem.basedir=$work/store" >"$work/properties"
  java -Xmx256m -cp "$root/s3-server/target/lib/*" org.gaul.s3proxy.Main --properties "$work/properties" >"$work/server.log" 2>&1 &
  server=$!
  trap 'kill $server' EXIT
  until (exec 5<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do sleep 0.1; done
  export AWS_ENDPOINT_URL_S3=http://127.0.0.1:$port AWS_ACCESS_KEY_ID=local-identity AWS_SECRET_ACCESS_KEY=local-credential
}

# kill_at_segment NUMBER ATTEMPT: kills the run as soon as that segment is there; before it is counted, or it is tried again.
kill_at_segment() {
  local staging=$work/store/siiwad/recorded/staging/source=Tusaale-Somali pid segment newest
  segment=$(printf '%s/segments/%s/%08d-%d.jsonl.zst' "$staging" $run "$1" "$2")
  rm -rf "$work/before"
  cp -r "$work/store" "$work/before"
  for _ in $(seq 20); do
    "${elsewhere[@]}" "${program[@]}" -jar "$root/app-cli/target/siiwad.jar" "${bucket[@]}" --run-id $run >/dev/null 2>&1 &
    pid=$!
    until [ -e "$segment" ]; do :; done
    kill -KILL $pid
    wait $pid 2>/dev/null || true
    newest=$(find "$staging/checkpoints" -name '*.json' | sort | head -n 1)
    if grep -q "\"last_index\": $((5 * ($1 - 1)))," "$newest"; then
      return
    fi
    rm -rf "$work/store/siiwad/recorded"
    cp -r "$work/before/siiwad/recorded" "$work/store/siiwad/recorded"
  done
  echo "never killed between segment $1 and its commit"
  return 1
}

record_bucket() {
  local recorded=$work/store/siiwad/recorded
  expected bucket/expected ingest "${corpus[@]}" --run-id $run
  serve
  fresh
  siiwad "${bucket[@]}" --max-records 10 --format jsonl --run-id 20261129_100000_tusaale-somali_3d4e5f60 2>/dev/null
  kill_at_segment 4 1
  siiwad checkpoint backup Tusaale-Somali --storage s3://siiwad/recorded
  kill_at_segment 6 2
  mkdir -p "$out/bucket/killed"
  cp -r "$recorded" "$out/bucket/killed/bucket"
  siiwad_of_tests "${bucket[@]}" --take-over
  dataset "$recorded/processed/silver/source=Tusaale-Somali/date_accessed=2026-11-30" "$work/dataset-of-bucket"
  diff -r "$work/dataset-of-bucket" "$out/bucket/expected"
  find "$recorded/processed" -name "$run-receipt.json" -exec cp {} "$out/bucket/killed/receipt.json" \;
  find "$out" -type f -exec chmod 644 {} +
}

record_files
record_rejects
record_resume_loop
record_by_hand
record_wikipedia
record_published
record_bucket
kill "$server"
trap - EXIT
rm -rf "$work"
