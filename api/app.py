"""The application: the only place that joins settings, snapshots, evaluation and routes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from styrkedja import __version__
from styrkedja.settings import Settings

from .caching import NotModifiedError, Revalidation, not_modified
from .compression import Compression
from .cross_origin import CrossOrigin
from .dependencies import Evaluations
from .errors import install_error_handlers
from .evaluation import KeeperProcess
from .limits import ClientLimits, RequestSizes, RequestTargets
from .metrics import CountedEvaluation, Metrics
from .notifying import notifying
from .observing import Observing
from .pages import router as pages_router
from .responses import PROBLEMS
from .routes import ROUTERS
from .routes.identity import at_their_iris
from .security import HeadAsGet, SecurityHeaders
from .snapshot import Loader, Snapshots
from .static_files import STATIC, NamedFiles
from .stylesheets import router as styles_router
from .uploads import Jobs
from .warming import warming
from .workshop import Workshop
from .writing import Guard, SessionCookies, WritingRefusedError, refused

__all__ = ["create_app"]

_UPLOADS = ("/upload", "/api/v1/documents")


def create_app(
    settings: Settings, *, load: Loader | None = None, keeper: KeeperProcess | None = None
) -> FastAPI:
    """Return the service over the archive that the settings name.

    Args:
        settings: The settings, handed down to all parts.
        load: Makes the store of an archive; None means `styrkedja.graph.loading.load_store`.
        keeper: The process that holds the store for queries, if it has been started with these
            settings already; else the service starts one.
    """
    metrics = Metrics()
    snapshots = Snapshots(settings, load)
    evaluation = CountedEvaluation(metrics, settings, started=keeper)
    evaluations = Evaluations(
        evaluation, lambda: CountedEvaluation(metrics, settings, internal=True)
    )
    metrics.watch(snapshots, evaluation)
    jobs = Jobs(snapshots.caught_up)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with evaluations.running():
            keeping_up = asyncio.create_task(snapshots.keep_up())
            async with notifying(), jobs.running():
                with warming(snapshots):
                    yield
            keeping_up.cancel()

    app = FastAPI(
        title="Styrkedja",
        summary="Municipal steering documents as a graph: who is to do what, and how it goes.",
        version=__version__,
        lifespan=lifespan,
        # Whatever is asked for may be asked wrongly, at too great a length, or too often.
        responses={
            code: told for status in (414, 422, 429, 431) for code, told in PROBLEMS[status].items()
        },
        docs_url=None,
        redoc_url=None,
    )
    app.state.settings = settings
    app.state.snapshots = snapshots
    app.state.all_snapshots = Snapshots(settings, load, internal=True)
    app.state.evaluation = evaluation
    app.state.evaluations = evaluations
    app.state.metrics = metrics
    app.state.workshop = Workshop()
    app.state.guard = Guard(settings)
    app.state.jobs = jobs
    install_error_handlers(app)
    app.add_exception_handler(NotModifiedError, not_modified)
    app.add_exception_handler(WritingRefusedError, refused)
    app.add_middleware(Revalidation)
    app.add_middleware(SessionCookies, settings=settings)
    app.add_middleware(Compression)
    app.add_middleware(HeadAsGet)
    app.add_middleware(ClientLimits, settings=settings)
    app.add_middleware(
        RequestSizes, larger=dict.fromkeys(_UPLOADS, (settings.upload_mib + 1) << 20)
    )
    app.add_middleware(RequestTargets)
    app.add_middleware(SecurityHeaders)
    if settings.cross_origin:
        app.add_middleware(CrossOrigin)
    app.add_middleware(Observing, metrics=metrics)
    for router in (*ROUTERS, pages_router, styles_router):
        app.include_router(router)
    app.mount("/static", NamedFiles(directory=STATIC, check_dir=False), name="static")
    app.include_router(at_their_iris(settings.base))
    return app
