"""The noise of the Java side, number for number."""
import math

import numpy as np
import torch


class Philox:
    """Philox4x32-10 with the sine branch of Box and Muller, one block a call."""

    def __init__(self, seed, usual=(1, 4, 1, 2)):
        self.seed, self.usual, self.call = seed, usual, 0

    def __call__(self, *shape, **ignored):
        shape = shape[0] if shape and isinstance(shape[0], tuple) else self.usual
        count = math.prod(shape)
        c = [np.full(count, self.call, np.uint64), np.zeros(count, np.uint64), np.arange(count, dtype=np.uint64),
             np.zeros(count, np.uint64)]
        k = [self.seed & 0xFFFFFFFF, self.seed >> 32]
        mask = np.uint64(0xFFFFFFFF)
        for _ in range(10):
            a, b = c[0] * np.uint64(0xD2511F53), c[2] * np.uint64(0xCD9E8D57)
            c = [(b >> np.uint64(32)) ^ c[1] ^ np.uint64(k[0]), b & mask,
                 (a >> np.uint64(32)) ^ c[3] ^ np.uint64(k[1]), a & mask]
            k = [(k[0] + 0x9E3779B9) & 0xFFFFFFFF, (k[1] + 0xBB67AE85) & 0xFFFFFFFF]
        self.call += 1
        u = c[0] * 2.0 ** -32 + 2.0 ** -33
        v = (c[1] * 2.0 ** -32 + 2.0 ** -33) * 2 * math.pi
        return torch.from_numpy((np.sqrt(-2 * np.log(u)) * np.sin(v)).astype(np.float32)).reshape(shape)
