"""The page of a wish in Italian. It holds words only."""

from talktag.page.wishes.wording.texts import WishTexts

WISH = WishTexts(
    kicker="Qualcosa che si cerca",
    intro="Faccia un’offerta: compili il modulo qui sotto e salvi il file dell’offerta. Poi invii lei stesso il"
    " file a {sender}, per posta elettronica o come preferisce.",
    somebody="chi le ha dato questa pagina",
    wanted="Che cosa si cerca",
    must="Deve",
    should="Dovrebbe",
    avoid="Non dovrebbe",
    fits="Va con",
    most="Costa al massimo",
    quantity="Quanti",
    until="Offerte fino al",
    order="Composto dal suo menù",
    menu="Il menù, dalla sua impronta",
    total="In tutto",
    offer="La sua offerta",
    title="Che cosa offre, in una riga",
    price="Il suo prezzo",
    valid="L’offerta vale fino al",
    text="Altro da dire",
    points="Che cosa ne può dire",
    points_hint="Si cerca: {point}",
    make="Salvare il file dell’offerta",
    no_title="Dica in una riga che cosa offre.",
    no_price="Scriva il prezzo con la sua valuta, come «850,00 EUR», senza segno meno.",
    no_valid="Il giorno fino al quale vale l’offerta non è in nessun calendario.",
    made="Il file dell’offerta",
    saved="Si chiama {file}. È dove il suo browser salva i file; lo invii a {sender}.",
    copy="Se non è stato salvato nessun file, copi questo testo in un messaggio a {sender}:",
    signed="Nessuno firma questo file. La scheda di {sender} lo segna per sempre come non firmato.",
    no_script="Il modulo ha bisogno di JavaScript, che qui è disattivato. Risponda per posta elettronica: che cosa "
    "offre, il prezzo, fino a quando vale e come soddisfa ogni punto.",
    mail_subject="Cerco: {name}",
    mail_about="cerco quello che è detto qui sotto e vorrei la sua offerta:",
    mail_form="La pagina {page}, allegata, ha un modulo per questo. La salvi, la apra in un browser e la compili; "
    "ne viene un file. Mi mandi quel file in risposta a questo messaggio.",
    mail_plain="Oppure risponda semplicemente con parole sue: che cosa offre, il prezzo, fino a quando vale e come "
    "soddisfa ogni punto.",
)
