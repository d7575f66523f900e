#!/bin/bash
#SBATCH --job-name=siiwad
#SBATCH --cpus-per-task=2
#SBATCH --mem=2G
#SBATCH --time=24:00:00
#SBATCH --signal=B:TERM@120
#SBATCH --open-mode=append
#SBATCH --output=siiwad-%j.log
# One source as a job that submits itself again until the dataset exists: sbatch slurm.sh
# Two minutes before its time is up Slurm sends SIGTERM; the run saves its checkpoint and ends with 143.
set -u
run=(siiwad ingest wikipedia --lang so --storage "${SIIWAD_STORAGE:-$PWD/data}" --no-progress)
submissions_max=100

export SIIWAD_SUBMISSION=$((${SIIWAD_SUBMISSION:-0} + 1))

# Slurm runs a copy of this file; it knows where it came from.
submit_again() {
  local file
  [ "$SIIWAD_SUBMISSION" -lt "$submissions_max" ] || return 0
  file=$(scontrol show job "$SLURM_JOB_ID" | sed -n 's/^ *Command=//p')
  sbatch --begin="$1" "$file"
}

paused_until() {
  local until
  until=$(siiwad status --json --storage "${SIIWAD_STORAGE:-$PWD/data}" | tr ',' '\n' |
    sed -n 's/.*"paused_until" *: *"\([^"]*\)".*/\1/p' | sort | head -n 1)
  date -d "${until:-1 hour}" +%Y-%m-%dT%H:%M:%S
}

"${run[@]}" &
child=$!
trap 'kill -TERM "$child"' TERM
wait "$child"
code=$?
while kill -0 "$child" 2>/dev/null; do
  wait "$child"
  code=$?
done

case $code in
  1) submit_again now+10minutes ;;        # may pass
  6) submit_again "$(paused_until)" ;;    # paused until a time
  143) submit_again now ;;                # time is up, the checkpoint is saved
esac                                      # 0: done. 2, 3, 4, 7: somebody has to look. 5: another job holds the source
exit "$code"
