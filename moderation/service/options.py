"""The options of ``serve``, apart from the server: the shell shows them without loading gunicorn."""

import argparse


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to listen on; by default for this machine alone"
    )
    parser.add_argument("--port", type=int, default=8090, help="port to listen on")
    parser.add_argument("--threads", type=int, default=16, help="requests at once in each process")
    parser.add_argument("--processes", type=int, default=1, help="each reads one post at a time")
    parser.add_argument("--open", action="store_true", help="without tokens, for this machine alone")
