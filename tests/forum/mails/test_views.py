"""/dev/mail: every mail of a development board, and nothing anywhere else."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.db import db
from forum.jobs.run import run_due
from forum.mails.models import Mail
from forum.mails.send import put
from tests.accounts import sign_up
from tests.boards import second_board


@pytest.fixture(scope="module")
def development_app(database_url: str) -> Iterator[Flask]:
    with second_board(database_url, env="development", limits=False) as app:
        app.config["MAIL_BACKEND"] = "locmem"
        yield app


@pytest.fixture
def visitor(app: Flask, development_app: Flask) -> FlaskClient:
    return development_app.test_client()


def test_a_mail_is_listed_and_shown_in_both_forms(visitor: FlaskClient) -> None:
    assert "No mail yet" in visitor.get("/dev/mail").text
    sign_up(visitor)
    mail = db.session.query(Mail).one()
    assert "rosa@example.org" in visitor.get("/dev/mail").text
    page = visitor.get(f"/dev/mail/{mail.id}")
    assert "http://127.0.0.1:8000/confirm/" in page.text
    html = visitor.get(f"/dev/mail/{mail.id}/html")
    assert html.text == mail.html and "default-src 'none'" in html.headers["Content-Security-Policy"]


def test_a_sent_mail_can_still_be_read_in_development(visitor: FlaskClient, development_app: Flask) -> None:
    mail = put("rosa@example.org", "Subject", "Plain <b>words</b>.", "<p>Plain words.</p>")
    db.session.commit()
    with development_app.app_context():
        assert run_due() == 1
    db.session.refresh(mail)
    assert mail.sent_at and mail.text
    assert "Plain &lt;b&gt;words&lt;/b&gt;." in visitor.get(f"/dev/mail/{mail.id}").text


@pytest.mark.parametrize("address", ["/dev/mail", "/dev/mail/{id}", "/dev/mail/{id}/html"])
@pytest.mark.parametrize("env", ["test", "production"])
def test_elsewhere_there_is_nothing(
    app: Flask, client: FlaskClient, database_url: str, env: str, address: str
) -> None:
    mail = put("rosa@example.org", "Subject", "A link that signs in", "<p>A link that signs in</p>")
    path = address.format(id=mail.id)
    if env == "test":
        answer = client.get(path)
    else:
        db.session.commit()
        secrets = {"secret_key": "s" * 40, "password_salt": "t" * 40, "totp_secret": "u" * 40}
        with second_board(database_url, env=env, **secrets) as production:
            answer = production.test_client().get(path)
    assert answer.status_code == 404 and "signs in" not in answer.text


def test_an_unknown_mail_is_no_page(visitor: FlaskClient) -> None:
    assert visitor.get("/dev/mail/999").status_code == 404
