def whereabouts(error: BaseException, *, most: int = 6) -> list[str]:
    """The last files and lines an error came through: for logs, which may never quote values."""
    found, trace = [], error.__traceback__
    while trace is not None:
        found.append(f"{trace.tb_frame.f_code.co_filename.rpartition('/')[2]}:{trace.tb_lineno}")
        trace = trace.tb_next
    return found[-most:]
