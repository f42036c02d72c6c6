"""README.txt in Italian. It says nothing of its own."""

TEXT = """\
CHE COS'È
=========

Questa cartella contiene ciò che una persona ha voluto dire di un
prodotto. Per leggerlo apra {page}; i file allegati sono nella
cartella "files".

Ciò che dice il mittente, non controllato:

{claims}

Nulla in questa cartella dimostra chi è il mittente, nemmeno questo
testo. Quanto segue lo fa, con programmi che il suo computer ha già.


1. OTTENGA LA CHIAVE PER UN'ALTRA VIA
=====================================

Serve la chiave pubblica del mittente: una riga che comincia con "ssh-"
o "sk-". La ottenga dal mittente per una via diversa da questo
pacchetto e dal messaggio con cui è arrivato: su carta, di persona,
letta o confrontata al telefono, o conservata da un pacchetto che ha
già controllato.

Una chiave che arriva con il pacchetto non dimostra nulla. Chi può
falsificare l'uno può falsificare l'altra.


2. LA ANNOTI
============

Estragga tutto il file zip. Vada nella cartella in cui vede
{manifest} (un livello sopra questo README.txt).

Vi crei un file di testo {principal}.txt con una riga: la parola {principal}, uno
spazio e la chiave ottenuta:

    {principal} ssh-ed25519 AAAA...

Se un file {principal}.txt c'è già, non si fidi del pacchetto: ha portato la
propria chiave.


3. CONTROLLI LA FIRMA
=====================

Apra un terminale in quella cartella e scriva la riga del suo sistema.

Windows (in questa forma, perché PowerShell cambia ciò che passa):

    cmd /c "{verify}"

macOS:

    {verify}

Linux:

    {verify}

La risposta deve cominciare con

    Good "{namespace}" signature for {principal}

Ogni altra risposta significa che la firma non è stata controllata, o
non è buona. "Could not verify signature" è una di queste.


4. CONTROLLI I FILE
===================

Solo dopo il passo 3: è firmato l'elenco dei file, e ora i file si
confrontano con l'elenco.

Windows, in PowerShell, tutto su una riga:

    {windows_hashes}

macOS:

    shasum -a 256 -c {manifest}

Linux:

    sha256sum -c {manifest}

Ogni riga deve dire OK.

I file aggiunti così non si notano. Ignori ogni file della cartella
"data" che non è elencato in {manifest}.
"""

MESSAGE = """\
UN MESSAGGIO FIRMATO. Legga {page}; finché non è controllato, può
averlo scritto chiunque.

È stato decifrato, estratto e aperto così:

    age -d -i KEYFILE -o message.zip FILE
    unzip message.zip
    cd talktag-*

Per controllarlo, ottenga la chiave pubblica del mittente per un'altra
via che questo messaggio. Nella cartella che contiene
{manifest}, la scriva in un nuovo file {principal}.txt, su una
riga. Un file {principal}.txt già presente è un falso.

    {principal} ssh-ed25519 AAAA...

Scriva lì:

Windows:

    cmd /c "{verify}"

macOS:

    {verify}

Linux:

    {verify}

La risposta deve cominciare con

    Good "{namespace}" signature for {principal}

Confronti poi i file con l'elenco firmato:

Windows, in PowerShell:

    {windows_hashes}

macOS:

    shasum -a 256 -c {manifest}

Linux:

    sha256sum -c {manifest}

Ogni riga deve dire OK. Non tenga conto di file della cartella "data"
che {manifest} non elenca.
"""

CLAIMS = {
    "product": "Prodotto",
    "sender": "Da",
    "contact": "Contatto",
    "audience": "Per",
    "purpose": "Scopo",
    "made": "Creato",
    "until": "Da usare fino al",
    "terms": "Condizioni",
    "bundle": "Pacchetto",
    "signed": "Firmato con",
}
