"""What deploy/ describes for people with Docker is the product there is: its processes, settings, versions."""

import re
import runpy
from pathlib import Path
from uuid import UUID

import pytest

from shared.kernel.settings import SERVICES

ROOT = Path(__file__).parents[2]
COMPOSE = (ROOT / "deploy" / "compose.yaml").read_text()
DOCKERFILE = (ROOT / "deploy" / "Dockerfile").read_text()
POM = (ROOT / "deploy" / "kafka" / "pom.xml").read_text()
HAS_HOLES = {"4.0.0", "4.0.1", "4.1.0", "4.1.1"}


@pytest.mark.parametrize("service", SERVICES)
def test_every_service_has_a_web_process_a_worker_and_a_database(service):
    assert f"[python, -m, services.{service}, web]" in COMPOSE
    assert f"[python, -m, services.{service}, worker]" in COMPOSE
    assert service in re.search(r"for service in (.*?);", COMPOSE)[1].split()
    init = (ROOT / "deploy" / "postgres" / "10-databases.sh").read_text()
    assert service in re.search(r"for service in (.*?);", init)[1].split()


def test_only_settings_that_exist_are_set():
    known = set(re.findall(r"`(HOLDFAST_\w+)`", (ROOT / "docs" / "settings.md").read_text()))
    known |= {"HOLDFAST_DATABASE_PASSWORD", "HOLDFAST_DATABASE_OWNER_PASSWORD"}  # Compose's own, from deploy/.env
    assert set(re.findall(r"HOLDFAST_\w+", COMPOSE + DOCKERFILE)) <= known


def test_our_containers_run_as_nobody_and_without_a_default_secret():
    assert 'user: "65534:65534"' in COMPOSE
    assert "USER 65534:65534" in DOCKERFILE
    assert not re.search(r"PASSWORD[^\n]*:-", COMPOSE)


def test_docker_and_maven_start_the_same_kafka_and_none_with_known_holes():
    version = re.search(r"<kafka.version>(.*?)</", POM)[1]
    assert f"apache/kafka:{version}" in COMPOSE
    assert version not in HAS_HOLES


def test_a_brokers_identity_is_never_read_as_an_option():
    formatting = runpy.run_path(str(ROOT / "deploy" / "kafka" / "start"))["_formatting"]
    begins_with_a_dash = UUID(bytes=bytes([0xF8] * 16))
    words = formatting(Path("server.properties"), begins_with_a_dash)
    assert [word for word in words if word.startswith("--cluster-id=-")]
