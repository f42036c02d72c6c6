"""The page in English; the words of a record are English already. It says nothing of its own."""

from talktag.bundle.wording.texts import Texts

_FILES = ("receipt", "photo", "manual", "certificate", "report", "file", "original")
_ENTRIES = (
    *("service", "check", "reading", "claim", "firmware", "manual", "link", "message"),
    *("loan", "return", "retired", "transfer"),
)
_ROLES = ("maker", "seller", "repairer", "insurer", "finder", "buyer", "other")

TEXTS = Texts(
    language="en",
    record="The record of a product",
    answer="An answer about a product",
    about="What it is about",
    sender="From",
    audience="For",
    made="Made",
    moment="{moment} UTC, by the sender's clock",
    until="To be used until",
    pictures="Pictures",
    product="The product",
    maker="Maker",
    model="Model",
    serial="Serial number",
    gtin="GTIN (bar code)",
    quantity="Quantity",
    labels="Labels",
    place="Place",
    bought="Bought on",
    seller="Bought from",
    order="Order",
    price="Price",
    value="Value: {name}",
    warranty="Warranty",
    warranty_until="until {date}",
    warranty_unsaid="length not said",
    lifetime="lifetime",
    units={
        "day": ("day", "days"),
        "week": ("week", "weeks"),
        "month": ("month", "months"),
        "year": ("year", "years"),
    },
    history="History",
    unsigned="not signed",
    notes="Notes",
    attached="Files",
    attached_where="They are in the folder {folder}.",
    file="File",
    kind="Kind",
    size="Size",
    checking="How to check this",
    checking_word="Everything on this page is the word of the sender, and the page itself proves nothing.",
    checking_how="The bundle is signed. {readme}, in the same folder as this page, says how to check that with what "
    "Windows, macOS and Linux bring along. The key to check with must come from {sender} by another way than this "
    "bundle: on paper, by telephone, or from a bundle that was checked before. The sender says that it has the "
    "fingerprint",
    shared="Shared: {sections}. Nothing else was.",
    bundle="Bundle {bundle}, number {number}",
    decimal_mark=".",
    small="bytes",
    kilo="kB",
    mega="MB",
    sections={
        "identity": "maker and model",
        "serial": "serial number",
        "purchase": "purchase",
        "warranty": "warranty",
        "value": "price and value",
        "place": "place",
    },
    files={word: word for word in _FILES},
    entries={word: word for word in _ENTRIES},
    warranties={word: word for word in ("parts", "labour", "extended")},
    roles={word: word for word in _ROLES},
)
