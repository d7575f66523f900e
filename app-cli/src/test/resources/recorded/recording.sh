# What record.sh and record-later.sh share. They set:
#   here, this directory; root, the build that records; out, where the recordings go; work, an empty directory; port, one that is free

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

