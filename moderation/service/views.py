"""The addresses that read posts, and the one that says with what."""

from typing import Any

from apiflask import APIBlueprint

from moderation.service.auth import auth
from moderation.service.reading import read_item, read_post, service
from moderation.service.schemas import Answer, Batch, BatchAnswer, Health, Post

bp = APIBlueprint("screening", __name__, url_prefix="/v1", tag="screening")


@bp.post("/screen")
@bp.auth_required(auth)
@bp.input(Post, arg_name="post")
@bp.output(Answer)
def screen(post: Post) -> dict[str, Any]:
    """Read one post"""
    return {"id": post.id, **read_post(post.title, post.body)}


@bp.post("/screen/batch")
@bp.auth_required(auth)
@bp.input(Batch, arg_name="batch")
@bp.output(BatchAnswer)
def batch(batch: Batch) -> dict[str, Any]:
    """Read up to 100 posts; one that fails does not stop the others"""
    return {"answers": [read_item(post) for post in batch.posts]}


@bp.get("/health")
@bp.output(Health)
def health() -> dict[str, Any]:
    """Whether the service is up, and the versions of what it reads with"""
    return service().health()
