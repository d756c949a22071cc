"""Celery as the board uses it: settings shared by those who send wake-ups and those who run them."""

from celery import Celery

RUN = "careboard.run_job"

SETTINGS = {
    "task_default_queue": "careboard",
    # The job row keeps the result; a second store could only say something else.
    "task_ignore_result": True,
    # A message is done when the job is, so that the job of a killed worker goes to another one.
    "task_acks_late": True,
    "worker_prefetch_multiplier": 1,
    # Threads share one checker; each process of the default pool would start its own.
    "worker_pool": "threads",
    "worker_concurrency": 2,
    "worker_hijack_root_logger": False,
    "broker_connection_retry_on_startup": True,
    # Workers come back after any outage, not only after one of 100 tries.
    "broker_connection_max_retries": None,
    "broker_transport_options": {
        # A message that nobody finished is handed out again after this; Redis' own default is an hour.
        "visibility_timeout": 30,
        "socket_connect_timeout": 2,
        "socket_timeout": 5,
        "socket_keepalive": True,
        # A sender gives up at once: the row is safe, and the sweep will find it.
        "max_retries": 0,
    },
}


def make_celery(redis_url: str) -> Celery:
    """A Celery on this Redis, not tied to an app; sends and receives the same messages everywhere."""
    celery = Celery("careboard", broker=redis_url, set_as_current=False)
    celery.conf.update(SETTINGS)
    return celery
