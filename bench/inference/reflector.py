"""reflector.py MS: what is sent to 203.0.113.2 arrives at 203.0.113.1, MS milliseconds later, and so do the answers.

A network device (TUN) in user space: a connect takes as long as over a real
network, which loopback and a proxy cannot show. Ports stay as they are. Needs
root, and a network namespace of its own (far.sh). Other modules would do it,
but the kernels of small machines are without them (netem).
"""

import fcntl
import heapq
import os
import select
import struct
import subprocess
import sys
import time

TUNSETIFF, IFF_TUN, IFF_NO_PI = 0x400454CA, 0x0001, 0x1000
HERE, FAR, CALLER = (bytes((203, 0, 113, last)) for last in (1, 2, 3))
# Where a checksum stands in the header of TCP and UDP.
CHECKSUM_AT = {6: 16, 17: 6}


def checksum(data: bytes) -> int:
    """RFC 1071."""
    padded = data + b"\0" * (len(data) % 2)
    total = sum(struct.unpack(f"!{len(padded) // 2}H", padded))
    while total > 0xFFFF:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def reflected(packet: bytes):
    """The packet as it comes back; None for what is of nobody here. Who calls the far address is seen to call from CALLER."""
    source = {FAR: CALLER, CALLER: FAR}.get(packet[16:20])
    if packet[0] >> 4 != 4 or source is None:
        return None
    length = (packet[0] & 15) * 4
    header = bytearray(packet[:length])
    header[12:20] = source + HERE
    header[10:12] = b"\0\0"
    header[10:12] = struct.pack("!H", checksum(header))
    body = bytearray(packet[length:])
    at = CHECKSUM_AT.get(packet[9])
    if at is not None:
        body[at : at + 2] = b"\0\0"
        pseudo = bytes(header[12:20]) + struct.pack("!BBH", 0, packet[9], len(body))
        body[at : at + 2] = struct.pack("!H", checksum(pseudo + body) or 0xFFFF)
    return bytes(header + body)


def main() -> None:
    delay = float(sys.argv[1]) / 1000
    device = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(device, TUNSETIFF, struct.pack("16sH", b"far0", IFF_TUN | IFF_NO_PI))
    for command in ("ip address add 203.0.113.1/24 dev far0", "ip link set far0 up"):
        subprocess.check_call(command.split())
    print("ready", flush=True)
    underway: list[tuple[float, int, bytes]] = []
    count = 0
    while True:
        wait = max(0, underway[0][0] - time.monotonic()) if underway else None
        if select.select([device], [], [], wait)[0]:
            packet = reflected(os.read(device, 65535))
            if packet is not None:
                count += 1
                heapq.heappush(underway, (time.monotonic() + delay, count, packet))
        while underway and underway[0][0] <= time.monotonic():
            os.write(device, heapq.heappop(underway)[2])


main()
