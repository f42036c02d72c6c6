"""README.txt in French. It says nothing of its own."""

TEXT = """\
CE QUE C'EST
============

Ce dossier contient ce qu'une personne a voulu dire d'un produit.
Ouvrez {page} pour le lire ; les fichiers joints sont dans le
dossier "files".

Ce que dit l'expéditeur, sans vérification :

{claims}

Rien dans ce dossier ne prouve qui est l'expéditeur, pas même ce texte.
Ce qui suit le prouve, avec des programmes que votre ordinateur a déjà.


1. OBTENEZ LA CLÉ PAR UNE AUTRE VOIE
====================================

Il vous faut la clé publique de l'expéditeur : une ligne qui commence
par "ssh-" ou "sk-". Obtenez-la de lui par une autre voie que ce lot et
le message qui l'accompagnait : sur papier, en personne, lue ou
comparée au téléphone, ou gardée d'un lot déjà vérifié.

Une clé qui vient avec le lot ne prouve rien. Qui peut falsifier l'un
peut falsifier l'autre.


2. NOTEZ-LA
===========

Décompressez tout le fichier zip. Allez dans le dossier où se trouve
{manifest} (un niveau au-dessus de ce README.txt).

Créez-y un fichier texte nommé {principal}.txt, d'une seule ligne : le mot
{principal}, une espace et la clé obtenue :

    {principal} ssh-ed25519 AAAA...

S'il y a déjà un fichier {principal}.txt, ne vous fiez pas au lot : il a
apporté sa propre clé.


3. VÉRIFIEZ LA SIGNATURE
========================

Ouvrez un terminal dans ce dossier et tapez la ligne de votre système.

Windows (sous cette forme, car PowerShell modifie ce qu'il transmet):

    cmd /c "{verify}"

macOS:

    {verify}

Linux:

    {verify}

La réponse doit commencer par

    Good "{namespace}" signature for {principal}

Toute autre réponse signifie que la signature n'a pas été vérifiée, ou
n'est pas bonne. "Could not verify signature" en est une.


4. VÉRIFIEZ LES FICHIERS
========================

Seulement après l'étape 3 : ce qui est signé est la liste des fichiers,
et l'on compare maintenant les fichiers à la liste.

Windows, dans PowerShell, le tout sur une ligne:

    {windows_hashes}

macOS:

    shasum -a 256 -c {manifest}

Linux:

    sha256sum -c {manifest}

Chaque ligne doit dire OK.

Les fichiers ajoutés ne se voient pas ainsi. Ne tenez compte d'aucun
fichier du dossier "data" qui ne figure pas dans {manifest}.
"""

MESSAGE = """\
UN MESSAGE SIGNÉ. Lisez {page} ; avant vérification, n'importe qui
peut l'avoir écrit.

Il a été déchiffré, décompressé et ouvert ainsi :

    age -d -i KEYFILE -o message.zip FILE
    unzip message.zip
    cd talktag-*

Pour le vérifier, obtenez la clé publique de l'expéditeur par une autre
voie que ce message. Dans le dossier où se trouve {manifest},
écrivez-la dans un nouveau fichier {principal}.txt, sur une ligne. Un fichier
{principal}.txt déjà présent est un faux.

    {principal} ssh-ed25519 AAAA...

Saisissez-y :

Windows:

    cmd /c "{verify}"

macOS:

    {verify}

Linux:

    {verify}

La réponse doit commencer par

    Good "{namespace}" signature for {principal}

Comparez ensuite les fichiers à la liste signée :

Windows, dans PowerShell:

    {windows_hashes}

macOS:

    shasum -a 256 -c {manifest}

Linux:

    sha256sum -c {manifest}

Chaque ligne doit dire OK. Ne tenez compte d'aucun fichier du dossier
"data" absent de {manifest}.
"""

CLAIMS = {
    "product": "Produit",
    "sender": "De",
    "contact": "Contact",
    "audience": "Pour",
    "purpose": "Objet",
    "made": "Créé",
    "until": "À utiliser jusqu'au",
    "terms": "Conditions",
    "bundle": "Lot",
    "signed": "Signé avec",
}
