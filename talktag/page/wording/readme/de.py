"""README.txt in German. It says nothing of its own."""

TEXT = """\
WAS DAS IST
===========

In diesem Ordner steht, was eine Person über ein Produkt sagen wollte.
Zum Lesen öffnen Sie {page}; angehängte Dateien liegen im Ordner
"files".

Was der Absender sagt, ungeprüft:

{claims}

Nichts in diesem Ordner beweist, wer der Absender ist, auch dieser Text
nicht. Das Folgende tut es, mit Programmen, die Ihr Rechner schon hat.


1. DEN SCHLÜSSEL ANDERSWO HOLEN
===============================

Sie brauchen den öffentlichen Schlüssel des Absenders: eine Zeile, die
mit "ssh-" oder "sk-" anfängt. Holen Sie ihn vom Absender auf einem
anderen Weg als mit diesem Bündel und der Nachricht, mit der es kam:
auf Papier, persönlich, am Telefon vorgelesen oder verglichen, oder aus
einem Bündel, das Sie schon geprüft haben.

Ein Schlüssel, der mit dem Bündel kommt, beweist nichts. Wer das eine
fälschen kann, kann auch das andere fälschen.


2. DEN SCHLÜSSEL AUFSCHREIBEN
=============================

Entpacken Sie die ganze Zip-Datei. Gehen Sie in den Ordner, in dem
{manifest} liegt (eine Ebene über dieser README.txt).

Legen Sie dort eine Textdatei {principal}.txt mit einer Zeile an: dem Wort
{principal}, einem Leerzeichen und dem Schlüssel:

    {principal} ssh-ed25519 AAAA...

Wenn es schon eine Datei {principal}.txt gibt, ist dem Bündel nicht zu
trauen: Es hat seinen eigenen Schlüssel mitgebracht.


3. DIE SIGNATUR PRÜFEN
======================

Öffnen Sie in diesem Ordner ein Terminal und geben Sie die Zeile für
Ihr System ein.

Windows (in dieser Form, weil PowerShell verändert, was es weitergibt):

    cmd /c "{verify}"

macOS:

    {verify}

Linux:

    {verify}

Die Antwort muss so anfangen:

    Good "{namespace}" signature for {principal}

Jede andere Antwort heißt, dass die Signatur nicht geprüft wurde oder
nicht gut ist. "Could not verify signature" ist eine solche Antwort.


4. DIE DATEIEN PRÜFEN
=====================

Erst nach Schritt 3: Signiert ist die Liste der Dateien, und jetzt
werden die Dateien mit der Liste verglichen.

Windows, in der PowerShell, alles in einer Zeile:

    {windows_hashes}

macOS:

    shasum -a 256 -c {manifest}

Linux:

    sha256sum -c {manifest}

Jede Zeile muss OK sagen.

Zusätzliche Dateien fallen dabei nicht auf. Beachten Sie keine Datei im
Ordner "data", die nicht in {manifest} steht.
"""

MESSAGE = """\
EINE SIGNIERTE NACHRICHT. Lesen Sie {page}; bevor sie geprüft ist,
kann jeder sie geschrieben haben.

So wurde sie entschlüsselt, entpackt und geöffnet:

    age -d -i KEYFILE -o message.zip FILE
    unzip message.zip
    cd talktag-*

Holen Sie zum Prüfen den öffentlichen Schlüssel des Absenders auf einem
anderen Weg als mit dieser Nachricht. Schreiben Sie ihn in dem Ordner
mit {manifest} in eine neue Datei {principal}.txt, in einer
Zeile. Eine {principal}.txt, die schon dabei war, ist eine Fälschung.

    {principal} ssh-ed25519 AAAA...

Geben Sie dort ein:

Windows:

    cmd /c "{verify}"

macOS:

    {verify}

Linux:

    {verify}

Die Antwort muss so anfangen:

    Good "{namespace}" signature for {principal}

Vergleichen Sie dann die Dateien mit der Liste, die signiert ist:

Windows, in der PowerShell:

    {windows_hashes}

macOS:

    shasum -a 256 -c {manifest}

Linux:

    sha256sum -c {manifest}

Jede Zeile muss OK sagen. Beachten Sie keine Datei im Ordner "data",
die nicht in {manifest} steht.
"""

CLAIMS = {
    "product": "Produkt",
    "sender": "Von",
    "contact": "Kontakt",
    "audience": "Für",
    "purpose": "Anliegen",
    "made": "Erstellt",
    "until": "Nutzen bis",
    "terms": "Bedingungen",
    "bundle": "Bündel",
    "signed": "Signiert mit",
}
