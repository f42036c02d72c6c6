"""Letters in Swedish. It says nothing of its own."""

from talktag.page.letters.wording.texts import KindTexts, LetterTexts

TEXTS = LetterTexts(
    date="Datum",
    hello="Hej,",
    product="Vad det gäller",
    history="Ur historiken",
    asks="Vad jag ber om",
    answer="Vänligen svara senast den {date}.",
    answer_by_law=("{law} anger {term} från mottagandet för svaret. Räknat från detta brevs datum är det den {date}."),
    cites="Vad jag hänvisar till",
    acts={
        "regulation": "Art. {articles} i förordning (EU) {number}",
        "directive": "Art. {articles} i direktiv (EU) {number}",
    },
    known={
        "2016/679": "allmän dataskyddsförordning",
        "2023/2854": "dataförordningen",
    },
    national="så som nationell rätt genomför det",
    paragraph="{article}.{number}",
    journal="EUT {journal}, {day}",
    journal_page="EUT {journal}, {day}, s. {page}",
    no_day="den första dag som avtalet tillåter",
    regards="Med vänlig hälsning",
    form_heading="Europeiskt formulär för reparationsinformation: fälten",
    form_note="Det jag vet är redan ifyllt. Resten fyller du i.",
    says={"ends": "Ska upphöra", "terms": "Villkoren"},
    form={
        "repairer": "Reparatör",
        "address": "Adress",
        "phone": "Telefon",
        "mail": "E-postadress",
        "goods": "Vara som ska repareras",
        "defect": "Felets art",
        "repair": "Föreslagen typ av reparation",
        "price": "Pris; eller hur det beräknas, och högsta pris",
        "time": "Tid som reparationen tar",
        "replacement": "Tillfällig ersättningsvara, och vad den kostar",
        "place": "Var varan lämnas in",
        "services": "Övriga tjänster (borttagning, installation, transport), och vad var och en kostar",
        "validity": "Hur länge detta erbjudande gäller (minst 30 dagar)",
        "further": "Övrigt",
    },
    kinds={
        "guarantee": KindTexts(
            subject="Reklamation inom garantin: {product}",
            bare="Reklamation inom garantin",
            opening=(
                "Jag har köpt produkten nedan, och den har det fel som beskrivs nedan. Jag anmäler det inom garantin."
            ),
            asks=(
                "Vänligen reparera den eller byt ut den utan kostnad.",
                "Vänligen berätta hur ni tar emot den och när jag får den tillbaka.",
            ),
            words="Felet",
        ),
        "repair": KindTexts(
            subject="Begäran om reparation: {product}",
            bare="Begäran om reparation",
            opening=("Vänligen berätta om ni reparerar produkten nedan, till vilket pris och hur lång tid det tar."),
            asks=(
                (
                    "Vänligen fyll i fälten i det europeiska formuläret för reparationsinformation i slutet av "
                    "detta brev, eller skicka ert eget, innan jag bestämmer mig."
                ),
                "Vänligen säg till i förväg om felsökningen kostar något.",
            ),
            words="Felet",
        ),
        "data": KindTexts(
            subject="Tillgång till min produkts data: {product}",
            bare="Tillgång till min produkts data",
            opening=(
                "Jag använder produkten nedan och ber om tillgång till de data som den och tjänster som "
                "hör till den genererar."
            ),
            asks=(
                (
                    "Vänligen ge mig tillgång till de data som ni har om den, med det som behövs för att läsa "
                    "och använda dem."
                ),
                (
                    "Vänligen ge dem utan kostnad, i den kvalitet som ni själva har dem, i ett strukturerat, "
                    "allmänt använt och maskinläsbart format."
                ),
                "Om ni inte har dem, vänligen berätta vem som har dem.",
            ),
            words="Särskilt",
        ),
        "access": KindTexts(
            subject="Tillgång till mina personuppgifter: {product}",
            bare="Tillgång till mina personuppgifter",
            opening="Jag frågar om ni behandlar personuppgifter som rör mig.",
            asks=(
                "Om ni gör det, vänligen ge mig en kopia av dem.",
                (
                    "Vänligen berätta för vilka ändamål, vilka kategorier av uppgifter, vem som har fått dem, "
                    "hur länge ni sparar dem och varifrån ni har dem."
                ),
            ),
            words="Särskilt",
        ),
        "erasure": KindTexts(
            subject="Radering av mina personuppgifter: {product}",
            bare="Radering av mina personuppgifter",
            opening="Jag ber er att radera de personuppgifter som ni har om mig.",
            asks=(
                (
                    "Vänligen radera dem, underrätta alla som ni har gett dem till, och bekräfta för mig att "
                    "det är gjort."
                ),
                ("Om en lag tvingar er att behålla en del, vänligen berätta vilken del, vilken lag och till när."),
            ),
            words="Särskilt",
        ),
        "recall": KindTexts(
            subject="Fråga om en återkallelse: {product}",
            bare="Fråga om en återkallelse",
            opening=(
                "Jag har produkten nedan och frågar om det finns en återkallelse eller en säkerhetsvarning för den."
            ),
            asks=(
                "Vänligen berätta om den hör till dem som berörs, efter modell, parti eller serienummer.",
                (
                    "Om den gör det: vänligen berätta vad faran är, vad jag ska göra och vad ni erbjuder: "
                    "reparation, utbyte eller återbetalning."
                ),
                "Om den inte gör det, vänligen säg även det, med den dag då ni såg efter.",
            ),
            words="Varför jag frågar",
        ),
        "cancellation": KindTexts(
            subject="Uppsägning: {product}",
            bare="Uppsägning av mitt avtal",
            opening="Jag säger upp mitt avtal med er.",
            asks=(
                "Vänligen bekräfta skriftligt att avtalet upphör, och vilken dag.",
                (
                    "Vänligen ta inte ut några pengar för tiden efter den dagen, och betala tillbaka det som "
                    "jag redan har betalat för den."
                ),
            ),
            words="Mitt skäl",
        ),
        "withdrawal": KindTexts(
            subject="Återkallelse av mitt samtycke: {product}",
            bare="Återkallelse av mitt samtycke",
            opening="Jag tar tillbaka mitt samtycke till villkoren nedan, från detta brevs datum.",
            asks=(
                (
                    "Vänligen använd inte längre det som ni har om mig enligt dessa villkor, och radera det "
                    "som ni inte måste behålla."
                ),
                ("Om en lag tvingar er att behålla en del, vänligen berätta vilken del, vilken lag och till när."),
                "Vänligen bekräfta för mig att det är gjort.",
            ),
            words="Mitt skäl",
        ),
        "breach": KindTexts(
            subject="Villkor som inte har följts: {product}",
            bare="Villkor som inte har följts",
            opening="Vi kom överens om villkoren nedan, och som jag ser det har de inte följts.",
            asks=(
                "Vänligen berätta vad som har hänt, och sedan när.",
                "Vänligen berätta vad ni gör för att de ska följas från och med nu.",
                "Om ni ser det annorlunda, vänligen berätta varför.",
            ),
            words="Vad jag har märkt",
        ),
    },
)
