"""`python -m scripts.demo_provider PORT`: an OpenID provider with four invented people and no passwords.

scripts/provider.py starts it beside `make run`. Its page says that it is a demo and loads nothing from
anywhere; the library's own would ask for a style sheet from elsewhere.
"""

import logging
import sys
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import Flask, Response, request
from jinja2 import ChoiceLoader, DictLoader
from oidc_provider_mock import User, app
from werkzeug.serving import make_server

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Demo provider</title>
<style>
  body { font: 1.125rem/1.5 system-ui, sans-serif; color: #1a1a1a; background: #fff;
         max-width: 36rem; margin: 0 auto; padding: 1rem }
  .demo { background: #fff3c4; border: 2px solid #7a5a00; border-radius: .5rem; padding: .75rem 1rem }
  button { font: inherit; width: 100%; min-height: 3rem; margin: 0 0 .75rem; padding: .5rem 1rem;
           text-align: left; background: #fff; color: inherit; border: 2px solid #1f5f8b;
           border-radius: .5rem; cursor: pointer }
  small { display: block; color: #444 }
</style></head>
<body><main>
<h1>Demo provider</h1>
<p class="demo"><strong>This is a demo.</strong> Nobody here is real, and nobody asks for a password. It runs
on your own machine, beside the board, until you stop it.</p>
<h2 id="who">Who signs in?</h2>
<form method="post" aria-labelledby="who">
{% for person in people %}<button type="submit" name="sub" value="{{ person.sub }}">{{ person.name }}
<small>{{ person.about }}</small></button>
{% endfor %}<button type="submit" name="action" value="deny">Cancel
<small>Go back without signing in</small></button>
</form>
</main></body></html>
"""
FAULT = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Demo provider</title></head>
<body><main><h1>Demo provider: {{ name }}</h1><p>{{ description }}</p></main></body></html>
"""
HOME = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Demo provider</title></head>
<body><main><h1>Demo provider</h1><p>Begin at the board's sign-in page.</p></main></body></html>
"""


@dataclass(frozen=True)
class Person:
    sub: str
    name: str
    about: str
    claims: dict[str, Any]


PEOPLE = (
    Person(
        "demo-vera",
        "Vera Example",
        "New here. Her e-mail address is verified.",
        {"email": "vera@demo.example", "email_verified": True},
    ),
    Person(
        "demo-ulli",
        "Ulli Example",
        "New here. The address is not verified.",
        {"email": "ulli@demo.example", "email_verified": False},
    ),
    Person("demo-nora", "Nora Example", "New here. Gives no e-mail address.", {}),
    Person(
        "demo-rodeo",
        "Somebody with the address of a demo member",
        "notmyfirstrodeo has an account with a password already.",
        {"email": "notmyfirstrodeo@demo.example", "email_verified": True},
    ),
)


def make_app() -> Flask:
    """The library's provider with our people and our page, and without its debugger."""
    made = app(
        require_nonce=True,
        issue_refresh_token=False,
        user_claims=[User(sub=one.sub, claims={"name": one.name, **one.claims}) for one in PEOPLE],
    )
    made.debug = False
    made.wsgi_app = made.wsgi_app.app  # out of the debugger that the library puts around it
    ours = DictLoader({"authorization_form.html": PAGE, "error.html": FAULT, "index.html": HOME})
    made.jinja_loader = ChoiceLoader([ours, made.jinja_loader])
    made.jinja_env.globals["people"] = PEOPLE
    made.after_request(keep_state)
    return made


def keep_state(response: Response) -> Response:
    """The library leaves the state out when somebody cancels; RFC 6749 4.1.2.1 wants it there."""
    place, state = response.location or "", request.args.get("state")
    if "error=" in place and "state=" not in place and state:
        response.location = f"{place}&{urlencode({'state': state})}"
    return response


def main() -> None:
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    make_server("localhost", int(sys.argv[1]), make_app(), threaded=True).serve_forever()


if __name__ == "__main__":
    main()
