"""Hints repeat the command that was typed, with only the wrong part changed."""

import pytest

from sharecli.shell import typed


@pytest.mark.parametrize(
    ("words", "changed"),
    [
        ("deal simulate group longjing --price 129", "deal simulate group longjing --price 89"),
        ("deal simulate group --price=129 longjing", "deal simulate group --price 89 longjing"),
        ("deal group open longjing", "deal group open longjing --price 89"),
        ("deal --price 1 x --price 2", "deal --price 89 x"),
        ("caption -- -x", "caption --price 89 -- -x"),
        ("deal --price", "deal --price 89"),
    ],
)
def test_an_option_gets_another_value(words: str, changed: str) -> None:
    typed.remember(words.split())
    assert typed.again("--price", "89") == f"sharecli {changed}"


def test_a_command_is_repeated_as_it_is_quoted_and_with_a_flag_once() -> None:
    typed.remember(["share", "plan", "--to", "my plan.csv", "-c", "qq", "--copy"])
    assert typed.again() == "sharecli share plan --to 'my plan.csv' -c qq --copy"
    assert typed.again(without="--copy") == "sharecli share plan --to 'my plan.csv' -c qq"
    assert typed.again("--force") == "sharecli share plan --to 'my plan.csv' -c qq --copy --force"
    assert typed.again("--copy") == "sharecli share plan --to 'my plan.csv' -c qq --copy"
    assert typed.again("--channel", "weibo", short="-c") == (
        "sharecli share plan --to 'my plan.csv' --channel weibo --copy"
    )
