"""The page behind the sticker in French. It says nothing of its own."""

from talktag.page.finder.wording.texts import FinderTexts

TEXTS = FinderTexts(
    language="fr",
    own_name="Français",
    switch="Langue",
    intro="Voici la page d’une étiquette que quelqu’un a collée sur ses affaires, pour que vous puissiez le "
    "joindre. Il ne faut ni application, ni compte, ni paiement, et votre position n’a pas été communiquée.",
    state_entry="Avez-vous trouvé un objet avec cette étiquette ?",
    state_generic="Vous avez trouvé un objet qui appartient à quelqu’un",
    state_used="Ceci appartient à quelqu’un",
    state_lost="Son propriétaire cherche cet objet",
    state_retired="Cette étiquette n’est plus utilisée",
    state_blank="Cette étiquette n’est encore sur aucun objet",
    state_unsure="Cette page ne peut pas prouver qu’elle est celle du propriétaire",
    state_forged="Ne vous fiez pas à cette page : elle a été modifiée",
    state_answered="Le propriétaire vous a répondu",
    how_entry="Saisissez ce qui est imprimé sur l’étiquette, et vous pourrez écrire au propriétaire.",
    how_generic="Vous pouvez écrire ici au propriétaire. Comme le long code de l’étiquette n’est pas dans "
    "l’adresse, rien ne prouve que cette page est celle du propriétaire : n’écrivez rien qu’un inconnu ne doive "
    "lire.",
    how_used="Il n’est pas signalé comme perdu. S’il n’est pas à sa place, prévenez s’il vous plaît son propriétaire.",
    how_lost="Merci d’avoir regardé. Écrivez s’il vous plaît au propriétaire ; cela prend une minute.",
    how_retired="Le propriétaire ne l’utilise plus. Vous pouvez tout de même lui écrire.",
    how_blank="Elle a été imprimée, mais cette page ne sait pas que le propriétaire l’ait mise sur un objet. "
    "Vous pouvez tout de même lui écrire.",
    how_unsure="Le code de l’étiquette ne correspond pas à cette page. La page est peut-être plus ancienne que "
    "l’étiquette, ou quelqu’un d’autre l’a mise ici. On ne peut donc pas écrire ici : utilisez s’il vous plaît "
    "ce qui est imprimé d’autre sur l’étiquette.",
    how_forged="La signature du propriétaire n’est pas valable. On ne peut donc pas écrire ici : utilisez s’il "
    "vous plaît ce qui est imprimé d’autre sur l’étiquette.",
    how_answered="Vous pouvez lire la réponse ici, et écrire de nouveau.",
    mark_lost="Signalé comme perdu",
    proven="Le code de l’étiquette correspond : cette page vient de la personne qui a fait l’étiquette.",
    says="Le propriétaire dit",
    thing="De quoi il s’agit",
    belongs="Appartient à",
    urgent="Urgent",
    reward="Récompense",
    hand_in="Vous pouvez le déposer ici",
    photo="Photo choisie par le propriétaire",
    tag="Sur l’étiquette",
    typed="Lettres et chiffres de l’étiquette",
    typed_hint="Par exemple TT-7K3M 9QXA A. Les majuscules, les espaces et les tirets ne comptent pas.",
    typed_go="Continuer",
    tag_wrong="Ce ne sont pas les lettres et chiffres d’une étiquette. Comparez-les encore une fois, s’il vous plaît.",
    write="Écrire au propriétaire",
    write_again="Écrire de nouveau",
    write_how="Votre message est chiffré sur cet appareil. Seul le propriétaire peut le lire.",
    message="Votre message",
    message_hint="Où est-il, et comment le propriétaire peut-il le récupérer ?",
    left="Caractères restants : {count}",
    over="Caractères en trop : {count}",
    too_long="Le message est trop long. Raccourcissez-le, s’il vous plaît.",
    empty="Écrivez d’abord un message, s’il vous plaît.",
    name="Votre nom (facultatif)",
    reach="Comment vous joindre (facultatif)",
    reach_hint="Une adresse e-mail ou un numéro de téléphone. Sans cela, le propriétaire ne peut répondre qu’à "
    "l’adresse d’où vous écrivez, qu’un e-mail montre de toute façon.",
    position="Ajouter où je suis",
    position_hint="Le navigateur ne vous demande votre position que si vous appuyez ici. Elle est ajoutée à "
    "votre message comme texte, et vous pouvez l’y effacer.",
    position_line="Ma position : {place} (à environ {metres} m près)",
    position_busy="Recherche de votre position …",
    position_done="Votre position est maintenant dans le message.",
    position_denied="Le navigateur n’a pas le droit d’indiquer votre position. Vous pouvez décrire le lieu avec "
    "des mots.",
    position_failed="Votre position n’a pas pu être trouvée. Vous pouvez décrire le lieu avec des mots.",
    seal="Chiffrer, puis choisir l’envoi",
    seal_failed="Le message n’a pas pu être chiffré ici. Écrivez s’il vous plaît directement au propriétaire, à "
    "l’adresse ci-dessous.",
    sealed="Chiffré. Envoyez-le maintenant",
    sealed_how="Rien n’a encore été envoyé. Choisissez un moyen :",
    send_to="À",
    mail="Envoyer par e-mail",
    mail_how="Votre messagerie s’ouvre avec tout ce qu’il faut. Appuyez-y sur Envoyer.",
    mail_paste="Le message est long : appuyez d’abord sur Copier, puis collez-le dans l’e-mail.",
    mail_body="Collez ici le message chiffré, s’il vous plaît.",
    mail_subject="Trouvé : {tag}",
    copy="Copier",
    copied="Copié. Collez-le dans un e-mail au propriétaire et envoyez-le.",
    copy_failed="La copie a échoué. Sélectionnez le message chiffré ci-dessous et copiez-le.",
    share="Partager …",
    share_failed="Le partage a échoué. Choisissez un autre moyen, s’il vous plaît.",
    armor="Le message chiffré",
    next="Ce qui se passe ensuite",
    next_open="Le propriétaire ouvre votre message. Personne ne peut le lire en chemin.",
    next_answer="La réponse arrive à l’adresse d’où vous écrivez ou que vous avez indiquée. Elle s’ouvre sur "
    "cette page.",
    next_keep="D’ici là, gardez l’objet en lieu sûr, s’il vous plaît.",
    kept_both="Pour que la réponse s’ouvre ici, sa clé est gardée dans l’adresse de cette page et dans ce navigateur.",
    kept_address="Pour que la réponse s’ouvre ici, sa clé est dans l’adresse de cette page : laissez la page "
    "ouverte, ou enregistrez son adresse.",
    given="Cette adresse contenait déjà une clé : la personne qui l’a créée ou qui la voit peut "
    "lire les réponses à vos messages.",
    forget="L’oublier sur cet appareil",
    forgotten="Oubliée. Les réponses à ce que vous avez écrit ne peuvent plus être ouvertes ici.",
    thread="Votre conversation",
    you_wrote="Vous avez écrit",
    owner_wrote="Le propriétaire a écrit",
    paste="Avez-vous reçu une réponse ?",
    answer="La réponse qui vous a été envoyée",
    answer_hint="Collez l’e-mail entier, ou seulement sa partie chiffrée.",
    answer_go="Ouvrir la réponse",
    answer_none="Il n’y a pas de réponse chiffrée dans ce texte. Collez s’il vous plaît l’e-mail entier.",
    answer_key="Cette réponse ne s’ouvre pas ici : elle est pour un autre navigateur, ou la clé a été oubliée. "
    "Ouvrez s’il vous plaît cette page là où vous avez écrit votre message.",
    answer_broken="La réponse a été abîmée en chemin. Demandez s’il vous plaît au propriétaire de la renvoyer.",
    answer_other="Cette réponse concerne une autre étiquette. Scannez celle-là, s’il vous plaît.",
    contact="Ou écrivez directement",
    contact_how="Cela fonctionne toujours, mais ce que vous écrivez n’est pas chiffré.",
    unable_insecure="Cette page n’a pas été ouverte par une connexion sûre (https) et ne peut donc pas chiffrer "
    "de message ici. Écrivez s’il vous plaît directement au propriétaire.",
    unable_old="Ce navigateur est trop ancien pour chiffrer un message. Écrivez s’il vous plaît directement au "
    "propriétaire.",
    no_script="JavaScript est désactivé : rien ne peut être chiffré ici.",
    found="Avez-vous trouvé cet objet ? Écrivez s’il vous plaît à son propriétaire, à l’adresse qui est sur "
    "cette page.",
    about="À propos de cette page",
    about_sealing="Votre navigateur chiffre le message pour les clés du propriétaire, dans le format ouvert age. "
    "La page elle-même n’envoie rien : c’est vous qui envoyez le message.",
    about_host="Qui gère le serveur apprend que quelqu’un a ouvert cette page, mais pas de quelle étiquette il "
    "s’agit : cela se trouve après le # de l’adresse, que les navigateurs n’envoient jamais. Seul le code de "
    "l’étiquette ouvre ce qui est dit de son objet.",
    about_trust="Qui contrôle le serveur pourrait mettre une autre page ici. Le code de l’étiquette ne "
    "correspondrait alors plus, mais une fausse page peut tout affirmer. Dans le doute, utilisez ce qui est "
    "imprimé sur l’étiquette.",
    about_data="Ce que vous écrivez n’est que pour le propriétaire. Rien n’est recueilli sur vous : ni cookies, "
    "ni compteurs.",
    fingerprint="La clé de signature du propriétaire",
    recipients="Les messages sont chiffrés pour",
    signature_good="Votre navigateur a vérifié que cette clé a signé cette liste.",
    signature_bad="La signature de cette clé sur cette liste n’est pas valable.",
    signature_unknown="Votre navigateur ne peut pas vérifier la signature de cette clé.",
)
