"""The page behind the sticker in Italian. It says nothing of its own."""

from talktag.page.finder.wording.texts import FinderTexts

TEXTS = FinderTexts(
    language="it",
    own_name="Italiano",
    switch="Lingua",
    intro="Questa è la pagina di un adesivo che qualcuno ha messo sulle proprie cose, perché Lei possa "
    "contattarlo. Non servono app, account né pagamenti, e la Sua posizione non è stata condivisa.",
    state_entry="Ha trovato qualcosa con questo adesivo?",
    state_generic="Ha trovato qualcosa che appartiene a qualcuno",
    state_used="Questo appartiene a qualcuno",
    state_lost="Il proprietario lo sta cercando",
    state_retired="Questo adesivo non è più in uso",
    state_blank="Questo adesivo non è ancora su nessun oggetto",
    state_unsure="Questa pagina non può dimostrare di essere del proprietario",
    state_forged="Non si fidi di questa pagina: è stata alterata",
    state_answered="Il proprietario Le ha risposto",
    how_entry="Scriva ciò che è stampato sull’adesivo e potrà scrivere al proprietario.",
    how_generic="Qui può scrivere al proprietario. Poiché nell’indirizzo manca il codice lungo dell’adesivo, "
    "niente dimostra che questa pagina sia del proprietario: non scriva nulla che un estraneo non debba leggere.",
    how_used="Non risulta smarrito. Se non è dove dovrebbe essere, avvisi per favore il proprietario.",
    how_lost="Grazie per aver guardato. Scriva per favore al proprietario: basta un minuto.",
    how_retired="Il proprietario non lo usa più. Può comunque scrivergli.",
    how_blank="È stato stampato, ma a questa pagina non risulta che il proprietario l’abbia messo su un oggetto. "
    "Può comunque scrivergli.",
    how_unsure="Il codice dell’adesivo non corrisponde a questa pagina. Forse la pagina è più vecchia "
    "dell’adesivo, o l’ha messa qui qualcun altro. Perciò qui non si può scrivere: usi per favore le altre "
    "indicazioni stampate sull’adesivo.",
    how_forged="La firma del proprietario non è valida. Perciò qui non si può scrivere: usi per favore le altre "
    "indicazioni stampate sull’adesivo.",
    how_answered="Qui può leggere la risposta e scrivere di nuovo.",
    mark_lost="Segnalato come smarrito",
    proven="Il codice dell’adesivo corrisponde: questa pagina è della persona che ha fatto l’adesivo.",
    says="Il proprietario dice",
    thing="Che cos’è",
    belongs="Appartiene a",
    urgent="Urgente",
    reward="Ricompensa",
    hand_in="Si può consegnare qui",
    photo="Foto scelta dal proprietario",
    tag="Sull’adesivo",
    typed="Lettere e cifre sull’adesivo",
    typed_hint="Per esempio TT-7K3M 9QXA A. Maiuscole, spazi e trattini non contano.",
    typed_go="Avanti",
    tag_wrong="Non sono le lettere e le cifre di un adesivo. Le confronti per favore ancora una volta.",
    write="Scrivere al proprietario",
    write_again="Scrivere di nuovo",
    write_how="Il Suo messaggio viene cifrato su questo dispositivo. Solo il proprietario può leggerlo.",
    message="Il Suo messaggio",
    message_hint="Dov’è, e come può riaverlo il proprietario?",
    left="Caratteri rimasti: {count}",
    over="Caratteri di troppo: {count}",
    too_long="Il messaggio è troppo lungo. Lo accorci, per favore.",
    empty="Scriva prima un messaggio, per favore.",
    name="Il Suo nome (facoltativo)",
    reach="Come contattarla (facoltativo)",
    reach_hint="Un indirizzo e-mail o un numero di telefono. Se lo lascia vuoto, il proprietario può rispondere "
    "solo all’indirizzo da cui Lei scrive, che in un’e-mail si vede comunque.",
    position="Aggiungere dove sono",
    position_hint="Solo se preme qui, il browser Le chiede la posizione. Viene messa nel messaggio come testo, e "
    "lì può cancellarla.",
    position_line="La mia posizione: {place} (con circa {metres} m di margine)",
    position_busy="Ricerca della posizione …",
    position_done="La Sua posizione ora è nel messaggio.",
    position_denied="Il browser non ha il permesso di indicare la Sua posizione. Può descrivere il luogo a parole.",
    position_failed="Non è stato possibile trovare la Sua posizione. Può descrivere il luogo a parole.",
    seal="Cifrare e scegliere come inviarlo",
    seal_failed="Qui non è stato possibile cifrare il messaggio. Scriva per favore direttamente al proprietario, "
    "all’indirizzo qui sotto.",
    sealed="Cifrato. Ora lo invii",
    sealed_how="Non è ancora stato inviato nulla. Scelga un modo:",
    send_to="A",
    mail="Inviare per e-mail",
    mail_how="Si apre il Suo programma di posta con tutto il necessario. Lì prema Invia.",
    mail_paste="Il messaggio è lungo: prema prima Copiare, poi lo incolli nell’e-mail.",
    mail_body="Incolli qui il messaggio cifrato, per favore.",
    mail_subject="Trovato: {tag}",
    copy="Copiare",
    copied="Copiato. Lo incolli in un’e-mail al proprietario e la invii.",
    copy_failed="Non è stato possibile copiarlo. Selezioni il messaggio cifrato qui sotto e lo copi.",
    share="Condividere …",
    share_failed="Non è stato possibile condividerlo. Usi per favore un altro modo.",
    armor="Il messaggio cifrato",
    next="Che cosa succede dopo",
    next_open="Il proprietario apre il Suo messaggio. Lungo la strada nessuno può leggerlo.",
    next_answer="La risposta arriva all’indirizzo da cui scrive o che ha indicato. Si apre in questa pagina.",
    next_keep="Fino ad allora, conservi per favore l’oggetto in un posto sicuro.",
    kept_both="Perché la risposta si apra qui, la sua chiave è conservata nell’indirizzo di questa pagina e in "
    "questo browser.",
    kept_address="Perché la risposta si apra qui, la sua chiave è nell’indirizzo di questa pagina: lasci aperta "
    "la pagina o ne salvi l’indirizzo.",
    given="Questo indirizzo conteneva già una chiave: chi l’ha creato o lo vede può leggere le risposte che riceverà.",
    forget="Dimenticarla su questo dispositivo",
    forgotten="Dimenticata. Le risposte a ciò che ha scritto non si possono più aprire qui.",
    thread="La Sua conversazione",
    you_wrote="Lei ha scritto",
    owner_wrote="Il proprietario ha scritto",
    paste="Ha ricevuto una risposta?",
    answer="La risposta che Le è stata inviata",
    answer_hint="Incolli l’intera e-mail o solo la parte cifrata.",
    answer_go="Aprire la risposta",
    answer_none="In questo testo non c’è una risposta cifrata. Incolli per favore l’intera e-mail.",
    answer_key="Questa risposta non si apre qui: è per un altro browser, o la chiave è stata dimenticata. Apra "
    "per favore questa pagina dove ha scritto il messaggio.",
    answer_broken="La risposta si è danneggiata lungo la strada. Chieda per favore al proprietario di inviarla "
    "di nuovo.",
    answer_other="Questa risposta riguarda un altro adesivo. Inquadri quello, per favore.",
    contact="Oppure scriva direttamente",
    contact_how="Funziona sempre, ma ciò che scrive non è cifrato.",
    unable_insecure="Questa pagina non è stata aperta con una connessione sicura (https), perciò qui non può "
    "cifrare messaggi. Scriva per favore direttamente al proprietario.",
    unable_old="Questo browser è troppo vecchio per cifrare messaggi. Scriva per favore direttamente al proprietario.",
    no_script="JavaScript è disattivato, perciò qui non si può cifrare nulla.",
    found="Ha trovato questo oggetto? Scriva per favore al proprietario, all’indirizzo indicato in questa pagina.",
    about="Su questa pagina",
    about_sealing="Il browser cifra il messaggio per le chiavi del proprietario, nel formato aperto age. La "
    "pagina non invia nulla: il messaggio lo invia Lei.",
    about_host="Chi gestisce il server viene a sapere che qualcuno ha aperto questa pagina, ma non di quale "
    "adesivo si tratta: questo sta dietro il # dell’indirizzo, che i browser non inviano mai. Solo il codice "
    "dell’adesivo apre ciò che si dice del suo oggetto.",
    about_trust="Chi controlla il server potrebbe mettere qui un’altra pagina. Allora il codice dell’adesivo non "
    "corrisponderebbe, ma una pagina falsa può affermare qualsiasi cosa. Nel dubbio, usi ciò che è stampato "
    "sull’adesivo.",
    about_data="Ciò che scrive è solo per il proprietario. Su di Lei non si raccoglie nulla: niente cookie, "
    "niente contatori.",
    fingerprint="La chiave di firma del proprietario",
    recipients="I messaggi sono cifrati per",
    signature_good="Il Suo browser ha verificato che questa chiave ha firmato questo elenco.",
    signature_bad="La firma di questa chiave su questo elenco non è valida.",
    signature_unknown="Il Suo browser non può verificare la firma di questa chiave.",
)
