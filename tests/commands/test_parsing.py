"""A wrong command line leaves with 2 and says what was probably meant."""

import pytest

from willet.__main__ import main


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        ([], "no command was given"),
        (["imprt"], "Unknown command 'imprt'. Did you mean 'import'?"),
        (["import", "asterisk"], "the following arguments are required: PATH"),
        (
            ["ask", "received", "--lak", "x"],
            "unrecognized arguments: --lak x. Did you mean '--lake'?",
        ),
        (["ask", "received", "--from", "31-03-2021"], "'31-03-2021' is not a date"),
        (["ask", "received", "--param", "target_s"], "--param 'target_s' has no '='"),
        (["sources", "asterix"], "Unknown source 'asterix'. Did you mean 'asterisk'?"),
        (["metrics", "call_resolutoin"], "Did you mean 'call_resolution'?"),
        (["simulate", "out", "--days", "0"], "'0' is not a whole number above zero"),
        (["serve", "--host", "203.0.113.7"], "cannot listen on 203.0.113.7:8000"),
    ],
)
def test_wrong_command_line_is_named(
    argv: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(argv)

    printed = capsys.readouterr()
    assert status == 2
    assert words in printed.err
    assert printed.out == ""
    assert "Traceback" not in printed.err


@pytest.mark.parametrize(
    "command", ["import", "ask", "check", "metrics", "sources", "simulate", "demo", "serve", "work"]
)
def test_every_command_has_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([command, "--help"])

    assert stopped.value.code == 0
    assert f"usage: willet {command}" in capsys.readouterr().out


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["--help"])

    listed = [
        line.split()[0] for line in capsys.readouterr().out.splitlines() if line.startswith("  ")
    ]
    assert stopped.value.code == 0
    assert listed == [
        "import",
        "propose",
        "ask",
        "effect",
        "worth",
        "runs",
        "undo",
        "check",
        "metrics",
        "sources",
        "simulate",
        "demo",
        "serve",
        "doctor",
        "erase",
        "person",
        "articles",
        "vault",
        "activity",
        "backup",
        "restore",
        "move",
        "work",
    ]
