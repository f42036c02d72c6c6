"""The page of a wish in Swedish. It holds words only."""

from talktag.page.wishes.wording.texts import WishTexts

WISH = WishTexts(
    kicker="En önskan",
    intro="Lämna ett erbjudande: fyll i formuläret nedan och spara erbjudandets fil. Skicka sedan filen själv "
    "till {sender}, med e-post eller som du vill.",
    somebody="den som gav dig sidan",
    wanted="Vad som önskas",
    must="Måste",
    should="Bör",
    avoid="Bör inte",
    fits="Hör till",
    most="Kostar högst",
    quantity="Hur många",
    until="Erbjudanden till och med",
    order="Sammansatt ur din meny",
    menu="Menyn, efter dess kontrollsumma",
    total="Det blir tillsammans",
    offer="Ditt erbjudande",
    title="Vad du erbjuder, på en rad",
    price="Ditt pris",
    valid="Erbjudandet gäller till och med",
    text="Något mer att säga",
    points="Vad du kan säga om det",
    points_hint="Önskat: {point}",
    make="Spara erbjudandets fil",
    no_title="Säg på en rad vad du erbjuder.",
    no_price="Skriv priset med dess valuta, till exempel ”850,00 EUR”, utan minustecken.",
    no_valid="Dagen som erbjudandet gäller till finns inte i någon kalender.",
    made="Erbjudandets fil",
    saved="Den heter {file}. Den ligger där din webbläsare sparar filer; skicka den till {sender}.",
    copy="Om ingen fil sparades, kopiera texten till ett brev till {sender}:",
    signed="Ingen signerar filen. Akten hos {sender} märker den för alltid som osignerad.",
    no_script="Formuläret behöver JavaScript, som är avstängt här. Svara med e-post: vad du erbjuder, priset, hur "
    "länge det gäller och hur det uppfyller varje punkt.",
    mail_subject="Sökes: {name}",
    mail_about="jag söker det som står nedan och vill gärna ha ditt erbjudande:",
    mail_form="Sidan {page}, som följer med, har ett formulär för det. Spara den, öppna den i en webbläsare och "
    "fyll i den; det blir en fil. Skicka mig den filen som svar på det här brevet.",
    mail_plain="Eller svara helt enkelt med dina egna ord: vad du erbjuder, priset, hur länge det gäller och hur det"
    " uppfyller varje punkt.",
)
