"""Start one program, wait for it, and write down what it cost: `python -I -S launch.py DESCRIPTOR PROGRAM ...`.

The system counts the memory of the process that starts another one towards the peak of the other, so that what is
measured has to be started by something small. Imports nothing but what is built in.
"""

import os
import sys
import time

started = time.perf_counter()
process = os.posix_spawnp(sys.argv[2], sys.argv[2:], os.environ)
_, status, usage = os.wait4(process, 0)
seconds = time.perf_counter() - started
figures = (seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)
os.write(int(sys.argv[1]), " ".join(map(str, figures)).encode())
sys.exit(os.waitstatus_to_exitcode(status) & 0xFF)
