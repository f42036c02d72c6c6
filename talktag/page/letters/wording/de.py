"""Letters in German. It says nothing of its own."""

from talktag.page.letters.wording.texts import KindTexts, LetterTexts

TEXTS = LetterTexts(
    date="Datum",
    hello="Sehr geehrte Damen und Herren,",
    product="Worum es geht",
    history="Aus dem Verlauf",
    asks="Worum ich bitte",
    answer="Bitte antworten Sie bis zum {date}.",
    answer_by_law=(
        "{law} nennt für die Antwort {term} ab Eingang. Gerechnet vom Datum dieses Briefs an ist das der {date}."
    ),
    cites="Worauf ich mich beziehe",
    acts={
        "regulation": "Art. {articles} der Verordnung (EU) {number}",
        "directive": "Art. {articles} der Richtlinie (EU) {number}",
    },
    known={
        "2016/679": "Datenschutz-Grundverordnung",
        "2023/2854": "Datenverordnung",
    },
    national="in der Fassung, in der nationales Recht sie umsetzt",
    paragraph="{article} Abs. {number}",
    journal="ABl. {journal}, {day}",
    journal_page="ABl. {journal} vom {day}, S. {page}",
    no_day="zum frühesten Tag, den der Vertrag zulässt",
    regards="Mit freundlichen Grüßen",
    form_heading="Europäisches Formular für Reparaturinformationen: die Felder",
    form_note="Was ich weiß, steht schon darin. Das Übrige ist für Sie.",
    says={"ends": "Soll enden am", "terms": "Die Bedingungen"},
    form={
        "repairer": "Reparaturbetrieb",
        "address": "Anschrift",
        "phone": "Telefon",
        "mail": "Mailadresse",
        "goods": "Zu reparierende Ware",
        "defect": "Art des Mangels",
        "repair": "Vorgeschlagene Art der Reparatur",
        "price": "Preis; oder wie er berechnet wird, und der Höchstpreis",
        "time": "Zeit, die die Reparatur braucht",
        "replacement": "Ersatz für die Zwischenzeit, und was er kostet",
        "place": "Wo die Ware übergeben wird",
        "services": "Weitere Leistungen (Ausbau, Einbau, Transport), und was jede kostet",
        "validity": "Wie lange dieses Angebot gilt (mindestens 30 Tage)",
        "further": "Sonstiges",
    },
    kinds={
        "guarantee": KindTexts(
            subject="Mangel unter der Garantie: {product}",
            bare="Mangel unter der Garantie",
            opening=(
                "ich habe das unten genannte Produkt gekauft, und es hat den unten beschriebenen Mangel. "
                "Ich melde ihn im Rahmen von Gewährleistung und Garantie."
            ),
            asks=(
                "Bitte reparieren Sie es, oder ersetzen Sie es, kostenlos.",
                "Bitte sagen Sie mir, wie Sie es entgegennehmen und wann ich es zurückhabe.",
            ),
            words="Der Mangel",
        ),
        "repair": KindTexts(
            subject="Bitte um eine Reparatur: {product}",
            bare="Bitte um eine Reparatur",
            opening=(
                "bitte sagen Sie mir, ob Sie das unten genannte Produkt reparieren, zu welchem Preis, und "
                "wie lange es dauert."
            ),
            asks=(
                (
                    "Bitte füllen Sie die Felder des Europäischen Formulars für Reparaturinformationen am Ende "
                    "dieses Briefs aus, oder schicken Sie mir Ihr eigenes, bevor ich mich entscheide."
                ),
                "Bitte sagen Sie mir vorher, falls schon die Suche nach dem Fehler etwas kostet.",
            ),
            words="Der Mangel",
        ),
        "data": KindTexts(
            subject="Zugang zu den Daten meines Produkts: {product}",
            bare="Zugang zu den Daten meines Produkts",
            opening=(
                "ich nutze das unten genannte Produkt und bitte um Zugang zu den Daten, die es und die mit "
                "ihm verbundenen Dienste erzeugen."
            ),
            asks=(
                (
                    "Bitte stellen Sie mir die Daten bereit, die Sie davon haben, mit dem, was man braucht, um "
                    "sie zu lesen und zu nutzen."
                ),
                (
                    "Bitte kostenlos, in der Qualität, in der Sie selbst sie haben, in einem strukturierten, "
                    "gängigen und maschinenlesbaren Format."
                ),
                "Falls Sie sie nicht haben, sagen Sie mir bitte, wer sie hat.",
            ),
            words="Insbesondere",
        ),
        "access": KindTexts(
            subject="Auskunft über meine personenbezogenen Daten: {product}",
            bare="Auskunft über meine personenbezogenen Daten",
            opening="ich frage, ob Sie personenbezogene Daten verarbeiten, die mich betreffen.",
            asks=(
                "Wenn ja, geben Sie mir bitte eine Kopie davon.",
                (
                    "Bitte sagen Sie mir, wofür, welche Arten von Daten, wem sie gegeben wurden, wie lange Sie "
                    "sie behalten, und woher Sie sie haben."
                ),
            ),
            words="Insbesondere",
        ),
        "erasure": KindTexts(
            subject="Löschung meiner personenbezogenen Daten: {product}",
            bare="Löschung meiner personenbezogenen Daten",
            opening="ich bitte Sie, die personenbezogenen Daten zu löschen, die Sie von mir haben.",
            asks=(
                (
                    "Bitte löschen Sie sie, teilen Sie das allen mit, denen Sie sie gegeben haben, und "
                    "bestätigen Sie mir, dass es geschehen ist."
                ),
                (
                    "Falls ein Gesetz Sie einen Teil davon behalten lässt, sagen Sie mir bitte, welchen Teil, "
                    "welches Gesetz, und bis wann."
                ),
            ),
            words="Insbesondere",
        ),
        "recall": KindTexts(
            subject="Frage nach einem Rückruf: {product}",
            bare="Frage nach einem Rückruf",
            opening=(
                "ich habe das unten genannte Produkt und frage, ob es dafür einen Rückruf oder eine "
                "Sicherheitswarnung gibt."
            ),
            asks=(
                "Bitte sagen Sie mir, ob es betroffen ist, nach Modell, Charge oder Seriennummer.",
                (
                    "Wenn ja: Bitte sagen Sie mir, worin die Gefahr besteht, was ich tun soll, und was Sie "
                    "anbieten: Reparatur, Ersatz oder Erstattung."
                ),
                "Wenn nicht, sagen Sie mir bitte auch das, mit dem Tag, an dem Sie nachgesehen haben.",
            ),
            words="Warum ich frage",
        ),
        "cancellation": KindTexts(
            subject="Kündigung: {product}",
            bare="Kündigung meines Vertrags",
            opening="ich kündige meinen Vertrag mit Ihnen.",
            asks=(
                "Bitte bestätigen Sie schriftlich, dass der Vertrag endet, und an welchem Tag.",
                (
                    "Bitte ziehen Sie für die Zeit nach diesem Tag kein Geld ein, und erstatten Sie, was ich "
                    "dafür schon bezahlt habe."
                ),
            ),
            words="Mein Grund",
        ),
        "withdrawal": KindTexts(
            subject="Widerruf meiner Zustimmung: {product}",
            bare="Widerruf meiner Zustimmung",
            opening=(
                "ich nehme meine Zustimmung zu den unten genannten Bedingungen zurück, vom Datum dieses Briefs an."
            ),
            asks=(
                (
                    "Bitte verwenden Sie nicht mehr, was Sie unter diesen Bedingungen von mir haben, und "
                    "löschen Sie, was Sie nicht behalten müssen."
                ),
                (
                    "Falls ein Gesetz Sie einen Teil davon behalten lässt, sagen Sie mir bitte, welchen Teil, "
                    "welches Gesetz, und bis wann."
                ),
                "Bitte bestätigen Sie mir, dass es geschehen ist.",
            ),
            words="Mein Grund",
        ),
        "breach": KindTexts(
            subject="Nicht eingehaltene Bedingungen: {product}",
            bare="Nicht eingehaltene Bedingungen",
            opening=(
                "wir haben die unten genannten Bedingungen vereinbart, und wie ich es sehe, wurden sie "
                "nicht eingehalten."
            ),
            asks=(
                "Bitte sagen Sie mir, was geschehen ist, und seit wann.",
                "Bitte sagen Sie mir, was Sie tun, damit sie von jetzt an eingehalten werden.",
                "Wenn Sie es anders sehen, sagen Sie mir bitte, warum.",
            ),
            words="Was mir aufgefallen ist",
        ),
    },
)
