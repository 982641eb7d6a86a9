"""Where names are not spelt in pinyin: Taiwan, Hong Kong and Macao, other countries.

陈国基 (Chan Kwok-ki) is no Chen Guoji, and 长野县 (Nagano Prefecture) no Changye County.
"""

from __future__ import annotations

import re

_CANTONESE = "香港|澳门|行政长官"
_CANTONESE_PLACES = "元朗|沙田|屯门|荃湾|离岛区|葵青|西贡区|打鼓岭"
_TAIWAN = "台湾|台北|嘉义|云林|彰化|屏东|花莲|台东|南投|苗栗|新竹|宜兰|高雄|台[南中]|桃园市|基隆|澎湖|新北市"
_COUNTRIES = (
    "[美英法德日韩印俄泰越朝蒙]国(?!有)|[美日俄英法德韩]方|联合国|世卫|欧盟|北约|东盟|世界银行|基金组织"
    "|日本|韩国|朝鲜|越南|老挝|泰国|印度|俄罗斯|乌克兰|新加坡|马来|印尼|菲律宾|缅甸|柬埔寨|加拿大|澳大利亚"
    "|新西兰|巴西|阿根廷|墨西哥|南非|埃及|伊朗|伊拉克|以色列|沙特|土耳其|巴基斯坦|黎巴嫩|巴勒斯坦|斯坦"
)
_FOREIGN_PLACES = (
    "长野|福岛|茨城|冲绳|岐阜|静冈|爱知|熊本|宫城|岩手|秋田|山形|群马|千叶|新潟|富山|石川|福井|山梨|广岛|长崎|宫崎"
    "|首尔|河内|广宁省|谅山"
)
ABROAD = re.compile(rf"{_COUNTRIES}|[兰利亚](?=总理|外长)")
"""Another country, or a body of several."""
CANTONESE = re.compile(f"{_CANTONESE}|{_TAIWAN}")
"""Taiwan, Hong Kong or Macao, where people write their names as they say them."""
SPELT_OTHERWISE = re.compile(f"{_CANTONESE}|{_CANTONESE_PLACES}|{_TAIWAN}|{_COUNTRIES}|{_FOREIGN_PLACES}")
"""A place where places have a spelling of their own."""
