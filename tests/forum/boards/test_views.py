"""The list of boards, and the threads of one."""

from flask.testing import FlaskClient

from forum.threads.pin import pin_thread
from tests.factories import make_board, make_member, make_post, make_thread


def test_visitors_read_the_list_and_a_board(client: FlaskClient, fake_reader) -> None:
    board = make_board("Infusion week", description="The days themselves.")
    make_thread(board, make_member("Rosa"), "What did you pack?")
    index = client.get("/").text
    assert "Infusion week" in index and "The days themselves." in index and "last post by Rosa" in index
    page = client.get(f"/boards/{board.slug}").text
    assert "What did you pack?" in page and "by Rosa" in page


def test_a_board_without_threads_says_so(client: FlaskClient) -> None:
    page = client.get(f"/boards/{make_board().slug}")
    assert page.status_code == 200 and "thread-row" not in page.text


def test_unknown_and_broken_addresses_answer_404(client: FlaskClient) -> None:
    slug = make_board().slug
    paths = ["/boards/nowhere", "/boards/%00", f"/boards/{slug}?older=x", f"/boards/{slug}?older=1-2-3"]
    for path in [
        *paths,
        f"/boards/{slug}?older=99999999999999999999-1",
        f"/boards/{slug}?older=1-99999999999",
    ]:
        assert client.get(path).status_code == 404, path


def test_pinned_threads_stand_first_and_only_on_the_first_page(
    client: FlaskClient, fake_reader, monkeypatch
) -> None:
    monkeypatch.setitem(client.application.config, "THREADS_PER_PAGE", 2)
    board = make_board()
    threads = [make_thread(board, title=f"Thread {number}") for number in range(4)]
    pin_thread(threads[0], make_member(role="moderator"))
    first = client.get(f"/boards/{board.slug}").text
    assert first.index("Thread 0") < first.index("Thread 3") < first.index("Thread 2")
    assert "Thread 1" not in first
    older = first.split("?older=")[1].split('"')[0]
    second = client.get(f"/boards/{board.slug}?older={older}").text
    assert "Thread 1" in second and "Thread 0" not in second and "Thread 2" not in second


def test_threads_with_news_are_marked_for_the_member_who_read_them(login, fake_reader) -> None:
    board, member = make_board(), make_member()
    read, unread = make_thread(board, title="Read"), make_thread(board, title="News")
    client = login(member)
    for thread in (read, unread):
        client.post(f"/threads/{thread.id}/seen", data={"post": thread.last_post_id})
    make_post(unread)
    rows = client.get(f"/boards/{board.slug}").text.split("thread-row")
    marked = {
        title: "is-unread" in row[:20]
        for row in rows
        for title in ("Read", "News")
        if f">{title}<" in row or f"{title}</a>" in row
    }
    assert marked == {"Read": False, "News": True}
