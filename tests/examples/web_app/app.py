"""A web application that makes pictures: one request pays, and others ask how it stands.

uvicorn app:app

curl -X POST localhost:8000/pictures -d '{"prompt": "A fox in the snow"}'
curl localhost:8000/pictures/REQUEST_ID
"""

from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING

from runcomfy import AsyncRunComfy, InputError, JobFailedError, NotFoundError
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request
    from starlette.responses import Response


@contextlib.asynccontextmanager
async def lifespan(app: Starlette) -> AsyncIterator[None]:
    """One client for the life of the application: its connections are shared by all requests."""
    async with AsyncRunComfy(budget_usd=5, unknown_price="allow") as client:
        app.state.client = client
        yield


async def make(request: Request) -> Response:
    """Submit, and return at once: making a picture takes longer than a browser likes to wait."""
    try:
        prompt = json.loads(await request.body())["prompt"]
        job = await request.app.state.client.blackforestlabs.flux_3.image.submit(prompt=prompt)
    except InputError as error:
        return JSONResponse({"error": str(error)}, 422)
    except (ValueError, KeyError, TypeError):
        return JSONResponse({"error": 'send {"prompt": ...}'}, 400)
    return JSONResponse({"id": job.request_id}, 202)


async def look(request: Request) -> Response:
    """Say how a picture stands: any process can, since the id is all that it takes."""
    job = request.app.state.client.job(request.path_params["id"])
    try:
        status = await job.status()
        urls = list((await job.result()).urls) if status.finished else []
    except NotFoundError:
        return JSONResponse({"error": "there is no such picture"}, 404)
    except JobFailedError as error:
        return JSONResponse({"status": "failed", "error": error.reason})
    return JSONResponse({"status": status.status, "urls": urls})


app = Starlette(
    routes=[
        Route("/pictures", make, methods=["POST"]),
        Route("/pictures/{id}", look, methods=["GET"]),
    ],
    lifespan=lifespan,
)
