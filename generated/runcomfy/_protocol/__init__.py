"""What to send, how to read the answer, whether to try again, when to ask next: decided here, without any IO.

An operation is a generator. It yields effects (`Send`, `Sleep`, `Emit`) and a driver carries them out; what comes
back is the answer of the server, or a `TransportError` thrown in. The same operations run under threads, under
asyncio, and in the tests under a clock that does not tick.

May use the catalogue, what models take and the plain things. What writes in the books comes to it as a protocol.
"""
