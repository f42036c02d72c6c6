"""Letters in French. It says nothing of its own."""

from talktag.page.letters.wording.texts import KindTexts, LetterTexts

TEXTS = LetterTexts(
    date="Date",
    hello="Madame, Monsieur,",
    product="De quoi il s’agit",
    history="Extrait de l’historique",
    asks="Ce que je demande",
    answer="Je vous prie de répondre au plus tard le {date}.",
    answer_by_law=(
        "Pour la réponse, l’{law} prévoit {term} à compter de la réception. À compter de la date de "
        "cette lettre, c’est le {date}."
    ),
    cites="Ce à quoi je me réfère",
    acts={
        "regulation": "art. {articles} du règlement (UE) {number}",
        "directive": "art. {articles} de la directive (UE) {number}",
    },
    known={
        "2016/679": "règlement général sur la protection des données",
        "2023/2854": "règlement sur les données",
    },
    national="tel que le droit national le transpose",
    paragraph="{article}, paragraphe {number}",
    journal="JO {journal}, {day}",
    journal_page="JO {journal} du {day}, p. {page}",
    no_day="au premier jour que le contrat permet",
    regards="Je vous prie d’agréer mes salutations distinguées.",
    form_heading="Formulaire européen d’information sur la réparation : les champs",
    form_note="Ce que je sais est déjà rempli. Le reste est à remplir par vos soins.",
    says={"ends": "Doit prendre fin", "terms": "Les conditions"},
    form={
        "repairer": "Réparateur",
        "address": "Adresse",
        "phone": "Téléphone",
        "mail": "Adresse électronique",
        "goods": "Bien à réparer",
        "defect": "Nature du défaut",
        "repair": "Type de réparation proposée",
        "price": "Prix ; ou comment il est calculé, et le prix maximal",
        "time": "Temps nécessaire à la réparation",
        "replacement": "Bien de remplacement temporaire, et son coût",
        "place": "Où le bien est remis",
        "services": "Autres services (enlèvement, installation, transport), et le coût de chacun",
        "validity": "Durée de validité de cette offre (au moins 30 jours)",
        "further": "Autres informations",
    },
    kinds={
        "guarantee": KindTexts(
            subject="Défaut sous garantie : {product}",
            bare="Défaut sous garantie",
            opening=(
                "J’ai acheté le produit ci-dessous, et il présente le défaut décrit ci-dessous. Je vous le "
                "signale au titre de la garantie."
            ),
            asks=(
                "Je vous prie de le réparer ou de le remplacer, sans frais.",
                "Je vous prie de me dire comment vous le reprenez, et quand je le récupère.",
            ),
            words="Le défaut",
        ),
        "repair": KindTexts(
            subject="Demande de réparation : {product}",
            bare="Demande de réparation",
            opening=(
                "Je vous prie de me dire si vous réparez le produit ci-dessous, à quel prix et en combien de temps."
            ),
            asks=(
                (
                    "Je vous prie de remplir les champs du formulaire européen d’information sur la réparation "
                    "à la fin de cette lettre, ou de m’envoyer le vôtre, avant que je ne décide."
                ),
                "Je vous prie de me prévenir si la recherche de la panne a un coût.",
            ),
            words="Le défaut",
        ),
        "data": KindTexts(
            subject="Accès aux données de mon produit : {product}",
            bare="Accès aux données de mon produit",
            opening=(
                "J’utilise le produit ci-dessous et je demande l’accès aux données que lui et les services "
                "qui lui sont liés génèrent."
            ),
            asks=(
                (
                    "Je vous prie de mettre à ma disposition les données que vous en avez, avec ce qu’il faut "
                    "pour les lire et les utiliser."
                ),
                (
                    "Je vous prie de les donner sans frais, dans la qualité dans laquelle vous les avez, dans "
                    "un format structuré, couramment utilisé et lisible par machine."
                ),
                "Si vous ne les avez pas, je vous prie de me dire qui les a.",
            ),
            words="En particulier",
        ),
        "access": KindTexts(
            subject="Accès à mes données personnelles : {product}",
            bare="Accès à mes données personnelles",
            opening="Je demande si vous traitez des données à caractère personnel qui me concernent.",
            asks=(
                "Si oui, je vous prie de m’en donner une copie.",
                (
                    "Je vous prie de me dire à quelles fins, quelles catégories de données, à qui elles ont "
                    "été données, combien de temps vous les conservez et d’où vous les tenez."
                ),
            ),
            words="En particulier",
        ),
        "erasure": KindTexts(
            subject="Effacement de mes données personnelles : {product}",
            bare="Effacement de mes données personnelles",
            opening="Je vous demande d’effacer les données à caractère personnel que vous avez à mon sujet.",
            asks=(
                (
                    "Je vous prie de les effacer, d’en informer tous ceux à qui vous les avez données, et de "
                    "me confirmer que c’est fait."
                ),
                (
                    "Si une loi vous oblige à en conserver une partie, je vous prie de me dire laquelle, "
                    "quelle loi, et jusqu’à quand."
                ),
            ),
            words="En particulier",
        ),
        "recall": KindTexts(
            subject="Question sur un rappel : {product}",
            bare="Question sur un rappel",
            opening=(
                "J’ai le produit ci-dessous et je demande s’il fait l’objet d’un rappel ou d’un "
                "avertissement de sécurité."
            ),
            asks=(
                ("Je vous prie de me dire s’il est concerné, d’après son modèle, son lot ou son numéro de série."),
                (
                    "S’il l’est : je vous prie de me dire quel est le danger, ce que je dois faire et ce que "
                    "vous proposez : réparation, remplacement ou remboursement."
                ),
                "S’il ne l’est pas, je vous prie de me le dire aussi, avec le jour où vous avez regardé.",
            ),
            words="Pourquoi je demande",
        ),
        "cancellation": KindTexts(
            subject="Résiliation : {product}",
            bare="Résiliation de mon contrat",
            opening="Je résilie mon contrat avec vous.",
            asks=(
                "Je vous prie de confirmer par écrit que le contrat prend fin, et à quelle date.",
                (
                    "Je vous prie de ne rien prélever pour la période qui suit, et de me rendre ce que j’ai "
                    "déjà payé pour elle."
                ),
            ),
            words="Mon motif",
        ),
        "withdrawal": KindTexts(
            subject="Retrait de mon accord : {product}",
            bare="Retrait de mon accord",
            opening=("Je retire mon accord aux conditions indiquées ci-dessous, à compter de la date de cette lettre."),
            asks=(
                (
                    "Je vous prie de ne plus utiliser ce que vous avez de moi sous ces conditions, et "
                    "d’effacer ce que vous n’avez pas à conserver."
                ),
                (
                    "Si une loi vous oblige à en conserver une partie, je vous prie de me dire laquelle, "
                    "quelle loi, et jusqu’à quand."
                ),
                "Je vous prie de me confirmer que c’est fait.",
            ),
            words="Mon motif",
        ),
        "breach": KindTexts(
            subject="Conditions non respectées : {product}",
            bare="Conditions non respectées",
            opening=(
                "Nous avons convenu des conditions indiquées ci-dessous et, à mes yeux, elles n’ont pas été respectées."
            ),
            asks=(
                "Je vous prie de me dire ce qui s’est passé, et depuis quand.",
                "Je vous prie de me dire ce que vous faites pour qu’elles soient désormais respectées.",
                "Si vous le voyez autrement, je vous prie de me dire pourquoi.",
            ),
            words="Ce que j’ai constaté",
        ),
    },
)
