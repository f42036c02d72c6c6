"""The checker page in Italian. It says nothing of its own."""

from talktag.page.checker.wording.texts import CheckerTexts

TEXTS = CheckerTexts(
    language="it",
    title="Verificare un pacchetto",
    intro="Ha ricevuto un pacchetto: un file zip con la scheda di un prodotto, una risposta, un messaggio o una "
    "cessione, firmato dal mittente. Qui vede se è integro e con quale chiave è stato firmato.",
    local="Il file resta su questo computer: questa pagina non carica e non invia nulla.",
    bundle_file="Il pacchetto",
    choose="Scegliere un pacchetto (.zip)",
    drop="oppure trascinarlo in un punto qualsiasi di questa pagina.",
    no_script="Questa pagina funziona solo con JavaScript attivo.",
    checking="Verifica in corso …",
    one="Un file alla volta.",
    unreadable="Non è stato possibile leggere il file",
    failed="Non è stato possibile verificare il file: questa stessa pagina ha fallito",
    unable="Questo browser non può verificare un pacchetto",
    unable_how="Serve Chrome o Edge dalla versione 137, Firefox dalla 129 o Safari dalla 17, e questa pagina aperta "
    "dal disco o via https. Il file README.txt nel pacchetto dice come verificarlo senza browser.",
    encrypted="Questo file è cifrato; prima va decifrato",
    encrypted_how="Chi ha la chiave a cui è destinato lo apre con {command}. Poi dia a questa pagina ciò che ne esce.",
    refused="Non è valido: non lo usi",
    refused_how="Chieda al mittente una nuova copia.",
    in_english="Con le parole di talktag verify (in inglese):",
    reasons={
        "form": "L’archivio non ha la forma di un pacchetto; altri programmi potrebbero trovarvi altri file.",
        "name": "Contiene un nome che nessun pacchetto può contenere.",
        "cost": "Contiene più di quanto un pacchetto può contenere.",
        "damaged": "L’archivio è danneggiato o troncato.",
        "unsigned": "Non è firmato.",
        "signature": "La firma non è valida: non è stata fatta da questa chiave su questo elenco di file.",
        "purpose": "La firma è stata fatta per un altro scopo.",
        "algorithm": "È firmato con una chiave di un tipo che né questa pagina né talktag possono verificare.",
        "list": "L’elenco dei suoi file non ha la forma di un pacchetto.",
        "changed": "{file} è stato modificato: non è il file che è stato firmato.",
        "missing": "Manca {file}.",
        "extra": "{file} è di troppo: non è stato firmato.",
        "around": "Ciò che sta intorno ai file firmati non concorda con essi.",
        "table": "La sua scheda, table.json, non ha la forma di un pacchetto.",
        "disagrees": "La sua scheda, table.json, non concorda con il resto del pacchetto.",
        "page": "{file} non è come deve essere in un pacchetto: potrebbe fare più che farsi leggere.",
    },
    unknown="Integro, ma non si sa chi l’ha firmato",
    unknown_how="Da quando è stato firmato nulla manca, è stato aggiunto o è cambiato. Da chi, resta aperto: confronti "
    "la chiave qui sotto.",
    known_line="Integro, firmato con la chiave che lei ha dato",
    known_digits="Integro, firmato con la chiave di cui lei ha scritto le cifre",
    known_how="Da quando è stato firmato nulla manca, è stato aggiunto o è cambiato.",
    other_line="Non firmato con la chiave che lei ha dato: non lo usi",
    other_digits="Non firmato con la chiave di cui lei ha scritto le cifre: non lo usi",
    other_how="Cerchi prima un errore di battitura. Se non c’è, ha firmato qualcun altro: chieda al mittente la chiave "
    "giusta per un’altra via.",
    key="La chiave con cui è firmato",
    fingerprint="Impronta",
    digits="Cifre",
    given="La chiave del mittente, avuta per un’altra via",
    given_how="Su carta, di persona o per telefono; mai dal pacchetto o dal messaggio con cui è arrivato. Scriva la "
    "riga della chiave, per esempio {line}, o la sua impronta, o le trenta cifre che il mittente legge da {command}.",
    given_part="Questa non è ancora una riga di chiave intera, un’impronta o trenta cifre.",
    said="Ciò che dice il firmatario",
    kinds={
        "table": "la scheda di un prodotto",
        "reply": "una risposta",
        "transfer": "un prodotto che viene ceduto",
        "message": "un messaggio",
    },
    what="Che cos’è",
    answers="Risponde al pacchetto",
    channel="Canale",
    follows="Segue il pacchetto con l’impronta",
    files="I file che contiene",
    files_how="Ciascuno è il file che è stato firmato. Nessuno ha guardato se è innocuo.",
    action="Salvare",
    save="Salvare {file}",
    uncompared="In {files} non viene eseguito né caricato nulla; le sue parole non sono state confrontate con la "
    "scheda, che è ciò che compare qui.",
    hashes="SHA-256 di ogni file",
    about="Che cosa può dire questa pagina",
    about_checks="Verifica ciò che verifica talktag verify: ogni byte dell’archivio, la firma, ogni somma di controllo "
    "e la forma della scheda. Di chi è la chiave può stabilirlo solo lei. "
    "Un pacchetto può avere 500 MB in tutto e 250 MB per file; più è grande, più tempo ci vuole.",
    about_files="Ciò che dice un pacchetto, e quando è stato fatto, è parola del firmatario.",
    about_page="Prenda questa pagina da qualcuno di cui si fida, mai insieme a un pacchetto: una pagina contraffatta "
    "dice ciò che vuole.",
)
