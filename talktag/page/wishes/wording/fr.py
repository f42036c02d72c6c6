"""The page of a wish in French. It holds words only."""

from talktag.page.wishes.wording.texts import WishTexts

WISH = WishTexts(
    kicker="Un souhait",
    intro="Faites une offre : remplissez le formulaire ci-dessous et enregistrez le fichier de l’offre. Envoyez"
    " ensuite vous-même le fichier à {sender}, par courriel ou comme vous voulez.",
    somebody="la personne qui vous a donné cette page",
    wanted="Ce qui est recherché",
    must="Doit",
    should="Devrait",
    avoid="Ne devrait pas",
    fits="Va avec",
    most="Coûte au plus",
    quantity="Combien",
    until="Offres jusqu’au",
    order="Composé à partir de votre menu",
    menu="Le menu, par son empreinte",
    total="Cela fait en tout",
    offer="Votre offre",
    title="Ce que vous offrez, en une ligne",
    price="Votre prix",
    valid="L’offre vaut jusqu’au",
    text="Autre chose à dire",
    points="Ce que vous pouvez en dire",
    points_hint="Souhaité : {point}",
    make="Enregistrer le fichier de l’offre",
    no_title="Dites en une ligne ce que vous offrez.",
    no_price="Écrivez le prix avec sa monnaie, comme « 850,00 EUR », sans signe moins.",
    no_valid="Le jour jusqu’auquel l’offre vaut n’est dans aucun calendrier.",
    made="Le fichier de l’offre",
    saved="Il s’appelle {file}. Il est là où votre navigateur enregistre les fichiers ; envoyez-le à {sender}.",
    copy="Si aucun fichier n’a été enregistré, copiez ce texte dans un courriel à {sender} :",
    signed="Personne ne signe ce fichier. Le dossier de {sender} le marque pour toujours comme non signé.",
    no_script="Le formulaire a besoin de JavaScript, qui est désactivé ici. Répondez par courriel : ce que vous "
    "offrez, le prix, jusqu’à quand il vaut, et comment chaque point est rempli.",
    mail_subject="Recherché : {name}",
    mail_about="je recherche ce qui est dit ci-dessous et voudrais votre offre :",
    mail_form="La page {page}, jointe, a un formulaire pour cela. Enregistrez-la, ouvrez-la dans un navigateur et "
    "remplissez-la ; il en sort un fichier. Envoyez-moi ce fichier en réponse à ce courriel.",
    mail_plain="Ou répondez simplement avec vos mots : ce que vous offrez, le prix, jusqu’à quand il vaut, et "
    "comment chaque point est rempli.",
)
