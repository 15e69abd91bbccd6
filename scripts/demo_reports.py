"""Writes the two order reports of the demo, in the layouts and encodings in which the platforms export them."""

from pathlib import Path

REPORTS = Path(__file__).parent.parent / "src/sharecli/demo/reports"

TAOBAO = (
    "创建时间,点击时间,付款时间,淘宝付款时间,结算时间,商品ID,商品标题,掌柜旺旺,店铺名称,商品数量,商品单价,类目名称,淘宝订单编号,"
    "淘宝子订单号,订单状态,订单类型,付款金额,结算金额,佣金比率,佣金金额,收入比率,分成比率,技术服务费率,技术服务费,付款预估收入,"
    "结算预估收入,产品类型,推广者身份,媒体ID,媒体名称,推广位ID,推广位名称,成交平台,渠道关系ID,维权标签"
)
# day, item, title, price, rate in %, sub-order, status, position, after-sale word
TAOBAO_ROWS = (
    (2, "575000000001", "明前龙井 100g 礼盒", "129.00", 20, "01", "已结算", "朋友圈", ""),
    (3, "575000000001", "明前龙井 100g 礼盒", "129.00", 20, "02", "已结算", "朋友圈", ""),
    (3, "575000000002", "宜兴紫砂主人杯 原矿朱泥 120ml", "88.00", 25, "03", "已结算", "朋友圈", ""),
    (
        5,
        "575000000003",
        "澳洲羊毛围巾 秋冬素色 男女同款",
        "169.90",
        22,
        "04",
        "已结算",
        "telegram",
        "维权成功",
    ),
    (6, "575000000003", "澳洲羊毛围巾 秋冬素色 男女同款", "169.90", 22, "05", "已收货", "朋友圈", ""),
    (9, "575000000004", "桂花糕 手工老式糕点 无添加 12 枚装", "36.80", 18, "06", "已付款", "instagram", ""),
    (11, "575000000001", "明前龙井 100g 礼盒", "129.00", 20, "07", "已付款", "telegram", ""),
    (12, "575000000002", "宜兴紫砂主人杯 原矿朱泥 120ml", "88.00", 25, "08", "已失效", "instagram", ""),
)

SHOPEE = (
    "Order id,Order Status,Conversion id,Order Time,Complete Time,Click Time,Shop Name,Shop id,Shop Type,Item id,"
    "Item Name,Model id,Product Type,Promotion id,L1 Global Category,L2 Global Category,L3 Global Category,Price(₱),Qty,"
    "Offer Type,Campaign Partner,Purchase Value(₱),Refund Amount(₱),Item Shopee Commission Rate,"
    "Item Shopee Commission(₱),Item Seller Commission Rate,Item Seller Commission(₱),Item Total Commission(₱),"
    "Order Shopee Commission(₱),Order Seller Commission(₱),Total Order Commission(₱),Linked MCN Name,MCN Contract id,"
    "MCN Management Fee Rate,MCN Management Fee(₱),Affiliate Agreement Fee Rate,Affiliate Net Commission(₱),"
    "Affiliate Item Status,Item Note,Attribution Type,Buyer Status,Sub_id1,Sub_id2,Sub_id3,Sub_id4,Sub_id5,Channel"
)
# order, day, item, name, price, item commission, the order's commission (first row only), status, sub-id
SHOPEE_ROWS = (
    ("261004DEMOAA", 4, "20000000011", '"Portable Blender, 400 ml, USB-C"', "899", "67.425", "67.425", "Completed", "instagram"),
    ("261005DEMOBB", 5, "20000000012", "Bamboo Desk Organizer with Drawer", "349", "0", "25.9", "Cancelled", "telegram"),
    ("261005DEMOBB", 5, "20000000013", '"Canvas Tote Bag, Natural, with inner pocket"', "259", "25.9", "0", "Completed", "telegram"),
    ("261008DEMOCC", 8, "20000000013", '"Canvas Tote Bag, Natural, with inner pocket"', "259", "25.9", "25.9", "Completed", "wechat_moments"),
    ("261012DEMODD", 12, "20000000011", '"Portable Blender, 400 ml, USB-C"', "899", "67.425", "67.425", "Pending", "instagram"),
)  # fmt: skip


def _taobao() -> str:
    lines = [TAOBAO]
    for day, item, title, price, rate, sub, status, position, claim in TAOBAO_ROWS:
        at = f"2026-10-{day:02d} 20:1{day % 10}:00"
        income = f"{float(price) * rate / 100 + 1e-9:.2f}"  # invented figures; the import never computes them
        settled = status == "已结算"
        order = f"11680000000000001{sub}\t"
        fields = (
            at, at, at, at, f"2026-10-{day + 10:02d} 09:00:00" if settled else "--", f"{item}\t", title, "示例店主", "示例店", "1", price,
            "示例类目", order, order, status, "淘宝", price, price if settled else "--", f"{rate}.00%", income if settled else "--",
            f"{rate}.00%", "100.00%", "0.00%", "0.00", "0.00" if status == "已失效" else income, income if settled else "--", "--",
            "二方", "1962000001", "我的媒体", f"1107000000{sub}", position, "无线", "--", claim,
        )  # fmt: skip
        lines.append(",".join(fields))
    return "\r\n".join(lines) + "\r\n"


def _shopee() -> str:
    lines = [SHOPEE]
    for number, (order, day, item, name, price, own, whole, status, sub) in enumerate(SHOPEE_ROWS):
        at, done = (
            f"2026-10-{day:02d} 12:30:00",
            f"2026-10-{day + 5:02d} 18:00:00" if status == "Completed" else "",
        )
        fields = (
            order, "Completed" if status != "Pending" else status, f"23000000000{number:04d}", at, done, at, "Demo Shop", "100000001",
            "Preferred(Non-CB)", item, name, f"1000000000{number:02d}", "Normal Product", "", "Demo", "", "", price, "1", "XTRA Comm", "",
            price, "", "2.50%", "0", "5.00%", own, own, "0", whole, whole, "", "0", "0.00%", "0", "100.00%", whole, status, "",
            "Ordered in Same Shop", "Existing", sub, "", "", "", "", "Websites",
        )  # fmt: skip
        lines.append(",".join(fields))
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    REPORTS.mkdir(exist_ok=True)
    (REPORTS / "taobao-2026-10.csv").write_bytes(_taobao().encode("utf-16"))
    (REPORTS / "shopee-2026-10.csv").write_bytes(_shopee().encode("utf-8-sig"))
