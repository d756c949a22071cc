"""Links in mails, also where no request is at hand: in a command or a job."""

from urllib.parse import urlsplit

from flask import current_app


def link_to(endpoint: str) -> str:
    """The address of a page under the board's own name, whatever a request claims as its host."""
    ours = urlsplit(current_app.config["BASE_URL"])
    adapter = current_app.url_map.bind(ours.netloc, url_scheme=ours.scheme)
    return adapter.build(endpoint, force_external=True)
