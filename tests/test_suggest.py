"""What a person probably meant, as a command to paste."""

from sharecli.suggest import closest


def test_the_nearest_words_come_as_commands() -> None:
    known = ["wechat-moments", "wechat-group", "weibo", "qq"]
    assert closest("wechat-moment", known, paste="--channel {}").startswith("did you mean --channel wechat-moments")
    assert closest("WEIBO", known, paste="{}") == "did you mean weibo?"


def test_where_nothing_is_near_it_says_what_there_is() -> None:
    assert closest("zzz", ["a", "b"], paste="{}") == "there are: a, b"
    assert closest("zzz", [], paste="{}") == "there is none yet"
    assert closest("zzz", (f"code-{nth}" for nth in range(20)), paste="{}").endswith("code-11 …")
