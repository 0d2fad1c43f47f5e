"""Sealed text: AES-GCM with a key per person, itself sealed by the installation's key. No key, no reading."""

import hmac
import json
import os
from base64 import urlsafe_b64encode
from binascii import a2b_base64
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE_BYTES = 12
KEY_BYTES = 32
WRITTEN = "v1."
T = TypeVar("T")


@dataclass(frozen=True)
class Sealer:
    """One service's hold on the installation's keys. `place` and `row` are bound in: moved text is refused."""

    service: str
    current: str
    keys: dict[str, bytes] = field(repr=False)
    marking: bytes | None = field(default=None, repr=False)
    chaining: bytes | None = field(default=None, repr=False)
    reload: Callable[[], Mapping[str, bytes]] | None = field(default=None, repr=False, compare=False)
    _derived: dict[tuple[str, str], bytes] = field(default_factory=dict, init=False, repr=False, compare=False)
    _wraps: dict[str, AESGCM] = field(default_factory=dict, init=False, repr=False, compare=False)

    def new_person_key(self, person_id: str) -> str:
        """A fresh data key, wrapped: what `person_keys` keeps."""
        key = AESGCM.generate_key(KEY_BYTES * 8)
        wrapped = _seal(self._own(self.current), key, f"person_keys:{person_id}")
        return f"v1.{self.current}.{wrapped}"

    def rewrapped(self, person_id: str, wrapped: str) -> str:
        """The same data key, sealed by the newest key: what it opens stays as it is."""
        key = self.person_key(person_id, wrapped)
        return f"v1.{self.current}.{_seal(self._own(self.current), key, f'person_keys:{person_id}')}"

    def person_key(self, person_id: str, wrapped: str) -> bytes:
        _, kid, text = wrapped.split(".")
        if kid not in self._wraps:
            self._wraps[kid] = AESGCM(self._own(kid))
        return _opened(self._wraps[kid], text, f"person_keys:{person_id}")

    def open_each(
        self, rows: Iterable[tuple[str, str | None, str]], *, place: str, read: Callable[[bytes], T]
    ) -> Iterator[T | None]:
        """Of many people one row each, by its person's id, with the key that was read beside it: nothing is kept.

        `read` makes something of what was sealed, which is JSON.
        """
        for person_id, wrapped, text in rows:
            if not wrapped or not text:
                yield None
                continue
            cipher = AESGCM(self.person_key(person_id, wrapped))
            yield read(_opened(cipher, text.removeprefix(WRITTEN), f"{place}:{person_id}"))

    def close(self, text: str, *, place: str) -> str:
        """Sealed with the service's own key, for what belongs to no one person and is kept a short while."""
        return f"v1.{self.current}.{_seal(self._own(self.current, 'own'), text.encode(), place)}"

    def open(self, sealed: str, *, place: str) -> str:
        _, kid, text = sealed.split(".")
        return _opened(AESGCM(self._own(kid, "own")), text, place).decode()

    def blind(self, text: str, *, purpose: str) -> str:
        """For looking up what is sealed: the same text, the same mark; no way back without the key.

        That key stays when sealing keys are renewed, or nothing would be found again.
        """
        return self._mac(self.marking, f"blind:{purpose}", text)

    def link(self, text: str) -> str:
        """What chains an audit row to the one before it; only who has the key can make one."""
        return self._mac(self.chaining, "audit", text)

    def _mac(self, root: bytes | None, info: str, text: str) -> str:
        key = self._kept(info, root or self.keys[self.current])
        return hmac.digest(key, text.encode(), "sha256").hex()

    def _own(self, kid: str, info: str = "persons") -> bytes:
        if kid not in self.keys and self.reload:
            self.keys.update(self.reload())  # renewed since we started
        return self._kept(info, self.keys[kid], kid)

    def _kept(self, info: str, root: bytes, kid: str = "") -> bytes:
        """Derived once: a hundred thousand people's keys are wrapped by the same one."""
        if (kid, info) not in self._derived:
            told = f"{self.service}:{info}".encode()
            self._derived[kid, info] = HKDF(SHA256(), KEY_BYTES, salt=None, info=told).derive(root)
        return self._derived[kid, info]


def seal(key: bytes, thing: Any, *, place: str, row: str) -> str:
    return WRITTEN + _seal(key, _write(thing).encode(), f"{place}:{row}")


def unseal(key: bytes, text: str, *, place: str, row: str) -> Any:
    return _read(_opened(AESGCM(key), text.removeprefix(WRITTEN), f"{place}:{row}").decode())[0]


def _seal(key: bytes, plain: bytes, bound: str) -> str:
    nonce = os.urandom(NONCE_BYTES)
    return urlsafe_b64encode(nonce + AESGCM(key).encrypt(nonce, plain, bound.encode())).decode()


def _opened(cipher: AESGCM, text: str, bound: str) -> bytes:
    raw = a2b_base64(text.encode().translate(_FROM_URLSAFE))
    return cipher.decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], bound.encode())


_write = json.JSONEncoder(ensure_ascii=False).encode
_read = json.JSONDecoder().raw_decode  # we wrote it ourselves: nothing stands around it
_FROM_URLSAFE = bytes.maketrans(b"-_", b"+/")
