"""Currencies: which codes there are, how many decimals each has, and the signs people write. It converts nothing.

Codes are those of ISO 4217, less the two that stand for no money, and the ones it has withdrawn that a receipt in a
drawer may still be in.
"""

from __future__ import annotations

_CODES = """
AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF
CHE CHF CHW CLF CLP CNY COP COU CRC CUC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD
GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR
LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK
PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND
TOP TRY TTD TWD TZS UAH UGX USD USN UYI UYU UYW UZS VED VES VND VUV WST XAF XAG XAU XBA XBB XBC XBD XCD XCG XDR
XOF XPD XPF XPT XSU XUA YER ZAR ZMW ZWG
"""
_WITHDRAWN = """
ATS AZM BEF BGL BRE BRR BYB BYR CSD CSK CYP DDM DEM EEK ESP FIM FRF GHC GRD HRK IEP ITL LTL LUF LVL MRO MTL MXP
MZM NLG PLZ PTE ROL RUR SDD SIT SKK SLL STD TMM TRL VEB VEF YUM ZMK ZWL
"""
_NO_DECIMALS = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"
_THREE_DECIMALS = "BHD IQD JOD KWD LYD OMR TND"
# Currencies, and the signs and words for them in lower case. Where a sign is that of several, the currency that is
# given tells which, else USUAL.
_SIGNS = (
    ("EUR", "€ euro euros"),
    ("GBP EGP FKP GIP LBP SDG SHP SSP SYP", "£ pound pounds"),
    ("USD CAD AUD NZD SGD HKD TWD MXN ARS CLP COP UYU DOP NIO BBD BSD BZD FJD GYD JMD KYD NAD SRD TTD XCD", "$"),
    ("USD", "us$ u$s dollar dollars"),
    ("MXN ARS CLP COP CUP DOP PHP UYU", "peso pesos"),
    ("CAD", "c$ ca$ can$ $ca $can"),
    ("AUD", "a$ au$ $au"),
    ("BRL", "r$ real reais"),
    ("NZD", "nz$"),
    ("SGD", "s$"),
    ("HKD", "hk$"),
    ("TWD", "nt$"),
    ("MXN", "mx$"),
    ("ARS", "ar$"),
    ("JPY CNY", "¥"),
    ("JPY", "円 jp¥ yen"),
    ("CNY", "元 cn¥ rmb yuan"),
    ("SEK NOK DKK ISK", "kr kr."),
    ("SEK", "kronor"),
    ("NOK DKK", "kroner"),
    ("CHF", "fr. sfr sfr. franken"),
    ("INR", "₹"),
    ("INR PKR LKR NPR MUR SCR", "rs rs. rupees"),
    ("RUB", "₽ руб руб."),
    ("PLN", "zł zl"),
    ("UAH", "₴ грн грн."),
    ("CZK", "kč"),
    ("HUF", "ft"),
    ("RON MDL", "lei"),
    ("BGN", "лв лв."),
    ("RSD", "din din."),
    ("KRW KPW", "₩"),
    ("KRW", "원"),
    ("TRY", "₺ tl"),
    ("ILS", "₪"),
    ("THB", "฿"),
    ("VND", "₫"),
    ("PHP", "₱"),
    ("NGN", "₦"),
    ("GHS", "₵"),
    ("KZT", "₸"),
    ("GEL", "₾"),
    ("AZN", "₼"),
    ("AMD", "֏"),
    ("BDT", "৳"),
    ("MNT", "₮"),
    ("KHR", "៛"),
    ("LAK", "₭"),
    ("CRC", "₡"),
    ("PYG", "₲"),
    ("MYR", "rm"),
    ("IDR", "rp rp."),
    ("PEN", "s/ s/."),
    ("BOB VES", "bs bs."),
    ("GTQ", "q"),
    ("PAB", "b/."),
    ("ZAR", "r"),
    ("KES", "ksh"),
    ("TZS", "tsh"),
    ("UGX", "ush"),
    ("AED MAD", "dh dhs dh."),
    ("IRR SAR OMR QAR YER", "﷼"),
)
CODES_IN_ORDER = tuple(_CODES.split())
CODES = frozenset(CODES_IN_ORDER)
WITHDRAWN = frozenset(_WITHDRAWN.split())
# ISO 4217 minor units where they are not two.
MINOR_UNITS = {**dict.fromkeys(_NO_DECIMALS.split(), 0), **dict.fromkeys(_THREE_DECIMALS.split(), 3)}
SIGNS = {sign: tuple(codes.split()) for codes, signs in _SIGNS for sign in signs.split()}
# What a sign of several currencies stands for where nothing tells otherwise. A `kr` has no such meaning.
USUAL = ("USD", "GBP", "JPY", "KRW")


def is_currency(code: str) -> bool:
    """Whether `code`, in capitals, is or was one of ISO 4217."""
    return code in CODES or code in WITHDRAWN


def checked_currency(text: str) -> str:
    """A code in capitals; ValueError with a sentence, and near codes, for what is none."""
    code = text.strip().upper()
    if not is_currency(code):
        raise ValueError(f'"{text.strip()}" is not a currency{_near(code)}')
    return code


def _near(code: str) -> str:
    from talktag.model.values.near import near_words

    turned = [each for each in sorted(CODES) if sorted(each) == sorted(code)]
    near = near_words(code, sorted(CODES), meant=turned)
    return f"; did you mean {', '.join(near)}?" if near else ' like "EUR" or "USD"'
