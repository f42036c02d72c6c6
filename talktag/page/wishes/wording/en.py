"""The page of a wish in English. It holds words only."""

from talktag.page.wishes.wording.texts import WishTexts

WISH = WishTexts(
    kicker="Something wanted",
    intro="Make an offer: fill in the form below and save the offer file. Then send the file yourself to "
    "{sender}, by mail or as you like.",
    somebody="whoever gave you this page",
    wanted="What is wanted",
    must="It must",
    should="It should",
    avoid="It should not",
    fits="Goes with",
    most="Costs at most",
    quantity="How many",
    until="Offers until",
    order="Composed from your menu",
    menu="The menu, by its hash",
    total="That comes to",
    offer="Your offer",
    title="What you offer, in a line",
    price="Your price",
    valid="The offer holds until",
    text="Anything else to say",
    points="What of it you can say",
    points_hint="Wanted: {point}",
    make="Save the offer file",
    no_title="Say in one line what you offer.",
    no_price="Write the price with its currency, like “850.00 EUR”, without a minus sign.",
    no_valid="The day until which the offer holds is in no calendar.",
    made="The offer file",
    saved="It is called {file}. It is where your browser saves files; send it to {sender}.",
    copy="If no file was saved, copy this text into a mail to {sender}:",
    signed="Nobody signs this file. The record of {sender} marks it for ever as not signed.",
    no_script="The form needs JavaScript, which is off here. Answer by mail instead: what you offer, the price, "
    "until when it holds, and how it meets each point.",
    mail_subject="Wanted: {name}",
    mail_about="I am looking for what is said below, and would like your offer:",
    mail_form="The page {page}, attached, has a form for it. Save it, open it in a browser and fill it in; it makes"
    " a file. Send me that file as an answer to this mail.",
    mail_plain="Or simply answer in your own words: what you offer, the price, until when it holds, and how it meets"
    " each point.",
)
