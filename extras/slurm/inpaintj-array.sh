#!/usr/bin/env bash
#SBATCH --job-name=inpaintj
#SBATCH --array=0-15
#SBATCH --cpus-per-task=4
#SBATCH --mem=8G
#SBATCH --time=04:00:00
#SBATCH --requeue
#SBATCH --open-mode=append
# Repaints the images of a table with an array of jobs, each of which does every n-th row as a batch of its own:
#
#   sbatch --array=0-15 inpaintj-array.sh plates.csv clean --seed 1
#
# Results and report of job k lie in clean/part-k. A job that is ended and queued again goes on where it was. What
# INPAINTJ_JAR names is run, else the inpaintj.jar of the folder that sbatch is called in.
set -euo pipefail

if [ $# -lt 2 ]; then
    echo "usage: sbatch --array=0-15 $(basename "$0") TABLE.csv OUT [--KEY VALUE]..." >&2
    exit 2
fi
table=$1
out=$2
shift 2
part=${SLURM_ARRAY_TASK_ID:?this is for an array: sbatch --array=0-15 ...}
first=${SLURM_ARRAY_TASK_MIN:-0}
parts=${SLURM_ARRAY_TASK_COUNT:?this is for an array: sbatch --array=0-15 ...}
jar=${INPAINTJ_JAR:-inpaintj.jar}

# a row is a line only if no cell holds a line break
if ! awk '{ quotes = gsub(/"/, "") } quotes % 2 { exit 1 }' "$table"; then
    echo "'$table' has cells with line breaks, so its rows cannot be told apart here: take them out." >&2
    exit 1
fi

# beside the table, for paths are relative to its folder
rows="${table%.csv}.part-$part-of-$parts.csv"
awk -v n="$parts" -v k="$((part - first))" 'NR == 1 || (NR - 2) % n == k' "$table" >"$rows.new"
mv "$rows.new" "$rows"
lines=$(wc -l <"$rows")
if [ "$lines" -lt 2 ]; then
    echo "There are fewer rows than jobs: nothing to do for job $part."
    exit 0
fi

# the time in the records: the same for all jobs and for those that are begun again
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(date -r "$table" +%s)}
exec java "-XX:ActiveProcessorCount=${SLURM_CPUS_PER_TASK:-1}" -XX:MaxRAMPercentage=70 -jar "$jar" \
    batch "$rows" --out "$out/part-$part" "$@"
