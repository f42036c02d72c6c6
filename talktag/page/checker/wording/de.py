"""The checker page in German. It says nothing of its own."""

from talktag.page.checker.wording.texts import CheckerTexts

TEXTS = CheckerTexts(
    language="de",
    title="Ein Bündel prüfen",
    intro="Sie haben ein Bündel bekommen: eine Zip-Datei mit der Akte eines Produkts, einer Antwort, einer "
    "Nachricht oder einer Übergabe, signiert vom Absender. Hier sehen Sie, ob es unversehrt ist "
    "und mit welchem Schlüssel es signiert wurde.",
    local="Die Datei bleibt auf diesem Computer: Diese Seite lädt nichts und sendet nichts.",
    bundle_file="Das Bündel",
    choose="Ein Bündel auswählen (.zip)",
    drop="oder irgendwo auf dieser Seite ablegen.",
    no_script="Diese Seite arbeitet nur, wenn JavaScript eingeschaltet ist.",
    checking="Wird geprüft …",
    one="Bitte eine Datei nach der anderen.",
    unreadable="Die Datei ließ sich nicht lesen",
    failed="Die Datei ließ sich nicht prüfen: Diese Seite selbst hat versagt",
    unable="Dieser Browser kann kein Bündel prüfen",
    unable_how="Nötig ist Chrome oder Edge ab Version 137, Firefox ab 129 oder Safari ab 17, und diese Seite von der "
    "Platte oder über https. Die Datei README.txt im Bündel sagt, wie man ohne Browser prüft.",
    encrypted="Diese Datei ist verschlüsselt und muss zuerst entschlüsselt werden",
    encrypted_how="Wer den passenden Schlüssel hat, öffnet die Datei mit {command}. Geben Sie dieser Seite dann, was "
    "dabei herauskam.",
    refused="Das ist nicht in Ordnung: nicht verwenden",
    refused_how="Bitten Sie den Absender um eine neue Kopie.",
    in_english="In den Worten von talktag verify (auf Englisch):",
    reasons={
        "form": "Das Archiv hat nicht die Form eines Bündels; andere Programme könnten andere Dateien darin finden.",
        "name": "Es enthält einen Namen, den kein Bündel enthalten darf.",
        "cost": "Es enthält mehr, als ein Bündel enthalten darf.",
        "damaged": "Das Archiv ist beschädigt oder abgeschnitten.",
        "unsigned": "Es ist nicht signiert.",
        "signature": "Die Signatur stimmt nicht: Sie stammt nicht von diesem Schlüssel für diese Liste der Dateien.",
        "purpose": "Die Signatur wurde für einen anderen Zweck gemacht.",
        "algorithm": "Es ist mit einem Schlüssel einer Art signiert, die weder diese Seite noch talktag prüfen kann.",
        "list": "Die Liste der Dateien hat nicht die Form eines Bündels.",
        "changed": "{file} wurde verändert: Es ist nicht die Datei, die signiert wurde.",
        "missing": "{file} fehlt.",
        "extra": "{file} gehört nicht hinein: Es wurde nicht signiert.",
        "around": "Was um die signierten Dateien herum steht, passt nicht zu ihnen.",
        "table": "Die Akte darin, table.json, hat nicht die Form eines Bündels.",
        "disagrees": "Die Akte darin, table.json, passt nicht zum Rest des Bündels.",
        "page": "{file} ist nicht so, wie es in einem Bündel sein muss: Mehr als gelesen zu werden wäre damit möglich.",
    },
    unknown="Unversehrt, aber wer es signiert hat, ist unbekannt",
    unknown_how="Seit der Signatur fehlt nichts, kam nichts hinzu und wurde nichts verändert. Von wem sie ist, bleibt "
    "offen: Vergleichen Sie den Schlüssel unten.",
    known_line="Unversehrt, signiert mit dem Schlüssel, den Sie angegeben haben",
    known_digits="Unversehrt, signiert mit dem Schlüssel, dessen Ziffern Sie eingegeben haben",
    known_how="Seit der Signatur fehlt nichts, kam nichts hinzu und wurde nichts verändert.",
    other_line="Nicht mit dem Schlüssel signiert, den Sie angegeben haben: nicht verwenden",
    other_digits="Nicht mit dem Schlüssel signiert, dessen Ziffern Sie eingegeben haben: nicht verwenden",
    other_how="Suchen Sie zuerst nach einem Tippfehler. Ist es keiner, hat jemand anders signiert: Fragen Sie den "
    "Absender auf einem anderen Weg nach dem richtigen Schlüssel.",
    key="Der Schlüssel, mit dem es signiert ist",
    fingerprint="Fingerabdruck",
    digits="Ziffern",
    given="Der Schlüssel des Absenders, wie Sie ihn auf anderem Weg bekommen haben",
    given_how="Auf Papier, persönlich oder am Telefon; nie aus dem Bündel oder der Nachricht, mit der es kam. Geben "
    "Sie die Zeile des Schlüssels ein, etwa {line}, oder seinen Fingerabdruck oder die dreißig Ziffern, die der "
    "Absender aus {command} vorliest.",
    given_part="Das ist noch keine ganze Schlüsselzeile, kein Fingerabdruck und keine dreißig Ziffern.",
    said="Was der Unterzeichner sagt",
    kinds={
        "table": "die Akte eines Produkts",
        "reply": "eine Antwort",
        "transfer": "ein Produkt, das übergeben wird",
        "message": "eine Nachricht",
    },
    what="Was es ist",
    answers="Antwort auf das Bündel",
    channel="Kanal",
    follows="Folgt auf das Bündel mit der Prüfsumme",
    files="Die Dateien darin",
    files_how="Jede ist die Datei, die signiert wurde. Ob sie harmlos ist, hat niemand geprüft.",
    action="Speichern",
    save="{file} speichern",
    uncompared="In {files} läuft nichts und wird nichts geladen; die Worte darin wurden nicht mit der Akte "
    "verglichen, und die ist es, die hier steht.",
    hashes="SHA-256 jeder Datei",
    about="Was diese Seite sagen kann",
    about_checks="Sie prüft, was talktag verify prüft: jedes Byte des Archivs, die Signatur, jede Prüfsumme und die "
    "Form der Akte. Wem der Schlüssel gehört, können nur Sie klären. "
    "Ein Bündel darf insgesamt 500 MB haben, eine Datei 250 MB; je größer es ist, desto länger dauert es.",
    about_files="Was in einem Bündel steht und wann es gemacht wurde, sagt der Unterzeichner.",
    about_page="Nehmen Sie diese Seite von jemandem, dem Sie vertrauen, nie zusammen mit einem Bündel: Eine gefälschte "
    "Seite sagt, was sie will.",
)
