"""Chinese surnames, and characters that are read otherwise in names than elsewhere."""

from __future__ import annotations

_COMMON = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏"
    "魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万"
    "钱严覃武戴莫孔汤樊章葛施洪翟颜倪温季俞殷毕聂牛邢康路岳梅庄辛管祝左涂谷祁耿牟卜詹关苗凌费纪"
    "靳盛童欧甄项曲游阳裴席卫屈鲍霍翁隋植甘景薄单包司柏宁柯阮桂闵解柴华车冉房边辜吉饶刁瞿戚丘古"
    "米池滕晋苑邬臧宫苟褚娄佟佘骆阎邝蓝窦仇查朴缪尚匡敖冼楚蒲厉麦巫齐巩郁邸乔竺凤花仝冀郎皮伍艾"
    "赖申喻焦卞栾逄蔺晏郜鞠虞靖柳舒向时成屠尤沙穆芦桑禄银佴惠浦谈计岑蓬符栗商党来应连常强幸容畅"
    "方文区安全傅习荆杭邬易蒙盖"
)
# These begin more other words than names: 方面, 文件, 区域, 向, 时任. They are surnames in bylines only.
_DOUBTFUL = frozenset("方文区安全党来应连常强幸容畅向时成商计谈银浦")
SURNAMES = frozenset(_COMMON)
CLEAR_SURNAMES = SURNAMES - _DOUBTFUL

DOUBLE_SURNAMES = (
    "欧阳", "上官", "司马", "诸葛", "司徒", "夏侯", "皇甫", "尉迟", "公孙", "令狐", "慕容", "东方",
    "西门", "南宫", "长孙", "宇文", "万俟", "端木", "申屠", "太史", "独孤",
)  # fmt: skip

SURNAME_READINGS = {
    "单": "Shan", "仇": "Qiu", "区": "Ou", "曾": "Zeng", "解": "Xie", "任": "Ren", "查": "Zha",
    "朴": "Piao", "吕": "Lyu", "盖": "Ge", "翟": "Zhai", "缪": "Miao", "冼": "Xian", "覃": "Qin",
    "华": "Hua", "纪": "Ji", "薄": "Bo", "宁": "Ning", "应": "Ying", "盛": "Sheng", "石": "Shi",
    "车": "Che", "柏": "Bai", "葛": "Ge", "乐": "Yue", "曲": "Qu", "尹": "Yin", "逄": "Pang", "卜": "Bu",
    "佘": "She", "牟": "Mou", "万": "Wan", "万俟": "Moqi", "尉迟": "Yuchi", "长孙": "Zhangsun",
}  # fmt: skip

GIVEN_READINGS = {
    "朴": "pu", "长": "chang", "朝": "chao", "乐": "le", "盛": "sheng", "晟": "sheng", "茜": "qian",
    "强": "qiang", "行": "xing", "重": "chong", "单": "dan", "曾": "zeng", "娜": "na", "大": "da",
    "都": "du", "柏": "bo", "传": "chuan", "藏": "zang", "调": "tiao", "冠": "guan", "和": "he",
    "兴": "xing", "降": "jiang", "奇": "qi", "参": "shen", "少": "shao", "为": "wei", "中": "zhong",
    "正": "zheng", "杉": "shan", "宁": "ning", "还": "huan", "薄": "bo", "解": "jie", "率": "shuai",
}  # fmt: skip
