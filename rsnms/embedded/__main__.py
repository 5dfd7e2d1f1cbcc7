"""`python -m rsnms.embedded start|stop|status`: the embedded services from a terminal."""

import argparse
import sys

from rsnms.embedded import EmbeddedServerError, data_dir, postgres, redis


def start() -> int:
    """Start what does not run and print the addresses."""
    root = data_dir()
    print(f"PostgreSQL: {postgres.ensure(root)}")
    print(f"Redis: {redis.ensure(root)}")
    return 0


def stop() -> int:
    """Stop what runs."""
    root = data_dir()
    for name, stopped in (("Redis", redis.stop(root)), ("PostgreSQL", postgres.stop(root))):
        print(f"{name}: {'остановлен' if stopped else 'не был запущен'}")
    return 0


def status() -> int:
    """Print what runs; the exit status is 1 unless everything does."""
    root = data_dir()
    running = {"PostgreSQL": postgres.is_running(root), "Redis": redis.is_running(root)}
    for name, runs in running.items():
        print(f"{name}: {'работает' if runs else 'не запущен'}")
    return 0 if all(running.values()) else 1


ACTIONS = {"start": start, "stop": stop, "status": status}


def main(arguments: list[str]) -> int:
    """Carry out one action; 2 and one line on standard error if it cannot be done."""
    parser = argparse.ArgumentParser(prog="python -m rsnms.embedded")
    parser.add_argument("action", choices=ACTIONS)
    try:
        return ACTIONS[parser.parse_args(arguments).action]()
    except EmbeddedServerError as error:
        print(error, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
