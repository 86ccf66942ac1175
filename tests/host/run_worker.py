"""A worker in a process of its own, for tests that kill it: `python run_worker.py FOLDER CYCLE`."""

import logging
import sys
from pathlib import Path

from bot.host import queue, worker

if __name__ == "__main__":
    folder, named = Path(sys.argv[1]), sys.argv[2]
    queue.HEARTBEAT, queue.TAKEN_FOR_DEAD, queue.POLL = 0.3, float(sys.argv[3]), 0.1
    worker.TICK = worker.AGAIN = 0.3
    logging.basicConfig(level=logging.INFO, stream=sys.stderr)
    worker.work(folder, named)
