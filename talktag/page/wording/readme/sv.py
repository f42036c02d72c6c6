"""README.txt in Swedish. It says nothing of its own."""

TEXT = """\
VAD DETTA ÄR
============

Mappen innehåller det som en person har valt att säga om en produkt.
Öppna {page} för att läsa det; bifogade filer ligger i mappen
"files".

Vad avsändaren säger, okontrollerat:

{claims}

Ingenting i mappen bevisar vem avsändaren är, inte heller den här
texten. Det gör det följande, med program som din dator redan har.


1. HÄMTA NYCKELN NÅGON ANNANSTANS
=================================

Du behöver avsändarens publika nyckel: en rad som börjar med "ssh-"
eller "sk-". Få den av avsändaren på en annan väg än med det här
paketet och meddelandet det kom med: på papper, personligen, uppläst
eller jämförd per telefon, eller sparad från ett paket som du redan har
kontrollerat.

En nyckel som kommer med paketet bevisar ingenting. Den som kan
förfalska det ena kan förfalska det andra.


2. SKRIV NER DEN
================

Packa upp hela zip-filen. Gå till mappen där du ser {manifest}
(en nivå ovanför denna README.txt).

Gör där en textfil som heter {principal}.txt med en rad: ordet {principal}, ett
mellanslag och nyckeln som du fick:

    {principal} ssh-ed25519 AAAA...

Om det redan finns en fil {principal}.txt går paketet inte att lita på: det
förde med sig sin egen nyckel.


3. KONTROLLERA SIGNATUREN
=========================

Öppna en terminal i den mappen och skriv raden för ditt system.

Windows (i den här formen, för PowerShell ändrar det som skickas):

    cmd /c "{verify}"

macOS:

    {verify}

Linux:

    {verify}

Svaret måste börja med

    Good "{namespace}" signature for {principal}

Varje annat svar betyder att signaturen inte kontrollerades, eller inte
är bra. "Could not verify signature" är ett sådant svar.


4. KONTROLLERA FILERNA
======================

Först efter steg 3: det som signerades är listan över filerna, och nu
jämförs filerna med listan.

Windows, i PowerShell, allt på en rad:

    {windows_hashes}

macOS:

    shasum -a 256 -c {manifest}

Linux:

    sha256sum -c {manifest}

Varje rad måste säga OK.

Filer som har lagts till märks inte så. Bry dig inte om någon fil i
mappen "data" som {manifest} inte tar upp.
"""

MESSAGE = """\
ETT SIGNERAT MEDDELANDE. Läs {page}; innan det är kontrollerat kan
vem som helst ha skrivit det.

Så dekrypterades, packades upp och öppnades det:

    age -d -i KEYFILE -o message.zip FILE
    unzip message.zip
    cd talktag-*

Hämta avsändarens öppna nyckel på annat sätt än med det här meddelandet
för att kontrollera det. Skriv den i en ny fil {principal}.txt, på en rad,
i mappen med {manifest}. En {principal}.txt som redan fanns
med är en förfalskning.

    {principal} ssh-ed25519 AAAA...

Skriv där:

Windows:

    cmd /c "{verify}"

macOS:

    {verify}

Linux:

    {verify}

Svaret måste börja med

    Good "{namespace}" signature for {principal}

Jämför sedan filerna med listan som är signerad:

Windows, i PowerShell:

    {windows_hashes}

macOS:

    shasum -a 256 -c {manifest}

Linux:

    sha256sum -c {manifest}

Varje rad måste säga OK. Bry dig inte om filer i mappen "data" som
inte står i {manifest}.
"""

CLAIMS = {
    "product": "Produkt",
    "sender": "Från",
    "contact": "Kontakt",
    "audience": "Till",
    "purpose": "Ärende",
    "made": "Gjord",
    "until": "Används till",
    "terms": "Villkor",
    "bundle": "Paket",
    "signed": "Signerat med",
}
