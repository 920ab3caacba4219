#!/usr/bin/env bash
# far.sh MS COMMAND…: runs it where all *.test hosts are MS milliseconds away, one way, in namespaces of its own.
# They are at an address of no private network (RFC 5737): to one of those Firefox makes no connection in advance.
# Needs root, /dev/net/tun, python3, iproute2 and util-linux; nothing of it can leave the machine, or stays behind.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
export MS=$1 HERE=$here REUSE_LENS_LISTEN=0.0.0.0
shift
exec unshare --net --mount --propagation private --pid --fork --kill-child bash -euo pipefail -c '
  ip link set lo up
  exec 3< <(exec python3 "$HERE/reflector.py" "$MS")
  read -r -u 3 # it is ready
  hosts=$(mktemp)
  { echo "127.0.0.1 localhost"; npx tsx -e "import(\"$HERE/../../e2e/site/addresses.ts\").then(({ hosts }) => console.log(hosts.map((host) => \"203.0.113.2 \" + host).join(\"\\n\")))"; } > "$hosts"
  mount --bind "$hosts" /etc/hosts
  rm "$hosts"
  "$@"
' far "$@"
