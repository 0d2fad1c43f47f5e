"""One web process with threads on SQLite; more processes where HOLDFAST_WORKERS says so."""

import os

worker_class = "gthread"
threads = int(os.environ.get("HOLDFAST_THREADS", "8"))
workers = int(os.environ.get("HOLDFAST_WORKERS", "1"))
preload_app = False
timeout = 30
graceful_timeout = 5
keepalive = 5
accesslog = None
errorlog = "-"
loglevel = "warning"
control_socket_disable = True  # one name in everybody's home: four servers would quarrel over it, and nobody asks there
limit_request_line = 4094
pythonpath = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def post_worker_init(_worker):
    from shared.process.memory import settle

    settle()
