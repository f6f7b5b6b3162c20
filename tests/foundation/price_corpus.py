"""Price strings with the right answer, or the code of the reject.

Each line: text | currency beside it, or - | default currency, or - | the answer, minor units and code, or a
reject. `~` stands for a no-break space. Written for this test after price tags of many countries; the
rejects that the project's brief names come first.
"""

from __future__ import annotations

from typing import NamedTuple

_CORPUS = """
2 for $10            | -   | USD | price-unclear
$10 - $20            | -   | USD | price-unclear
$10-$20              | -   | USD | price-unclear
from $5              | -   | USD | price-unclear
1.299                | EUR | -   | price-unclear
1,299                | USD | -   | price-unclear
kr                   | -   | -   | price-unclear
kr                   | -   | SEK | price-unclear
199 kr               | -   | -   | currency-missing
199 kr               | -   | EUR | currency-missing
199 kr               | EUR | -   | currency-conflict
199 kr               | SEK | -   | 19900 SEK
199 kr               | -   | DKK | 19900 DKK
kr.199               | -   | DKK | 19900 DKK
kr 1.299,00          | NOK | -   | 129900 NOK
1 299 kr             | SEK | -   | 129900 SEK
1~299,50 kr          | SEK | -   | 129950 SEK
129,- kr             | NOK | -   | 12900 NOK
15.00 USD            | -   | -   | 1500 USD
15 USD               | -   | -   | 1500 USD
15.0 USD             | -   | -   | 1500 USD
15.00USD             | -   | -   | 1500 USD
USD 15.00            | -   | -   | 1500 USD
USD15                | -   | -   | 1500 USD
15.00 usd            | -   | -   | 1500 USD
15.00 Eur            | -   | -   | 1500 EUR
15.00                | USD | -   | 1500 USD
15.00                | usd | -   | 1500 USD
15.00                | -   | USD | 1500 USD
15.00                | -   | -   | currency-missing
15.00 EUR            | -   | USD | 1500 EUR
15.00 EUR            | USD | -   | currency-conflict
15.00 EUR            | EUR | USD | 1500 EUR
EUR 15 USD           | -   | -   | currency-conflict
15.00 XYZ            | -   | -   | currency-unknown
15.00 HRK            | -   | -   | currency-unknown
15.00                | XYZ | -   | currency-unknown
15.00                | -   | XYZ | currency-unknown
$15                  | -   | -   | currency-missing
$15                  | USD | -   | 1500 USD
$15                  | -   | CAD | 1500 CAD
$15                  | -   | EUR | currency-missing
$15                  | EUR | -   | currency-conflict
$ 15.99              | AUD | -   | 1599 AUD
15.99$               | -   | USD | 1599 USD
$15.00 USD           | -   | -   | 1500 USD
$15.00 CAD           | -   | USD | 1500 CAD
USD $15.00           | -   | -   | 1500 USD
US$1,299.00          | -   | -   | 129900 USD
C$19.99              | -   | -   | 1999 CAD
A$ 5                 | -   | USD | 500 AUD
R$ 1.299,90          | -   | -   | 129990 BRL
€15                  | -   | -   | 1500 EUR
€ 15,50              | -   | -   | 1550 EUR
15,50 €              | -   | -   | 1550 EUR
15,50~€              | -   | -   | 1550 EUR
15,5 €               | -   | -   | 1550 EUR
15€                  | -   | -   | 1500 EUR
15,- €               | -   | -   | 1500 EUR
15,-- €              | -   | -   | 1500 EUR
15.\u2013 CHF             | -   | -   | 1500 CHF
€ 15,\u2014               | -   | -   | 1500 EUR
15€50                | -   | -   | price-unclear
1.299,00 €           | -   | -   | 129900 EUR
1.299.000,00 €       | -   | -   | 129900000 EUR
1.299.000 €          | -   | -   | 129900000 EUR
1.299 €              | -   | -   | price-unclear
1,299.00 EUR         | -   | -   | 129900 EUR
1 299,00 EUR         | -   | -   | 129900 EUR
1 299 000,00 EUR     | -   | -   | 129900000 EUR
1299,00 EUR          | -   | -   | 129900 EUR
1299.00 EUR          | -   | -   | 129900 EUR
1299.5 EUR           | -   | -   | 129950 EUR
12990.00 EUR         | -   | -   | 1299000 EUR
0,99 €               | -   | -   | 99 EUR
0.5 EUR              | -   | -   | 50 EUR
.99                  | USD | -   | 99 USD
$.99                 | USD | -   | 99 USD
0.00 USD             | -   | -   | 0 USD
0                    | EUR | -   | 0 EUR
007.50 USD           | -   | -   | 750 USD
£9.99                | -   | -   | 999 GBP
£1,299.99            | -   | -   | 129999 GBP
£9.99                | EUR | -   | currency-conflict
99p                  | -   | GBP | price-unclear
99¢                  | -   | USD | price-unclear
¥1500                | -   | -   | currency-missing
¥1500                | -   | JPY | 1500 JPY
¥1500                | CNY | -   | 150000 CNY
1,500円              | -   | -   | price-unclear
15,000,000円         | -   | -   | 15000000 JPY
1500 JPY             | -   | -   | 1500 JPY
1500.00 JPY          | -   | -   | 1500 JPY
1500.50 JPY          | -   | -   | price-too-fine
12.50 KWD            | -   | -   | 12500 KWD
12.505 KWD           | -   | -   | price-unclear
1234.505 KWD         | -   | -   | 1234505 KWD
0.505 KWD            | -   | -   | 505 KWD
1,29,999             | INR | -   | 12999900 INR
₹1,29,999.00         | -   | -   | 12999900 INR
₹12,34,567           | -   | -   | 123456700 INR
Rs. 500              | -   | INR | 50000 INR
Rs. 500              | -   | -   | currency-missing
₩15,000,000          | -   | -   | 15000000 KRW
1'299.50 CHF         | -   | -   | 129950 CHF
1\u2019299.50 CHF         | -   | -   | 129950 CHF
Fr. 1'299.\u2013          | -   | -   | 129900 CHF
Fr.15                | -   | -   | 1500 CHF
1299,00 zł           | -   | -   | 129900 PLN
1 299,00 Kč          | -   | -   | 129900 CZK
12 990 Ft            | -   | -   | 1299000 HUF
15 lei               | -   | RON | 1500 RON
15 lei               | -   | -   | currency-missing
TL 15                | -   | -   | 1500 TRY
₺1.299,00            | -   | -   | 129900 TRY
₽ 1299               | -   | -   | 129900 RUB
12 EUR 50            | -   | -   | price-unclear
-5.00 USD            | -   | -   | price-negative
- 5.00 USD           | -   | -   | price-negative
$-5.00               | USD | -   | price-negative
\u22125.00 USD            | -   | -   | price-negative
5.00-                | USD | -   | price-negative
(5.00)               | USD | -   | price-negative
+5.00 USD            | -   | -   | price-unclear
                     | USD | -   | price-missing
~                    | USD | -   | price-missing
USD                  | -   | -   | price-unclear
free                 | USD | -   | price-unclear
N/A                  | USD | -   | price-unclear
call us              | USD | -   | price-unclear
ab 5 €               | -   | -   | price-unclear
ca. 5 €              | -   | -   | price-unclear
5 € / kg             | -   | -   | price-unclear
5 €/kg               | -   | -   | price-unclear
5 € *                | -   | -   | price-unclear
5 EUR inkl. MwSt.    | -   | -   | price-unclear
15.00 USD per month  | -   | -   | price-unclear
3 x 15.00 USD        | -   | -   | price-unclear
15 %                 | USD | -   | price-unclear
15.00 all            | -   | -   | price-unclear
15.00 ALL            | -   | -   | 1500 ALL
top 15               | -   | USD | price-unclear
15 ft                | -   | HUF | price-unclear
1e3                  | USD | -   | price-unclear
1E3 USD              | -   | -   | price-unclear
0x10                 | USD | -   | price-unclear
1_000                | USD | -   | price-unclear
NaN                  | USD | -   | price-unclear
Infinity             | USD | -   | price-unclear
15.00.00             | USD | -   | price-unclear
15,00,00             | USD | -   | price-unclear
1,2345               | USD | -   | price-too-fine
1.2300               | USD | -   | 123 USD
15.001               | USD | -   | price-unclear
1500.001             | USD | -   | price-too-fine
1.299,0.0            | EUR | -   | price-unclear
1,299,00             | USD | -   | price-unclear
12,99.00             | USD | -   | price-unclear
1.29.999             | INR | -   | price-unclear
0,123,456            | USD | -   | price-unclear
1 29 USD             | -   | -   | price-unclear
1 299.00.00 USD      | -   | -   | price-unclear
1, 299 USD           | -   | -   | price-unclear
15.                  | USD | -   | price-unclear
15. USD              | -   | -   | price-unclear
\u0663\u0665\u066b\u0660\u0660                | USD | -   | price-unclear
\uff11\uff15                 | USD | -   | price-unclear
²5                   | USD | -   | price-unclear
90071992547409.91    | USD | -   | 9007199254740991 USD
90071992547409.92    | USD | -   | price-too-large
9007199254740992     | JPY | -   | price-too-large
99999999999999999999 | USD | -   | price-too-large
879.0                | -   | USD | 87900 USD
879.0000             | -   | USD | 87900 USD
1.299,00€ 999,00€    | -   | -   | price-unclear
was $20 now $15      | -   | USD | price-unclear
$19.99/mo            | -   | USD | price-unclear
19.99 USD \u2013 24.99 USD | -   | -   | price-unclear
10/12 EUR            | -   | -   | price-unclear
à partir de 12,90 €  | -   | -   | price-unclear
desde 12,90 €        | -   | -   | price-unclear
12,90 € HT           | -   | -   | price-unclear
12.90 EUR + 4.90 EUR | -   | -   | price-unclear
12.90 US$            | -   | -   | 1290 USD
HK$ 1,299.00         | -   | -   | 129900 HKD
NT$1,299             | -   | -   | price-unclear
NZ$5.00              | -   | -   | 500 NZD
MX$ 250.00           | -   | -   | 25000 MXN
S/ 25.90             | -   | PEN | price-unclear
€1.299,00 EUR        | -   | -   | 129900 EUR
1 234,5 €            | -   | -   | 123450 EUR
1.234.56             | USD | -   | price-unclear
1 234 567,89 kr      | SEK | -   | 123456789 SEK
1\u202f299,00 €      | -   | -   | 129900 EUR
1\u2009299,00 €      | -   | -   | 129900 EUR
15\u200b.00 USD      | -   | -   | price-unclear
\u202e00.51 USD      | -   | -   | price-unclear
15\u066b50           | EUR | -   | price-unclear
15·50                | EUR | -   | price-unclear
15'50 CHF            | -   | -   | price-unclear
1'299'000.50 CHF     | -   | -   | 129900050 CHF
1'29.50 CHF          | -   | -   | price-unclear
R15.50               | -   | ZAR | 1550 ZAR
15.50 BHD            | -   | -   | 15500 BHD
0.005 KWD            | -   | -   | 5 KWD
Rp 100.000           | -   | IDR | price-unclear
₫100.000             | -   | -   | price-unclear
100 000 ₫            | -   | -   | 100000 VND
1.00 JPY             | -   | -   | 1 JPY
1,500 KRW            | -   | -   | price-unclear
-0.00 USD            | -   | -   | price-negative
$1,299.9             | -   | USD | 129990 USD
1.2.3,00 EUR         | -   | -   | price-unclear
€$15                 | -   | -   | price-unclear
15,00 SEK kr         | -   | -   | 1500 SEK
Preis: 15,00 €       | -   | -   | price-unclear
15 000 000 000 000 000 EUR | -   | -   | price-too-large
½ €                  | -   | -   | price-unclear
15.-                 | CHF | -   | 1500 CHF
£1.5m                | -   | -   | price-unclear
1.5k USD             | -   | -   | price-unclear
15.00 XAU            | -   | -   | currency-unknown
15.00 XXX            | -   | -   | currency-unknown
15.00 EURO           | -   | -   | price-unclear
12 345 67 EUR        | -   | -   | price-unclear
12.345.678,9 EUR     | -   | -   | 1234567890 EUR
12.345.67,00 EUR     | -   | -   | price-unclear
1234,567.00 EUR      | -   | -   | price-unclear
$5.00 off            | USD | -   | price-unclear
15.00 USD (20.00 USD) | -   | -   | price-unclear
kr. 1.299,-          | -   | DKK | price-unclear
1 299:50 kr          | SEK | -   | price-unclear
15 USD 15 USD        | -   | -   | price-unclear
"""


class Case(NamedTuple):
    """A text, what is known of its currency, and what must come out."""

    text: str
    currency: str | None
    default: str | None
    answer: str


def _case(line: str) -> Case:
    text, currency, default, answer = (part.strip(" ") for part in line.split("|"))
    return Case(text.replace("~", "\u00a0"), _stated(currency), _stated(default), answer)


def _stated(text: str) -> str | None:
    return None if text == "-" else text


CORPUS = [_case(line) for line in _CORPUS.strip("\n").split("\n")]
