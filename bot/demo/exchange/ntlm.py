"""The server's side of NTLM ([MS-NLMP]), as much as proves that somebody knows the password."""

import hmac
import struct
from collections.abc import Callable, Sequence
from hashlib import md5

CHALLENGE = bytes(range(8))
# Unicode, NTLM, always sign, a domain, extended session security, target info, 128 and 56 bit.
FLAGS = 0x1 | 0x200 | 0x8000 | 0x10000 | 0x80000 | 0x800000 | 0x20000000 | 0x80000000
_SIGNATURE = b"NTLMSSP\0"


def kind(message: bytes) -> int:
    """1: somebody wants to begin; 3: somebody answers. 0: it is none of NTLM."""
    if len(message) < 12 or not message.startswith(_SIGNATURE):
        return 0
    return int.from_bytes(message[8:12], "little")


def challenge(domain: str) -> bytes:
    """Message 2."""
    name = domain.encode("utf-16-le")
    info = struct.pack("<HH", 2, len(name)) + name + struct.pack("<HH", 0, 0)
    first = 56
    fields = struct.pack("<HHI", len(name), len(name), first)
    told = struct.pack("<HHI", len(info), len(info), first + len(name))
    head = _SIGNATURE + struct.pack("<I", 2) + fields + struct.pack("<I", FLAGS)
    return head + CHALLENGE + bytes(8) + told + bytes(8) + name + info


def is_proven(message: bytes, user: str, password: str) -> bool:
    """Whether message 3 was made by somebody who knows the password of that user (NTLMv2)."""
    response, domain, named = (_field(message, at) for at in (20, 28, 36))
    name = named.decode("utf-16-le")
    if name.casefold() != user.casefold():
        return False
    whole = name.upper().encode("utf-16-le") + domain
    owner = hmac.new(md4(password.encode("utf-16-le")), whole, md5).digest()
    wanted = hmac.new(owner, CHALLENGE + response[16:], md5).digest()
    return hmac.compare_digest(wanted, response[:16])


def _field(message: bytes, at: int) -> bytes:
    length, _, first = struct.unpack_from("<HHI", message, at)
    return message[first : first + length]


def md4(content: bytes) -> bytes:
    """RFC 1320. Today's OpenSSL has it no more; NTLM still has."""
    padded = content + b"\x80" + bytes((55 - len(content)) % 64)
    padded += struct.pack("<Q", len(content) * 8)
    state = [0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476]
    for first in range(0, len(padded), 64):
        words = struct.unpack_from("<16I", padded, first)
        a, b, c, d = state
        for step in range(48):
            order, turns, constant, mix = _ROUNDS[step // 16]
            mixed = a + mix(b, c, d) + words[order[step % 16]] + constant
            turned = _turn(mixed, turns[step % 4])
            a, b, c, d = d, turned, b, c
        state = [(old + new) & 0xFFFFFFFF for old, new in zip(state, (a, b, c, d), strict=True)]
    return struct.pack("<4I", *state)


def _turn(number: int, by: int) -> int:
    number &= 0xFFFFFFFF
    return (number << by | number >> (32 - by)) & 0xFFFFFFFF


def _either(x: int, y: int, z: int) -> int:
    return x & y | ~x & z


def _most(x: int, y: int, z: int) -> int:
    return x & y | x & z | y & z


def _odd(x: int, y: int, z: int) -> int:
    return x ^ y ^ z


# The order of the words, by how far to turn, the constant, and what mixes.
_ROUNDS: Sequence[tuple[Sequence[int], Sequence[int], int, Callable[[int, int, int], int]]] = (
    (range(16), (3, 7, 11, 19), 0, _either),
    ([4 * (n % 4) + n // 4 for n in range(16)], (3, 5, 9, 13), 0x5A827999, _most),
    ((0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15), (3, 9, 11, 15), 0x6ED9EBA1, _odd),
)
