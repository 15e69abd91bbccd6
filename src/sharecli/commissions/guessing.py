"""Guesses what the columns of an unknown report mean, by their headings and by how their cells look. Pure."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sharecli.spreadsheet import name_of

_MEANINGS: dict[str, str] = {
    # Field to what its heading says: the whole heading, or else a part of it; the surest first.
    "line": "suborderid suborder 子订单号 子订单编号 子订单 lineid transactionid",
    "order": "orderid ordernumber orderno order 订单编号 订单号 订单id conversionid 单号 receipt",
    "item": "itemid productid 商品id 商品编号 sku asin skuid 商品编码 item",
    "title": "productname itemname itemtitle 商品名称 商品标题 商品信息 title name 商品 product",
    "quantity": "quantity qty 商品数量 数量 件数",
    "base": "orderamount saleamount 付款金额 支付金额 成交金额 订单金额 revenue sales gmv",
    "rate": "commissionrate 佣金比例 佣金比率 佣金率 rate 比例 比率",
    "estimate": "estimatedcommission 预估佣金 付款预估收入 预估收入 estcommission commission earnings payout 佣金 "
    "推广费 收入 分成 earned income reward 返利 fee",
    "settled": "settledcommission 结算佣金 实际佣金 结算收入 actualcommission paidcommission 结算金额",
    "status": "orderstatus 订单状态 commissionstatus status state 状态",
    "settled-at": "settlementtime settledat 结算时间 结算日期 settlementdate completetime 完成时间",
    "ordered": "ordertime orderdate 下单时间 创建时间 付款时间 支付时间 createdat orderedat placed date time 日期 时间",
    "sub-id": "subid clickref 推广位名称 推广位 trackingid 渠道 channel campaign tag",
    "currency": "currency 币种 货币",
    "price": "unitprice price 商品单价 单价 价格",
}
_KINDS = {
    "date": {"ordered", "settled-at"},
    "amount": {"estimate", "settled", "base", "price"},
    "rate": {"rate"},
}
_STATES = (
    # The first that is in a status word; what takes money away before what brings it.
    ("refunded", ("refund", "return", "退款", "退货", "维权成功", "chargeback")),
    ("void", ("cancel", "void", "invalid", "reject", "declin", "失效", "取消", "无效", "关闭", "revers", "fraud")),
    ("paid", ("paid out", "payout", "disbursed", "打款", "提现")),
    ("held", ("hold", "冻结", "维权")),
    ("confirmed", ("confirm", "complete", "deliver", "receiv", "approved", "收货", "完成", "成功")),
    ("settled", ("settle", "locked", "结算", "已返", "cleared")),
    ("pending", ("pending", "paid", "new", "open", "付款", "支付", "待", "创建", "下单")),
)
_UNSURE = ("unsettled", "not settled", "未结算", "待结算", "未付款", "unpaid")
FORMS = (
    "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d", "%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y/%m/%d",
    "%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%dT%H:%M:%S", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d",
    "%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%d/%m/%Y", "%m/%d/%Y %H:%M:%S", "%m/%d/%Y %H:%M", "%m/%d/%Y",
    "%d.%m.%Y", "%d-%m-%Y", "%d-%b-%Y", "%B %d, %Y",
)  # fmt: skip
NULLS = ("", "-", "--", "/", "N/A", "NULL", "null", "None")
_SYMBOLS = {
    "¥": "CNY", "￥": "CNY", "元": "CNY", "€": "EUR", "£": "GBP", "₱": "PHP", "₫": "VND", "฿": "THB", "₹": "INR",
    "Rp": "IDR", "RM": "MYR", "$": "USD",
}  # fmt: skip
_AMOUNT = re.compile(r"[^\d\s.,+-]{0,3}\s*[-+]?\d[\d,]*(\.\d+)?\s*[^\d\s.,%‰]{0,3}")
_MOST_WORDS = 20


@dataclass(frozen=True, slots=True)
class Guess:
    """What a report seems to be.

    Attributes:
        columns: our field to its heading, the surest; fields that were not found are missing.
        sure: fields whose heading is one of those that mean it, and nothing else.
        statuses: each word of the status column to a state and how often it stands there.
        dates: the forms of its dates.
        currency: ISO 4217 code, or empty.
        decimal: the decimal mark.
        left: headings that mean nothing to us.
    """

    columns: dict[str, str]
    sure: frozenset[str]
    statuses: dict[str, tuple[str, int]] = field(default_factory=dict)
    dates: tuple[str, ...] = ()
    currency: str = ""
    decimal: str = "."
    left: tuple[str, ...] = ()


def guess(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Guess:
    """What the columns mean.

    Args:
        header: the headings as they stand.
        rows: some of the rows below.
    """
    cells = [[row[place].strip() for row in rows if place < len(row)] for place in range(len(header))]
    looks = [_look([cell for cell in column if cell not in NULLS]) for column in cells]
    scores = sorted(
        (
            (points, -rank, -place, name)
            for name, words in _MEANINGS.items()
            for place, heading in enumerate(header)
            if heading.strip() and _suits(name, looks[place])
            for points, rank in [_points(name_of(heading), words.split())]
            if points
        ),
        reverse=True,
    )
    places: dict[str, int] = {}
    sure = set()
    for points, _rank, place, name in scores:
        if name not in places and -place not in places.values():
            places[name] = -place
            if points == 2:  # noqa: PLR2004 - the whole heading
                sure.add(name)
    if "order" not in places and "line" in places:
        places["order"] = places.pop("line")
    if "ordered" not in places:
        dates = [place for place, look in enumerate(looks) if look == "date" and place not in places.values()]
        if dates:
            places["ordered"] = dates[0]
    for one, other in (("settled", "estimate"), ("estimate", "settled")):
        if one not in places and other in places:  # one column for both; the status says which of them it is
            places[one] = places[other]
    dated = [cells[places[name]] for name in ("ordered", "settled-at") if name in places]
    amounts = [cell for name in _KINDS["amount"] if name in places for cell in cells[places[name]]]
    return Guess(
        columns={name: header[places[name]].strip() for name in _MEANINGS if name in places},
        sure=frozenset(sure),
        statuses=_statuses(cells[places["status"]]) if "status" in places else {},
        dates=_forms([cell for column in dated for cell in column if cell not in NULLS]),
        currency=_currency([header[places[name]] for name in _KINDS["amount"] if name in places], amounts),
        decimal="," if sum(bool(re.search(r"\d,\d{1,2}$", cell)) for cell in amounts) > len(amounts) / 2 else ".",
        left=tuple(heading.strip() for place, heading in enumerate(header) if place not in places.values()),
    )


def _points(heading: str, words: Sequence[str]) -> tuple[int, int]:
    bare = re.sub(r"[\W_]+", "", heading)
    for rank, word in enumerate(words):
        if bare == re.sub(r"[\W_]+", "", word):
            return 2, rank
    return next(((1, rank) for rank, word in enumerate(words) if len(word) > 1 and word in bare), (0, 0))


def _suits(name: str, look: str) -> bool:
    """Whether cells that look so may be this field; empty columns may be any."""
    wanted = next((kind for kind, names in _KINDS.items() if name in names), "")
    if wanted == "rate":
        return look in {"", "rate", "amount"}
    return look in {"", wanted} if wanted else look not in {"date", "rate"}


def _look(cells: Sequence[str]) -> str:
    if not cells:
        return ""
    if all(re.fullmatch(r"[\d.,]+\s*[%‰]", cell) for cell in cells):
        return "rate"
    if _forms(cells):
        return "date"
    return "amount" if all(_AMOUNT.fullmatch(unicodedata.normalize("NFKC", cell)) for cell in cells) else "text"


def _forms(cells: Sequence[str]) -> tuple[str, ...]:
    """The forms under which every one of these is a date; none where one is not."""
    found: list[str] = []
    for cell in cells:
        if any(_is_date(cell, form) for form in found):
            continue
        fits = [form for form in FORMS if _is_date(cell, form)]
        if not fits:
            return ()
        # Of the two orders of day and month the one that reads all the cells; a layout may have one alone.
        found.append(max(fits, key=lambda form: sum(_is_date(one, form) for one in cells)))
    return tuple(found)


def _is_date(cell: str, form: str) -> bool:
    try:
        read = datetime.strptime(cell, form)  # noqa: DTZ007 - only whether it is one
    except ValueError:
        return False
    return 2000 <= read.year < 2100  # noqa: PLR2004 - a number of eight digits is not always a day


def _statuses(cells: Sequence[str]) -> dict[str, tuple[str, int]]:
    counted = Counter(cell for cell in cells if cell and cell not in NULLS).most_common(_MOST_WORDS)
    return {word: (_state(word.casefold()), count) for word, count in counted}


def _state(word: str) -> str:
    if any(one in word for one in _UNSURE):
        return "pending"
    return next((state for state, parts in _STATES if any(part in word for part in parts)), "pending")


def _currency(headers: Sequence[str], amounts: Sequence[str]) -> str:
    said = " ".join([*headers, *amounts[:50]])
    return next((code for sign, code in _SYMBOLS.items() if sign in said), "")
