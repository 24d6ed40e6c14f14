#!/usr/bin/env bash
# The nightly trio, once a day at NIGHTLY_AT (HH:MM, UTC): conf/image/nightly.sh [--once]
#
# A loop, and not cron: cron wants root, and forgets a container's environment. A night that fails is
# told by its status in the log, and the next one goes on where it stopped.
set -uo pipefail

settings=${SPV2_SETTINGS:-/etc/spv2/settings.toml}
papers=${SPV2_PAPERS:?names what is enqueued, as s3://BUCKET/PREFIX}
out=${SPV2_OUT:-/data/papers}

night() {
    spv2 enqueue --settings "$settings" "$papers" &&
        spv2 process --settings "$settings" &&
        spv2 dequeue --settings "$settings" --out "$out"
}

# Seconds from now to the next time that the clock shows HH:MM.
wait_s() {
    local now next
    now=$(date -u +%s)
    next=$(date -u -d "$1" +%s) || return 2
    echo $(((next - now + 86400) % 86400))
}

if [[ "${1:-}" == --once ]]; then
    night
    exit
fi
trap 'exit 143' TERM INT
while true; do
    seconds=$(wait_s "${NIGHTLY_AT:-01:00}") || exit 2
    echo "nightly: next in $seconds s"
    sleep "$seconds" &
    wait $!
    night
    echo "nightly: ended with $?"
    sleep 60 &
    wait $!
done
