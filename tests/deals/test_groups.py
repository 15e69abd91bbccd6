"""sharecli deal group: who is in, what is decided at the deadline, who gets money back."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from conftest import NOW
from deals.conftest import At, Told

LATE = "INSERT INTO deal_events VALUES (99, 1, 'joined', 'x', NULL, '', '2026-10-16T04:00:00Z')"
OPEN = ("group", "open", "longjing", "--price", "89", "--size", "3", "--hours", "24")


def test_a_group_fills_when_so_many_have_joined_and_is_full_then(told: Told, refused: Told) -> None:
    opened = told(0, *OPEN, "--leader", "Mei")
    assert {key: opened[key] for key in ("deal", "state", "from", "goal", "price", "have", "missing", "leader")} == {
        "deal": "longjing-g1", "state": "open", "from": "129.00", "goal": "89.00", "price": "129.00", "have": 1,
        "missing": 2, "leader": "mei",
    }  # fmt: skip
    assert opened["closes_at"] == "2026-10-16T04:00:00Z"
    told(1, "group", "join", "longjing-g1", "ling", "--paid")
    assert refused(2, "group", "join", "longjing-g1", "ling") == "joined-already"
    assert refused(2, "group", "join", "longjing-g1", "mei") == "joined-already"
    filled = told(2, "group", "join", "LONGJING-G1", "bo")
    assert (filled["state"], filled["price"], filled["missing"]) == ("filled", "89.00", 0)
    assert refused(3, "group", "join", "longjing-g1", "cai") == "deal-full"
    assert refused(3, "group", "close", "longjing-g1") == "deal-over"
    # Whoever leaves takes back one order; the group was filled and stays so.
    after = told(30, "group", "leave", "longjing-g1", "ling")
    assert (after["state"], after["refunds_due"]) == ("filled", 1)
    assert told(31, "group", "refunded", "longjing-g1", "ling")["refunds_due"] == 0
    assert refused(32, "group", "join", "longjing-g1", "cai") == "deal-full"


@pytest.mark.parametrize("hours", [24, 24.001, 500])
def test_at_its_deadline_an_unfilled_group_has_failed_and_nobody_joins_it(
    told: Told, refused: Told, hours: float
) -> None:
    told(0, *OPEN)
    told(23.999, "group", "join", "longjing-g1", "mei", "--paid")
    assert told(23.999, "show", "longjing-g1")["state"] == "open"
    assert refused(hours, "group", "join", "longjing-g1", "ling") == "deal-over"
    failed = told(hours, "show", "longjing-g1")
    assert (failed["state"], failed["refunds_due"], failed["price"]) == ("failed", 1, "129.00")
    assert refused(hours, "group", "close", "longjing-g1") == "deal-over"
    assert refused(hours, "group", "paid", "longjing-g1", "mei") == "deal-over"


def test_after_the_leader_the_next_leads_and_the_deadline_stays(at: At, told: Told) -> None:
    told(0, *OPEN, "--leader", "mei")
    told(1, "group", "join", "longjing-g1", "ling")
    said = at(20, "deal", "group", "leave", "longjing-g1", "mei")
    assert "ling leads now; the deadline stays" in said.err
    back = told(21, "group", "join", "longjing-g1", "mei")
    assert (back["leader"], back["closes_at"]) == ("ling", "2026-10-16T04:00:00Z")
    assert [one["person"] for one in back["rows"]] == ["ling", "mei"]


def test_who_paid_in_a_failed_group_gets_it_back_and_the_list_says_so(at: At, told: Told, refused: Told) -> None:
    told(0, *OPEN)
    told(1, "group", "join", "longjing-g1", "mei", "--paid")
    told(1, "group", "join", "longjing-g1", "ling")
    assert refused(2, "group", "refunded", "longjing-g1", "mei") == "no-refund-due"
    shown = at(25, "deal", "show", "longjing-g1")
    assert "due back to mei: CNY 89.00" in shown.out
    assert "sharecli deal group refunded longjing-g1 mei" in shown.err
    assert "longjing-g1: refunds due: 1" in at(25, "deal", "list").err
    assert refused(26, "group", "refunded", "longjing-g1", "ling") == "no-refund-due"
    assert refused(26, "group", "refunded", "longjing-g1", "cai") == "not-a-member"
    assert told(26, "group", "refunded", "longjing-g1", "mei")["refunds_due"] == 0
    assert refused(27, "group", "refunded", "longjing-g1", "mei") == "no-refund-due"
    assert refused(28, "group", "close", "longjing-g1", "--seller-tops-up") == "deal-over"


def test_a_group_that_is_called_off_gives_back_what_was_paid(told: Told, refused: Told) -> None:
    told(0, *OPEN)
    told(1, "group", "join", "longjing-g1", "mei", "--paid")
    off = told(2, "group", "close", "longjing-g1")
    assert (off["state"], off["how"], off["refunds_due"]) == ("closed", None, 1)
    assert refused(3, "group", "join", "longjing-g1", "ling") == "deal-over"
    assert refused(3, "group", "leave", "longjing-g1", "mei") == "deal-over"
    assert refused(3, "group", "close", "longjing-g1", "--at-solo-price") == "deal-over"


def test_an_unfilled_group_goes_on_only_by_a_decision_that_is_kept(at: At, told: Told, refused: Told) -> None:
    told(0, *OPEN)
    told(1, "group", "join", "longjing-g1", "mei", "--paid")
    told(1, "group", "join", "longjing-g1", "ling", "--paid")
    assert refused(2, "group", "close", "longjing-g1", "--at-solo-price", "--seller-tops-up") == "usage"
    said = at(25, "deal", "group", "close", "longjing-g1", "--seller-tops-up")
    assert "you pay CNY 80.00 so that 2 get the group's price" in said.err
    kept = told(26, "show", "longjing-g1")
    # Two are in, and it says two: nobody is made up to fill it.
    assert (kept["state"], kept["how"], kept["have"], kept["missing"]) == ("closed", "seller-tops-up", 2, 0)
    assert (kept["price"], kept["refunds_due"]) == ("89.00", 0)


def test_who_does_not_want_the_solo_price_leaves_and_gets_it_back(at: At, told: Told) -> None:
    told(0, *OPEN)
    told(1, "group", "join", "longjing-g1", "mei", "--paid")
    said = at(2, "deal", "group", "close", "longjing-g1", "--at-solo-price")
    assert "owes CNY 40.00 more, if they still want it" in said.err
    assert told(3, "show", "longjing-g1")["price"] == "129.00"
    assert told(3, "group", "leave", "longjing-g1", "mei")["refunds_due"] == 1


def test_payment_is_noted_once_and_survives_leaving_and_coming_back(told: Told, refused: Told) -> None:
    told(0, *OPEN)
    told(1, "group", "join", "longjing-g1", "mei")
    assert told(1, "group", "paid", "longjing-g1", "mei")["rows"][0]["paid"] is True
    assert refused(1, "group", "paid", "longjing-g1", "mei") == "joined-already"
    assert told(2, "group", "leave", "longjing-g1", "mei")["refunds_due"] == 1
    assert refused(2, "group", "leave", "longjing-g1", "mei") == "not-a-member"
    back = told(3, "group", "join", "longjing-g1", "mei", "--paid")
    assert (back["rows"][0]["paid"], back["refunds_due"]) == (True, 0)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("--size", "1"), "bad-value"),
        (("--size", "0"), "bad-value"),
        (("--size", "-3"), "bad-value"),
        (("--size", "1001"), "bad-value"),
        (("--price", "129"), "bad-value"),
        (("--price", "129.01"), "bad-value"),
        (("--price", "0"), "bad-value"),
        (("--price", "-5"), "bad-value"),
        (("--price", "89.999"), "bad-value"),
        (("--price", "cheap"), "bad-value"),
        (("--hours", "-1"), "bad-value"),
        (("--hours", "0"), "bad-value"),
        (("--hours", "9999"), "bad-value"),
        (("--leader", "nobody"), "person-not-found"),
        (("--channel", "nowhere"), "not-found"),
        (("--code", "a b"), "bad-value"),
    ],
)
def test_what_is_no_group_is_refused_and_nothing_kept(
    told: Told, refused: Told, change: tuple[str, ...], code: str
) -> None:
    assert refused(0, *OPEN, *change) == code
    assert told(0, "list") == []


def test_unknown_deals_people_and_products_are_named(at: At, told: Told, refused: Told) -> None:
    assert refused(0, "show", "longjing-g1") == "deal-not-found"
    told(0, *OPEN, "--code", "tea-for-three")
    assert "did you mean tea-for-three?" in at(0, "deal", "show", "tea-for-tree").err
    assert refused(0, "group", "join", "tea-for-three", "nobody") == "person-not-found"
    assert refused(0, "group", "join", "nothing", "mei") == "deal-not-found"
    assert refused(0, "group", "leave", "tea-for-three", "mei") == "not-a-member"
    assert refused(0, "group", "open", "nothing", "--price", "1", "--size", "2") == "not-found"
    assert refused(0, "bargain", "cut", "tea-for-three", "mei") == "deal-not-found"
    assert refused(0, "audit", "tea-for-three") == "deal-not-found"
    assert refused(0, *OPEN, "--code", "Tea-For-Three") == "deal-taken"
    assert refused(0, "list", "--state", "opne") == "bad-value"
    assert refused(0, "list", "--kind", "raffle") == "bad-value"


def test_a_product_without_a_price_or_off_the_list_is_not_dealt_in(at: At, refused: Told) -> None:
    assert at(0, "product", "add", "https://shop.example.com/x", "--title", "Cup", "--code", "cup").code == 0
    assert refused(0, "group", "open", "cup", "--price", "1", "--size", "2") == "no-deal-without-price"
    assert at(0, "product", "archive", "longjing").code == 0
    assert refused(0, *OPEN) == "no-deal-without-price"


def test_a_list_is_of_now_and_narrowed(at: At, told: Told) -> None:
    told(0, *OPEN)
    told(0, *OPEN, "--hours", "2")
    told(0, "bargain", "open", "longjing", "--floor", "79", "--helpers", "20", "--seed", "1")

    def codes(hours: float, *words: str) -> list[str]:
        return [one["deal"] for one in told(hours, "list", *words)]

    assert codes(0) == ["longjing-b1", "longjing-g1", "longjing-g2"]
    assert codes(3, "--state", "failed") == ["longjing-g2"]
    assert codes(3, "--state", "open", "--kind", "group") == ["longjing-g1"]
    assert codes(3, "--product", "longjing", "--kind", "bargain") == ["longjing-b1"]
    assert "2026-10-16 12:00" in at(0, "deal", "list").out  # on the seller's clock
    assert all(len(line) <= 80 for line in at(0, "deal", "list").out.splitlines())


def test_rules_are_told_where_the_deal_is_posted_on_wechat(at: At) -> None:
    assert "微信外部链接内容管理规范" in at(0, "deal", *OPEN, "--channel", "wechat-group").err
    assert "微信" not in at(0, "deal", *OPEN, "--channel", "telegram").err
    assert "only people who really joined count" in at(0, "deal", *OPEN).err


def test_neither_a_deal_nor_what_happened_to_it_is_ever_edited(db: Path, told: Told) -> None:
    told(0, *OPEN, "--leader", "mei")
    with closing(sqlite3.connect(db)) as file:
        for words in (
            "UPDATE deals SET closes_at = '2030'", "UPDATE deals SET goal_micros = 1", "DELETE FROM deals",
            "UPDATE deal_events SET happened_at = '2020'", "UPDATE deal_events SET person_word = 'ling'",
            "DELETE FROM deal_events", "UPDATE deals SET person_word = 'gone-1'",
            LATE,
        ):  # fmt: skip
            with pytest.raises(sqlite3.IntegrityError):
                file.execute(words)


def test_a_person_who_is_forgotten_stays_a_member_without_a_name(at: At, told: Told, refused: Told) -> None:
    told(0, *OPEN, "--leader", "mei")
    told(1, "group", "join", "longjing-g1", "ling", "--paid")
    told(1, "bargain", "open", "longjing", "--floor", "79", "--helpers", "2", "--owner", "ling", "--seed", "1")
    told(1, "bargain", "cut", "longjing-b1", "mei")
    assert at(2, "person", "forget", "ling", "--yes").code == 0
    (_mei, gone) = told(3, "show", "longjing-g1")["rows"]
    assert gone["person"].startswith("gone-")
    assert told(3, "show", "longjing-b1")["leader"] == gone["person"]
    assert refused(3, "bargain", "cut", "longjing-b1", gone["person"]) == "person-not-found"
    # What is owed is still owed, and can be given back.
    assert told(25, "group", "refunded", "longjing-g1", gone["person"])["refunds_due"] == 0


def test_a_last_place_is_given_once_however_many_reach_for_it(db: Path, told: Told) -> None:
    from concurrent.futures import ThreadPoolExecutor

    from sharecli.deals import acting
    from sharecli.errors import SharecliError
    from sharecli.shell.desk import Desk

    told(0, *OPEN)
    people = ("mei", "ling", "bo", "cai", "dan")

    def reach(person: str) -> str:
        desk = Desk(db, clock=lambda: NOW + timedelta(hours=1))
        try:
            acting.join(desk, "longjing-g1", person, paid=True)
        except SharecliError as error:
            return error.code
        else:
            return "in"
        finally:
            desk.close()

    with ThreadPoolExecutor(len(people)) as pool:
        said = sorted(pool.map(reach, people))
    assert said == ["deal-full", "deal-full", "in", "in", "in"]
    assert told(2, "show", "longjing-g1")["have"] == 3
