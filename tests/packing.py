# SPDX-License-Identifier: MIT
"""What Python's own modules do not pack: brotli and zstd, by the libraries that dehusk is built with."""
import ctypes

BROTLI = ctypes.CDLL("libbrotlienc.so.1")
ZSTD = ctypes.CDLL("libzstd.so.1")
for f in (ZSTD.ZSTD_compressBound, ZSTD.ZSTD_compress_usingDict, ZSTD.ZDICT_finalizeDictionary):
    f.restype = ctypes.c_size_t
ZSTD.ZSTD_createCCtx.restype = ctypes.c_void_p
ZSTD.ZSTD_freeCCtx.argtypes = [ctypes.c_void_p]
SIZE = ctypes.c_size_t


def brotli(data, quality=9, window=22):
    room = SIZE(len(data) + 1000)
    to = ctypes.create_string_buffer(room.value)
    if not BROTLI.BrotliEncoderCompress(quality, window, 0, SIZE(len(data)), data, ctypes.byref(room), to):
        raise ValueError("brotli")
    return to.raw[:room.value]


def _bytes(n, to):
    if ZSTD.ZSTD_isError(SIZE(n)):
        raise ValueError("zstd")
    return to.raw[:n]


def zstd(data, dictionary=b"", level=3):
    """One frame."""
    room = ZSTD.ZSTD_compressBound(SIZE(len(data)))
    to = ctypes.create_string_buffer(room)
    c = ZSTD.ZSTD_createCCtx()
    n = ZSTD.ZSTD_compress_usingDict(ctypes.c_void_p(c), to, SIZE(room), data, SIZE(len(data)), dictionary,
                                     SIZE(len(dictionary)), level)
    ZSTD.ZSTD_freeCCtx(c)
    return _bytes(n, to)


class _Parameters(ctypes.Structure):
    _fields_ = [("level", ctypes.c_int), ("notes", ctypes.c_uint), ("number", ctypes.c_uint)]


def dictionary(samples, number=7):
    """One in zstd's format, of the samples' own bytes."""
    all_ = b"".join(samples)
    to = ctypes.create_string_buffer(len(all_) + 4096)
    sizes = (SIZE * len(samples))(*map(len, samples))
    n = ZSTD.ZDICT_finalizeDictionary(to, SIZE(len(to)), all_, SIZE(len(all_)), all_, sizes, len(samples),
                                      _Parameters(3, 0, number))
    return _bytes(n, to)


def skippable(data, number=0x5D):
    """A frame that readers pass over: with this number, where a WARC file keeps its dictionary."""
    return bytes([number]) + b"\x2a\x4d\x18" + len(data).to_bytes(4, "little") + data
