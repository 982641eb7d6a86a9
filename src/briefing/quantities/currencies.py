"""The currencies that texts name: their code (ISO 4217), their Chinese names, and how English says them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.quantities.values import Region


@dataclass(frozen=True, slots=True)
class Currency:
    """`one` and `many` are the English after a sum (1 euro, 5 euros); `zh` its Chinese names after one;
    `before` the Chinese names that may stand before it; `signs` what English writes before or behind it
    (RMB 5 million, 5 million CNY), the usual first.
    """

    code: str
    one: str
    many: str
    zh: tuple[str, ...]
    before: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()


CURRENCIES = tuple(
    Currency(code, one, many, tuple(zh.split()), tuple(before.split()), tuple(signs.split()))
    for code, one, many, zh, before, signs in (
        ("CNY", "yuan", "yuan",
         "元人民币 人民币元 人民币 元 块钱 块", "人民币", "RMB CNY ¥ renminbi"),
        ("USD", "US dollar", "US dollars", "美元 美金", "美元 美金", "US$ $ USD"),
        ("EUR", "euro", "euros", "欧元", "欧元", "€ EUR"),
        ("HKD", "Hong Kong dollar", "Hong Kong dollars", "港元 港币", "港币 港元", "HK$ HKD"),
        ("MOP", "Macao pataca", "Macao patacas", "澳门元 澳门币 葡币", "澳门元 澳门币 葡币", "MOP MOP$"),
        ("TWD", "New Taiwan dollar", "New Taiwan dollars", "新台币 元新台币 台币", "新台币 台币",
         "NT$ TWD NTD"),
        ("JPY", "yen", "yen", "日元 日圆 日币", "日元 日圆 日币", "JPY ¥ JP¥"),
        ("GBP", "pound", "pounds", "英镑", "英镑", "£ GBP"),
        ("RUB", "ruble", "rubles", "卢布", "卢布", "₽ RUB"),
        ("KRW", "won", "won", "韩元 韩圆 韩币", "韩元 韩圆 韩币", "₩ KRW"),
        ("SGD", "Singapore dollar", "Singapore dollars", "新加坡元 新元 坡币", "新加坡元 新元", "S$ SGD"),
        ("AUD", "Australian dollar", "Australian dollars", "澳元 澳大利亚元 澳币", "澳元 澳币", "A$ AU$ AUD"),
        ("CAD", "Canadian dollar", "Canadian dollars", "加元 加拿大元 加币", "加元 加币", "C$ CA$ CAD"),
        ("NZD", "New Zealand dollar", "New Zealand dollars", "新西兰元 纽元", "新西兰元 纽元", "NZ$ NZD"),
        ("CHF", "Swiss franc", "Swiss francs", "瑞士法郎 瑞郎", "瑞士法郎 瑞郎", "CHF SFr"),
        ("XAF", "franc", "francs", "法郎", "", ""),
        ("THB", "baht", "baht", "泰铢", "泰铢", "฿ THB"),
        ("INR", "rupee", "rupees", "卢比", "卢比 印度卢比", "₹ INR Rs"),
        ("IDR", "Indonesian rupiah", "Indonesian rupiah", "印尼盾 印尼卢比", "印尼盾", "Rp IDR"),
        ("VND", "dong", "dong", "越南盾", "越南盾", "₫ VND"),
        ("PHP", "Philippine peso", "Philippine pesos", "菲律宾比索", "", "₱ PHP"),
        ("MXN", "peso", "pesos", "比索", "", "MXN"),
        ("MYR", "ringgit", "ringgit", "林吉特 令吉 马币", "林吉特", "RM MYR"),
        ("ZAR", "rand", "rand", "兰特", "", "ZAR R"),
        ("BRL", "real", "reais", "雷亚尔", "", "R$ BRL"),
        ("KZT", "tenge", "tenge", "坚戈", "", "₸ KZT"),
        ("SAR", "riyal", "riyals", "里亚尔 沙特里亚尔", "", "SAR"),
        ("AED", "dirham", "dirhams", "迪拉姆", "", "AED"),
        ("TRY", "lira", "lira", "里拉", "", "₺ TRY"),
        ("SEK", "Swedish krona", "Swedish kronor", "瑞典克朗", "", "SEK"),
        ("NOK", "Norwegian krone", "Norwegian kroner", "挪威克朗", "", "NOK"),
        ("DKK", "Danish krone", "Danish kroner", "丹麦克朗", "", "DKK"),
    )
)  # fmt: skip
BY_CODE = {currency.code: currency for currency in CURRENCIES}

OF_REGION: dict[Region, str] = {
    "": "CNY",
    "taiwan": "TWD",
    "republic": "CNY",
    "hongkong": "HKD",
    "macao": "MOP",
}
"""Whose 元 is meant where a text does not say."""
