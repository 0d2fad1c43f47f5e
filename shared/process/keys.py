"""An installation's keys, in files only its owner can read. None in the repository; none by default but for demo."""

import json
import os
import secrets
from base64 import b64decode, b64encode
from pathlib import Path
from typing import Any

from joserfc.jwk import OKPKey

from shared.db.sealing import KEY_BYTES, Sealer
from shared.kernel.settings import Settings


class NoKeys(Exception):
    """Its words say what to do."""


def make_keys(settings: Settings) -> bool:
    """Make what is missing; never touch what is there. Whether anything was made."""
    settings.keys.mkdir(parents=True, exist_ok=True, mode=0o700)
    made = [_write_once(settings.keys / "sealing.json", _fresh_sealing())]
    made.append(_write_once(settings.keys / "marking.json", {"key": _marking_so_far(settings)}))
    made.append(_write_once(settings.keys / "audit.json", {"key": _random()}))
    if not (settings.keys / "tokens.private.json").exists():
        pair = OKPKey.generate_key("Ed25519")
        made.append(_write_once(settings.keys / "tokens.private.json", pair.as_dict(private=True)))
        made.append(_write_once(settings.keys / "tokens.public.json", pair.as_dict(private=False)))
    return any(made)


def load_sealer(settings: Settings, service: str) -> Sealer:
    told = _read(settings, "sealing.json")
    marking, chaining = (b64decode(_read(settings, f"{name}.json")["key"]) for name in ("marking", "audit"))
    return Sealer(service, told["current"], _sealing(told), marking, chaining, lambda: _sealing_now(settings))


def renew(settings: Settings) -> str:
    """A new sealing key, for all that is sealed from now on. The older ones stay: they open what they sealed."""
    make_keys(settings)
    told = _read(settings, "sealing.json")
    fresh = f"k{max(int(kid[1:]) for kid in told['keys']) + 1}"
    _replace(settings.keys / "sealing.json", {"current": fresh, "keys": told["keys"] | {fresh: _random()}})
    return fresh


def _sealing(told: dict[str, Any]) -> dict[str, bytes]:
    return {kid: b64decode(key) for kid, key in told["keys"].items()}


def _sealing_now(settings: Settings) -> dict[str, bytes]:
    return _sealing(_read(settings, "sealing.json"))


def public_key(settings: Settings) -> Any:
    return OKPKey.import_key(_read(settings, "tokens.public.json"))


def private_key(settings: Settings) -> Any:
    return OKPKey.import_key(_read(settings, "tokens.private.json"))


def _fresh_sealing() -> dict[str, Any]:
    return {"current": "k1", "keys": {"k1": _random()}}


def _random() -> str:
    return b64encode(secrets.token_bytes(KEY_BYTES)).decode()


def _marking_so_far(settings: Settings) -> str:
    """Marks that were made before this key had a file of its own must still be found."""
    told = _read(settings, "sealing.json")
    return str(told["keys"][told["current"]])


def _read(settings: Settings, name: str) -> Any:
    path = settings.keys / name
    if not path.exists():
        raise NoKeys(f"There is no {name} in {settings.keys}. `holdfast keys` makes the keys of a new installation.")
    return json.loads(path.read_text())


def _replace(path: Path, thing: Any) -> None:
    draft = path.with_suffix(f".{secrets.token_hex(4)}")
    draft.touch(mode=0o600)
    draft.write_text(json.dumps(thing))
    os.replace(draft, path)


def _write_once(path: Path, thing: Any) -> bool:
    """Two that start at once: one writes, and nobody ever reads half a key."""
    if path.exists():
        return False
    draft = path.with_suffix(f".{secrets.token_hex(4)}")
    draft.touch(mode=0o600)
    draft.write_text(json.dumps(thing))
    try:
        os.link(draft, path)
    except FileExistsError:
        return False
    finally:
        draft.unlink()
    return True
