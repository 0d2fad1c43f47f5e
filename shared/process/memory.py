import gc


def settle() -> None:
    """What a process began with stays: Python need not look through it for what holds one another, again and again,
    while somebody waits a quarter of a second. What one piece of work leaves behind is looked through less often too.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000)
