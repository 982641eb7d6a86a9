"""Figures in finished segments: for each kind, English that is right and clean, and English that is told.

A line of a kind is a Chinese text, the right English of it, and wrong English, each with its own slip.
"""

from __future__ import annotations

import pytest
from growth import outgrown

from briefing.document import Segment
from briefing.spans import SpanContext, find_spans
from briefing.verify import verify

Line = tuple[str, list[str], list[str]]

TOLD_OTHERWISE: list[Line] = [
    ("近三个月房价总体平稳。",
     ["Prices were broadly stable in the last quarter.", "Prices were stable in the past three months."],
     ["Prices were stable in the past two months."]),
    ("水渠修建于上世纪五六十年代。",
     ["The canals were built in the 1950s-60s.", "The canals were built in the 1950s and '60s."],
     ["The canals were built in the 1950s-70s.", "The canals were built in the 1960s-70s."]),
    ("八九成的受访者满意。",
     ["Eight or nine in ten were satisfied.", "Eight to nine out of ten were satisfied."],
     ["Seven or eight in ten were satisfied.", "Eight or nine in a hundred were satisfied."]),
    ("高二学生参加。",
     ["Students in Grade 11 took part.", "Second-year senior high school students took part."],
     ["Students in Grade 12 took part.", "Students in the third year took part."]),
    ("五一假期游客增多。",
     ["Visits rose over the May Day holiday.", "Visits rose over the May 1 holiday."],
     ["Visits rose over the National Day holiday.", "Visits rose over the May 4 holiday."]),
    ("校园迎来百年华诞。",
     ["The school marked its centenary.", "The school marked its 100th anniversary."],
     ["The school marked its anniversary.", "The school marked its 10th anniversary."]),
    ("月息二分。", ["A monthly interest of 2 percent."], ["A monthly interest of 20 percent."]),
    ("工程款一次发给。",
     ["It is paid in a lump sum.", "It is paid in full at one time.", "It is paid once."],
     ["It is paid in two installments.", "It is paid as agreed."]),
    ("2025年1－11月进出口增长3.6%。",
     ["In the first 11 months of 2025, trade grew by 3.6 percent.",
      "From January to November 2025, trade grew by 3.6 percent.",
      "Trade grew 3.6% in the first eleven months of 2025."],
     ["In the first 11 months of 2024, trade grew by 3.6 percent.",
      "In the first ten months of 2025, trade grew by 3.6 percent.",
      "In November 2025, trade grew by 3.6 percent."]),
    ("三次产业占比分别为6.9%、36.2%、56.9%。",
     ["The three sectors made up 6.9, 36.2 and 56.9 percent.",
      "The three sectors made up 6.9%, 36.2% and 56.9% respectively."],
     ["The three sectors made up 6.9%, 56.9% and 36.2% respectively.",
      "The three sectors made up 6.9, 56.9 and 36.2 percent."]),
    ("中间价为1美元兑7.1035元人民币。",
     ["The central parity was 7.1035 yuan to the US dollar.",
      "The central parity was 7.1035 yuan per US dollar."],
     ["The central parity was 7.1053 yuan to the US dollar."]),
    ("判处有期徒刑一年六个月。",
     ["A term of one year and six months.", "A prison term of a year and six months."],
     ["A term of two years and six months.", "A term of six months."]),
    ("并处违法所得一倍以上十倍以下罚款。",
     ["A fine of not less than one time and not more than ten times the illegal gains.",
      "A fine of not less than the amount and not more than ten times the illegal gains."],
     ["A fine of not less than two times and not more than ten times the illegal gains."]),
    ("本世纪20年代建成。", ["Completed in the 2020s."], ["Completed in the 1920s."]),
    ("依照第三、四章办理。", ["As in Chapters III and IV.", "As in Chapters Three and Four."],
     ["As in Chapters III and V."]),
    ("比例尺不得小于一万分之一。",
     ["The scale shall be no smaller than 1:10,000.", "The scale must be at least one to ten thousand.",
      "The scale is at least 1/10,000.", "The scale must be at least one ten-thousandth."],
     ["The scale shall be no smaller than 1:1,000.", "The scale must be at least one to one thousand.",
      "The scale is at least 1/100,000."]),
    ("一线城市房价上涨。",
     ["Prices rose in first-tier cities.", "Prices rose in tier-one cities.",
      "Prices rose in tier 1 cities."],
     ["Prices rose in second-tier cities.", "Prices rose in tier 2 cities."]),
    ("最近一年度亏损。",
     ["It ran at a loss in the most recent fiscal year.", "It made a loss in the past year.",
      "It made a loss in the latest financial year.", "It made a loss in the last year."],
     ["It made a loss in the last two years.", "It made a loss in recent years."]),
    ("使用2600MHz频段。", ["It uses the 2600 MHz band.", "It uses the 2,600 MHz band."],
     ["It uses the 3600 MHz band.", "It uses the 260 MHz band."]),
    ("步行约一刻钟。", ["It is about a quarter of an hour on foot.", "It is a walk of some 15 minutes."],
     ["It is about three quarters of an hour on foot."]),
]  # fmt: skip
MIDNIGHT: list[Line] = [
    ("小区大门每晚12点前关闭。",
     ["The gate is closed before midnight every night.", "The gate closes by 12 midnight each night.",
      "The gate shuts before 12 a.m. each night."],
     ["The gate is closed before noon every day.", "The gate closes by 12 p.m. every night.",
      "The gate is closed before 11 every night."]),
    ("自10月8日零时起停航。",
     ["Shipping is suspended from midnight on October 8.", "Shipping is suspended from 0:00 on October 8."],
     ["Shipping is suspended from noon on October 8.", "Shipping is suspended from October 8.",
      "Shipping is suspended from midnight on October 18."]),
    ("食堂中午12点开饭。", ["The canteen opens at noon.", "The canteen opens at 12 noon."],
     ["The canteen opens at midnight.", "The canteen opens at 2 p.m."]),
]  # fmt: skip
HALVES_OF_DAY: list[Line] = [
    ("对外开放时间为下午1时至6时。",
     ["It is open from 1 p.m. to 6 p.m.", "It is open from 1 to 6 p.m.", "It is open from 13:00 to 18:00.",
      "It is open from 1:00 pm to 6:00 pm."],
     ["It is open from 1 p.m. to 6 a.m.", "It is open from 1 a.m. to 6 a.m.",
      "It is open from 1 p.m. to 8 p.m.",
      "It is open from 13:00 to 16:00."]),
    ("会议上午9时30分开始。",
     ["The meeting starts at 9:30 a.m.", "The meeting starts at half past nine in the morning."],
     ["The meeting starts at 9:30 p.m.", "The meeting starts at 9 a.m.", "The meeting starts at 9:50 a.m."]),
]  # fmt: skip
MONTHS: list[Line] = [
    ("前8月全市出口增长6.3%。",
     ["In the first eight months, exports of the city grew by 6.3 percent.",
      "From January to August, exports rose 6.3%.", "January-August exports were up 6.3 pct.",
      "In the first 8 months of the year, exports were 6.3 per cent higher."],
     ["In August, exports of the city grew by 6.3 percent.",
      "In the first nine months, exports grew by 6.3 percent.",
      "From January to September, exports rose 6.3%.", "In the past eight years, exports rose 6.3%."]),
    ("1—10月用电量增速比1—9月加快0.3个百分点。",
     ["In the first ten months, power use grew 0.3 percentage points faster than in January-September.",
      "From January to October, it grew 0.3 percentage points faster than in the first nine months."],
     ["In the first ten months, power use grew 0.3 percentage points faster than in January-August.",
      "In the first eight months, it grew 0.3 percentage points faster than in January-September."]),
    ("今年第12号台风登陆。",
     ["The 12th typhoon of the year made landfall.", "Typhoon No. 12 of this year made landfall."],
     ["The 13th typhoon of the year made landfall."]),
    ("近三月煤价回落。", ["Coal prices have fallen in the last three months.",
      "Over the past 3 months coal got cheaper."],
     ["Coal prices have fallen in March.", "Coal prices have fallen over the last three years."]),
    ("上半年新开工项目320个。",
     ["In the first half, 320 projects were started.", "In January-June, 320 projects were started.",
      "320 projects were started in the first six months.", "H1 saw the start of 320 projects."],
     ["In the second half, 320 projects were started.", "In January-July, 320 projects were started.",
      "In the first quarter, 320 projects were started.", "In half a day 320 projects were started."]),
    ("第三季度签约45个项目。",
     ["In the third quarter, 45 projects were signed.", "45 projects were signed in Q3."],
     ["In the fourth quarter, 45 projects were signed.", "In three quarters of them, 45 were signed.",
      "In March, 45 projects were signed."]),
    ("整治8月完成。", ["The work was finished in August."], ["The work was finished in eight months.",
     "The work was finished in September."]),
]  # fmt: skip
PARTS_OF_YEARS: list[Line] = [
    ("2026年底前全部建成。",
     ["All will be built by the end of 2026.", "All is to be ready by year-end 2026.",
      "All will be ready before end-2026."],
     ["All will be built by mid-2026.", "All will be built by the end of 2027.",
      "All will be built in early 2026."]),
    ("计划6月底通车。", ["It is to open by the end of June.", "It is to open in late June.",
      "It opens at the end of June."],
     ["It is to open in early June.", "It is to open by the end of July.", "It is to open in June."]),
    ("五六十年代修建的水渠仍在使用。",
     ["Canals built in the 1950s and 1960s are still in use.",
      "Canals of the 1950s and '60s are still in use."],
     ["Canals built in the 1960s are still in use.", "Canals built in the 1950s and 1970s are still in use.",
      "Canals built 50 to 60 years ago are still in use."]),
]  # fmt: skip
DATES: list[Line] = [
    ("本条例自二〇二五年三月一日起施行。",
     ["These Regulations take effect on March 1, 2025.", "These Regulations take effect on 1 March 2025.",
      "These Regulations come into force as of Mar. 1, 2025.", "In force from 2025-03-01."],
     ["These Regulations take effect in 2025.", "These Regulations take effect in March 2025.",
      "These Regulations take effect on March 11, 2025.", "These Regulations take effect on March 1, 2052.",
      "These Regulations take effect on May 1, 2025."]),
    ("展会4月12日至18日举行。",
     ["The fair is held from April 12 to 18.", "The fair is held April 12-18.",
      "The fair is held from 12 to 18 April."],
     ["The fair is held from April 12 to 28.", "The fair is held from April 2 to 18.",
      "The fair is held on April 12."]),
    ("1998年抗洪。", ["The flood was fought in 1998."], ["The flood was fought in 1989.",
      "The flood was fought for years."]),
]  # fmt: skip
ORDINALS: list[Line] = [
    ("第10万列货运班列抵达。",
     ["The 100,000th freight train arrived.", "The one hundred thousandth freight train arrived."],
     ["The 10th freight train arrived.", "The 10,000th freight train arrived.",
      "Some 100,000 freight trains arrived.",
      "The 1 millionth freight train arrived."]),
    ("这是第十四次会议。", ["This is the 14th meeting.", "This is the fourteenth meeting."],
     ["This is the fourth meeting.", "This is the 40th meeting."]),
]  # fmt: skip
CURRENCIES: list[Line] = [
    ("捐款港币500万元。",
     ["HK$5 million was donated.", "5 million Hong Kong dollars was donated.", "HKD 5 million was given.",
      "HK$5m was donated."],
     ["5 million yuan was donated.", "RMB 5 million was donated.", "US$5 million was donated.",
      "$5 million was donated.",
      "HK$500 million was donated."]),
    ("借款30万美元。",
     ["$300,000 was borrowed.", "US$300k was borrowed.", "300,000 U.S. dollars was borrowed."],
     ["300,000 yuan was borrowed.", "€300,000 was borrowed.", "$30,000 was borrowed.",
      "300,000 was borrowed."]),
    ("投资26.8亿元。",
     ["RMB 2.68bn was invested.", "CNY2.68 billion was invested.", "2.68 billion yuan was invested.",
      "2,680 million yuan was invested.", "¥2.68 billion was invested."],
     ["RMB 26.8bn was invested.", "2.68 million yuan was invested.", "US$2.68 billion was invested.",
      "268 billion yuan was invested.", "2.86 billion yuan was invested.", "2.68 billion was invested."]),
    ("贷款2.4亿美元。", ["A loan of $240m was made.", "Loans came to US$240 million."],
     ["A loan of $240 was made.", "A loan of 240m yuan was made.", "A loan of $2.4bn was made."]),
    ("产值达1.5万亿元。", ["Output reached 1.5 tn yuan.", "Output reached RMB1.5trn.",
      "Output was 1,500 billion yuan."],
     ["Output reached 1.5 billion yuan.", "Output reached 15 trillion yuan.", "Output reached 1.5m yuan."]),
]  # fmt: skip
NUMERALS: list[Line] = [
    ("货款贰拾万元已付。", ["The 200,000 yuan was paid.", "RMB 200,000 was paid.", "RMB200k was paid."],
     ["The 20,000 yuan was paid.", "200 yuan was paid.", "Two million yuan was paid."]),
    ("拨付3，000万元。", ["30 million yuan was allocated.", "RMB 30m was allocated."],
     ["3,000 yuan was allocated.", "3 million yuan was allocated.", "300 million yuan was allocated."]),
    ("收入12万3456元。", ["Income was 123,456 yuan.", "Income was RMB123,456."],
     ["Income was 120,000 yuan and 3,456.", "Income was 123,465 yuan.", "Income was 12.3456 million yuan."]),
    ("共有2.13万个社区。", ["There are 21,300 communities.", "There are 21.3 thousand communities."],
     ["There are 2.13 million communities.", "There are 213,000 communities.",
      "There are 21,800 communities."]),
    ("可容纳3万4000人。", ["It holds 34,000 people."], ["It holds 30,000 people.", "It holds 3,400 people."]),
]  # fmt: skip
PERCENT: list[Line] = [
    ("就业率上升零点六个百分点。",
     ["The employment rate rose by 0.6 percentage points.", "The employment rate rose by 60 basis points.",
      "Employment was up 0.6 pp."],
     ["The employment rate rose.", "The employment rate rose by 6 percentage points.",
      "The employment rate rose by 0.6 percent.", "The employment rate rose by 0.06 percentage points.",
      "The employment rate rose by 6 basis points."]),
    ("利率下调0.5个百分点。",
     ["The rate was cut by 50 basis points.", "The rate was cut by half a percentage point.",
      "The rate was cut by 0.5 percentage points.", "The rate was cut 50bp."],
     ["The rate was cut by 0.5 percent.", "The rate was cut by 5 percentage points.",
      "The rate was cut by 5 basis points.", "The rate was cut by half."]),
    ("消费增长5.2%。",
     ["Consumption grew by 5.2 percent.", "Consumption grew 5.2%.", "Consumption rose 5.2 pct.",
      "Consumption grew by 5.2 per cent."],
     ["Consumption grew by 5.2 percentage points.", "Consumption grew by 52 percent.",
      "Consumption grew 2.5%.",
      "Consumption grew by 5.2."]),
    ("加收百分之零点零五的滞纳金。", ["A fine of 0.05 percent is added."], ["A fine of 0.5 percent is added.",
     "A fine of 5 percent is added.", "A fine is added."]),
    ("占比三成五。", ["Its share is 35 percent.", "Its share is 35%."], ["Its share is 30 percent.",
      "Its share is 3.5 percent."]),
    ("购票享八五折。", ["Tickets are 15 percent off.", "Tickets come at a 15% discount."],
     ["Tickets are 85 percent off.", "Tickets are 8.5 percent off.", "Tickets are 20 percent off."]),
]  # fmt: skip
SHARES: list[Line] = [
    ("三分之二的村通了客车。", ["Two thirds of the villages have buses.", "Buses reach 2/3 of the villages.",
     "Two-thirds of the villages have buses."],
     ["One third of the villages have buses.", "Two fifths of the villages have buses.",
      "Three of two villages have buses."]),
    ("产量翻了两番。", ["Output quadrupled.", "Output rose fourfold."], ["Output doubled.", "Output tripled.",
      "Output rose."]),
    ("产值增加两倍，销量翻了一番。", ["Output tripled and sales doubled."],
     ["Output doubled and sales doubled.", "Output tripled and sales tripled."]),
    ("增长了3倍。", ["It quadrupled.", "It grew by three times."], ["It doubled.", "It grew by five times."]),
]  # fmt: skip
BOUNDS: list[Line] = [
    ("处十年以下有期徒刑。",
     ["The sentence is not more than 10 years in prison.", "The sentence is up to ten years in prison.",
      "The sentence is ten years or less in prison.", "The sentence is no more than 10 years."],
     ["The sentence is more than 10 years in prison.", "The sentence is at least ten years in prison.",
      "The sentence is ten years or more in prison.", "The sentence is 10 months or less in prison.",
      "The sentence is over 10 years."]),
    ("年满六十周岁以上的老人免费。", ["Those of 60 or older are free.", "Those aged 60 and above are free."],
     ["Those of 60 or younger are free.", "Those under 60 are free.", "Those over 16 are free."]),
    ("不少于30人。", ["There are at least 30.", "There shall not be less than 30.", "There are 30 or more."],
     ["There are at most 30.", "There are fewer than 30.", "There are up to 30."]),
    ("面积不足5亩。", ["It is less than 5 mu.", "It is under five mu."], ["It is more than 5 mu.",
      "It is over five mu."]),
    ("覆盖300余个村。", ["It covers more than 300 villages.", "It covers over 300 villages.",
      "It covers some 300 villages."],
     ["It covers 300 villages.", "It covers nearly 300 villages.", "It covers more than 30 villages."]),
    ("近3000人参加。", ["Nearly 3,000 people took part.", "Almost 3,000 people took part."],
     ["More than 3,000 people took part.", "Nearly 300 people took part."]),
]  # fmt: skip
UNITS: list[Line] = [
    ("工期为三年。", ["It takes three years.", "It is a three-year job."],
     ["It takes three months.", "It takes three days.", "It takes 30 years."]),
    ("整改期限为半年。", ["The time limit is half a year.", "The time limit is six months."],
     ["The time limit is half a month.", "The time limit is a year and a half.",
      "The time limit is one year."]),
    ("公示期45天。", ["The notice stands for 45 days.", "It is a 45-day notice."],
     ["The notice stands for 45 hours.", "The notice stands for 54 days."]),
    ("气温降到零下20摄氏度。", ["It fell to minus 20 degrees Celsius.", "It fell to -20°C.",
      "It fell to 20 degrees below zero."],
     ["It fell to 20 degrees Celsius.", "It fell to -2 degrees Celsius."]),
    ("流转耕地1500亩。", ["1,500 mu of land was transferred.", "100 hectares of land was transferred."],
     ["1,500 hectares of land was transferred.", "10 hectares of land was transferred.",
      "150 mu was transferred."]),
    ("摘了3000斤茶叶。", ["3,000 jin of tea was picked.", "1,500 kg of tea was picked.",
      "1.5 tonnes of tea was picked."],
     ["3,000 kg of tea was picked.", "300 jin of tea was picked."]),
]  # fmt: skip
PAIRS: list[Line] = [
    ("每村配五六名医生。", ["Each village has five or six doctors.", "Each village has 5 to 6 doctors."],
     ["Each village has 56 doctors.", "Each village has five doctors.",
      "Each village has six or seven doctors."]),
    ("补贴3至5万元。", ["The subsidy is 30,000 to 50,000 yuan.", "The subsidy is RMB 30,000-50,000."],
     ["The subsidy is 3 to 50,000 yuan.", "The subsidy is 3,000 to 5,000 yuan.",
      "The subsidy is 50,000 to 30,000 yuan."]),
    ("占比由41%提高到76%。",
     ["Its share rose from 41 percent to 76 percent.", "Its share rose to 76% from 41%."],
     ["Its share rose from 76 percent to 41 percent.", "Its share rose from 14 percent to 76 percent."]),
]  # fmt: skip
EXTRA: list[Line] = [
    ("全省社会组织发展良好。", ["Social organizations in the province are doing well."],
     ["The 8,000 social organizations in the province are doing well.",
      "Social organizations in the province grew by 12 percent.", "In 2024 social organizations did well."]),
]  # fmt: skip
NEIGHBOURS: list[Line] = [
    ("水库28日前后达到高水位。",
     ["The reservoir will be full around July 28.", "The reservoir will be full around the 28th."],
     ["The reservoir will be full around July 18."]),
    ("晚上8点到凌晨2点",
     ["from 8 p.m. to 2 a.m."],
     ["from 8 a.m. to 2 a.m.", "from 8 p.m. to 2 p.m."]),
    ("4月12—19日举行",
     ["It is held from April 12 to 19."],
     ["It is held from April 12 to May 19.", "It is held on April 12 and 19 people came."]),
    ("占比超过六成",
     ["It accounts for more than 60 percent.", "It accounts for over six tenths."],
     ["It accounts for more than 6 percent.", "It accounts for less than 60 percent."]),
    ("2026年一季度GDP增长5.4%",
     ["In the first quarter of 2026, GDP grew 5.4 percent.", "GDP grew 5.4% in Q1 2026."],
     ["In the second quarter of 2026, GDP grew 5.4 percent.",
      "In the first quarter of 2025, GDP grew 5.4 percent."]),
    ("今年下半年启动",
     ["It starts in the second half of this year."],
     ["It starts in the first half of this year.", "It starts next month."]),
    ("21世纪初",
     ["at the beginning of the 21st century", "in the early 21st century"],
     ["at the beginning of the 20th century", "in the late 21st century"]),
    ("下降12个基点",
     ["It fell by 12 basis points.", "It fell by 0.12 percentage points."],
     ["It fell by 12 percentage points.", "It fell by 12 percent.", "It fell by 1.2 percentage points."]),
    ("每月10日前报送",
     ["It is reported by the 10th of each month."],
     ["It is reported by the 20th of each month.", "It is reported by October."]),
    ("人均2.5平方米",
     ["2.5 square meters per person", "2.5 m² per person"],
     ["2.5 square kilometers per person", "25 square meters per person"]),
    ("总长120公里",
     ["It is 120 km long.", "It is 120 kilometers long.", "It is about 75 miles long."],
     ["It is 120 miles long.", "It is 120 meters long.", "It is 12 km long."]),
    ("出资50万欧元",
     ["€500,000 was given.", "500,000 euros was given."],
     ["$500,000 was given.", "500,000 yuan was given."]),
    ("三分之一的学生",
     ["one third of the students", "a third of the students"],
     ["two thirds of the students", "the third student", "three students"]),
    ("第一百次会议",
     ["the 100th meeting", "the one hundredth meeting"],
     ["100 meetings", "the 10th meeting"]),
    ("百万分之五",
     ["five per million", "5 ppm", "five parts per million"],
     ["five million", "5 percent", "5 per thousand"]),
    ("1比3的比例",
     ["a ratio of 1 to 3", "a 1:3 ratio"],
     ["a ratio of 1 to 30"]),
    ("年均气温15.3摄氏度",
     ["an average of 15.3 degrees Celsius"],
     ["an average of 13.5 degrees Celsius", "an average of -15.3 degrees Celsius",
      "an average of 15.3 degrees Fahrenheit"]),
    ("数十万人受益",
     ["Hundreds of thousands of people benefited."],
     ["Tens of thousands of people benefited.", "Hundreds of people benefited."]),
    ("拨打12345热线",
     ["Call the 12345 hotline."],
     ["Call the 12,345 hotline.", "Call the 12346 hotline."]),
    ("自星期五至10月8日免费",
     ["It is free from Friday to October 8."],
     ["It is free from May to October 8.", "It is free from Saturday to October 8.",
      "It is free from Friday to October 18."]),
    ("2021.08至2026.07",
     ["from August 2021 to July 2026"],
     ["from August 2021 to July 2025", "from 2021 to 2026"]),
    ("两年半时间",
     ["two and a half years", "2.5 years"],
     ["two years", "two and a half months"]),
    ("下午三点零五分",
     ["at 3:05 p.m.", "at 15:05"],
     ["at 3:50 p.m.", "at 3:05 a.m.", "at 3 p.m."]),
    ("五月初五赛龙舟",
     ["Dragon boats race on the fifth day of the fifth lunar month."],
     ["Dragon boats race on May 5.", "Dragon boats race on the fifth day of the sixth lunar month."]),
    ("民国一百一十三年五月二十日",
     ["May 20, 2024"],
     ["May 20, 113", "May 20, 2014"]),
]  # fmt: skip
MORE_AND_LESS: list[Line] = [
    ("抢修用了4个多小时。", ["Repairs took more than four hours.", "Repairs took over 4 hours."],
     ["Repairs took four hours.", "Repairs took more than five hours.", "Repairs took nearly four hours."]),
    ("历时半年多。", ["It took more than half a year.", "It took over six months."],
     ["It took half a year.", "It took less than half a year."]),
    ("面积是原来的四倍多。", ["The area is more than four times what it was."],
     ["The area is four times what it was.", "The area is more than five times what it was."]),
    ("须经过半数代表同意。",
     ["Consent of a majority of the deputies is needed.", "More than half of the deputies must agree.",
      "Over half of the deputies must agree."],
     ["Half of the deputies must agree.", "Two thirds of the deputies must agree."]),
    ("近十年来渔获增加。",
     ["In the past ten years, catches have grown.", "Over the past decade, catches have grown."],
     ["In the past twenty years, catches have grown."]),
    ("上世纪6、70年代建成。",
     ["It was built in the 1960s and 1970s.", "It was built in the 1960s and the 1970s."],
     ["It was built in the 1950s and 1970s.", "It was built in the 1960s."]),
    ("表1：2023年用水量。", ["Table 1: Water use in 2023"], ["Table 1: Water use in 2022"]),
    ("活度为1.85×1011贝克。", ["The activity is 1.85 × 10^11 Bq."], ["The activity is 2.85 × 10^11 Bq."]),
]  # fmt: skip
ONE: list[Line] = [
    ("应于一年内整改。",
     ["It shall be put right within one year.", "It shall be put right within a year.",
      "It shall be put right within 12 months."],
     ["It shall be put right within two years.", "It shall be put right within a maximum of two years."]),
    ("每月至少巡查一次。",
     ["Patrols are made at least once a month.", "Patrols are made at least monthly.",
      "At least one patrol is made each month."],
     ["Patrols are made at least twice a month."]),
    ("任职满一年可以申请。",
     ["Those who have served a full year may apply.", "After one year in office one may apply."],
     ["Those who have served three full years may apply."]),
    ("合同应于一年前终止。",
     ["The contract shall be ended one year in advance.", "It shall be ended a year before."],
     ["The contract shall be ended three years in advance."]),
    ("他每天训练一个小时。",
     ["He trains for an hour every day.", "He trains for one hour every day."],
     ["He trains for three hours every day."]),
    ("转账前一分钟被拦下。",
     ["It was stopped one minute before the transfer.", "It was stopped a minute before the transfer."],
     ["It was stopped five minutes before the transfer."]),
    ("月均值按一个月计算。",
     ["The average is monthly.", "The average is that of a month."], ["The average is that of two months."]),
    ("每个小区选聘一名楼长。",
     ["Each estate hires one head.", "Each estate hires a single head.", "An estate hires a head."],
     ["Estates hire three heads."]),
    ("仅得择一申请。",
     ["Only one of them may be applied for.", "Either may be applied for."],
     ["Three of them may be applied for."]),
    ("按五等份收入分组。",
     ["By income quintile.", "In five equal groups by income."], ["In four equal groups by income."]),
    ("须经第三方同意。",
     ["It takes the consent of a third party.", "It takes consent from outside parties."],
     ["It takes the consent of a party."]),
    ("合同一式二份。", ["The contract is made in duplicate.", "There are two copies of the contract."],
     ["The contract is made in triplicate."]),
    ("老人半价乘船。",
     ["The elderly ride the boat at half price.", "The elderly get 50 percent off on boats."],
     ["The elderly get 30 percent off on boats."]),
]  # fmt: skip
NUMBERED: list[Line] = [
    ("三十八军一一五师参战。",
     ["The 115th Division of the 38th Army fought.", "The 38th Army's 115th Division fought."],
     ["The 115th Division of the Eighth Army fought.", "The 38th Army's 105th Division fought."]),
    ("事故造成三死五伤。",
     ["The accident left three dead and five injured.", "Three people were killed and five injured."],
     ["The accident left two dead and five injured.", "The accident left three dead and four injured."]),
    ("火灾致一死十二伤。",
     ["The fire killed one person and injured 12.", "The fire left one dead and twelve injured."],
     ["The fire killed two people and injured 12.", "The fire killed one person and injured two."]),
    ("配备一正两副。", ["There are a chief and two deputies."], ["There are a chief and three deputies."]),
    ("响应由Ⅳ级提升至Ⅲ级。",
     ["It was raised from Level IV to Level III.", "It was raised from Level 4 to Level 3.",
      "The Level-IV response became Level-III."],
     ["It was raised from Level IV to Level II.", "It was raised from Level V to Level III."]),
    ("党的十八大、十九大精神。",
     ["The spirit of the 18th and 19th CPC National Congresses."],
     ["The spirit of the 18th and 20th CPC National Congresses."]),
    ("二产增速回升。",
     ["Growth of the secondary industry picked up.", "Growth of the secondary sector picked up."],
     ["Growth of the tertiary sector picked up."]),
    ("一期投资完成。",
     ["Investment in Phase I is complete.", "The first phase of investment is complete.",
      "Phase one of investment is complete."],
     ["Investment in Phase II is complete.", "The second phase of investment is complete."]),
    ("五代机列装。",
     ["Fifth-generation fighters entered service.", "5th-generation fighters entered service."],
     ["Fourth-generation fighters entered service."]),
    ("处罚依照第二十至二十五条执行。",
     ["Penalties follow Articles 20 to 25.", "Penalties follow Articles 20-25."],
     ["Penalties follow Articles 20 to 24.", "Penalties follow Articles 21 to 25."]),
    ("有第一至三项规定的情形。",
     ["Any of the circumstances in items (1) to (3) applies."],
     ["Any of the circumstances in items (1) to (4) applies.",
      "Any of the circumstances in items (2) to (3) applies."]),
    ("第0012号提案办结。", ["Proposal No. 0012 is settled.", "Proposal No. 12 is settled."],
     ["Proposal No. 0021 is settled."]),
    ("第二、三产业增长。", ["The secondary and tertiary industries grew."],
     ["The primary and secondary industries grew."]),
    ("协会召开第一届大会。", ["The association held its first assembly.", "It held its inaugural assembly."],
     ["The association held its fifth assembly."]),
    ("她第一次参加比赛。",
     ["She took part for the first time.", "It was her initial contest.", "It was her maiden contest."],
     ["She took part for the second time.", "She took part in the contest."]),
    ("我国成为全球第一货物贸易大国。",
     ["China became the world's largest trader in goods.", "China is now No. 1 in the world in goods trade."],
     ["China became a trader in goods."]),
    ("1. 注意到秘书长的第一次报告；", ["1. Takes note of the first report of the Secretary-General;"],
     ["1. Takes note of the third report of the Secretary-General;"]),
    ("第一，供给充足。", ["First, supply is ample.", "To begin with, supply is ample."],
     ["Third, supply is ample."]),
    ("实行三孩政策。", ["The three-child policy was introduced.", "A third child is allowed."],
     ["The two-child policy was introduced."]),
    ("国家网信办、教育部等四部门发文。",
     ["Four departments including the CAC and the Ministry of Education issued it.",
      "The CAC, the Ministry of Education and two other departments issued it."],
     ["The CAC, the Ministry of Education and six other departments issued it."]),
    ("推进一二三产业融合。",
     ["It promoted integration of the primary, secondary and tertiary industries.",
      "It promoted integration of the three sectors."],
     ["It promoted integration of industries."]),
    ("比率达百分之一○○。", ["The ratio is 100 percent.", "The ratio is 100%."], ["The ratio is 1 percent."]),
    ("停业、停止招生六个月。", ["Closure, or no enrollment for six months.", "Half a year without it."],
     ["Closure, or no enrollment for nine months."]),
    ("十九届二中、三中、四中全会",
     ["second, third and fourth plenary sessions of the 19th Central Committee"],
     ["second, third and fifth plenary sessions of the 19th Central Committee"]),
    ("规格见附件九（格式六-四）。",
     ["For specifications see Appendix 9 (Form 6-4).", "For specifications see Annex IX (Form 6-4)."],
     ["For specifications see Appendix 8 (Form 6-4).", "For specifications see Appendix 9 (Form 6-5)."]),
    ("苗木以千万计。", ["There are tens of millions of saplings."], ["There are millions of saplings."]),
    ("标示如下：一、产地。", ["The label tells: 1. the origin.", "The label tells: (1) the origin."],
     ["The label tells: 2. the origin."]),
]  # fmt: skip
ABOUT: list[Line] = [
    ("事故发生在14时许。",
     ["The accident happened at around 2 p.m.", "The accident happened at about 2 p.m.",
      "The accident happened around 14:00."],
     ["The accident happened at 2 p.m.", "The accident happened at around 2 a.m.",
      "The accident happened at around 4 p.m."]),
    ("下午3点多，专列抵达。",
     ["The train arrived shortly after 3 p.m.", "It was past 3 p.m. when it arrived."],
     ["The train arrived at 3 p.m.", "The train arrived shortly after 3 a.m."]),
    ("工程历时15年多建成。", ["It took more than 15 years to build.", "Building it took over 15 years."],
     ["It took 15 years to build.", "It took more than 15 months to build.",
      "It took nearly 15 years to build."]),
    ("占三分之一强。", ["It is more than a third.", "It is just over one third."],
     ["It is a third.", "It is nearly a third."]),
    ("近半企业盈利。",
     ["Nearly half of the enterprises made a profit.", "Close to half of the firms made a profit."],
     ["More than half of the enterprises made a profit.",
      "Nearly a third of the enterprises made a profit."]),
]  # fmt: skip
LENGTHS: list[Line] = [
    ("判处有期徒刑一年六个月。",
     ["A term of eighteen months.", "A term of 18 months.", "A term of a year and a half.",
      "A term of one and a half years.", "A term of one year, six months."],
     ["A term of sixteen months.", "A term of one year.", "A term of a year and six days."]),
    ("车程1小时20分。", ["The drive takes one hour and 20 minutes.", "It is an 80-minute drive."],
     ["The drive takes one hour.", "The drive takes two hours and 20 minutes."]),
    ("用时3分20秒。", ["The time was 3 minutes and 20 seconds."],
     ["The time was 3 minutes and 30 seconds.", "The time was 3 hours and 20 minutes."]),
    ("整改期为一个半月。", ["They have six weeks to put it right.", "They have one and a half months."],
     ["They have six months to put it right.", "They have one month to put it right."]),
    ("为期两周。", ["It lasts a fortnight.", "It lasts two weeks.", "It lasts 14 days."],
     ["It lasts a week.", "It lasts 12 days.", "It lasts two months."]),
    ("拘留7日。",
     ["He was detained for seven days.", "A detention of 7 days.", "He was detained for a week."],
     ["He was detained on the 7th.", "He was detained for seven hours.", "He was detained for 17 days."]),
    ("三十日内答复。", ["Answer within 30 days."], ["Answer by the 30th.", "Answer within 30 hours."]),
]  # fmt: skip
WRITTEN_OTHERWISE: list[Line] = [
    ("大厅下午2—5时开放。",
     ["The hall is open from 2 to 5 p.m.", "The hall is open from 2 p.m. to 5 p.m."],
     ["The hall is open from 2 a.m. to 5 a.m.", "The hall is open from 2 p.m. to 6 p.m."]),
    ("话剧晚上7时、8时、9时上演。",
     ["The play is on at 7, 8 and 9 p.m.", "The play is on at 7 p.m., 8 p.m. and 9 p.m."],
     ["The play is on at 7, 8 and 9 a.m.", "The play is on at 7, 8 and 10 p.m."]),
    ("班车早晚7时发出。",
     ["Buses leave at 7 a.m. and 7 p.m.", "Buses leave at 7 in the morning and evening."],
     ["Buses leave at 7 p.m.", "Buses leave at 8 a.m. and 8 p.m."]),
    ("“十五”“十一五”期间投资增长。",
     ["Investment grew during the 10th and 11th Five-Year Plan periods."],
     ["Investment grew during the 151st Five-Year Plan period."]),
    ("秦于公元前221年统一六国。",
     ["Qin unified the six states in 221 BC.", "Qin unified the six states in 221 B.C.",
      "Qin unified the six states in 221 BCE."],
     ["Qin unified the six states in 221.", "Qin unified the six states in 212 BC."]),
    ("孔子（前551—前479）故里。",
     ["Hometown of Confucius (551–479 BC).", "Hometown of Confucius (551 BC–479 BC)."],
     ["Hometown of Confucius (551–479)."]),
    ("古城建于公元前5世纪。",
     ["The city was built in the fifth century BC.", "The city was built in the 5th century B.C."],
     ["The city was built in the fifth century.", "The city was built in the sixth century BC."]),
    ("5.12汶川地震后重建。",
     ["It was rebuilt after the May 12 Wenchuan earthquake."],
     ["It was rebuilt after the May 21 Wenchuan earthquake."]),
    ("5.1假期客流增长。", ["Traffic grew over the May Day holiday.", "Traffic grew over the May 1 holiday."],
     ["Traffic grew over the National Day holiday."]),
    ("2025届毕业生返校。", ["The class of 2025 came back."], ["The 2,025 graduates came back."]),
    ("地震发生在嘉靖三十四年十二月十二日。",
     ["It struck on the 12th day of the 12th lunar month in the 34th year of the Jiajing reign."],
     ["It struck on December 12 in the 34th year of the Jiajing reign."]),
    ("窗口周一至五开放。",
     ["The window is open Monday to Friday.", "The window is open Monday through Friday."],
     ["The window is open Monday to Saturday."]),
    ("周六日休息。", ["Closed on Saturdays and Sundays.", "Closed on weekends."], ["Closed on Saturdays."]),
    ("每年六、七、八月多雨。",
     ["June, July and August are rainy every year."], ["May, July and August are rainy every year."]),
    ("首三季增长。", ["It grew in the first three quarters."], ["It grew in the first two quarters."]),
    ("二季度末余额下降。",
     ["The balance fell at the end of the second quarter.", "The balance fell at the end of June."],
     ["The balance fell in the second quarter."]),
    ("截至三季度，余额下降。",
     ["By the end of the third quarter, the balance had fallen.", "As of the third quarter, it had fallen."],
     ["By the end of the fourth quarter, the balance had fallen."]),
    ("展期为7.1—8.31。", ["The show runs from July 1 to August 31.", "On show July 1-August 31."],
     ["The show runs from 7.1 to 8.31.", "The show runs from July 1 to August 13."]),
    ("2020-21年增长5%。", ["From 2020 to 2021 it grew by 5 percent.", "In 2020-21 it grew 5%."],
     ["From 2020 to 2022 it grew by 5 percent.", "In 2020 it grew 5%."]),
    ("会议于二五年三月举行。", ["The meeting was held in March 2025."],
     ["The meeting was held in March 1995.", "The meeting was held in May 2025."]),
    ("三四线城市去库存。",
     ["Third- and fourth-tier cities cut their stock.", "Tier 3 and 4 cities cut stock."],
     ["Second- and third-tier cities cut their stock."]),
    ("差五分八点集合。", ["We meet at 7:55.", "We meet at five to eight."],
     ["We meet at 8:05.", "We meet at 5:08."]),
    ("早上七八点出发。", ["They leave at seven or eight in the morning.", "They leave between 7 and 8 a.m."],
     ["They leave at 7 or 8 p.m.", "They leave at 8 a.m."]),
    ("主队以四比三获胜。", ["The home team won 4-3.", "The home side won by 4 to 3.", "The hosts won 4:3."],
     ["The home team won 3-4.", "The home team won 4-2."]),
    ("利润按三七分成。",
     ["Profits are shared 30-70.", "Profits are split in a ratio of 3 to 7.", "A 30/70 split."],
     ["Profits are shared 40-60."]),
    ("增速回落0.2个点。", ["Growth fell by 0.2 percentage points.", "Growth eased 20 basis points."],
     ["Growth fell by 0.2 percent.", "Growth fell by 2 percentage points."]),
    ("“海巡09”轮返航。",
     ["The Haixun 09 came back."], ["The Haixun 9 came back.", "The Haixun 90 came back."]),
    ("税款减半征收。", ["Taxes are levied at half the rate.", "Taxes are cut by 50 percent."],
     ["Taxes are levied at a third of the rate."]),
    ("费率为3‱。", ["The rate is 0.03 percent.", "The rate is 3 per 10,000.", "The rate is three in 10,000."],
     ["The rate is 3 percent.", "The rate is 3 per thousand."]),
    ("每周五例会。", ["There is a regular meeting every Friday."], ["There are five regular meetings a week.",
      "There is a regular meeting every Thursday."]),
]  # fmt: skip
SWAPPED: list[Line] = [
    ("选派3名干部、5名学生参加。",
     ["Three officials and five students were sent.", "Five students and three officials were sent.",
      "Three cadres took part with five students."],
     ["Five officials and three students were sent.", "Three students and five officials were sent."]),
    ("新建12所学校和15家医院。",
     ["It built 12 schools and 15 hospitals.", "It built 15 hospitals and 12 schools."],
     ["It built 15 schools and 12 hospitals."]),
    ("派出20名教师和8名专家。", ["The 20 teachers and eight experts set out."],
     ["The eight teachers and 20 experts set out."]),
]  # fmt: skip
KINDS = {
    "swapped": SWAPPED,
    "about": ABOUT, "lengths of time": LENGTHS, "written otherwise": WRITTEN_OTHERWISE,
    "numbered": NUMBERED,
    "one": ONE,
    "more and less": MORE_AND_LESS,
    "noon and midnight": MIDNIGHT, "halves of the day": HALVES_OF_DAY, "months, not a month": MONTHS,
    "parts of years": PARTS_OF_YEARS, "dates": DATES, "ordinals": ORDINALS, "currencies": CURRENCIES,
    "numerals": NUMERALS, "percent and points": PERCENT, "shares and multiples": SHARES, "bounds": BOUNDS,
    "units": UNITS, "pairs and ranges": PAIRS, "made up": EXTRA, "neighbours": NEIGHBOURS,
    "told otherwise": TOLD_OTHERWISE,
}  # fmt: skip


def told(zh: str, en: str, context: SpanContext | None = None) -> list[str]:
    """The rules about figures that find something, but for notes."""
    spans, _ = find_spans(zh, None, context=context)
    done = verify(Segment("p1.1", zh, spans, en, "stop"))
    return [
        each.rule
        for each in done.findings
        if each.severity != "note"
        and ("figure" in each.rule or each.rule in ("currency", "unit", "comparison"))
    ]


RIGHT = [
    pytest.param(zh, en, id=f"{kind}: {en}")
    for kind, lines in KINDS.items()
    for zh, right, _ in lines
    for en in right
]
WRONG = [
    pytest.param(zh, en, id=f"{kind}: {en}")
    for kind, lines in KINDS.items()
    for zh, _, wrong in lines
    for en in wrong
]


@pytest.mark.parametrize(("zh", "en"), RIGHT)
def test_right_english_is_clean(zh: str, en: str) -> None:
    assert told(zh, en) == []


@pytest.mark.parametrize(("zh", "en"), WRONG)
def test_wrong_english_is_told(zh: str, en: str) -> None:
    assert told(zh, en) != []


@pytest.mark.parametrize(
    ("zh", "en", "rules"),
    [
        ("投资5亿元。", "It invested 500 million US dollars.", ["currency"]),
        ("投资5亿元。", "It invested 500 million.", ["currency"]),
        ("投资5亿元。", "It invested 50 million yuan.", ["figure-altered"]),
        ("投资5亿元。", "It made an investment.", ["figure-missing"]),
        ("增长5%。", "It grew by 5 percentage points.", ["figure-altered"]),
        ("工期为三年。", "It takes three months.", ["small-figure-missing"]),
        ("流转耕地1500亩。", "1,500 hectares of land was transferred.", ["unit"]),
        ("处十年以下有期徒刑。", "The sentence is at least ten years.", ["figure-qualifier"]),
        ("补贴3至5万元。", "The subsidy is 50,000 to 30,000 yuan.", ["figure-order"]),
    ],
)
def test_what_is_wrong_is_told_by_its_rule(zh: str, en: str, rules: list[str]) -> None:
    assert told(zh, en) == rules


@pytest.mark.parametrize(
    ("region", "en", "rules"),
    [
        ("taiwan", "The budget is NT$36 billion.", []),
        ("taiwan", "The budget is 36 billion yuan.", ["currency"]),
        ("hongkong", "The budget is HK$36 billion.", []),
        ("", "The budget is 36 billion yuan.", []),
        ("", "The budget is NT$36 billion.", ["currency"]),
    ],
)
def test_the_currency_is_that_of_the_region(region, en: str, rules: list[str]) -> None:
    assert told("预算为360亿元。", en, SpanContext(region=region)) == rules


@pytest.mark.parametrize(
    ("en", "lost"),
    [
        ("Under Articles 18(1) and 37(1), the last meeting shall choose one.", []),
        ("Under Paragraph (1) of Article 18 and Article 37(1), one shall be chosen.", []),
        ("Under Articles 18(1) and 37(1), they shall choose.", ["一 is not in the English"]),
    ],
)
def test_the_number_of_an_article_counts_nothing(en: str, lost: list[str]) -> None:
    zh = "依第十八条第一项、第三十七条第一项规定，应择一为之。"
    spans, _ = find_spans(zh, None, context=SpanContext(region="taiwan"))
    done = verify(Segment("s1", zh, spans, en, "stop"))
    assert [each.message for each in done.findings if each.rule.endswith("figure-missing")] == lost


def test_a_thing_is_not_there_by_the_year_of_another() -> None:
    zh = "一条管廊建成，一年节约标准煤14万吨。"
    spans, _ = find_spans(zh, None)
    en = "A corridor was built, saving 140,000 tonnes of coal a year."
    assert verify(Segment("s1", zh, spans, en, "stop")).findings == ()


def test_a_number_with_its_word_is_an_ordinal_that_no_count_takes() -> None:
    zh = "一家工厂只做一种纽扣，销量全国第一，从开工第一天起就是。"
    en = "A factory makes only one kind of button; it is No. 1 in national sales, and was so from day 1."
    assert told(zh, en) == []
    assert told(zh, en.replace("No. 1 in", "No. 2 in")) != []


def test_a_place_that_one_figure_refuses_is_left_to_another() -> None:
    assert told("用时5小时，凌晨5时结束。", "It took 5 hours and ended at 5 a.m.") == []
    assert told("凌晨5时开始，用时5小时。", "It began at 5 a.m. and took five hours.") == []


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("有3456人，", "there are 6543 people, "),
        ("7月5日，", "August 6, "),
        ("占5.2%，", "2.5 percentage points, "),
    ],
)
def test_a_long_list_of_wrong_figures_takes_no_more_than_its_share(zh: str, en: str) -> None:
    spans = {times: find_spans(zh * times, None)[0] for times in (100, 400)}

    def verified(times: int) -> None:
        verify(Segment("p1.1", zh * times, spans[times], en * times, "stop"))

    assert outgrown(verified, 100, 400) == ""
