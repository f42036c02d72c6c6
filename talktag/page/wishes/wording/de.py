"""The page of a wish in German. It holds words only."""

from talktag.page.wishes.wording.texts import WishTexts

WISH = WishTexts(
    kicker="Ein Wunsch",
    intro="Machen Sie ein Angebot: Füllen Sie das Formular unten aus und speichern Sie die Angebotsdatei. "
    "Schicken Sie die Datei dann selbst an {sender}, per Mail oder wie Sie möchten.",
    somebody="die Person, die Ihnen diese Seite gegeben hat",
    wanted="Was gesucht wird",
    must="Muss",
    should="Soll",
    avoid="Soll nicht",
    fits="Passt zu",
    most="Kostet höchstens",
    quantity="Anzahl",
    until="Angebote bis",
    order="Aus Ihrem Menü zusammengestellt",
    menu="Das Menü, an seiner Prüfsumme erkannt",
    total="Das macht zusammen",
    offer="Ihr Angebot",
    title="Was Sie anbieten, in einer Zeile",
    price="Ihr Preis",
    valid="Das Angebot gilt bis",
    text="Was sonst noch zu sagen ist",
    points="Was Sie davon sagen können",
    points_hint="Gewünscht: {point}",
    make="Die Angebotsdatei speichern",
    no_title="Sagen Sie in einer Zeile, was Sie anbieten.",
    no_price="Schreiben Sie den Preis mit seiner Währung, etwa „850,00 EUR“, ohne Minuszeichen.",
    no_valid="Der Tag, bis zu dem das Angebot gilt, steht in keinem Kalender.",
    made="Die Angebotsdatei",
    saved="Sie heißt {file}. Sie liegt dort, wo Ihr Browser Dateien speichert; schicken Sie sie an {sender}.",
    copy="Wenn keine Datei gespeichert wurde, kopieren Sie diesen Text in eine Mail an {sender}:",
    signed="Niemand signiert diese Datei. Die Akte von {sender} kennzeichnet sie für immer als nicht signiert.",
    no_script="Das Formular braucht JavaScript, das hier ausgeschaltet ist. Antworten Sie per Mail: was Sie "
    "anbieten, der Preis, bis wann er gilt, und wie es jeden Punkt erfüllt.",
    mail_subject="Gesucht: {name}",
    mail_about="ich suche, was unten steht, und bitte um Ihr Angebot:",
    mail_form="Die Seite {page} im Anhang hat dafür ein Formular. Speichern Sie sie, öffnen Sie sie in einem "
    "Browser und füllen Sie sie aus; daraus wird eine Datei. Schicken Sie mir diese Datei als Antwort auf"
    " diese Mail.",
    mail_plain="Oder antworten Sie einfach in Ihren Worten: was Sie anbieten, der Preis, bis wann er gilt, und wie "
    "es jeden Punkt erfüllt.",
)
