#!/usr/bin/env bash
# Records what later builds leave, as record.sh does for the first. Call it as root on Linux, with the classes and jars of this module's tests:
#   CLASS_PATH=… app-cli/src/test/resources/recorded/record-later.sh BUILD DIRECTORY
# BUILD is the root of a working tree of the build that records, packaged there; its recordings go to DIRECTORY/<commit>.
set -euo pipefail
here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
root=$(readlink -f "$1")
commit=$(git -C "$root" rev-parse --short=7 HEAD)
out=$(realpath -m "$2")/$commit
work=$(mktemp -d)
port=${PORT:-18556}
run=20261130_100000_tusaale-somali_0a1b2c3d
corpus=(huggingface custom --files input/tusaale-1.jsonl input/tusaale-2.json.gz input/tusaale-3.jsonl.zst
  input/tusaale-4.parquet --title-field title --url-field url --metadata-fields language --source-id Tusaale-Somali)
files=(ingest "${corpus[@]}" --checkpoint-every 20 --format jsonl --run-id $run)
bucket=(ingest "${corpus[@]}" --checkpoint-every 20 --format jsonl --storage s3://siiwad/recorded --run-id $run)
wikipedia=(ingest wikipedia --dump input/tusaale.xml.bz2 --checkpoint-every 8 --run-id 20261130_110000_wikipedia-somali_1b2c3d4e)
hub=(ingest huggingface mc4 --checkpoint-every 20 --format jsonl --run-id 20261130_130000_c4_4e5f6071)
first=(ingest tiktok --video-urls videos.txt --checkpoint-every 4 --format jsonl --run-id 20261130_140000_tiktok-somali_5f607182)
second=(ingest tiktok --video-urls videos.txt --checkpoint-every 4 --format jsonl --run-id 20261130_150000_tiktok-somali_60718293)

arrow=(ingest huggingface custom --files input/tusaale-5.arrow --title-field title --url-field url --identify-language --source-id Tusaale-Somali
  --checkpoint-every 8 --format jsonl --run-id 20261130_160000_tusaale-somali_71829304)

shared=("${files[@]}" --slices 3 --checkpoint-every 5)
columns=("${files[@]}" --format parquet)
one_stream=(ingest wikipedia --dump input/tusaale-single.xml.bz2 --checkpoint-every 8 --format jsonl
  --run-id 20261130_110000_wikipedia-somali_1b2c3d4e)

source "$here/recording.sh"

# halt_at OFFSET FILE FROM COMMAND…: kills it at the first change from FROM on at which its checkpoint is at OFFSET and a file of that name is there.
halt_at() {
  local offset=$1 name=$2 number=$3
  shift 3
  rm -rf "$work/as-begun"
  [ ! -d data ] || cp -r data "$work/as-begun"
  for (( ; number < 200; number++)); do
    rm -rf data
    [ ! -d "$work/as-begun" ] || cp -r "$work/as-begun" data
    halt "attempt $number before" "$@"
    if grep -qs "\"last_index\": $offset," data/staging/*/.checkpoint.json && [ -n "$(find data/staging -name "$name")" ]; then
      return
    fi
  done
  echo "never at offset $offset with $name"
  return 1
}

# result NAME COMMAND…: what the recording build makes of NAME when it resumes it.
result() {
  local name=$1
  shift
  rm -rf "$work/other"
  mkdir "$work/other"
  cp -r "$here/input" "$out/$name/data" "$work/other"
  (cd "$work/other" && siiwad_of_tests "$@")
  dataset "$work/other/data/processed" "$out/$name/expected"
}

upstreams() {
  mkfifo "$work/upstreams"
  exec 8<>"$work/upstreams"
  java -cp "$CLASS_PATH" dev.siiwad.cli.RecordedUpstreams "$here/input" <&8 >"$work/where" &
  upstreams=$!
  until grep -q TOKEN "$work/where"; do sleep 0.1; done
  source "$work/where"
}

videos() {
  for n in $(seq "$1" "$2"); do
    echo "https://www.tiktok.com/@tusaale/video/750000000000000000$n"
  done >videos.txt
}

record_files() {
  fresh
  halt_at 20 "00000002-1.jsonl.zst" 50 "${files[@]}"
  keep killed
  result killed "${files[@]}"
}

record_publishing() {
  fresh
  halt "publishing 18 in" "${files[@]}" --checkpoint-every 100
  keep publishing
  result publishing "${files[@]}"
}

record_wikipedia() {
  fresh
  halt_at 8 "00000002-1.jsonl.zst" 54 "${wikipedia[@]}"
  keep wikipedia
  result wikipedia "${wikipedia[@]}"
}

record_arrow() {
  fresh
  halt_at 8 "00000002-1.jsonl.zst" 40 "${arrow[@]}"
  keep arrow
  result arrow "${arrow[@]}"
}

record_shared() {
  fresh
  halt_at 5 "00000002-1.jsonl.zst" 60 "${shared[@]}"
  keep shared
  result shared "${shared[@]}"
}

# All slices are read.
record_shared_publishing() {
  fresh
  halt "publishing 18 in" "${shared[@]}"
  keep shared-publishing
  result shared-publishing "${shared[@]}"
}

# One slice is read, and a second one begun, as marks say.
record_shared_bucket() {
  local recorded=$work/store/siiwad/recorded pid
  serve
  fresh
  "${elsewhere[@]}" "${program[@]}" -jar "$root/app-cli/target/siiwad.jar" "${bucket[@]}" --slices 3 --checkpoint-every 5 \
    --slice 2 --no-wait >/dev/null 2>&1 || [ $? = 5 ]
  "${elsewhere[@]}" "${program[@]}" -jar "$root/app-cli/target/siiwad.jar" "${bucket[@]}" --slices 3 --checkpoint-every 5 \
    --slice 1 --no-wait >/dev/null 2>&1 &
  pid=$!
  until [ -n "$(find "$recorded/staging/source=Tusaale-Somali.slice-0001-of-0003" -name '00000002-*' 2>/dev/null)" ]; do :; done
  kill -KILL $pid
  wait $pid 2>/dev/null || true
  mkdir -p "$out/shared-bucket"
  cp -r "$recorded" "$out/shared-bucket/bucket"
  kill "$server"
}

record_parquet() {
  fresh
  halt_at 20 "00000002-1.jsonl.zst" 50 "${columns[@]}"
  keep parquet
  result parquet "${columns[@]}"
}

record_one_stream() {
  fresh
  halt_at 8 "00000002-1.jsonl.zst" 46 "${one_stream[@]}"
  keep one-stream
  result one-stream "${one_stream[@]}"
}

record_hub() {
  fresh
  halt_at 20 "00000002-1.jsonl.zst" 52 "${hub[@]}"
  keep hub
  result hub "${hub[@]}"
}

record_tiktok() {
  fresh
  videos 0 1
  siiwad "${first[@]}" >/dev/null 2>&1
  videos 1 3
  halt_at 4 "0000000*.jsonl.zst" 70 "${second[@]}"
  keep tiktok
  result tiktok "${second[@]}"
}

record_bucket() {
  local recorded=$work/store/siiwad/recorded segment pid
  serve
  fresh
  segment="$recorded/staging/source=Tusaale-Somali/segments/$run/00000002-1.jsonl.zst"
  "${elsewhere[@]}" "${program[@]}" -jar "$root/app-cli/target/siiwad.jar" "${bucket[@]}" >/dev/null 2>&1 &
  pid=$!
  until [ -e "$segment" ]; do :; done
  kill -KILL $pid
  wait $pid 2>/dev/null || true
  mkdir -p "$out/bucket"
  cp -r "$recorded" "$out/bucket/bucket"
  kill "$server"
}

case $commit in
fa82dc1)
  record_files
  upstreams
  record_hub
  ;;
f884d5e)
  record_arrow
  record_wikipedia
  ;;
ddcf8f2)
  record_files
  record_publishing
  record_parquet
  record_shared
  record_one_stream
  ;;
f5a24e0)
  record_shared_publishing
  record_shared_bucket
  ;;
*)
  record_publishing
  record_wikipedia
  upstreams
  record_hub
  record_tiktok
  record_bucket
  ;;
esac
[ -z "${upstreams:-}" ] || kill "$upstreams"
rm -rf "$work"
find "$out" -type f -exec chmod 644 {} +
