"""The checker page in French. It says nothing of its own."""

from talktag.page.checker.wording.texts import CheckerTexts

TEXTS = CheckerTexts(
    language="fr",
    title="Vérifier un lot",
    intro="On vous a remis un lot : un fichier zip avec la fiche d’un produit, une réponse, un message ou une "
    "cession, signé par son expéditeur. Vous voyez ici s’il est intact et quelle clé l’a signé.",
    local="Le fichier reste sur cet ordinateur : cette page ne charge rien et n’envoie rien.",
    bundle_file="Le lot",
    choose="Choisir un lot (.zip)",
    drop="ou le déposer n’importe où sur cette page.",
    no_script="Cette page ne fonctionne que si JavaScript est activé.",
    checking="Vérification …",
    one="Donnez un seul fichier à la fois.",
    unreadable="Le fichier n’a pas pu être lu",
    failed="Le fichier n’a pas pu être vérifié : cette page elle-même a échoué",
    unable="Ce navigateur ne peut pas vérifier un lot",
    unable_how="Il faut Chrome ou Edge à partir de la version 137, Firefox à partir de 129 ou Safari à partir de 17, "
    "et cette page ouverte depuis le disque ou en https. Le fichier README.txt du lot dit comment le "
    "vérifier sans navigateur.",
    encrypted="Ce fichier est chiffré ; déchiffrez-le d’abord",
    encrypted_how="Qui détient la clé de destination l’ouvre avec {command}. Donnez ensuite à cette page ce qui en "
    "sort.",
    refused="Ce n’est pas valable : ne l’utilisez pas",
    refused_how="Demandez une nouvelle copie à l’expéditeur.",
    in_english="Dans les termes de talktag verify (en anglais) :",
    reasons={
        "form": "L’archive n’a pas la forme d’un lot ; d’autres programmes pourraient y trouver d’autres fichiers.",
        "name": "Il contient un nom qu’aucun lot ne peut contenir.",
        "cost": "Il contient plus qu’un lot ne peut contenir.",
        "damaged": "L’archive est endommagée ou tronquée.",
        "unsigned": "Il n’est pas signé.",
        "signature": "La signature n’est pas valable : cette clé ne l’a pas faite sur cette liste de fichiers.",
        "purpose": "La signature a été faite dans un autre but.",
        "algorithm": "Il est signé par une clé d’un type que ni cette page ni talktag ne peuvent vérifier.",
        "list": "La liste de ses fichiers n’a pas la forme d’un lot.",
        "changed": "{file} a été modifié : ce n’est pas le fichier qui a été signé.",
        "missing": "{file} manque.",
        "extra": "{file} n’a rien à y faire : il n’a pas été signé.",
        "around": "Ce qui entoure les fichiers signés ne concorde pas avec eux.",
        "table": "Sa fiche, table.json, n’a pas la forme d’un lot.",
        "disagrees": "Sa fiche, table.json, ne concorde pas avec le reste du lot.",
        "page": "{file} n’est pas comme il doit l’être dans un lot et pourrait faire plus que se laisser lire.",
    },
    unknown="Intact, mais son signataire est inconnu",
    unknown_how="Depuis la signature, rien ne manque, rien n’a été ajouté ni modifié. Reste à savoir de qui elle est : "
    "comparez la clé ci-dessous.",
    known_line="Intact, signé par la clé que vous avez donnée",
    known_digits="Intact, signé par la clé dont vous avez saisi les chiffres",
    known_how="Depuis la signature, rien ne manque, rien n’a été ajouté ni modifié.",
    other_line="Pas signé avec la clé que vous avez donnée : ne l’utilisez pas",
    other_digits="Pas signé avec la clé dont vous avez saisi les chiffres : ne l’utilisez pas",
    other_how="Cherchez d’abord une faute de frappe. S’il n’y en a pas, quelqu’un d’autre a signé : demandez la bonne "
    "clé à l’expéditeur par une autre voie.",
    key="La clé qui l’a signé",
    fingerprint="Empreinte",
    digits="Chiffres",
    given="La clé de l’expéditeur, reçue par une autre voie",
    given_how="Sur papier, en personne ou par téléphone ; jamais par le lot ni par le message qui l’accompagnait. "
    "Saisissez la ligne de la clé, par exemple {line}, ou son empreinte, ou les trente chiffres que l’expéditeur "
    "lit dans {command}.",
    given_part="Ce n’est pas encore une ligne de clé entière, une empreinte ou trente chiffres.",
    said="Ce que dit le signataire",
    kinds={
        "table": "la fiche d’un produit",
        "reply": "une réponse",
        "transfer": "un produit qui est cédé",
        "message": "un message",
    },
    what="Ce que c’est",
    answers="Répond au lot",
    channel="Canal",
    follows="Suit le paquet dont l’empreinte est",
    files="Les fichiers du lot",
    files_how="Chacun est le fichier qui a été signé. Personne n’a regardé s’il est inoffensif.",
    action="Enregistrer",
    save="Enregistrer {file}",
    uncompared="Dans {files}, rien ne s’exécute et rien n’est chargé ; ses mots n’ont pas été comparés à la fiche, "
    "qui est ce qui figure ici.",
    hashes="SHA-256 de chaque fichier",
    about="Ce que cette page peut dire",
    about_checks="Elle vérifie ce que vérifie talktag verify : chaque octet de l’archive, la signature, chaque somme "
    "de contrôle et la forme de la fiche. À qui est la clé, vous seul pouvez l’établir. "
    "Un lot peut avoir 500 Mo en tout et 250 Mo par fichier ; plus il est grand, plus cela prend de temps.",
    about_files="Ce que dit un lot, et la date de sa création, est la parole du signataire.",
    about_page="Prenez cette page chez quelqu’un de confiance, jamais avec un lot : une page falsifiée dit ce qu’elle "
    "veut.",
)
