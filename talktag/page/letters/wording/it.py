"""Letters in Italian. It says nothing of its own."""

from talktag.page.letters.wording.texts import KindTexts, LetterTexts

TEXTS = LetterTexts(
    date="Data",
    hello="Gentili Signore e Signori,",
    product="Di che cosa si tratta",
    history="Dalla sua storia",
    asks="Che cosa chiedo",
    answer="Chiedo una risposta entro il {date}.",
    answer_by_law=(
        "Per la risposta, l’{law} indica {term} dal ricevimento. Contando dalla data di questa lettera, è il {date}."
    ),
    cites="A che cosa mi riferisco",
    acts={
        "regulation": "art. {articles} del regolamento (UE) {number}",
        "directive": "art. {articles} della direttiva (UE) {number}",
    },
    known={
        "2016/679": "regolamento generale sulla protezione dei dati",
        "2023/2854": "regolamento sui dati",
    },
    national="come recepita dal diritto nazionale",
    paragraph="{article}, paragrafo {number}",
    journal="GU {journal}, {day}",
    journal_page="GU {journal} del {day}, pag. {page}",
    no_day="il primo giorno che il contratto permette",
    regards="Distinti saluti,",
    form_heading="Modulo europeo di informazioni sulla riparazione: i campi",
    form_note="Quello che so è già compilato. Il resto è da compilare a Sua cura.",
    says={"ends": "Deve terminare", "terms": "Le condizioni"},
    form={
        "repairer": "Riparatore",
        "address": "Indirizzo",
        "phone": "Telefono",
        "mail": "Indirizzo di posta elettronica",
        "goods": "Bene da riparare",
        "defect": "Natura del difetto",
        "repair": "Tipo di riparazione proposta",
        "price": "Prezzo; o come è calcolato, e il prezzo massimo",
        "time": "Tempo necessario per la riparazione",
        "replacement": "Bene sostitutivo temporaneo, e quanto costa",
        "place": "Dove si consegna il bene",
        "services": "Altri servizi (rimozione, installazione, trasporto), e quanto costa ciascuno",
        "validity": "Per quanto tempo vale questa offerta (almeno 30 giorni)",
        "further": "Altre informazioni",
    },
    kinds={
        "guarantee": KindTexts(
            subject="Difetto in garanzia: {product}",
            bare="Difetto in garanzia",
            opening=(
                "Ho acquistato il prodotto indicato sotto, e ha il difetto descritto sotto. Lo segnalo ai "
                "sensi della garanzia."
            ),
            asks=(
                "Chiedo di ripararlo o di sostituirlo, senza spese.",
                "Chiedo di sapere come lo ritirate e quando lo riavrò.",
            ),
            words="Il difetto",
        ),
        "repair": KindTexts(
            subject="Richiesta di riparazione: {product}",
            bare="Richiesta di riparazione",
            opening="Chiedo di sapere se riparate il prodotto indicato sotto, a quale prezzo e in quanto tempo.",
            asks=(
                (
                    "Chiedo di compilare i campi del modulo europeo di informazioni sulla riparazione alla "
                    "fine di questa lettera, o di mandarmi il vostro, prima che io decida."
                ),
                "Chiedo di avvisarmi prima se la ricerca del guasto ha un costo.",
            ),
            words="Il difetto",
        ),
        "data": KindTexts(
            subject="Accesso ai dati del mio prodotto: {product}",
            bare="Accesso ai dati del mio prodotto",
            opening=(
                "Uso il prodotto indicato sotto e chiedo accesso ai dati che esso e i servizi a esso "
                "correlati generano."
            ),
            asks=(
                ("Chiedo di mettere a mia disposizione i dati che ne avete, con quanto serve per leggerli e usarli."),
                (
                    "Chiedo di darli senza spese, nella qualità in cui li avete, in un formato strutturato, di "
                    "uso comune e leggibile da dispositivo automatico."
                ),
                "Se non li avete, chiedo di dirmi chi li ha.",
            ),
            words="In particolare",
        ),
        "access": KindTexts(
            subject="Accesso ai miei dati personali: {product}",
            bare="Accesso ai miei dati personali",
            opening="Chiedo se trattate dati personali che mi riguardano.",
            asks=(
                "Se sì, chiedo di darmene una copia.",
                (
                    "Chiedo di sapere per quali fini, quali categorie di dati, a chi sono stati dati, per "
                    "quanto tempo li conservate e da dove li avete."
                ),
            ),
            words="In particolare",
        ),
        "erasure": KindTexts(
            subject="Cancellazione dei miei dati personali: {product}",
            bare="Cancellazione dei miei dati personali",
            opening="Vi chiedo di cancellare i dati personali che avete su di me.",
            asks=(
                (
                    "Chiedo di cancellarli, di informarne tutti coloro a cui li avete dati, e di confermarmi "
                    "che è fatto."
                ),
                (
                    "Se una legge vi obbliga a conservarne una parte, chiedo di dirmi quale parte, quale legge "
                    "e fino a quando."
                ),
            ),
            words="In particolare",
        ),
        "recall": KindTexts(
            subject="Domanda su un richiamo: {product}",
            bare="Domanda su un richiamo",
            opening=("Ho il prodotto indicato sotto e chiedo se c’è per esso un richiamo o un avviso di sicurezza."),
            asks=(
                "Chiedo di sapere se è tra quelli interessati, per modello, lotto o numero di serie.",
                (
                    "Se lo è: chiedo di sapere qual è il pericolo, che cosa devo fare e che cosa offrite: "
                    "riparazione, sostituzione o rimborso."
                ),
                "Se non lo è, chiedo di dirmi anche questo, con il giorno in cui avete guardato.",
            ),
            words="Perché lo chiedo",
        ),
        "cancellation": KindTexts(
            subject="Disdetta: {product}",
            bare="Disdetta del mio contratto",
            opening="Do disdetta del mio contratto con voi.",
            asks=(
                "Chiedo conferma scritta che il contratto termina, e in quale giorno.",
                (
                    "Chiedo di non riscuotere nulla per il tempo dopo quel giorno, e di restituire quanto ho "
                    "già pagato per esso."
                ),
            ),
            words="Il mio motivo",
        ),
        "withdrawal": KindTexts(
            subject="Ritiro del mio consenso: {product}",
            bare="Ritiro del mio consenso",
            opening="Ritiro il mio accordo alle condizioni indicate sotto, dalla data di questa lettera.",
            asks=(
                (
                    "Chiedo di non usare più quello che avete di me a queste condizioni, e di cancellare "
                    "quello che non dovete conservare."
                ),
                (
                    "Se una legge vi obbliga a conservarne una parte, chiedo di dirmi quale parte, quale legge "
                    "e fino a quando."
                ),
                "Chiedo di confermarmi che è fatto.",
            ),
            words="Il mio motivo",
        ),
        "breach": KindTexts(
            subject="Condizioni non rispettate: {product}",
            bare="Condizioni non rispettate",
            opening=("Abbiamo concordato le condizioni indicate sotto e, a mio avviso, non sono state rispettate."),
            asks=(
                "Chiedo di sapere che cosa è successo, e da quando.",
                "Chiedo di sapere che cosa fate perché da ora siano rispettate.",
                "Se lo vedete diversamente, chiedo di dirmi perché.",
            ),
            words="Che cosa ho notato",
        ),
    },
)
