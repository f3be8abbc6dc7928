"""What jedi, which reads code without running it and knows no ParamSpec, takes a bound endpoint for.

It is under Spyder, pylsp and the completion of IPython. Nothing here is ever called.
"""

from __future__ import annotations

# Not the one of `typing`, which jedi takes for true; checkers do so with this one, too.
TYPE_CHECKING = False

__all__ = ["AsyncReading"]


class AsyncReading:
    """A part of the client, from where jedi knows that its endpoints are asynchronous."""

    if not TYPE_CHECKING:

        def _as_read(self, endpoint, _sync=None, async_=None):
            """Return an object with the model's inputs: jedi looks for them where a method hands on its own."""
            from .async_endpoint import AsyncEndpoint

            class Read(async_ or AsyncEndpoint):
                async def run(self, **inputs):
                    """Submit a job, wait for it, and return its result."""
                    from .._jobs.async_result import AsyncResult

                    endpoint.input_type(**inputs)

                    class ReadResult(AsyncResult):
                        output = endpoint.output_type()

                    return ReadResult()

                async def submit(self, **inputs):
                    """Submit a job and return its handle at once."""
                    from .._jobs.async_job import AsyncJob

                    endpoint.input_type(**inputs)
                    return AsyncJob()

                def request(self, **inputs):
                    """Return the request of a job, checked but not sent; it can be pickled."""
                    from .._catalogue.model import ModelRequest

                    return ModelRequest(endpoint, endpoint.input_type(**inputs))

                def validate(self, **inputs):
                    """Return the inputs, checked."""
                    return endpoint.input_type(**inputs)

                def estimate(self, **inputs):
                    """Return what a job with these inputs will cost at the catalogue's base rate."""
                    from .._catalogue.cost_estimate import CostEstimate

                    endpoint.input_type(**inputs)
                    return CostEstimate()

            return Read()
