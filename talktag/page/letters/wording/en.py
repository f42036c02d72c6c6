"""Letters in English. It says nothing of its own."""

from talktag.page.letters.wording.texts import KindTexts, LetterTexts

TEXTS = LetterTexts(
    date="Date",
    hello="Dear Sir or Madam,",
    product="What it is about",
    history="From its history",
    asks="What I ask for",
    answer="Please answer by {date}.",
    answer_by_law="{law} names {term} from receipt for the answer. Counted from the date of this letter, that is "
    "{date}.",
    cites="What I refer to",
    acts={
        "regulation": "Art. {articles} of Regulation (EU) {number}",
        "directive": "Art. {articles} of Directive (EU) {number}",
    },
    known={"2016/679": "General Data Protection Regulation", "2023/2854": "Data Act"},
    national="as national law puts it into force",
    paragraph="{article}({number})",
    journal="OJ {journal}, {day}",
    journal_page="OJ {journal}, {day}, p. {page}",
    no_day="the earliest day that the contract allows",
    regards="Yours faithfully,",
    form_heading="European Repair Information Form: the fields",
    form_note="What I know of it is filled in. The rest is for you.",
    says={"ends": "To end on", "terms": "The terms"},
    form={
        "repairer": "Repairer",
        "address": "Address",
        "phone": "Telephone",
        "mail": "Mail address",
        "goods": "Goods to be repaired",
        "defect": "Nature of the defect",
        "repair": "Type of repair suggested",
        "price": "Price; or how it is calculated, and the maximum price",
        "time": "Time needed for the repair",
        "replacement": "Temporary replacement, and what it costs",
        "place": "Where the goods are handed over",
        "services": "Further services (removal, installation, transport), and what each costs",
        "validity": "How long this offer holds (at least 30 days)",
        "further": "Anything else",
    },
    kinds={
        "guarantee": KindTexts(
            subject="Guarantee claim: {product}",
            bare="Guarantee claim",
            opening="I bought the product below, and it has the defect that is described below. I report it to you "
            "under the guarantee.",
            asks=(
                "Please repair it, or replace it, free of charge.",
                "Please tell me how you take it in, and when I have it back.",
            ),
            words="The defect",
        ),
        "repair": KindTexts(
            subject="Request for a repair: {product}",
            bare="Request for a repair",
            opening="Please tell me whether you repair the product below, at which price, and how long it takes.",
            asks=(
                (
                    "Please fill in the fields of the European Repair Information Form at the end of this letter, or "
                    "send me your own, before I decide."
                ),
                "Please tell me beforehand if finding the fault costs something.",
            ),
            words="The defect",
        ),
        "data": KindTexts(
            subject="Access to the data of my product: {product}",
            bare="Access to the data of my product",
            opening="I use the product below, and ask for access to the data that it and the services that belong to "
            "it generate.",
            asks=(
                "Please make the data that you hold of it available to me, with what is needed to read and use them.",
                (
                    "Please give them free of charge, in the quality in which you have them, in a structured, commonly "
                    "used and machine-readable format."
                ),
                "Where you do not hold them, please tell me who does.",
            ),
            words="In particular",
        ),
        "access": KindTexts(
            subject="Access to my personal data: {product}",
            bare="Access to my personal data",
            opening="I ask whether you process personal data that concern me.",
            asks=(
                "If you do, please give me a copy of them.",
                (
                    "Please tell me what for, which kinds of data, who was given them, how long you keep them, and "
                    "where you have them from."
                ),
            ),
            words="In particular",
        ),
        "erasure": KindTexts(
            subject="Erasure of my personal data: {product}",
            bare="Erasure of my personal data",
            opening="I ask you to erase the personal data that you have of me.",
            asks=(
                "Please erase them, tell everybody whom you gave them to, and confirm to me that it is done.",
                "If a law makes you keep a part of them, please tell me which part, which law, and until when.",
            ),
            words="In particular",
        ),
        "recall": KindTexts(
            subject="Question about a recall: {product}",
            bare="Question about a recall",
            opening="I have the product below, and ask whether there is a recall or a safety warning for it.",
            asks=(
                "Please tell me whether it is among those concerned, by its model, batch or serial number.",
                (
                    "If it is: please tell me what the danger is, what I should do, and what you offer: repair, "
                    "replacement or refund."
                ),
                "If it is not, please tell me so, with the day on which you looked.",
            ),
            words="Why I ask",
        ),
        "cancellation": KindTexts(
            subject="Cancellation: {product}",
            bare="Cancellation of my contract",
            opening="I cancel my contract with you.",
            asks=(
                "Please confirm in writing that the contract ends, and on which day.",
                "Please collect no money for the time after that day, and send back what I paid for it already.",
            ),
            words="My reason",
        ),
        "withdrawal": KindTexts(
            subject="Withdrawal of my agreement: {product}",
            bare="Withdrawal of my agreement",
            opening="I take back my agreement to the terms named below, from the date of this letter on.",
            asks=(
                ("Please use what you have of me under these terms no longer, and delete what you need not keep."),
                ("If a law makes you keep a part of it, please tell me which part, which law, and until when."),
                "Please confirm to me that it is done.",
            ),
            words="My reason",
        ),
        "breach": KindTexts(
            subject="Terms that were not kept: {product}",
            bare="Terms that were not kept",
            opening="We agreed on the terms named below, and as I see it they were not kept.",
            asks=(
                "Please tell me what happened, and since when.",
                "Please tell me what you do so that they are kept from now on.",
                "If you see it otherwise, please tell me why.",
            ),
            words="What I noticed",
        ),
    },
)
