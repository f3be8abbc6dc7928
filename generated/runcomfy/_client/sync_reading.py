"""What jedi, which reads code without running it and knows no ParamSpec, takes a bound endpoint for.

It is under Spyder, pylsp and the completion of IPython. Nothing here is ever called.
"""

from __future__ import annotations

# Not the one of `typing`, which jedi takes for true; checkers do so with this one, too.
TYPE_CHECKING = False

__all__ = ["SyncReading"]


class SyncReading:
    """A part of the client, from where jedi knows that its endpoints are synchronous."""

    if not TYPE_CHECKING:

        def _as_read(self, endpoint, sync=None, _async=None):
            """Return an object with the model's inputs: jedi looks for them where a method hands on its own."""
            from .sync_endpoint import SyncEndpoint

            class Read(sync or SyncEndpoint):
                def run(self, **inputs):
                    """Submit a job, wait for it, and return its result."""
                    from .._jobs.sync_result import Result

                    endpoint.input_type(**inputs)

                    class ReadResult(Result):
                        output = endpoint.output_type()

                    return ReadResult()

                def submit(self, **inputs):
                    """Submit a job and return its handle at once."""
                    from .._jobs.sync_job import Job

                    endpoint.input_type(**inputs)
                    return Job()

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
