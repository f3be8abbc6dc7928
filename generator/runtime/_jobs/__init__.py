"""One job: the sync and the asyncio driver of operations, the handles, results, interrupts and progress.

May use all rooms but those of many jobs and of the clients.
"""
