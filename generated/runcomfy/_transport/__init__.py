"""The only place that knows httpx: sends a request over a kept connection, and says what a failure means.

Requests in flight are capped, jobs are not. Every slot under the cap has one connection of its own, in a pool of one:
httpx's pool walks all its connections and all waiting requests on each request, and its synchronous form can hand one
connection to two threads; a pool of one that serves one request at a time does neither. The slot used last is used
first, so that a quiet program keeps a single connection.

`settings` imports nothing of httpx: what is there can be said before any request. `sync` and `aio` drive, and neither
imports the other.

May use the protocol and what is below it.
"""
