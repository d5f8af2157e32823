"""What the rows of all frameworks share: numbers that network/rows.hpp makes up, too, and the clock.

A file for a framework is called FILE ROW VARIANT THREADS SECONDS, and prints one line of JSON.
"""
import json
import math
import sys
import time

import numpy as np

SIDE, BATCH = 128, 25
KERNELS = [(3, 3, 3, 32), (3, 3, 32, 64), (3, 3, 64, 128), (14 * 14 * 128, 512), (512, 2)]
LABELS = np.arange(BATCH) % 2
# The network of digits, its images and a batch.
PIXELS, UNITS, DIGITS, IMAGES = 64, 300, 10, 1437
DIGIT_LABELS = np.arange(IMAGES) % 10
PLACES = np.arange(128) * 7 % IMAGES


def made_up(shape, low, high, seed):
    """Numbers from low up to high, the same as std::mt19937's."""
    raw = np.random.RandomState(seed).randint(2**32, size=math.prod(shape), dtype=np.uint32)
    return (low + (high - low) * (raw / 2.0**32)).astype(np.float32).reshape(shape)


def made_up_kernel(shape, seed):
    reach = math.sqrt(6 / math.prod(shape[:-1]))
    return made_up(shape, -reach, reach, seed)


def classifier_kernels():
    """[row][column][in][out], and [in][out], where `in` is row, column, channel."""
    return [made_up_kernel(shape, layer + 1) for layer, shape in enumerate(KERNELS)]


def photos(count):
    """[image][row][column][channel]"""
    return made_up((count, SIDE, SIDE, 3), 0, 1, 11)


def digits_kernels():
    return [made_up_kernel((PIXELS, UNITS), 1), made_up_kernel((UNITS, DIGITS), 2)]


def digit_images():
    return made_up((IMAGES, PIXELS), 0, 1, 11)


def measure(start):
    """start(row, variant) has (work, value, norm): what is done again and again, a loss before
    anything is learned, and the root of the sum of squares of its gradient."""
    row, variant, seconds = sys.argv[1], sys.argv[2], float(sys.argv[4])
    work, value, norm = start(row, variant)
    for _ in range(3):  # what is compiled is compiled now
        work()

    def times(runs):
        """Of one run, by the clock and by the processors."""
        wall, processor = time.perf_counter(), time.process_time()
        for _ in range(runs):
            work()
        return (time.perf_counter() - wall) / runs, (time.process_time() - processor) / runs

    # (Less than 50 ms at once would be too coarse for the processors' clock.)
    runs = max(1, math.ceil(0.05 / times(1)[0]))
    end = time.perf_counter() + seconds
    wall, processor = times(runs)
    while time.perf_counter() < end:
        wall, processor = map(min, (wall, processor), times(runs))
    print(json.dumps({"value": value, "norm": norm, "wall": wall, "processor": processor}))


def threads():
    return int(sys.argv[3])
